import type { TestCase } from 'junit-report-builder';
import type { Report, Result, RuleSummary } from '../model/report.ts';
import { atOrAbove } from '../model/severity.ts';
import { placeText, waiverText } from './finding-text.ts';
import { bodyText, renderSuite, renderSuites } from './junit-builder.ts';
import { nameCases } from './junit-names.ts';
import { describeEvidence, describeWaiting, isUnseen, plural } from './outcome-text.ts';
import type { Reporter } from './reporter.ts';
import { quoteCommand } from './shell-quote.ts';
import { clean, cleanLines, displayText } from './text-safety.ts';
import { isAccepted, isBlocking } from './unseen.ts';

/** Above this many results, passed and not-applicable ones become one case a rule (GitLab reads 30 MB). */
const mostCases = 10_000;

/**
 * One suite a rule. A failure is a finding that fails the run, an error something grave that could not be read;
 * milder findings are passed cases with output, so that a test view is red only when the run is.
 */
export const reporter: Reporter = {
  format: 'junit',
  description: 'JUnit XML for test views of CI servers: one suite a rule, one case a subject.',
  render(report) {
    const listAll = report.results.length <= mostCases;
    const names = nameCases(report);
    const summaries = new Map(report.rules.map((rule) => [rule.id, rule]));
    const suites = Array.from(suitesOf(report), ([rule, results]) =>
      renderSuite((suite) => {
        suite.name(clean(rule)).timestamp(clean(report.generatedAt)).time(0);
        for (const result of results) {
          if (!listAll && isQuiet(result)) continue;
          const testCase = suite
            .testCase()
            .className(classNameOf(result))
            .name(names.get(result) ?? '');
          describeCase(testCase.time(0), result, report);
        }
        const summary = summaries.get(rule);
        if (summary && (!listAll || !results.some(isQuiet))) aggregate(() => suite.testCase(), summary);
      }),
    );
    return renderSuites('headroom', suites);
  },
};

/** Rules in the report's order, then any that only results name. */
function suitesOf(report: Report): Map<string, Result[]> {
  const suites = new Map<string, Result[]>(report.rules.map(({ id }) => [id, []]));
  for (const result of report.results) {
    const members = suites.get(result.rule);
    if (members) members.push(result);
    else suites.set(result.rule, [result]);
  }
  return suites;
}

function isQuiet({ outcome }: Result): boolean {
  return outcome === 'pass' || outcome === 'not-applicable';
}

/** Test views build packages from the dots, so that no name may add one. */
function classNameOf({ subject, rule }: Result): string {
  return ['aws', subject.kind, rule].map((part) => clean(part).replaceAll('.', '_')).join('.');
}

function aggregate(newCase: () => TestCase, { id, pass, notApplicable }: RuleSummary): void {
  if (pass === 0) return;
  newCase()
    .className(`aws.${clean(id).replaceAll('.', '_')}`)
    .name('subjects that passed')
    .time(0)
    .standardOutput(`${plural(pass, 'subject')} passed, ${notApplicable} not applicable.`);
}

function describeCase(testCase: TestCase, result: Result, report: Report): void {
  const text = bodyText(cleanLines(fullText(result)));
  const message = displayText(result.message);
  if (result.outcome === 'fail' && isBlocking(result, report)) {
    testCase.failure(message, clean(result.rule)).stacktrace(text);
  } else if (result.outcome === 'unknown' && isBlocking(result, report)) {
    testCase.error(message, clean(unseenReason(result)), text);
  } else if (result.outcome === 'fail' && isOld(result, report)) {
    testCase.skipped().standardOutput(bodyText(`${openSince(report)}\n${cleanLines(fullText(result))}`));
  } else if (result.outcome === 'fail') {
    testCase.standardOutput(text);
  } else if (result.outcome !== 'pass') {
    testCase.skipped().standardOutput(bodyText(skipReason(result, report)));
  }
}

/** Grave enough to fail the run, and spared by --fail-on-new: neither red, nor green as if all were well. */
function isOld({ severity, state }: Result, { run }: Report): boolean {
  return run.failOnNew && state === 'open' && atOrAbove(severity, run.failOn);
}

function openSince({ since }: Report): string {
  return `Open since ${clean(since?.generatedAt ?? 'an earlier report')} or before; --fail-on-new counts new findings only.`;
}

function unseenReason(result: Result): string {
  return result.unknownBecause?.[0]?.reason ?? 'unknown';
}

function skipReason(result: Result, report: Report): string {
  const message = displayText(result.message);
  if (result.outcome === 'waived') return `Waived: ${waiverText(result)}\n${message}`;
  if (result.outcome === 'not-applicable') return `Not applicable: ${message}`;
  if (isUnseen(result)) {
    const why = isAccepted(result, report) ? 'an accepted gap' : `below ${report.run.failOn}`;
    return `Unknown, ${why}: ${message}\n${becauseLines(result).join('\n')}`;
  }
  const reasons = (result.unknownBecause ?? []).map(({ reason }) => describeWaiting(reason));
  return `Unknown: ${message}\nResults like this ${[...new Set(reasons)].join('; ')}.`;
}

function becauseLines({ unknownBecause }: Result): string[] {
  return (unknownBecause ?? []).map(({ fact, reason, api }) => clean(`${fact}: ${reason}${api ? ` (${api})` : ''}`));
}

/** Everything about one result, for the body of a case. */
function fullText(result: Result): string {
  const { subject, remediation } = result;
  const lines = [
    `${result.severity}${result.state === undefined ? '' : `, ${result.state}`}: ${clean(result.message)}`,
    `Subject: ${clean(subject.id)} (${placeText(subject)})`,
    ...(subject.workload ? [`Workload: ${clean(subject.workload)}`] : []),
    ...(subject.owner ? [`Owner: ${clean(subject.owner)}`] : []),
    ...result.evidence.map((item) => clean(describeEvidence(item))),
    ...becauseLines(result),
    ...(result.notes ?? []).map((note) => `Note: ${clean(note)}`),
  ];
  if (remediation) {
    lines.push(`Fix: ${clean(remediation.summary)}`);
    lines.push(...remediation.caveats.map((caveat) => `Note: ${clean(caveat)}`));
    lines.push(...remediation.commands.map((command) => `  ${quoteCommand(command)}`));
    if (remediation.undo.length > 0) lines.push('Undo:');
    lines.push(...remediation.undo.map((command) => `  ${quoteCommand(command)}`));
  }
  return [...lines, `Fingerprint: ${clean(result.fingerprint)}`].join('\n');
}

import { failsRun } from '../model/exit-code.ts';
import type { Report, Result, UnknownReason } from '../model/report.ts';
import { atOrAbove, type Severity, severities } from '../model/severity.ts';
import type { SinceReport } from '../model/since.ts';
import { compareText, notReadable } from '../model/snapshot.ts';

/** Severities as reports list them: gravest first. */
export const gravestFirst: readonly Severity[] = [...severities].reverse();

/** The verdict in words, the same in every format. */
export interface Headline {
  /** One word for people: Clean, Findings or Incomplete. */
  word: string;
  /** What decided the verdict. */
  sentence: string;
  /** Counts of results. */
  counts: string;
  /** What the exit code says. */
  exit: string;
  /** New, open and fixed findings against an earlier report; null without one. */
  since: string | null;
}

export function describeVerdict(report: Report): Headline {
  return {
    word: { clean: 'Clean', findings: 'Findings', incomplete: 'Incomplete' }[report.verdict],
    sentence: verdictSentence(report),
    counts: describeCounts(report),
    since: report.since ? `${describeSince(report.since)}.` : null,
    exit: `Exit code ${report.run.exitCode}: ${exitMeaning(report)}`,
  };
}

/** Failed results at or above the severity that fails a run. */
export function countFailing(report: Report): number {
  return Object.entries(report.summary.bySeverity)
    .filter(([severity]) => isSeverity(severity) && atOrAbove(severity, report.run.failOn))
    .reduce((sum, [, count]) => sum + count, 0);
}

/** Findings that fail a run with --fail-on-new. */
function countNew({ results, run }: Report): number {
  return results.filter((result) => failsRun(result, run)).length;
}

/** What became of findings since an earlier report, without a full stop. */
export function describeSince(since: SinceReport): string {
  const { waived, notSeen } = since;
  const counts = [`${since.new} new`, `${since.open} open`, `${since.fixed.length} fixed`];
  if (waived > 0) counts.push(`${waived} now waived`);
  if (notSeen > 0) counts.push(`${notSeen} not judged again`);
  if (since.beforeChange) return `${counts.join(', ')} by the change`;
  return `${counts.join(', ')} since the report of ${since.generatedAt.slice(0, 16).replace('T', ' ')} UTC`;
}

function verdictSentence(report: Report): string {
  const old = report.run.failOnNew ? countFailing(report) - countNew(report) : 0;
  const ofThem = old > 0 ? `, ${old} of them open before` : '';
  const failing = `${plural(countFailing(report), 'finding')} at or above ${report.run.failOn}${ofThem}.`;
  if (report.verdict === 'clean') return `Nothing at or above ${report.run.failOn}.`;
  if (report.verdict === 'findings') return failing;
  return `Something that matters could not be read, so not everything could be judged. ${failing}`;
}

function describeCounts(report: Report): string {
  const { summary } = report;
  const graded = gravestFirst
    .filter((severity) => (summary.bySeverity[severity] ?? 0) > 0)
    .map((severity) => `${summary.bySeverity[severity]} ${severity}`);
  const failed = graded.length > 0 ? `${summary.fail} failed (${graded.join(', ')})` : `${summary.fail} failed`;
  return (
    `${plural(summary.resources, 'resource')}, ${plural(summary.rules, 'rule')}: ${failed}, ` +
    `${summary.unknown} unknown, ${summary.waived} waived, ${summary.pass} passed, ${summary.notApplicable} not applicable.`
  );
}

function exitMeaning(report: Report): string {
  const { run, verdict } = report;
  if (run.exitCode === 3) return 'the audit is incomplete; see what was not seen.';
  if (run.exitCode === 2) return 'wrong usage, configuration or rule file.';
  if (run.exitCode === 1) return `${run.failOnNew ? 'new ' : ''}findings at or above ${run.failOn}.`;
  if (verdict === 'incomplete') return 'the audit is incomplete, which --allow-incomplete lets pass.';
  if (verdict === 'findings') return 'no finding that fails this run (--fail-on-new counts new ones only).';
  return `nothing at or above ${run.failOn}.`;
}

/** What each reason for `unknown` waits for; only reasons that do not make a run incomplete are ever listed so. */
const waitingFor: Partial<Record<UnknownReason, string>> = {
  'not-requested': 'need metrics or history (--metrics)',
  absent: 'need a value that neither the account nor the policy has',
  'not-recorded': 'need something that the snapshot does not record',
  'after-apply': 'need a value known only after apply',
  'uncertain-match': 'depend on a tag that could not be read',
  unsupported: 'rest on an API that the region or partition does not have',
};

export function describeWaiting(reason: UnknownReason, api: string | null = null): string {
  if (reason === 'not-requested' && api?.startsWith('ce:'))
    return 'need Cost Explorer, which --no-cost-explorer left out';
  return waitingFor[reason] ?? `rest on something ${reason}`;
}

/** True for an unknown result that should have been readable and was not. */
export function isUnseen(result: Result): boolean {
  return (
    result.outcome === 'unknown' && (result.unknownBecause ?? []).some(({ reason }) => notReadable.includes(reason))
  );
}

/** The facts of a result that are AWS defaults which nobody ever set. */
export function defaultedFacts(result: Result): string[] {
  const facts = result.evidence.filter((item) => item.class === 'derived-default').map((item) => item.fact);
  return [...new Set(facts)];
}

/** Evidence as one line: what was observed and what was expected. */
export function describeEvidence(item: Result['evidence'][number]): string {
  const source = sourceOf(item);
  return `${item.fact}: observed ${JSON.stringify(item.observed)}, expected ${item.operator} ${JSON.stringify(item.expected)} (${source})`;
}

function sourceOf({ class: evidenceClass, dataPoints }: Result['evidence'][number]): string {
  if (evidenceClass === 'derived-default') return 'AWS default, never set';
  return dataPoints === undefined ? evidenceClass : `${evidenceClass}, ${plural(dataPoints, 'data point')}`;
}

/** Most frequent rule first, then by id. */
export function countRules(results: readonly Result[]): { rule: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { rule } of results) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts]
    .map(([rule, count]) => ({ rule, count }))
    .sort((a, b) => b.count - a.count || compareText(a.rule, b.rule));
}

export function isSeverity(text: string): text is Severity {
  return (severities as readonly string[]).includes(text);
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

import type { Notice, Report, ReportRemediation, Result, RuleSummary } from '../model/report.ts';
import { atOrAbove, type Severity, severityRank } from '../model/severity.ts';
import type { FixedFinding } from '../model/since.ts';
import { compareText } from '../model/snapshot.ts';
import { type Chapters, chaptersOf } from './chapters.ts';
import {
  countRules,
  describeVerdict,
  describeWaiting,
  gravestFirst,
  type Headline,
  isUnseen,
  plural,
} from './outcome-text.ts';
import { totalText } from './override-text.ts';
import { listUnseen, type Unseen } from './unseen.ts';

/** Results of one rule with one severity. */
export interface RuleGroup {
  rule: string;
  title: string;
  severity: Severity;
  summary: RuleSummary | null;
  /** New ones first, where there is an earlier report. */
  results: Result[];
  /** What all of them say about the cure; null where it differs, and is then shown with each. */
  sharedRemediation: Pick<ReportRemediation, 'summary' | 'caveats'> | null;
}

export interface SeveritySection {
  severity: Severity;
  /** Findings of the section. */
  count: number;
  rules: RuleGroup[];
}

/** What rules about alarms found in one account and does not fail the run: many findings with one meaning, told in one line. */
export interface AlarmRollup {
  account: string;
  /** The gravest. */
  severity: Severity;
  count: number;
  /** Findings of each severity, gravest first. */
  graded: { severity: Severity; count: number }[];
  /** Findings that an earlier report did not hold; 0 without one. */
  new: number;
  subjects: number;
  rules: { rule: string; count: number }[];
}

/** A report as sections: console, Markdown and HTML all show this, so that they say the same. */
export interface ReportView {
  headline: Headline;
  chapters: Chapters;
  sections: SeveritySection[];
  alarms: AlarmRollup[];
  unseen: Unseen[];
  /** One line counting unknown results that wait for something else than a readable API; null when there are none. */
  waiting: string | null;
  waived: RuleGroup[];
  /** Findings of an earlier report that are gone. */
  fixed: FixedFinding[];
  notices: Notice[];
}

export function viewReport(report: Report): ReportView {
  const failed = report.results.filter((result) => result.outcome === 'fail');
  // Whatever fails the run is shown one by one, so that it can be mended from any format.
  const alarmRules = new Set(report.rules.filter(({ about }) => about === 'alarms').map(({ id }) => id));
  const isRolledUp = ({ rule, severity }: Result) => alarmRules.has(rule) && !atOrAbove(severity, report.run.failOn);
  const shown = failed.filter((result) => !isRolledUp(result));
  return {
    headline: headlineOf(report),
    chapters: chaptersOf(report),
    sections: gravestFirst
      .map((severity) =>
        sectionOf(
          severity,
          shown.filter((result) => result.severity === severity),
          report,
        ),
      )
      .filter((section) => section.count > 0),
    alarms: rollUpAlarms(failed.filter(isRolledUp)),
    unseen: listUnseen(report),
    waiting: countWaiting(report.results),
    waived: groupByRule(
      report.results.filter((result) => result.outcome === 'waived'),
      report,
    ),
    fixed: report.since?.fixed ?? [],
    notices: report.notices,
  };
}

function sectionOf(severity: Severity, results: Result[], report: Report): SeveritySection {
  return { severity, count: results.length, rules: groupByRule(results, report) };
}

function groupByRule(results: readonly Result[], report: Report): RuleGroup[] {
  const summaries = new Map(report.rules.map((rule) => [rule.id, rule]));
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const key = `${result.severity} ${result.rule}`;
    const group = groups.get(key);
    if (group) group.push(result);
    else groups.set(key, [result]);
  }
  const sorted = [...groups.values()].sort(compareGroups);
  return sorted.map((members) => {
    const { rule, severity } = members[0] as Result;
    const summary = summaries.get(rule) ?? null;
    return {
      rule,
      severity,
      title: summary?.title ?? rule,
      summary,
      results: members.toSorted((a, b) => Number(b.state === 'new') - Number(a.state === 'new')),
      sharedRemediation: sharedRemediation(members),
    };
  });
}

function compareGroups([a]: Result[], [b]: Result[]): number {
  if (!a || !b) return 0;
  return severityRank(b.severity) - severityRank(a.severity) || compareText(a.rule, b.rule);
}

function sharedRemediation(results: readonly Result[]): RuleGroup['sharedRemediation'] {
  const texts = results.map(({ remediation }) =>
    JSON.stringify(remediation && [remediation.summary, remediation.caveats]),
  );
  const first = results[0]?.remediation;
  if (!first || texts.some((text) => text !== texts[0])) return null;
  return { summary: first.summary, caveats: first.caveats };
}

function rollUpAlarms(results: readonly Result[]): AlarmRollup[] {
  const accounts = [...new Set(results.map((result) => result.subject.account))].sort(compareText);
  return accounts.map((account) => {
    const members = results.filter((result) => result.subject.account === account);
    const gravest = members.reduce((a, b) => (severityRank(b.severity) > severityRank(a.severity) ? b : a));
    const subjects = members.map(({ subject }) => JSON.stringify([subject.region, subject.kind, subject.key]));
    return {
      account,
      severity: gravest.severity,
      count: members.length,
      graded: gravestFirst
        .map((severity) => ({ severity, count: members.filter((result) => result.severity === severity).length }))
        .filter(({ count }) => count > 0),
      new: members.filter((result) => result.state === 'new').length,
      subjects: new Set(subjects).size,
      rules: countRules(members),
    };
  });
}

function countWaiting(results: readonly Result[]): string | null {
  const waiting = results.filter((result) => result.outcome === 'unknown' && !isUnseen(result));
  if (waiting.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { unknownBecause } of waiting) {
    const [first] = unknownBecause ?? [];
    const text = describeWaiting(first?.reason ?? 'not-recorded', first?.api);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const parts = [...counts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]));
  const list = parts.map(([text, count]) => `${count} ${text}`).join('; ');
  return `${plural(waiting.length, 'result')} could not be judged for want of input, not of access: ${list}.`;
}

/** The verdict, with what open overrides take together: their chapter stands far below. */
function headlineOf(report: Report): Headline {
  const headline = describeVerdict(report);
  if (!report.overrides || report.overrides.entries.length === 0) return headline;
  return { ...headline, counts: `${headline.counts} Overrides: ${totalText(report.overrides)}` };
}

import type { Result } from '../model/report.ts';
import type { Severity } from '../model/severity.ts';
import type { FixedFinding } from '../model/since.ts';
import { chapterLines } from './chapter-console.ts';
import { alarmText, defaultText, fixedText, gapLines, ownerText, placeText, waiverText } from './finding-text.ts';
import { type AlarmRollup, type ReportView, type RuleGroup, viewReport } from './group.ts';
import { noteLines, type Paper, paperOf, remediationLines, type Style, scriptLines } from './paper.ts';
import type { Reporter } from './reporter.ts';
import { clean, displayName, displayText, safeWorkflowLine } from './text-safety.ts';
import type { Unseen } from './unseen.ts';
import { wrap } from './wrap.ts';

/** Subjects shown under one rule, and entries of a chapter; the JSON report holds them all. */
const subjectsPerRule = 20;
const entriesPerChapter = 20;

/** For people at a terminal: what is wrong and how to mend it, what was not seen, and the verdict last. */
export const reporter: Reporter = {
  format: 'console',
  description: 'For people at a terminal: findings by severity, what was not seen, the verdict last.',
  *render(report, options = {}) {
    const view = viewReport(report);
    for (const block of blocks(view, paperOf(options))) {
      for (const line of block) yield `${options.github ? safeWorkflowLine(line) : line}\n`;
    }
  },
};

const severityStyle: Record<Severity, Style> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'dim',
};

/** The page as blocks of lines, each ending with a blank line but the last. */
function* blocks(view: ReportView, paper: Paper): Iterable<string[]> {
  const { events, overrides, drift } = view.chapters;
  if (events) yield [...chapterLines(events, paper, entriesPerChapter), ''];
  for (const section of view.sections) {
    const title = `${section.severity.toUpperCase()} (${section.count})`;
    yield [paper.paint(severityStyle[section.severity], title), ''];
    for (const group of section.rules) yield [...ruleLines(group, paper), ''];
  }
  if (view.alarms.length > 0) yield [...alarmLines(view.alarms, paper), ''];
  for (const chapter of [overrides, drift]) {
    if (chapter) yield [...chapterLines(chapter, paper, entriesPerChapter), ''];
  }
  if (view.fixed.length > 0) yield [...fixedLines(view.fixed, paper), ''];
  if (view.waived.length > 0) yield [...waivedLines(view.waived, paper), ''];
  if (view.unseen.length > 0) yield [...unseenLines(view.unseen, paper), ''];
  if (view.waiting !== null) yield [...wrap(displayText(view.waiting), paper.width), ''];
  if (view.notices.length > 0) yield [...noticeLines(view, paper), ''];
  yield verdictLines(view, paper);
}

function ruleLines(group: RuleGroup, paper: Paper): string[] {
  const { results, sharedRemediation } = group;
  const heading = `${group.severity}  ${clean(group.rule)}`;
  const lines = [`  ${paper.paint('bold', heading)}`, ...wrap(displayText(group.title), paper.width, '  ')];
  if (sharedRemediation && results.length > 1) {
    lines.push(...remediationLines(sharedRemediation, '  ', paper));
  }
  const alone = !(sharedRemediation && results.length > 1);
  for (const result of results.slice(0, subjectsPerRule)) lines.push(...findingLines(result, alone, paper));
  const more = results.length - subjectsPerRule;
  if (more > 0) lines.push(`    … and ${more} more subjects; the JSON report holds them all.`);
  return lines;
}

function findingLines(result: Result, withRemediation: boolean, paper: Paper): string[] {
  const { subject, remediation } = result;
  const mark = result.state === 'new' ? 'NEW ' : '';
  const lines = wrap(`- ${mark}${displayName(subject.name)} (${placeText(subject)})`, paper.width, '    ', '      ');
  const indent = '      ';
  const owner = ownerText(result);
  if (owner !== null) lines.push(...wrap(owner, paper.width, indent));
  lines.push(...wrap(displayText(result.message), paper.width, indent));
  const defaulted = defaultText(result);
  if (defaulted !== null) lines.push(...wrap(defaulted, paper.width, indent));
  for (const note of result.notes ?? []) lines.push(...noteLines(note, indent, paper));
  if (remediation === null) return lines;
  if (withRemediation) lines.push(...remediationLines(remediation, indent, paper));
  return [...lines, ...scriptLines(remediation, indent, paper)];
}

function alarmLines(alarms: readonly AlarmRollup[], paper: Paper): string[] {
  const lines = [paper.paint('bold', 'ALARMS MISSING OR UNHEARD')];
  for (const alarm of alarms) {
    const text = `${clean(alarm.account)}: ${alarmText(alarm)}`;
    lines.push(...wrap(text, paper.width, '  ', '    '));
  }
  return [...lines, ...wrap('The JSON report holds each with its command.', paper.width, '  ')];
}

function waivedLines(groups: readonly RuleGroup[], paper: Paper): string[] {
  const count = groups.reduce((sum, group) => sum + group.results.length, 0);
  const lines = [paper.paint('bold', `WAIVED (${count})`)];
  for (const { rule, results } of groups) {
    for (const result of results.slice(0, subjectsPerRule)) {
      const text = `${clean(rule)} on ${displayName(result.subject.name)}: ${waiverText(result)}`;
      lines.push(...wrap(text, paper.width, '  ', '    '));
    }
    const more = results.length - subjectsPerRule;
    if (more > 0) lines.push(`  … and ${more} more of ${clean(rule)}`);
  }
  return lines;
}

function fixedLines(fixed: readonly FixedFinding[], paper: Paper): string[] {
  const lines = [paper.paint('green', `FIXED (${fixed.length})`)];
  for (const finding of fixed.slice(0, subjectsPerRule)) {
    const text = `${clean(finding.rule)} on ${displayName(finding.subject.name)} (${fixedText(finding)})`;
    lines.push(...wrap(text, paper.width, '  ', '    '));
  }
  const more = fixed.length - subjectsPerRule;
  if (more > 0) lines.push(`  … and ${more} more; the JSON report holds them all.`);
  return lines;
}

function unseenLines(unseen: readonly Unseen[], paper: Paper): string[] {
  const lines = [paper.paint('yellow', `NOT SEEN (${unseen.length})`)];
  for (const gap of unseen) {
    const indent = '    ';
    lines.push(
      '',
      ...wrap(`- ${clean(gap.api)}: ${gap.statuses.join(', ')} (${placeText(gap)})`, paper.width, '  ', '    '),
    );
    for (const text of gapLines(gap)) lines.push(...wrap(text, paper.width, indent));
  }
  return lines;
}

function noticeLines(view: ReportView, paper: Paper): string[] {
  const lines = [paper.paint('bold', `NOTICES (${view.notices.length})`)];
  for (const { code, message } of view.notices) {
    lines.push(...wrap(`${clean(code)}: ${displayText(message)}`, paper.width, '  ', '    '));
  }
  return lines;
}

function verdictLines({ headline }: ReportView, paper: Paper): string[] {
  const style: Style = { Clean: 'green', Findings: 'red', Incomplete: 'yellow' }[headline.word] as Style;
  return [
    paper.paint(style, headline.word.toUpperCase()),
    ...wrap(headline.sentence, paper.width),
    ...wrap(headline.counts, paper.width),
    ...(headline.since === null ? [] : wrap(displayText(headline.since), paper.width)),
    ...wrap(headline.exit, paper.width),
  ];
}

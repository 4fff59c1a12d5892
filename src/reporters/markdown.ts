import type { Result } from '../model/report.ts';
import { type Severity, severityRank } from '../model/severity.ts';
import { byteLength, fitSections, type Section } from './byte-budget.ts';
import { chapterSection } from './chapter-markdown.ts';
import { alarmText, fixedText, gapLines, placeText } from './finding-text.ts';
import { type ReportView, viewReport } from './group.ts';
import { ruleSection } from './markdown-rule.ts';
import { code, prose } from './markdown-text.ts';
import { plural } from './outcome-text.ts';
import type { Reporter } from './reporter.ts';
import { displayName, displayText } from './text-safety.ts';

/** A GitHub step summary of more than 1,024k is dropped whole. */
const defaultMaxBytes = 900 * 1024;
/** Kept free for the line that counts what was left out. */
const footerBytes = 1_000;

/** For $GITHUB_STEP_SUMMARY and pull request comments: the verdict first, and never more bytes than fit. */
export const reporter: Reporter = {
  format: 'markdown',
  description: 'GitHub-flavoured Markdown for step summaries: verdict first, within a byte budget.',
  render(report, { maxBytes = defaultMaxBytes } = {}) {
    const view = viewReport(report);
    const head = headOf(view);
    const { text, dropped } = fitSections(sectionsOf(view), maxBytes - byteLength(head) - footerBytes);
    return [head, ...text, footerOf(dropped)];
  },
};

function headOf(view: ReportView): string {
  const { headline } = view;
  const lines = [`### Headroom: ${headline.word}`, ''];
  lines.push(`${prose(headline.sentence)} ${prose(headline.counts)}`, '');
  if (headline.since !== null) lines.push(prose(headline.since), '');
  lines.push(prose(headline.exit), '');
  const open = view.unseen.filter(({ accepted }) => accepted === null);
  if (open.length > 0) {
    lines.push('> [!WARNING]');
    lines.push(`> Not everything was seen: ${plural(open.length, 'API')} could not be read in full.`);
    lines.push('> "Not seen" below says what rests on it, and what to do.', '');
  }
  return `${lines.join('\n')}\n`;
}

/** Sections in the order of the page; room is given first to what was not seen, then to the gravest findings. */
function sectionsOf(view: ReportView): Section[] {
  const groups = view.sections.flatMap(({ rules }) => rules);
  const { events, overrides, drift } = view.chapters;
  const rankOf = (severity: Severity) => 10 - severityRank(severity);
  return [
    ...(events ? [chapterSection(events, 4)] : []),
    overviewSection(view),
    ...groups.map((group) => ruleSection(group, rankOf(group.severity))),
    alarmSection(view),
    ...(overrides ? [chapterSection(overrides, rankOf('high'))] : []),
    ...(drift ? [chapterSection(drift, rankOf('medium'))] : []),
    unseenSection(view),
    waitingSection(view),
    fixedSection(view),
    waivedSection(view),
    noticeSection(view),
  ];
}

function overviewSection(view: ReportView): Section {
  const rows = view.sections
    .flatMap(({ rules }) => rules)
    .map(
      (group) =>
        `| ${group.severity} | ${code(group.rule)} | ${prose(displayText(group.title))} | ${group.results.length} |`,
    );
  const head = ['#### Findings', '', '| Severity | Rule | Problem | Findings |\n|---|---|---|---:|'];
  return listSection(1, 'row of the overview', rows, head, '');
}

function alarmSection(view: ReportView): Section {
  const rows = view.alarms.map(
    (alarm) => `| ${code(alarm.account)} | ${alarm.severity} | ${prose(displayText(alarmText(alarm)))} |`,
  );
  const head = ['#### Alarms missing or unheard', '', '| Account | Gravest | Alarms |\n|---|---|---|'];
  return listSection(
    12,
    'account with alarms missing or unheard',
    rows,
    head,
    '\nThe JSON report holds each with its command.\n',
  );
}

function unseenSection(view: ReportView): Section {
  const rows = view.unseen.map((gap) => {
    const lines = gapLines(gap).map(prose).join('<br>');
    return `| ${code(gap.api)} | ${gap.statuses.join(', ')} | ${code(placeText(gap))} | ${lines} |`;
  });
  const head = ['#### Not seen', '', '| API | Why | Where | What rests on it, and what to do |\n|---|---|---|---|'];
  return listSection(2, 'gap', rows, head, '');
}

function waitingSection(view: ReportView): Section {
  return listSection(3, 'note', view.waiting === null ? [] : [prose(displayText(view.waiting))], [], '');
}

function waivedSection(view: ReportView): Section {
  const rows = view.waived.flatMap(({ rule, results }) =>
    results.map(
      (result) =>
        `| ${code(rule)} | ${code(displayName(result.subject.name))} | ${code(placeText(result.subject))} | ${waiverCells(result)} |`,
    ),
  );
  const head =
    '<details><summary>Waived</summary>\n\n| Rule | Subject | Where | Why | Owner | Until |\n|---|---|---|---|---|---|';
  return listSection(14, 'waived finding', rows, [head], '\n</details>\n');
}

/** Who answers for a waived finding, and until when. */
function waiverCells({ waiver }: Result): string {
  const { reason, owner, expires } = waiver ?? { reason: 'no reason recorded', owner: '', expires: '' };
  return [prose(displayText(reason)), code(displayName(owner)), code(expires)].join(' | ');
}

function fixedSection(view: ReportView): Section {
  const rows = view.fixed.map(
    (finding) =>
      `| ${code(finding.rule)} | ${code(displayName(finding.subject.name))} | ${prose(displayText(fixedText(finding)))} |`,
  );
  const head = '<details><summary>Fixed</summary>\n\n| Rule | Subject | What it was |\n|---|---|---|';
  return listSection(15, 'fixed finding', rows, [head], '\n</details>\n');
}

function noticeSection(view: ReportView): Section {
  const rows = view.notices.map(({ code: name, message }) => `- ${code(name)}: ${prose(displayText(message))}`);
  return listSection(13, 'notice', rows, ['#### Notices', ''], '');
}

function listSection(rank: number, noun: string, items: readonly string[], head: string[], tail: string): Section {
  return {
    rank,
    noun,
    size: items.length,
    render: (count) => `${[...head, ...items.slice(0, count), tail].join('\n')}\n`,
  };
}

function footerOf(dropped: ReadonlyMap<string, number>): string {
  if (dropped.size === 0) return '';
  const list = [...dropped].map(([noun, count]) => `${count} × ${noun}`).join(', ');
  return `Left out for size: ${list}. The JSON report holds them all.\n`;
}

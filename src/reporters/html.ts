import type { Report, Result } from '../model/report.ts';
import { atOrAbove } from '../model/severity.ts';
import { renderChapter } from './chapter-html.ts';
import { alarmText, defaultText, fixedText, gapLines, ownerText, placeText, waiverText } from './finding-text.ts';
import { type ReportView, type RuleGroup, viewReport } from './group.ts';
import { paragraph, remediationText, scriptBlocks } from './html-remediation.ts';
import { htmlStyle } from './html-style.ts';
import { documentTitle, isPlainUrl } from './markdown-text.ts';
import { gravestFirst } from './outcome-text.ts';
import type { Reporter } from './reporter.ts';
import { displayName, displayText, escapeHtml } from './text-safety.ts';

/** One page that needs nothing else: no script, no request, light and dark, readable on a phone. */
export const reporter: Reporter = {
  format: 'html',
  description: 'One self-contained page without scripts.',
  *render(report) {
    const view = viewReport(report);
    yield* headOf(report, view);
    const { events, overrides, drift } = view.chapters;
    if (events) yield* renderChapter(events);
    if (view.sections.length > 0) yield '<h2>Findings</h2>\n';
    for (const group of view.sections.flatMap(({ rules }) => rules)) yield* renderRule(group);
    yield* renderAlarms(view);
    for (const chapter of [overrides, drift]) if (chapter) yield* renderChapter(chapter);
    yield* renderUnseen(view);
    yield* renderFixed(view);
    yield* renderWaived(view);
    yield* renderNotices(view);
    yield `</main>\n<footer>${escapeHtml(report.tool)}, rules ${escapeHtml(report.run.ruleSet)}, snapshot of ${escapeHtml(report.snapshot.takenAt)}</footer>\n</body>\n</html>\n`;
  },
};

function* headOf(report: Report, { headline, unseen }: ReportView): Iterable<string> {
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Headroom: ${escapeHtml(headline.word)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<header class="${report.verdict}">
<h1>Headroom: ${escapeHtml(headline.word)}</h1>
${countLine(report)}<p>${escapeHtml(headline.sentence)} ${escapeHtml(headline.counts)}</p>
${headline.since === null ? '' : paragraph(displayText(headline.since))}<p>${escapeHtml(headline.exit)}</p>
</header>
<main>
`;
  if (unseen.some(({ accepted }) => accepted === null)) {
    yield `<p class="alert" role="note">Not everything was seen. <a href="#not-seen">What was not seen</a> says what rests on it.</p>\n`;
  }
}

/** The counts at a glance, gravest first. */
function countLine({ summary }: Report): string {
  const graded = gravestFirst.filter((severity) => (summary.bySeverity[severity] ?? 0) > 0);
  const marks = graded.map(
    (severity) => `<span class="severity ${severity}">${summary.bySeverity[severity]} ${severity}</span>`,
  );
  if (summary.unknown > 0) marks.push(`<span class="severity">${summary.unknown} unknown</span>`);
  return marks.length > 0 ? `<p class="counts">${marks.join(' ')}</p>\n` : '';
}

function* renderRule(group: RuleGroup): Iterable<string> {
  const open = atOrAbove(group.severity, 'high') ? ' open' : '';
  yield `<details class="rule"${open}><summary><span class="severity ${group.severity}">${group.severity}</span> `;
  yield `${escapeHtml(displayText(group.title))} <code>${escapeHtml(group.rule)}</code> (${group.results.length})</summary>\n`;
  if (group.summary?.rationale) yield paragraph(displayText(group.summary.rationale));
  if (group.sharedRemediation) yield remediationText(group.sharedRemediation);
  const links = (group.summary?.references ?? []).filter(isPlainUrl);
  if (links.length > 0) {
    const anchors = links.map(
      (url) => `<a rel="noreferrer" href="${escapeHtml(url)}">${escapeHtml(documentTitle(url))}</a>`,
    );
    yield `<p>${anchors.join(' · ')}</p>\n`;
  }
  for (const result of group.results) yield renderFinding(result, group.sharedRemediation === null);
  yield '</details>\n';
}

function renderFinding(result: Result, withRemediation: boolean): string {
  const { subject, remediation } = result;
  const owner = ownerText(result);
  const asides = [owner, defaultText(result), ...(result.notes ?? []).map((note) => `Note: ${displayText(note)}`)];
  return [
    '<article>\n',
    `<h3>${result.state === 'new' ? '<span class="new">New</span> ' : ''}<code>${escapeHtml(displayName(subject.name))}</code> <small>${escapeHtml(placeText(subject))}</small></h3>\n`,
    paragraph(displayText(result.message)),
    ...asides.filter((text) => text !== null).map((text) => paragraph(text, 'aside')),
    withRemediation && remediation ? remediationText(remediation) : '',
    remediation ? scriptBlocks(remediation) : '',
    '</article>\n',
  ].join('');
}

function* renderAlarms({ alarms }: ReportView): Iterable<string> {
  if (alarms.length === 0) return;
  yield '<h2>Alarms missing or unheard</h2>\n<ul>\n';
  for (const alarm of alarms) {
    yield `<li><span class="severity ${alarm.severity}">${alarm.severity}</span> <code>${escapeHtml(alarm.account)}</code>: ${escapeHtml(displayText(alarmText(alarm)))}</li>\n`;
  }
  yield '</ul>\n<p class="aside">The JSON report holds each with its command.</p>\n';
}

function* renderUnseen({ unseen, waiting }: ReportView): Iterable<string> {
  if (unseen.length > 0) yield '<h2 id="not-seen">Not seen</h2>\n';
  for (const gap of unseen) {
    yield `<article>\n<h3><code>${escapeHtml(gap.api)}</code> <small>${gap.statuses.join(', ')}, ${escapeHtml(placeText(gap))}</small></h3>\n`;
    for (const line of gapLines(gap)) yield paragraph(line);
    yield '</article>\n';
  }
  if (waiting !== null) yield paragraph(displayText(waiting));
}

function* renderWaived({ waived }: ReportView): Iterable<string> {
  if (waived.length === 0) return;
  yield '<details><summary>Waived</summary>\n<ul>\n';
  for (const { rule, results } of waived) {
    for (const result of results) {
      yield `<li><code>${escapeHtml(rule)}</code> on <code>${escapeHtml(displayName(result.subject.name))}</code> (${escapeHtml(placeText(result.subject))}): ${escapeHtml(waiverText(result))}</li>\n`;
    }
  }
  yield '</ul>\n</details>\n';
}

function* renderFixed({ fixed }: ReportView): Iterable<string> {
  if (fixed.length === 0) return;
  yield `<details><summary>Fixed (${fixed.length})</summary>\n<ul>\n`;
  for (const finding of fixed) {
    yield `<li><code>${escapeHtml(finding.rule)}</code> on <code>${escapeHtml(displayName(finding.subject.name))}</code> (${escapeHtml(displayText(fixedText(finding)))})</li>\n`;
  }
  yield '</ul>\n</details>\n';
}

function* renderNotices({ notices }: ReportView): Iterable<string> {
  if (notices.length === 0) return;
  yield '<h2>Notices</h2>\n<ul>\n';
  for (const { code, message } of notices) {
    yield `<li><code>${escapeHtml(code)}</code>: ${escapeHtml(displayText(message))}</li>\n`;
  }
  yield '</ul>\n';
}

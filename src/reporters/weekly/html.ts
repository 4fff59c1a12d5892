import type { WeeklyDocument } from '../../model/weekly-document.ts';
import { dollars, instantText } from '../measure-text.ts';
import { plural } from '../outcome-text.ts';
import { quoteCommandLines } from '../shell-quote.ts';
import { displayName, escapeHtml, escapeHtmlLines } from '../text-safety.ts';
import { eventsChapter, moreChapter, overridesChapter, revertsChapter, waiversChapter } from './chapters.ts';
import { costOf, heatOf, messagesOf, seriesOf, trafficOf } from './html-charts.ts';
import { headingOf, paragraph, tableOf, tableRows } from './html-table.ts';
import { weeklyStyle } from './style.ts';
import { cachesChapter, hotChapters, underusedChapter } from './use-chapters.ts';
import {
  deltaText,
  ignoredText,
  messageUsd,
  numberText,
  periodText,
  reasonWords,
  scopeText,
  sentenceText,
  sinceLines,
  stakeText,
  summaryLines,
  titles,
} from './words.ts';

const commandWidth = 100;

/** One page that needs nothing else: no script, no request; light, dark, on a phone and on paper. */
export function* renderWeeklyHtml(document: WeeklyDocument): Iterable<string> {
  yield* headOf(document);
  yield* screenOf(document);
  yield* tableOf(underusedChapter(document), document);
  for (const chapter of hotChapters(document)) yield* tableOf(chapter, document);
  yield* seriesOf(document);
  yield* costOf(document);
  yield* messagesOf(document);
  const rest = [overridesChapter, revertsChapter, eventsChapter, waiversChapter];
  for (const chapter of rest) yield* tableOf(chapter(document), document);
  yield* trafficOf(document);
  yield* gapsOf(document);
  yield* heatOf(document);
  yield* tableOf(cachesChapter(document), document);
  yield* commandsOnPaper(document);
  yield `</main>\n<footer>${escapeHtml(document.tool)}. ${escapeHtml(billText(document))}</footer>\n</body>\n</html>\n`;
}

function billText({ bill, generatedAt }: WeeklyDocument): string {
  const cost = bill.costExplorerUsd > 0 ? `, Cost Explorer ${dollars(bill.costExplorerUsd)}` : '';
  return `Judged as of ${instantText(generatedAt)}. CloudWatch was asked for ${numberText(bill.metrics)} metrics, ${dollars(bill.metricsUsd)}${cost}. Prices are list prices.`;
}

const jumps: readonly [id: string, label: string][] = [
  ['underused', 'Under its capacity'],
  ['at-maximum', 'Ran hot'],
  ['capacity', 'Capacity against need'],
  ['cost', 'Cost'],
  ['overrides', 'Overrides'],
  ['events', 'Events'],
  ['heat', 'Heat map'],
  ['caches', 'Caches'],
];

function* headOf(document: WeeklyDocument): Iterable<string> {
  const title = titles[document.period.name];
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Headroom: ${escapeHtml(title)}</title>
<style>${weeklyStyle}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
${paragraph(`${periodText(document)}, ${scopeText(document)}`, 'aside')}</header>
<main>
`;
}

function* screenOf(document: WeeklyDocument): Iterable<string> {
  yield figuresOf(document);
  const rows = document.headline.slice(0, document.screenRows);
  for (const line of rows.length === 0 ? summaryLines(document) : sinceLines(document)) yield paragraph(line);
  if (rows.length > 0) yield `<ol class="screen">\n${rows.map(screenRow).join('')}</ol>\n`;
  const more = moreChapter(document);
  if (more.rows.length > 0) {
    yield `<details class="more"><summary>${escapeHtml(more.title)}</summary>\n`;
    yield* tableRows(more);
    yield '</details>\n';
  }
  yield `<nav aria-label="Chapters"><ul>${jumps.map(([id, label]) => `<li><a href="#${id}">${label}</a></li>`).join('')}</ul></nav>\n`;
}

type Figure = [label: string, value: string, note: string | null];

function messageFigure({ usdPerMessage, limitUsd }: NonNullable<WeeklyDocument['perMessage']>): Figure {
  return ['a message', messageUsd(usdPerMessage), `the limit is ${messageUsd(limitUsd)}`];
}

/** The message in a few large numbers. */
function figuresOf({ totals, gaps, cost, perMessage }: WeeklyDocument): string {
  const { usdPerDay, usdPerDayIdle, overrides, findings, savingsClosedUsdPerDay: saved } = totals;
  const dollarsOf = (usd: number | null) => (usd === null ? 'no price' : dollars(usd));
  const figures: Figure[] = [
    [
      `a day for ${plural(overrides.now ?? 0, 'open override')}`,
      dollarsOf(usdPerDay.now),
      deltaText(usdPerDay, dollars),
    ],
    ['a day for capacity that nobody used', dollarsOf(usdPerDayIdle.now), deltaText(usdPerDayIdle, dollars)],
    ...(saved === null ? [] : ([['a day saved by what was closed', dollars(saved), null]] as Figure[])),
    ...(cost === null
      ? []
      : ([['cost of all services', dollars(cost.usd), `${dollars(cost.usdBefore)} before`]] as Figure[])),
    ...(perMessage === null ? [] : [messageFigure(perMessage)]),
    [
      findings.now === 1 ? 'finding' : 'findings',
      numberText(findings.now ?? 0),
      totals.new === null ? null : `${totals.new} new, ${totals.fixed ?? 0} fixed`,
    ],
    ['not judged', numberText(totals.notSeen), gaps.length > 0 ? `${plural(gaps.length, 'gap')} told below` : null],
  ];
  const item = ([label, value, note]: Figure) =>
    `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}${note === null ? '' : `<small>${escapeHtml(note)}</small>`}</dd></div>`;
  return `<dl class="figures">${figures.map(item).join('')}</dl>\n`;
}

function screenRow(row: WeeklyDocument['headline'][number]): string {
  const [, first = '', rest = ''] = /^(.*?)(?:[;:] (.*))?$/s.exec(stakeText(row)) ?? [];
  const stake = `<strong>${escapeHtml(first)}</strong> ${escapeHtml(rest)}`;
  const owner = row.owner === null ? 'no owner' : displayName(row.owner);
  const command =
    row.command === null ? '' : `<details><summary>Command</summary>${commandBlock(row.command)}</details>`;
  return [
    `<li class="${row.reason}"><b>${reasonWords[row.reason]}</b><span>${escapeHtml(owner)}</span>`,
    `<span class="stake">${stake}</span>`,
    `<span class="what">${escapeHtml(sentenceText(row.what))}${escapeHtml(ignoredText(row.timesIgnored))}</span>${command}</li>\n`,
  ].join('');
}

const commandBlock = (command: readonly string[]): string =>
  `<pre><code>${escapeHtmlLines(quoteCommandLines(command, commandWidth).join('\n'))}</code></pre>`;

/** What is folded away on a screen stands on paper. */
function* commandsOnPaper({ headline, screenRows }: WeeklyDocument): Iterable<string> {
  const rows = headline.slice(0, screenRows).filter(({ command }) => command !== null);
  if (rows.length === 0) return;
  yield '<section class="paper"><h2>Commands of the first screen</h2>\n';
  for (const { what, command } of rows) yield paragraph(sentenceText(what)) + commandBlock(command ?? []);
  yield '</section>\n';
}

function* gapsOf({ gaps }: WeeklyDocument): Iterable<string> {
  if (gaps.length === 0) return;
  yield headingOf('gaps', 'Not seen');
  yield '<ul>\n';
  for (const { chapter, why } of gaps) yield `<li>${escapeHtml(sentenceText(`${chapter}: ${why}`))}</li>\n`;
  yield '</ul>\n';
}

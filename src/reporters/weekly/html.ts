import type { CapacitySeries, HeatRow, WeeklyDocument } from '../../model/weekly-document.ts';
import { dollars, instantText } from '../measure-text.ts';
import { plural } from '../outcome-text.ts';
import { quoteCommandLines } from '../shell-quote.ts';
import { displayName, displayText, escapeHtml, escapeHtmlLines } from '../text-safety.ts';
import {
  type Cell,
  cachesChapter,
  costChapter,
  eventsChapter,
  gapLines,
  hotChapters,
  overridesChapter,
  perMessageText,
  revertsChapter,
  type TableChapter,
  underusedChapter,
  waiversChapter,
} from './chapters.ts';
import { weeklyStyle } from './style.ts';
import { capacityChart, costChart, heatStrip, messageChart, shades, sparkChart } from './svg.ts';
import {
  deltaText,
  highestOf,
  ignoredText,
  numberText,
  percentText,
  perDay,
  periodText,
  reasonWords,
  scopeText,
  sentenceText,
  stakeText,
  summaryLines,
  titles,
  weekdays,
} from './words.ts';

/** Charts of capacity that are drawn whole; the others are lines of a table. */
const chartsShown = 12;
const commandWidth = 100;

const paragraph = (text: string, className?: string): string =>
  `<p${className === undefined ? '' : ` class="${className}"`}>${escapeHtml(text)}</p>\n`;

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
  for (const line of rows.length === 0 ? summaryLines(document) : []) yield paragraph(line);
  if (rows.length > 0) yield `<ol class="screen">\n${rows.map(screenRow).join('')}</ol>\n`;
  const more = document.headline.length - rows.length;
  if (more > 0)
    yield paragraph(`${more} more ${more === 1 ? 'thing stands' : 'things stand'} in the JSON report.`, 'aside');
  yield `<nav aria-label="Chapters"><ul>${jumps.map(([id, label]) => `<li><a href="#${id}">${label}</a></li>`).join('')}</ul></nav>\n`;
}

/** The message in a few large numbers. */
function figuresOf({ totals, gaps }: WeeklyDocument): string {
  const { usdPerDay, usdPerDayIdle, overrides, findings, savingsClosedUsdPerDay: saved } = totals;
  const dollarsOf = (usd: number | null) => (usd === null ? 'no price' : dollars(usd));
  const figures: [label: string, value: string, note: string | null][] = [
    [
      `a day for ${plural(overrides.now ?? 0, 'open override')}`,
      dollarsOf(usdPerDay.now),
      deltaText(usdPerDay, dollars),
    ],
    ['a day for capacity that nobody used', dollarsOf(usdPerDayIdle.now), deltaText(usdPerDayIdle, dollars)],
    ...(saved === null
      ? []
      : ([['a day saved by what was closed', dollars(saved), null]] as [string, string, string | null][])),
    [
      findings.now === 1 ? 'finding' : 'findings',
      numberText(findings.now ?? 0),
      totals.new === null ? null : `${totals.new} new, ${totals.fixed ?? 0} fixed`,
    ],
    ['not judged', numberText(totals.notSeen), gaps.length > 0 ? `${plural(gaps.length, 'gap')} told below` : null],
  ];
  const item = ([label, value, note]: (typeof figures)[number]) =>
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

function cellHtml(cell: Cell): string {
  if (typeof cell === 'string') return escapeHtml(cell);
  const place = cell.place === undefined ? '' : `<small>${escapeHtml(cell.place)}</small>`;
  return `<code>${escapeHtml(displayName(cell.name))}</code>${place}`;
}

const tones: Readonly<Record<string, string>> = {
  failed: 'bad',
  worked: 'good',
  ready: 'good',
  'not scaled': 'bad',
  'not reverted': 'bad',
  'at risk': 'warn',
  unknown: 'warn',
};

function* tableOf(chapter: TableChapter, document: WeeklyDocument): Iterable<string> {
  yield headingOf(chapter.id, chapter.title);
  if (chapter.lead !== null) yield paragraph(chapter.lead);
  if (chapter.rows.length === 0) yield paragraph(chapter.empty);
  else yield* tableRows(chapter);
  for (const line of gapLines(document, chapter.gaps)) yield paragraph(line, 'gap');
}

const headingOf = (id: string, title: string) => `<h2 id="${id}">${escapeHtml(title)}</h2>\n`;

function* tableRows({ columns, numbers, rows }: TableChapter): Iterable<string> {
  const classOf = (index: number) => (numbers.includes(index) ? ' class="number"' : '');
  const heads = columns.map((column, index) => `<th scope="col"${classOf(index)}>${escapeHtml(column)}</th>`);
  yield `<table role="table"><thead><tr role="row">${heads.join('')}</tr></thead>\n<tbody>\n`;
  for (const row of rows) {
    const cells = row.map((cell, index) => {
      const tone = typeof cell === 'string' && index === 0 ? tones[cell] : undefined;
      const inner = tone ? `<span class="${tone}">${cellHtml(cell)}</span>` : cellHtml(cell);
      return `<td role="cell" data-label="${escapeHtml(columns[index] ?? '')}"${classOf(index)}>${inner}</td>`;
    });
    yield `<tr role="row">${cells.join('')}</tr>\n`;
  }
  yield '</tbody></table>\n';
}

function* seriesOf(document: WeeklyDocument): Iterable<string> {
  const { series, eventMarks } = document;
  yield headingOf('capacity', 'Capacity against need');
  if (series.length === 0) {
    yield paragraph('No capacity was measured.');
    return;
  }
  yield '<ul class="legend">';
  const legend = [
    ['capacity', 'there, and not used'],
    ['need', 'used'],
    ['event', 'an announced event'],
  ];
  for (const [name, label] of legend) {
    yield `<li><svg viewBox="0 0 10 6" aria-hidden="true"><rect class="${name}" width="10" height="6"/></svg>${label}</li>`;
  }
  yield '<li>dashed: the maximum of its scaling</li></ul>\n<div class="charts">\n';
  for (const [index, one] of series.slice(0, chartsShown).entries()) {
    const text = seriesText(one);
    yield `<figure>${capacityChart(`capacity-${index}`, one, eventMarks, text)}<figcaption><strong>${escapeHtml(displayName(one.title))}</strong>${paragraph(text)}</figcaption></figure>\n`;
  }
  yield '</div>\n';
  for (const { id, title, start, end } of eventMarks) {
    yield paragraph(`${displayName(title ?? id)}: ${instantText(start)} to ${instantText(end)}.`, 'aside');
  }
  if (series.length > chartsShown) yield* sparksOf(series.slice(chartsShown));
}

/** What a chart shows, in words. */
function seriesText({ capacity, need, unit, maximum, usedPercent, usdPerDayIdle }: CapacitySeries): string {
  const there = `Up to ${numberText(highestOf(capacity))} ${displayText(unit)}`;
  const used =
    usedPercent === null
      ? ', what load needed is not known'
      : `, of which load used ${percentText(usedPercent)} on average and ${numberText(highestOf(need))} in the busiest hour`;
  const most = maximum === null ? '' : `; the maximum is ${numberText(maximum)}`;
  const idle = usdPerDayIdle === null ? '' : `; what was not used cost ${perDay(usdPerDayIdle)}`;
  return `${there}${used}${most}${idle}.`;
}

function* sparksOf(series: readonly CapacitySeries[]): Iterable<string> {
  const labels = ['What', 'Capacity', 'Need', 'Used', 'Not used costs'];
  yield `<details><summary>${series.length} more</summary>\n<table role="table"><thead><tr role="row">${labels.map((label) => `<th scope="col">${label}</th>`).join('')}</tr></thead><tbody>\n`;
  for (const one of series) {
    const top = highestOf(one.capacity, one.need);
    const cells = [
      `<code>${escapeHtml(displayName(one.title))}</code>`,
      sparkChart(one.capacity, top, `Capacity: ${seriesText(one)}`),
      sparkChart(one.need, top, `Need: ${seriesText(one)}`),
      escapeHtml(percentText(one.usedPercent)),
      escapeHtml(perDay(one.usdPerDayIdle)),
    ];
    yield `<tr role="row">${cells.map((cell, index) => `<td role="cell" data-label="${labels[index]}">${cell}</td>`).join('')}</tr>\n`;
  }
  yield '</tbody></table></details>\n';
}

function* costOf(document: WeeklyDocument): Iterable<string> {
  const chapter = costChapter(document);
  const { cost } = document;
  yield* tableOf(chapter, document);
  if (!cost) return;
  const text = `${chapter.lead ?? ''} The dearest day cost ${dollars(highestOf(cost.daily))}.`;
  yield `<figure>${costChart('cost-days', cost, text)}<figcaption>Cost by day, ${escapeHtml(cost.days[0] ?? '')} to ${escapeHtml(cost.days.at(-1) ?? '')}; the days before are lighter.</figcaption></figure>\n`;
}

function* messagesOf(document: WeeklyDocument): Iterable<string> {
  yield headingOf('messages', 'Cost per message');
  const text = perMessageText(document);
  if (text === null || !document.perMessage) {
    const [why = 'Costs were not looked at.'] = gapLines(document, ['cost per message']);
    yield paragraph(why, 'gap');
    return;
  }
  const days = document.perMessage.daily.filter(
    ({ usdPerMessage }) => (usdPerMessage ?? 0) > (document.perMessage?.limitUsd ?? 0),
  );
  const over = `On ${plural(days.length, 'day')} of ${document.perMessage.daily.length} it was above the limit.`;
  yield `<figure>${messageChart('message-days', document.perMessage, `${text} ${over}`)}<figcaption>${escapeHtml(`${text} ${over}`)}</figcaption></figure>\n`;
}

function* trafficOf({ traffic }: WeeklyDocument): Iterable<string> {
  if (traffic.length === 0) return;
  yield headingOf('traffic', 'Traffic by day');
  for (const { title, days, values } of traffic) {
    const top = highestOf(values);
    const text = `${title}: up to ${numberText(top)} a day, ${days[0]} to ${days.at(-1)}.`;
    yield `<figure>${sparkChart(values, top, displayText(text))}<figcaption>${escapeHtml(displayText(text))}</figcaption></figure>\n`;
  }
}

function* gapsOf({ gaps }: WeeklyDocument): Iterable<string> {
  if (gaps.length === 0) return;
  yield headingOf('gaps', 'Not seen');
  yield '<ul>\n';
  for (const { chapter, why } of gaps) yield `<li>${escapeHtml(sentenceText(`${chapter}: ${why}`))}</li>\n`;
  yield '</ul>\n';
}

function* heatOf({ heat }: WeeklyDocument): Iterable<string> {
  yield headingOf('heat', 'Use by hour of the week');
  if (heat.length === 0) {
    yield paragraph('No use was measured.');
    return;
  }
  yield paragraph('Percent used in each hour, Monday 00:00 UTC first; a blank is an hour without data.', 'aside');
  yield `<ul class="legend">${shades.map((most, shade) => `<li><svg viewBox="0 0 10 6" aria-hidden="true"><rect class="h${shade}" width="10" height="6"/></svg>${shadeLabel(shade, most)}</li>`).join('')}</ul>\n`;
  const services = [...new Set(heat.map(({ service }) => service))];
  for (const service of services) {
    yield `<h3>${escapeHtml(service)}</h3>\n<dl class="heatmap">\n<div class="weekdays-row"><dt></dt><dd class="weekdays">${weekdays.map((day) => `<span>${day}</span>`).join('')}</dd><dd></dd></div>\n`;
    for (const row of heat.filter((one) => one.service === service)) yield heatRow(row);
    yield '</dl>\n';
  }
}

const shadeLabel = (shade: number, most: number): string =>
  shade === 0
    ? `below ${most} %`
    : most === Number.POSITIVE_INFINITY
      ? `${shades[shade - 1]} % and more`
      : `to ${most} %`;

function heatRow({ name, measure, percents }: HeatRow): string {
  const known = percents.filter((value) => value !== null);
  const average = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  const peak = highestOf(percents);
  const text = `mean ${percentText(average)}, peak ${percentText(peak)}`;
  const label = `${displayName(name)}, ${displayText(measure)}: ${text}${busiestText(percents, peak)}.`;
  return `<div><dt><code>${escapeHtml(displayName(name))}</code> <small>${escapeHtml(displayText(measure))}</small></dt><dd>${heatStrip(percents, label)}</dd><dd>${escapeHtml(text)}</dd></div>\n`;
}

function busiestText(percents: readonly (number | null)[], peak: number): string {
  const hour = percents.indexOf(peak);
  if (hour < 0) return '';
  return ` on ${weekdays[Math.floor(hour / 24)]} ${String(hour % 24).padStart(2, '0')}:00 UTC`;
}

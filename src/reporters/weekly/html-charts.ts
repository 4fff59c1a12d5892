import { type CapacitySeries, gapChapters, type HeatRow, type WeeklyDocument } from '../../model/weekly-document.ts';
import { dollars, instantText } from '../measure-text.ts';
import { plural } from '../outcome-text.ts';
import { displayName, displayText, escapeHtml } from '../text-safety.ts';
import { costChapter, perMessageText } from './chapters.ts';
import { headingOf, mostRows, paragraph, restText, tableOf } from './html-table.ts';
import { capacityChart, costChart, heatStrip, messageChart, shades, sparkChart } from './svg.ts';
import { gapLines } from './table-chapter.ts';
import { highestOf, numberText, percentText, perDay, weekdays } from './words.ts';

/** Charts of capacity that are drawn whole; the others are lines of a table. */
const chartsShown = 12;

export function* seriesOf(document: WeeklyDocument): Iterable<string> {
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
  for (const one of series.slice(0, mostRows)) {
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
  yield `</tbody></table>${restText(series.length)}</details>\n`;
}

export function* costOf(document: WeeklyDocument): Iterable<string> {
  const chapter = costChapter(document);
  const { cost } = document;
  yield* tableOf(chapter, document);
  if (!cost) return;
  const text = `${chapter.lead ?? ''} The dearest day cost ${dollars(highestOf(cost.daily))}.`;
  yield `<figure>${costChart('cost-days', cost, text)}<figcaption>Cost by day, ${escapeHtml(cost.days[0] ?? '')} to ${escapeHtml(cost.days.at(-1) ?? '')}; the days before are lighter.</figcaption></figure>\n`;
}

export function* messagesOf(document: WeeklyDocument): Iterable<string> {
  yield headingOf('messages', 'Cost per message');
  const text = perMessageText(document);
  if (text === null || !document.perMessage) {
    const [why = 'Costs were not looked at.'] = gapLines(document, [gapChapters.perMessage]);
    yield paragraph(why, 'gap');
    return;
  }
  const days = document.perMessage.daily.filter(
    ({ usdPerMessage }) => (usdPerMessage ?? 0) > (document.perMessage?.limitUsd ?? 0),
  );
  const over = `On ${plural(days.length, 'day')} of ${document.perMessage.daily.length} it was above the limit.`;
  yield `<figure>${messageChart('message-days', document.perMessage, `${text} ${over}`)}<figcaption>${escapeHtml(`${text} ${over}`)}</figcaption></figure>\n`;
}

export function* trafficOf({ traffic }: WeeklyDocument): Iterable<string> {
  if (traffic.length === 0) return;
  yield headingOf('traffic', 'Traffic by day');
  for (const { title, days, values } of traffic) {
    const top = highestOf(values);
    const text = `${title}: up to ${numberText(top)} a day, ${days[0]} to ${days.at(-1)}.`;
    yield `<figure>${sparkChart(values, top, displayText(text))}<figcaption>${escapeHtml(displayText(text))}</figcaption></figure>\n`;
  }
}

export function* heatOf({ heat }: WeeklyDocument): Iterable<string> {
  yield headingOf('heat', 'Use by hour of the week');
  if (heat.length === 0) {
    yield paragraph('No use was measured.');
    return;
  }
  yield paragraph('Percent used in each hour, Monday 00:00 UTC first; a blank is an hour without data.', 'aside');
  yield `<ul class="legend">${shades.map((most, shade) => `<li><svg viewBox="0 0 10 6" aria-hidden="true"><rect class="h${shade}" width="10" height="6"/></svg>${shadeLabel(shade, most)}</li>`).join('')}</ul>\n`;
  const shown = mostTelling(heat);
  const services = [...new Set(shown.map(({ service }) => service))];
  for (const service of services) {
    yield `<h3>${escapeHtml(service)}</h3>\n<dl class="heatmap">\n<div class="weekdays-row"><dt></dt><dd class="weekdays">${weekdays.map((day) => `<span>${day}</span>`).join('')}</dd><dd></dd></div>\n`;
    for (const row of shown.filter((one) => one.service === service)) yield heatRow(row);
    yield '</dl>\n';
  }
  if (heat.length > shown.length) {
    yield paragraph(
      `The ${shown.length} that were idle most or busiest, of ${heat.length}; the JSON report holds them all.`,
      'aside',
    );
  }
}

/** Where there are too many rows, those that were idle most and those that were busiest. */
function mostTelling(heat: readonly HeatRow[]): readonly HeatRow[] {
  if (heat.length <= mostRows) return heat;
  const half = mostRows / 2;
  const idle = [...heat].sort((a, b) => averageOf(a) - averageOf(b)).slice(0, half);
  const busy = heat
    .filter((row) => !idle.includes(row))
    .sort((a, b) => highestOf(b.percents) - highestOf(a.percents))
    .slice(0, half);
  const kept = new Set([...idle, ...busy]);
  return heat.filter((row) => kept.has(row));
}

function averageOf({ percents }: HeatRow): number {
  const known = percents.filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
}

const shadeLabel = (shade: number, most: number): string =>
  shade === 0
    ? `below ${most} %`
    : most === Number.POSITIVE_INFINITY
      ? `${shades[shade - 1]} % and more`
      : `to ${most} %`;

function heatRow(row: HeatRow): string {
  const { name, measure, percents } = row;
  const average = averageOf(row);
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

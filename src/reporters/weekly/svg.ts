import type { CapacitySeries, CostChapter, EventMark, PerMessageChapter } from '../../model/weekly-document.ts';
import { dollars } from '../measure-text.ts';
import { displayName, escapeHtml } from '../text-safety.ts';
import { dayName, highestOf, messageUsd, numberText, thinned } from './words.ts';

/**
 * Charts as SVG: no script, no font, no colour of their own (the page's style has them, for both schemes). Each has a title
 * and a description, which say in words what it shows. Drawn for a width of a phone, so that its text stays readable there.
 */

const width = 400;
const plot = { left: 54, right: 394, top: 16, bottom: 116 };
const height = 140;
const hourMs = 3_600_000;

interface Frame {
  id: string;
  title: string;
  description: string;
}

function svg({ id, title, description }: Frame, body: string): string {
  return [
    `<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-t ${id}-d">`,
    `<title id="${id}-t">${escapeHtml(displayName(title))}</title>`,
    `<desc id="${id}-d">${escapeHtml(description)}</desc>`,
    body,
    '</svg>\n',
  ].join('');
}

/** Where a value stands, from the bottom up. */
const y = (value: number, top: number) => round(plot.bottom - ((plot.bottom - plot.top) * value) / (top || 1));
const x = (share: number) => round(plot.left + (plot.right - plot.left) * share);
const round = (value: number) => Math.round(value * 10) / 10;
const text = (at: number, level: number, label: string, anchor: 'start' | 'middle' | 'end' = 'middle') =>
  `<text x="${round(at)}" y="${round(level)}" text-anchor="${anchor}">${escapeHtml(label)}</text>`;

/** A line across, with what it stands for. */
function rule(level: number, label: string, className = 'grid'): string {
  return `<path class="${className}" d="M${plot.left} ${level}H${plot.right}"/>${text(plot.left - 4, level + 4, label, 'end')}`;
}

/** Steps as an area; where there is no value the area ends. */
function area(values: readonly (number | null)[], top: number): string {
  let path = '';
  const levels = values.map((value) => (value === null ? null : y(value, top)));
  for (let from = 0; from < levels.length; ) {
    const level = levels[from];
    let to = from + 1;
    while (to < levels.length && levels[to] === level) to += 1;
    if (level !== null) {
      if (from === 0 || levels[from - 1] === null) path += `M${x(from / levels.length)} ${plot.bottom}`;
      path += `V${level}H${x(to / levels.length)}`;
      if (to === levels.length || levels[to] === null) path += `V${plot.bottom}Z`;
    }
    from = to;
  }
  return path;
}

/** Columns that fit the plot. */
const columns = 168;

/** What was there, what load used of it, and the maximum; events as bands over it. */
export function capacityChart(
  id: string,
  series: CapacitySeries,
  marks: readonly EventMark[],
  description: string,
): string {
  const capacity = thinned(series.capacity, columns);
  const need = thinned(series.need, columns);
  const highest = highestOf(capacity, need);
  // A maximum far above would press everything else flat: it is told in words.
  const showsMaximum = series.maximum !== null && series.maximum <= 2.5 * highest;
  const top = (showsMaximum ? Math.max(highest, series.maximum ?? 0) : highest) || 1;
  const start = Date.parse(series.start);
  const span = series.capacity.length * series.stepSeconds * 1000;
  const share = (at: number) => Math.max(0, Math.min(1, (at - start) / span));
  const bands = marks.map(({ id: name, title, start: from, end }) => {
    const [left, right] = [x(share(Date.parse(from))), x(share(Date.parse(end)))];
    return `<rect class="event" x="${left}" y="${plot.top}" width="${round(Math.max(2, right - left))}" height="${plot.bottom - plot.top}"><title>${escapeHtml(displayName(title ?? name))}</title></rect>`;
  });
  const body = [
    `<path class="capacity" d="${area(capacity, top)}"/>`,
    `<path class="need" d="${area(need, top)}"/>`,
    ...bands,
    rule(plot.bottom, '0', 'axis'),
    rule(y(highest, top), numberText(highest)),
    showsMaximum && series.maximum !== null && series.maximum > highest * 1.15
      ? rule(y(series.maximum, top), numberText(series.maximum), 'maximum')
      : '',
    dayLabels(start, span),
  ];
  return svg({ id, title: series.title, description }, body.join(''));
}

/** Names of days in the middle of each, or dates where there are many, or hours of one day. */
function dayLabels(start: number, span: number): string {
  const days = span / (24 * hourMs);
  const labels: string[] = [];
  const step = days <= 1 ? 6 * hourMs : days <= 8 ? 24 * hourMs : 7 * 24 * hourMs;
  for (let at = Math.ceil(start / step) * step; at < start + span; at += step) {
    const share = (at - start) / span;
    const date = new Date(at).toISOString();
    const label = days <= 1 ? date.slice(11, 16) : days <= 8 ? dayName(at) : date.slice(5, 10);
    labels.push(`<path class="grid" d="M${x(share)} ${plot.bottom}v4"/>`);
    if (x(share) < plot.right - 14) labels.push(text(x(share) + 2, plot.bottom + 16, label, 'start'));
  }
  return labels.join('');
}

/** A bar for each day: those before lighter than those that are reported. */
export function costChart(id: string, cost: CostChapter, description: string): string {
  const top = highestOf(cost.daily) || 1;
  const half = cost.days.length / 2;
  const each = (plot.right - plot.left) / cost.days.length;
  const bars = cost.daily.map((usd, index) => {
    const left = plot.left + index * each;
    const level = y(usd, top);
    return `<rect class="${index < half ? 'before' : 'now'}" x="${round(left + each * 0.1)}" y="${level}" width="${round(each * 0.8)}" height="${round(plot.bottom - level)}"><title>${escapeHtml(`${cost.days[index]}: ${dollars(usd)}`)}</title></rect>`;
  });
  const body = [...bars, rule(plot.bottom, '$0', 'axis'), rule(y(top, top), dollars(top)), dateLabels(cost.days)];
  return svg({ id, title: 'Cost by day', description }, body.join(''));
}

/** First, middle and last date. */
function dateLabels(dates: readonly string[]): string {
  const last = dates.length - 1;
  const label = (index: number, anchor: 'start' | 'middle' | 'end') => {
    const at = anchor === 'start' ? 0 : anchor === 'end' ? 1 : (index + 0.5) / dates.length;
    return text(x(at), plot.bottom + 16, (dates[index] ?? '').slice(5), anchor);
  };
  if (last < 3) return dates.map((_, index) => label(index, 'middle')).join('');
  return label(0, 'start') + label(Math.ceil(last / 2), 'middle') + label(last, 'end');
}

/** The cost of a message by day, and the limit across. */
export function messageChart(id: string, { daily, limitUsd }: PerMessageChapter, description: string): string {
  const costs = daily.map(({ usdPerMessage }) => usdPerMessage);
  const top = Math.max(highestOf(costs), limitUsd * 1.2);
  let path = '';
  costs.forEach((value, index) => {
    if (value === null) return;
    const isFirst = index === 0 || costs[index - 1] === null;
    path += `${isFirst ? 'M' : 'L'}${x((index + 0.5) / costs.length)} ${y(value, top)}`;
  });
  const dots = costs.map((value, index) =>
    value === null
      ? ''
      : `<circle class="${value > limitUsd ? 'over' : 'under'}" cx="${x((index + 0.5) / costs.length)}" cy="${y(value, top)}" r="3"><title>${escapeHtml(`${daily[index]?.date}: ${messageUsd(value)}`)}</title></circle>`,
  );
  const body = [
    rule(plot.bottom, '$0', 'axis'),
    highestOf(costs) > 1.3 * limitUsd ? rule(y(highestOf(costs), top), `$${highestOf(costs).toFixed(3)}`) : '',
    rule(y(limitUsd, top), `$${limitUsd}`, 'maximum'),
    `<path class="line" d="${path}"/>`,
    ...dots,
    dateLabels(daily.map(({ date }) => date)),
  ];
  return svg({ id, title: 'Cost of a message by day', description }, body.join(''));
}

/** Shades of use: each up to so many percent; the last is what runs hot. */
export const shades = [10, 30, 50, 70, 90, Number.POSITIVE_INFINITY] as const;

/** One row of the heat map: a cell for each hour of the week, drawn by shade; no cell where there are no data. */
export function heatStrip(percents: readonly (number | null)[], label: string): string {
  const paths = shades.map(() => '');
  for (let from = 0; from < percents.length; ) {
    const shade = shadeOf(percents[from] ?? null);
    let to = from + 1;
    while (to < percents.length && shadeOf(percents[to] ?? null) === shade) to += 1;
    if (shade !== null) paths[shade] += `M${from} 0h${to - from}v1h-${to - from}z`;
    from = to;
  }
  const drawn = paths.map((path, shade) => (path === '' ? '' : `<path class="h${shade}" d="${path}"/>`));
  const days = [24, 48, 72, 96, 120, 144].map((hour) => `M${hour} 0v1`).join('');
  return `<svg class="heat" viewBox="0 0 ${percents.length} 1" preserveAspectRatio="none" role="img"><title>${escapeHtml(label)}</title>${drawn.join('')}<path class="days" d="${days}"/></svg>`;
}

function shadeOf(percent: number | null): number | null {
  return percent === null ? null : shades.findIndex((most) => percent < most || most === Number.POSITIVE_INFINITY);
}

/** A line without axes, for many rows. */
export function sparkChart(values: readonly (number | null)[], top: number, label: string): string {
  const points = thinned(values, 84);
  let path = '';
  points.forEach((value, index) => {
    if (value === null) return;
    const isFirst = index === 0 || points[index - 1] === null;
    path += `${isFirst ? 'M' : 'L'}${index} ${round(20 - (18 * value) / (top || 1))}`;
  });
  return `<svg class="spark" viewBox="0 0 84 21" preserveAspectRatio="none" role="img"><title>${escapeHtml(label)}</title><path class="line" d="${path}"/></svg>`;
}

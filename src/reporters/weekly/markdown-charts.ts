import { type CapacitySeries, gapChapters, type HeatRow, type WeeklyDocument } from '../../model/weekly-document.ts';
import type { Section } from '../byte-budget.ts';
import { code, prose } from '../markdown-text.ts';
import { instantText } from '../measure-text.ts';
import { displayName } from '../text-safety.ts';
import { perMessageText } from './chapters.ts';
import { gapLines } from './table-chapter.ts';
import { highestOf, messageUsd, numberText, percentText, perDay, sparkline, weekdays } from './words.ts';

/** A part that is shown as a whole or not at all. */
export const whole = (rank: number, noun: string, lines: readonly string[]): Section => ({
  rank,
  noun,
  size: lines.length === 0 ? 0 : 1,
  render: () => `${lines.join('\n')}\n`,
});

/** Capacity and need of the same scale, so that the gap between both lines is what was not needed. */
export function seriesSection(document: WeeklyDocument): Section {
  const { series, eventMarks } = document;
  const rows = series.map(seriesRow);
  const marks = eventMarks.map(
    ({ id, title, start, end }) => `- ${prose(`${title ?? id}: ${instantText(start)} to ${instantText(end)}.`)}`,
  );
  return {
    rank: 5,
    noun: 'line of capacity against need',
    size: Math.max(1, rows.length),
    render: (count) =>
      [
        '#### Capacity against need',
        '',
        ...(rows.length > 0
          ? [
              'Both lines have the same scale, oldest left; a dot is an hour without data.',
              '',
              '| What | Capacity, above need | Used | Not used costs |',
              '|---|---|--:|--:|',
              ...rows.slice(0, count),
              '',
              ...(marks.length > 0 ? ['Events in this time:', '', ...marks, ''] : []),
            ]
          : ['No capacity was measured.', '']),
        ...(count < rows.length ? [`… and ${rows.length - count} more, left out for size.`, ''] : []),
      ].join('\n'),
  };
}

function seriesRow({ title, capacity, need, maximum, usedPercent, usdPerDayIdle }: CapacitySeries): string {
  const top = highestOf(capacity, need);
  const lines = `${sparkline(capacity, top)}<br>${need.every((value) => value === null) ? 'need not known' : sparkline(need, top)}`;
  const most = `up to ${numberText(top)}${maximum === null ? '' : `, maximum ${numberText(maximum)}`}`;
  const cells = [
    code(displayName(title)),
    `${lines}<br>${most}`,
    percentText(usedPercent),
    prose(perDay(usdPerDayIdle)),
  ];
  return `| ${cells.join(' | ')} |`;
}

export function messageSection(document: WeeklyDocument): Section {
  const text = perMessageText(document);
  const { perMessage } = document;
  const gaps = gapLines(document, [gapChapters.perMessage]).map((line) => prose(line));
  if (!perMessage || text === null) {
    return whole(7, 'cost per message', ['#### Cost per message', '', gaps[0] ?? 'Costs were not looked at.', '']);
  }
  const costs = perMessage.daily.map(({ usdPerMessage }) => usdPerMessage);
  const top = Math.max(highestOf(costs), perMessage.limitUsd);
  const [first, last] = [perMessage.daily[0]?.date, perMessage.daily.at(-1)?.date];
  return whole(7, 'cost per message', [
    '#### Cost per message',
    '',
    prose(text),
    '',
    `${sparkline(costs, top, costs.length)} ${prose(`${first} to ${last} by day; the highest bar is ${messageUsd(top)}.`)}`,
    '',
  ]);
}

export function trafficSection({ traffic }: WeeklyDocument): Section {
  if (traffic.length === 0) return whole(12, 'traffic', []);
  const rows = traffic.map(({ title, days, values }) => {
    const top = highestOf(values);
    return `| ${prose(title)} | ${sparkline(values, top, days.length)} | ${numberText(top)} |`;
  });
  return whole(12, 'traffic', ['#### Traffic', '', '| What | By day | Busiest day |', '|---|---|--:|', ...rows, '']);
}

/** A spark line for each weekday: a bar stands for an hour. */
export function heatSection({ heat }: WeeklyDocument): Section {
  const rows = heat.map(heatRow);
  return {
    rank: 14,
    noun: 'row of the heat map',
    size: rows.length,
    render: (count) =>
      [
        '<details><summary>Appendix: use by hour of the week</summary>',
        '',
        'Percent used, a bar for each two hours of the day (UTC); a full bar is 100 %.',
        '',
        `| Service | What | ${weekdays.join(' | ')} |`,
        `|---|---|${weekdays.map(() => '---').join('|')}|`,
        ...rows.slice(0, count),
        '',
        ...(count < rows.length ? [`… and ${rows.length - count} more, left out for size.`, ''] : []),
        '</details>',
        '',
      ].join('\n'),
  };
}

function heatRow({ service, name, measure, percents }: HeatRow): string {
  const byDay = weekdays.map((_, day) => sparkline(percents.slice(24 * day, 24 * (day + 1)), 100, 12));
  return `| ${prose(service)} | ${code(displayName(name))}<br>${prose(measure)} | ${byDay.join(' | ')} |`;
}

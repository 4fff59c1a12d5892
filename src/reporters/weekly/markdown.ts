import type { CapacitySeries, HeatRow, WeeklyDocument } from '../../model/weekly-document.ts';
import { fitSections, type Section } from '../byte-budget.ts';
import { code, fenced, prose } from '../markdown-text.ts';
import { instantText } from '../measure-text.ts';
import { plural } from '../outcome-text.ts';
import { quoteCommandLines } from '../shell-quote.ts';
import { displayName } from '../text-safety.ts';
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
import {
  highestOf,
  ignoredText,
  messageUsd,
  numberText,
  percentText,
  perDay,
  periodText,
  reasonWords,
  scopeText,
  sentenceText,
  sparkline,
  stakeText,
  summaryLines,
  titles,
  weekdays,
} from './words.ts';

/** A GitHub step summary ends at 1,024k; other steps write into it too. */
const mostBytes = 900 * 1024;
const commandWidth = 100;

/** A page for step summaries, issues and chat: first what to do, then why. */
export function renderWeeklyMarkdown(document: WeeklyDocument, maxBytes = mostBytes): string {
  const sections = [
    screenSection(document),
    ...[underusedChapter(document), ...hotChapters(document)].map((chapter, index) =>
      tableSection(chapter, document, 1 + index),
    ),
    seriesSection(document),
    tableSection(costChapter(document), document, 6),
    messageSection(document),
    ...[overridesChapter(document), revertsChapter(document), eventsChapter(document), waiversChapter(document)].map(
      (chapter, index) => tableSection(chapter, document, 8 + index),
    ),
    trafficSection(document),
    gapSection(document),
    heatSection(document),
    folded('Appendix: cache report', tableSection(cachesChapter(document), document, 15)),
  ];
  const { text, dropped } = fitSections(sections, maxBytes - 1024);
  const left = [...dropped].map(([noun, count]) => `${plural(count, noun)} left out for size`);
  const end = `${prose(document.tool)}${left.length > 0 ? `. ${left.join(', ')}.` : ''}`;
  return `${text.join('\n')}\n${end}\n`;
}

/** A part that is shown as a whole or not at all. */
const whole = (rank: number, noun: string, lines: readonly string[]): Section => ({
  rank,
  noun,
  size: lines.length === 0 ? 0 : 1,
  render: () => `${lines.join('\n')}\n`,
});

function screenSection(document: WeeklyDocument): Section {
  const rows = document.headline.slice(0, document.screenRows);
  const more = document.headline.length - rows.length;
  const commands = rows.flatMap(({ command }, index) =>
    command === null ? [] : [`# ${index + 1}\n${quoteCommandLines(command, commandWidth).join('\n')}`],
  );
  const table = rows.map((row, index) => {
    const what = `${prose(sentenceText(row.what))}${ignoredText(row.timesIgnored)}`;
    const cells = [
      reasonWords[row.reason],
      row.owner === null ? '–' : code(displayName(row.owner)),
      prose(stakeText(row)),
      what,
    ];
    return `| ${index + 1} | ${cells.join(' | ')} |`;
  });
  const lines = [
    `### ${titles[document.period.name]}`,
    '',
    `${prose(periodText(document))}, ${prose(scopeText(document))}.`,
    '',
    ...summaryLines(document).map((line) => `- ${prose(line)}`),
    '',
    ...(rows.length > 0 ? ['| | | Owner | Dollars or risk | What |', '|---|---|---|---|---|', ...table, ''] : []),
    ...(more > 0 ? [`${more} more ${more === 1 ? 'thing stands' : 'things stand'} in the JSON report.`, ''] : []),
    ...(commands.length > 0 ? [fenced(commands.join('\n\n'), 'sh'), ''] : []),
  ];
  return whole(0, 'first screen', lines);
}

const cellText = (cell: Cell): string => {
  if (typeof cell === 'string') return prose(cell);
  return `${code(displayName(cell.name))}${cell.place === undefined ? '' : `<br>${code(cell.place)}`}`;
};

function tableSection(chapter: TableChapter, document: WeeklyDocument, rank: number): Section {
  const gaps = gapLines(document, chapter.gaps).map((line) => `- ${prose(line)}`);
  const rows = chapter.rows.map((cells) => `| ${cells.map(cellText).join(' | ')} |`);
  const rule = chapter.columns.map((_, index) => (chapter.numbers.includes(index) ? '--:' : '---'));
  return {
    rank,
    noun: `row of ${chapter.title.toLowerCase()}`,
    size: Math.max(1, rows.length),
    render: (count) =>
      [
        `#### ${chapter.title}`,
        '',
        ...(chapter.lead === null ? [] : [prose(chapter.lead), '']),
        ...(rows.length > 0
          ? [`| ${chapter.columns.join(' | ')} |`, `|${rule.join('|')}|`, ...rows.slice(0, count), '']
          : [prose(chapter.empty), '']),
        ...(count < rows.length ? [`… and ${rows.length - count} more, left out for size.`, ''] : []),
        ...(gaps.length > 0 ? [...gaps, ''] : []),
      ].join('\n'),
  };
}

/** Capacity and need of the same scale, so that the gap between both lines is what was not needed. */
function seriesSection(document: WeeklyDocument): Section {
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

function messageSection(document: WeeklyDocument): Section {
  const text = perMessageText(document);
  const { perMessage } = document;
  const gaps = gapLines(document, ['cost per message']).map((line) => prose(line));
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

function trafficSection({ traffic }: WeeklyDocument): Section {
  if (traffic.length === 0) return whole(12, 'traffic', []);
  const rows = traffic.map(({ title, days, values }) => {
    const top = highestOf(values);
    return `| ${prose(title)} | ${sparkline(values, top, days.length)} | ${numberText(top)} |`;
  });
  return whole(12, 'traffic', ['#### Traffic', '', '| What | By day | Busiest day |', '|---|---|--:|', ...rows, '']);
}

function gapSection({ gaps }: WeeklyDocument): Section {
  if (gaps.length === 0) return whole(2, 'gap', []);
  return whole(2, 'gap', [
    '#### Not seen',
    '',
    ...gaps.map(({ chapter, why }) => `- ${prose(sentenceText(`${chapter}: ${why}`))}`),
    '',
  ]);
}

/** A spark line for each weekday: a bar stands for an hour. */
function heatSection({ heat }: WeeklyDocument): Section {
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

function folded(summary: string, section: Section): Section {
  const { render } = section;
  return {
    ...section,
    render: (count) => `<details><summary>${summary}</summary>\n\n${render(count)}\n</details>\n`,
  };
}

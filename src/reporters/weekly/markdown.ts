import type { WeeklyDocument } from '../../model/weekly-document.ts';
import { fitSections, type Section } from '../byte-budget.ts';
import { code, fenced, prose } from '../markdown-text.ts';
import { plural } from '../outcome-text.ts';
import { quoteCommandLines } from '../shell-quote.ts';
import { displayName } from '../text-safety.ts';
import {
  costChapter,
  eventsChapter,
  moreChapter,
  overridesChapter,
  revertsChapter,
  waiversChapter,
} from './chapters.ts';
import { heatSection, messageSection, seriesSection, trafficSection, whole } from './markdown-charts.ts';
import { type Cell, gapLines, type TableChapter } from './table-chapter.ts';
import { cachesChapter, hotChapters, underusedChapter } from './use-chapters.ts';
import {
  ignoredText,
  periodText,
  reasonWords,
  scopeText,
  sentenceText,
  stakeText,
  summaryLines,
  titles,
} from './words.ts';

/** A GitHub step summary ends at 1,024k; other steps write into it too. */
const mostBytes = 900 * 1024;
const commandWidth = 100;

/** A page for step summaries, issues and chat: first what to do, then why. */
export function renderWeeklyMarkdown(document: WeeklyDocument, maxBytes = mostBytes): string {
  const sections = [
    screenSection(document),
    ...moreSections(document),
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

function screenSection(document: WeeklyDocument): Section {
  const rows = document.headline.slice(0, document.screenRows);
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
    ...(commands.length > 0 ? [fenced(commands.join('\n\n'), 'sh'), ''] : []),
  ];
  return whole(0, 'first screen', lines);
}

function moreSections(document: WeeklyDocument): Section[] {
  const more = moreChapter(document);
  return more.rows.length === 0 ? [] : [folded(more.title, tableSection(more, document, 13))];
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

function gapSection({ gaps }: WeeklyDocument): Section {
  if (gaps.length === 0) return whole(2, 'gap', []);
  return whole(2, 'gap', [
    '#### Not seen',
    '',
    ...gaps.map(({ chapter, why }) => `- ${prose(sentenceText(`${chapter}: ${why}`))}`),
    '',
  ]);
}

function folded(summary: string, section: Section): Section {
  const { render } = section;
  return {
    ...section,
    render: (count) => `<details><summary>${summary}</summary>\n\n${render(count)}\n</details>\n`,
  };
}

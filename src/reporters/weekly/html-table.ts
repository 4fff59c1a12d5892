import type { WeeklyDocument } from '../../model/weekly-document.ts';
import { displayName, escapeHtml } from '../text-safety.ts';
import { type Cell, gapLines, type TableChapter } from './table-chapter.ts';

export const paragraph = (text: string, className?: string): string =>
  `<p${className === undefined ? '' : ` class="${className}"`}>${escapeHtml(text)}</p>\n`;

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

export function* tableOf(chapter: TableChapter, document: WeeklyDocument): Iterable<string> {
  yield headingOf(chapter.id, chapter.title);
  if (chapter.lead !== null) yield paragraph(chapter.lead);
  if (chapter.rows.length === 0) yield paragraph(chapter.empty);
  else yield* tableRows(chapter);
  for (const line of gapLines(document, chapter.gaps)) yield paragraph(line, 'gap');
}

export const headingOf = (id: string, title: string) => `<h2 id="${id}">${escapeHtml(title)}</h2>\n`;

/** Rows that a page shows of a table: more than that nobody reads, and the JSON report holds them all. */
export const mostRows = 250;

export const restText = (count: number): string =>
  count > mostRows ? paragraph(`… and ${count - mostRows} more in the JSON report.`, 'aside') : '';

/** The rows of a chapter alone. */
export function* tableRows({ columns, numbers, rows }: TableChapter): Iterable<string> {
  const classOf = (index: number) => (numbers.includes(index) ? ' class="number"' : '');
  const heads = columns.map((column, index) => `<th scope="col"${classOf(index)}>${escapeHtml(column)}</th>`);
  yield `<table role="table"><thead><tr role="row">${heads.join('')}</tr></thead>\n<tbody>\n`;
  for (const row of rows.slice(0, mostRows)) {
    const cells = row.map((cell, index) => {
      const tone = typeof cell === 'string' && index === 0 ? tones[cell] : undefined;
      const inner = tone ? `<span class="${tone}">${cellHtml(cell)}</span>` : cellHtml(cell);
      return `<td role="cell" data-label="${escapeHtml(columns[index] ?? '')}"${classOf(index)}>${inner}</td>`;
    });
    yield `<tr role="row">${cells.join('')}</tr>\n`;
  }
  yield `</tbody></table>\n${restText(rows.length)}`;
}

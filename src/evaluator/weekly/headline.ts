import { type HeadlineRow, headlineReasons } from '../../model/weekly-document.ts';
import { eventRows, findingRows, overdueRows, type Row, stopRows, type Told, unseenRows } from './headline-rows.ts';

/** Rows that the first screen has room for. */
const screenSize = 10;
export interface HeadlineInput extends Told {
  /** Rows of the earlier report, by id; null without one. */
  earlier: ReadonlyMap<string, number> | null;
}

/** All rows: those of the first screen first, in the order of the reasons; then the others in the same order. */
export function headlineOf({ earlier, ...input }: HeadlineInput): { rows: HeadlineRow[]; screenRows: number } {
  const rows = onePerSubject([
    ...stopRows(input),
    ...eventRows(input.report.events ?? [], input),
    ...findingRows(input),
    ...overdueRows(input),
    ...unseenRows(input.report),
  ]).map(({ subject: _, isOverride: __, ...row }) => ({ ...row, timesIgnored: timesIgnored(row.id, earlier) }));
  const screen = screenOf(rows);
  return { rows: [...screen, ...rows.filter((row) => !screen.includes(row))], screenRows: screen.length };
}

const timesIgnored = (id: string, earlier: ReadonlyMap<string, number> | null) => {
  const before = earlier?.get(id);
  return before === undefined ? 0 : before + 1;
};

/** What stands on the screen: in order, but each reason has a row at least, so that money never hides what was not seen. */
function screenOf(rows: readonly HeadlineRow[]): HeadlineRow[] {
  const byReason = headlineReasons.map((reason) => rows.filter((row) => row.reason === reason));
  const kept = byReason.map((some) => some.slice(0, 1));
  let room = screenSize - kept.flat().length;
  byReason.forEach((some, index) => {
    const more = some.slice(1, 1 + room);
    kept[index]?.push(...more);
    room -= more.length;
  });
  return kept.flat();
}

/** One thing has one row, by the first reason to speak of it; but each override has its own, with a command of its own. */
function onePerSubject(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter(({ subject, id, isOverride }) => {
    const isNew = !seen.has(id) && (isOverride === true || subject === null || !seen.has(subject));
    seen.add(id);
    if (subject !== null) seen.add(subject);
    return isNew;
  });
}

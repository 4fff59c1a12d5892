import { type HeadlineRow, headlineReasons } from '../../model/weekly-document.ts';
import { eventRows, findingRows, overdueRows, type Row, stopRows, type Told } from './headline-rows.ts';
import { unseenRows } from './unseen-rows.ts';

/** Rows that the first screen has room for. */
const screenSize = 10;
export interface HeadlineInput extends Told {
  /** Rows of the earlier report, by id; null without one. */
  earlier: ReadonlyMap<string, number> | null;
}

/** All rows: those of the first screen first, in the order of the reasons; then the others in the same order. */
export function headlineOf({ earlier, ...input }: HeadlineInput): { rows: HeadlineRow[]; screenRows: number } {
  const rows = withoutEchoes([
    ...stopRows(input),
    ...eventRows(input.report.events ?? [], input),
    ...findingRows(input),
    ...overdueRows(input),
    ...unseenRows(input.report),
  ]).map(({ subject: _, tells: __, ...row }) => ({ ...row, timesIgnored: timesIgnored(row.id, earlier) }));
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

/** What an override or idle capacity tells already, with dollars, is no second row; everything else has its own. */
function withoutEchoes(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  const told = new Set(rows.filter(({ tells }) => tells === 'money').map(({ subject }) => subject));
  return rows.filter(({ id, subject, tells }) => {
    const isNew = !seen.has(id) && !(tells === 'echo' && told.has(subject));
    seen.add(id);
    return isNew;
  });
}

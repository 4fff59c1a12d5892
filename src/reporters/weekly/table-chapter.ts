import type { WeeklyDocument } from '../../model/weekly-document.ts';
import { displayName } from '../text-safety.ts';
import { placeOf, sentenceText } from './words.ts';

/** One cell: plain text, or a name of any characters. */
export type Cell = string | { name: string; place?: string };

/** A chapter that is a table in every format. */
export interface TableChapter {
  id: string;
  title: string;
  /** What is told before the table. */
  lead: string | null;
  columns: readonly string[];
  /** Columns that hold numbers, by index. */
  numbers: readonly number[];
  rows: Cell[][];
  /** What to say where there are no rows. */
  empty: string;
  /** Names of gaps that speak of this chapter. */
  gaps: readonly string[];
}

export const nameOf = (subject: { name: string; account: string; region: string }): Cell => ({
  name: subject.name,
  place: placeOf(subject),
});
export const ownerCell = (owner: string | null): string => (owner === null ? '–' : displayName(owner));

/** Why a chapter may not tell everything. */
export function gapLines({ gaps }: WeeklyDocument, names: readonly string[]): string[] {
  return gaps.filter(({ chapter }) => names.includes(chapter)).map(({ why }) => sentenceText(`Not seen: ${why}`));
}

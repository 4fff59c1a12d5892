import type { ReportRemediation, Subject, Unknown } from '../model/finding.ts';
import { clean } from './text-safety.ts';

/** How much an entry should stand out. */
export type Tone = 'bad' | 'warn' | 'good' | 'plain';

/**
 * One entry of a chapter. All texts but `subject` are clean plain text of one line; a format only escapes them for its
 * own syntax.
 */
export interface ChapterEntry {
  /** What it is about in a word or a sign: `not scaled`, `raised`, `+`. */
  mark: string;
  tone: Tone;
  /** Its name, of any characters, to be shown as a name. */
  name: string;
  /** Account and region; null where it has none. */
  place: string | null;
  /** The rest of its first line. */
  summary: string;
  /** What else there is to say, most important first. */
  lines: string[];
  remediation: ReportRemediation | null;
}

/** Part of a report that is not about findings: events, overrides or drift. */
export interface Chapter {
  title: string;
  /** What an entry is, in singular, for counts. */
  noun: string;
  /** Heads of the columns of mark, name and details. */
  columns: readonly [mark: string, name: string, details: string];
  /** The whole in one sentence. */
  summary: string;
  entries: ChapterEntry[];
  /** What is not worth an entry, and what was not looked at. */
  notes: string[];
}

/** Why something was not seen, in a few words: each API (or fact, where no API would tell) with its reason once. */
export function becauseText(because: readonly Unknown[]): string {
  const reasons = because.map(({ fact, reason, api }) => `${clean(api ?? fact)} ${reason}`);
  return [...new Set(reasons)].join(', ');
}

/** Name and place of a subject as an entry shows them. */
export function subjectOf(subject: Subject): Pick<ChapterEntry, 'name' | 'place'> {
  return { name: subject.name, place: `${clean(subject.account)} ${clean(subject.region)}` };
}

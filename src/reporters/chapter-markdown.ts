import type { Section } from './byte-budget.ts';
import type { Chapter, ChapterEntry } from './chapter.ts';
import { remediationText, scriptBlock, scriptOf } from './markdown-script.ts';
import { code, prose } from './markdown-text.ts';
import { displayName } from './text-safety.ts';

/** A chapter as a table with the commands below it; where room is short, its first entries only. */
export function chapterSection(chapter: Chapter, rank: number): Section {
  const parts = chapter.entries.map(partsOf);
  // A chapter of notes alone counts as one item, so that it is shown whole or not at all.
  const size = Math.max(parts.length, 1);
  return { rank, noun: chapter.noun, size, render: (count) => renderChapter(chapter, parts.slice(0, count)) };
}

/** One entry, rendered. */
interface Parts {
  row: string;
  script: string;
  undo: string;
}

function renderChapter({ title, columns, summary, entries, notes, noun }: Chapter, parts: readonly Parts[]): string {
  const left = entries.length - parts.length;
  const undo = scriptBlock(parts.map((part) => part.undo));
  const table = [`| ${columns.join(' | ')} |`, '|---|---|---|', ...parts.map(({ row }) => row), ''];
  const lines = [
    `#### ${title}`,
    '',
    prose(summary),
    '',
    ...(parts.length > 0 ? table : []),
    ...(left > 0 ? [`… and ${left} more ${noun}s, left out for size.`, ''] : []),
    ...scriptBlock(parts.map(({ script }) => script)),
    ...(undo.length > 0 ? ['<details><summary>Undo</summary>', '', ...undo, '</details>', ''] : []),
    ...(notes.length > 0 ? [...notes.map((note) => `- ${prose(note)}`), ''] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function partsOf({ mark, name, place, summary, lines, remediation }: ChapterEntry): Parts {
  const details = [summary, ...lines].map(prose);
  if (remediation) details.push(`Fix: ${remediationText(remediation)}`);
  const what = [code(displayName(name)), ...(place === null ? [] : [code(place)])];
  return {
    row: `| ${code(mark)} | ${what.join('<br>')} | ${details.join('<br>')} |`,
    script: scriptOf(name, place, remediation?.commands ?? []),
    undo: scriptOf(name, place, remediation?.undo ?? []),
  };
}

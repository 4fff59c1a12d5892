import type { Chapter, ChapterEntry, Tone } from './chapter.ts';
import { type Paper, remediationLines, type Style, scriptLines } from './paper.ts';
import { displayName } from './text-safety.ts';
import { columns, wrap } from './wrap.ts';

const styles: Record<Tone, Style> = { bad: 'red', warn: 'yellow', good: 'green', plain: 'bold' };

/** A chapter as lines: its title, the whole in a sentence, each entry, what else there is to say. */
export function chapterLines(chapter: Chapter, paper: Paper, most: number): string[] {
  const { title, summary, entries, notes, noun } = chapter;
  const lines = [paper.paint('bold', title.toUpperCase()), ...wrap(summary, paper.width, '  ')];
  for (const entry of entries.slice(0, most)) lines.push('', ...entryLines(entry, paper));
  const more = entries.length - most;
  if (more > 0) lines.push('', `  … and ${more} more ${noun}s; the JSON report holds them all.`);
  if (notes.length > 0) lines.push('', ...notes.flatMap((note) => wrap(note, paper.width, '  ', '    ')));
  return lines;
}

function entryLines({ mark, tone, name, place, summary, lines, remediation }: ChapterEntry, paper: Paper): string[] {
  const at = place === null ? '' : ` (${place})`;
  const head = `  ${mark}  `;
  const indent = '    ';
  const title = `${displayName(name)}${at} ${summary}`;
  const [first = '', ...rest] = wrap(title, paper.width, head, indent);
  const painted = `  ${paper.paint(styles[tone], mark)}`;
  const fits = columns(first) <= paper.width;
  return [
    ...(fits ? [painted + first.slice(2 + mark.length), ...rest] : [painted, ...wrap(title, paper.width, indent)]),
    ...lines.flatMap((line) => wrap(line, paper.width, indent, `${indent}  `)),
    ...(remediation ? remediationLines(remediation, indent, paper) : []),
    ...(remediation ? scriptLines(remediation, indent, paper) : []),
  ];
}

import type { Chapter, ChapterEntry } from './chapter.ts';
import { paragraph, remediationText, scriptBlocks } from './html-remediation.ts';
import { displayName, escapeHtml } from './text-safety.ts';

/** A chapter as a heading, an article for each entry and a list of what else there is to say. */
export function* renderChapter({ title, summary, entries, notes }: Chapter): Iterable<string> {
  yield `<h2>${escapeHtml(title)}</h2>\n${paragraph(summary)}`;
  for (const entry of entries) yield renderEntry(entry);
  if (notes.length === 0) return;
  yield `<ul class="aside">\n${notes.map((note) => `<li>${escapeHtml(note)}</li>\n`).join('')}</ul>\n`;
}

function renderEntry({ mark, tone, name, place, summary, lines, remediation }: ChapterEntry): string {
  const at = place === null ? '' : ` <small>${escapeHtml(place)}</small>`;
  return [
    `<article>\n<h3><span class="mark ${tone}">${escapeHtml(mark)}</span> <code>${escapeHtml(displayName(name))}</code>${at}</h3>\n`,
    paragraph(summary, 'lead'),
    ...lines.map((line) => paragraph(line)),
    remediation ? remediationText(remediation) + scriptBlocks(remediation) : '',
    '</article>\n',
  ].join('');
}

import type { WeeklyDocument } from '../../model/weekly-document.ts';
import { renderWeeklyHtml } from './html.ts';
import { renderWeeklyJson } from './json.ts';
import { renderWeeklyMarkdown } from './markdown.ts';

export const weeklyFormats = ['markdown', 'html', 'json'] as const;
export type WeeklyFormat = (typeof weeklyFormats)[number];

/** The weekly report as text, in pieces to be written one after the other. */
export function* renderWeekly(document: WeeklyDocument, format: WeeklyFormat): Iterable<string> {
  if (format === 'json') yield* renderWeeklyJson(document);
  else if (format === 'markdown') yield renderWeeklyMarkdown(document);
  else yield* renderWeeklyHtml(document);
}

import type { Report } from '../model/report.ts';
import { fitSections } from './byte-budget.ts';
import type { Chapter } from './chapter.ts';
import { chapterLines } from './chapter-console.ts';
import { chapterSection } from './chapter-markdown.ts';
import { driftChapter } from './drift-text.ts';
import { eventChapter } from './event-text.ts';
import { prose } from './markdown-text.ts';
import { overrideChapter } from './override-text.ts';
import { paperOf } from './paper.ts';
import type { ReporterOptions } from './reporter.ts';
import { safeWorkflowLine } from './text-safety.ts';

/** How a chapter is shown alone, outside of a report. */
export interface PageOptions extends ReporterOptions {
  format: 'text' | 'markdown';
  /** Instant that ages are counted from: `generatedAt` of the report. */
  now: string;
}

/** Every event of a calendar, as reports show those that run or are not ready. */
export function renderEvents(events: Report['events'], options: PageOptions): string {
  if (events === null) return renderSentence('No calendar of events was given.', options);
  return renderPage(eventChapter(events, options.now, { whole: true }), options);
}

/** The ledger of open overrides, whole. */
export function renderOverrides(overrides: Report['overrides'], options: PageOptions): string {
  if (overrides === null) return renderSentence('The report holds no ledger of overrides.', options);
  return renderPage(overrideChapter(overrides, options.now), options);
}

/** The drift against a baseline, whole. */
export function renderDrift(drift: Report['drift'], options: PageOptions): string {
  if (drift === null) return renderSentence('Nothing was compared with a baseline.', options);
  return renderPage(driftChapter(drift, options.now), options);
}

function renderPage(chapter: Chapter, options: PageOptions): string {
  if (options.format === 'text') {
    const lines = chapterLines(chapter, paperOf(options), Number.POSITIVE_INFINITY);
    return lines.map((line) => `${options.github ? safeWorkflowLine(line) : line}\n`).join('');
  }
  const section = chapterSection(chapter, 0);
  return fitSections([section], options.maxBytes ?? Number.POSITIVE_INFINITY).text.join('');
}

function renderSentence(text: string, { format }: PageOptions): string {
  return `${format === 'text' ? text : prose(text)}\n`;
}

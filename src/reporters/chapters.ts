import type { Report } from '../model/report.ts';
import type { Chapter } from './chapter.ts';
import { driftChapter } from './drift-text.ts';
import { eventChapter } from './event-text.ts';
import { overrideChapter } from './override-text.ts';

/** Chapters of a report; null where there is nothing to tell. */
export interface Chapters {
  events: Chapter | null;
  overrides: Chapter | null;
  drift: Chapter | null;
}

export function chaptersOf({ events, overrides, drift, generatedAt }: Report): Chapters {
  return {
    events: events && toTell(eventChapter(events, generatedAt)),
    overrides: overrides && toTell(overrideChapter(overrides, generatedAt)),
    drift: drift && toTell(driftChapter(drift, generatedAt)),
  };
}

function toTell(chapter: Chapter): Chapter | null {
  return chapter.entries.length + chapter.notes.length > 0 ? chapter : null;
}

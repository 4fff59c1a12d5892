import type { DriftReport } from '../model/drift.ts';
import type { Notice } from '../model/report.ts';
import { chapterLines } from './chapter-console.ts';
import { chapterSection } from './chapter-markdown.ts';
import { driftChapter } from './drift-text.ts';
import { prose } from './markdown-text.ts';
import { paperOf } from './paper.ts';
import type { ReporterOptions } from './reporter.ts';
import { displayText } from './text-safety.ts';
import { wrap } from './wrap.ts';

/** Drift alone, with what else a reader should know. */
export interface DriftPage {
  drift: DriftReport;
  /** Instant of judgement, ISO 8601. */
  now: string;
  notices: readonly Notice[];
  /** Lists what autoscalers, schedules, events and code own, too. */
  owned: boolean;
}

/** For people at a terminal: what people changed, with the commands that undo it; the rest counted. */
export function renderDriftText(page: DriftPage, options: ReporterOptions = {}): string {
  const paper = paperOf(options);
  const lines = chapterLines(driftChapter(page.drift, page.now, page.owned), paper, Number.POSITIVE_INFINITY);
  const notices = page.notices.flatMap(({ message }) =>
    wrap(`Note: ${displayText(message)}`, paper.width, '  ', '    '),
  );
  return `${[...lines, ...(notices.length > 0 ? ['', ...notices] : [])].join('\n')}\n`;
}

export function renderDriftMarkdown(page: DriftPage): string {
  const section = chapterSection(driftChapter(page.drift, page.now, page.owned), 0);
  const notices = page.notices.map(({ message }) => `- ${prose(displayText(message))}\n`);
  return section.render(section.size) + notices.join('');
}

import { type Reporter, type ReportFormat, reportFormats } from './reporter.ts';

/** One entry a format; loaded when asked for, so that no run pays for formats it does not write. */
const loaders: Record<ReportFormat, () => Promise<{ reporter: Reporter }>> = {
  console: () => import('./console.ts'),
  json: () => import('./json.ts'),
  junit: () => import('./junit.ts'),
  markdown: () => import('./markdown.ts'),
  sarif: () => import('./sarif.ts'),
  html: () => import('./html.ts'),
  github: () => import('./github.ts'),
};

/** True when `text` names a format. */
export function isReportFormat(text: string): text is ReportFormat {
  return (reportFormats as readonly string[]).includes(text);
}

/** Loads the reporter of one format. */
export async function loadReporter(format: ReportFormat): Promise<Reporter> {
  return (await loaders[format]()).reporter;
}

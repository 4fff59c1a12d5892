import type { Report, Result } from '../model/report.ts';

export const reportFormats = ['console', 'json', 'junit', 'markdown', 'sarif', 'html', 'github'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** A place in the user's repository where a result can be shown. */
export interface SourceLocation {
  /** Relative to the repository root, each segment percent-encoded; never an ARN or a URL. */
  uri: string;
  /** 1 for the first line. */
  line: number;
  /** What GitHub computes for that line; only where the line stands for this subject alone. */
  hash?: string;
  /** True when no such file exists: a stable path that only tells subjects apart. */
  virtual?: boolean;
}

export type Locate = (result: Result) => SourceLocation;

/** What callers may ask of a reporter; each format reads the members that concern it. */
export interface ReporterOptions {
  /** console: columns of the terminal; 80 unless told. */
  width?: number;
  /** console: ANSI colours; off unless told. */
  colour?: boolean;
  /** console: no line may read as a GitHub workflow command. */
  github?: boolean;
  /** markdown: most UTF-8 bytes of the page; 900 KiB unless told (a GitHub step summary ends at 1,024k). */
  maxBytes?: number;
  /** sarif, github: where a result is shown; a virtual path for each account, region and kind unless told. */
  locate?: Locate;
  /** sarif: waived findings too, as suppressed results. Off unless told: GitHub would open an alert for each. */
  suppressed?: boolean;
}

/** Turns a report into text: no files, no clock, no locale, and never the verdict. */
export interface Reporter {
  readonly format: ReportFormat;
  /** One line for `--help`. */
  readonly description: string;
  /** The text in pieces, to be written one after the other. */
  render(report: Report, options?: ReporterOptions): Iterable<string>;
}

/** The whole text at once, for callers that need one string. */
export function renderText(reporter: Reporter, report: Report, options: ReporterOptions = {}): string {
  return Array.from(reporter.render(report, options)).join('');
}

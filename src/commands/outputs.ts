import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { writeFile } from '../loaders/write-file.ts';
import { nameHint } from '../model/nearest-name.ts';
import type { Report } from '../model/report.ts';
import { UsageError } from '../model/usage-error.ts';
import { isReportFormat, loadReporter } from '../reporters/index.ts';
import { type ReporterOptions, type ReportFormat, reportFormats } from '../reporters/reporter.ts';
import type { LocationSources } from '../reporters/sarif-location.ts';
import type { SkippedScope } from '../reporters/sarif-scope.ts';
import { type Terminal, textWidth } from './terminal.ts';

/** One --report: a format, and where it goes; `-` is stdout. */
export interface ReportTarget {
  format: ReportFormat;
  path: string;
}

/** Parses --report FORMAT[=PATH] flags; without any, the console report goes to stdout. */
export function parseReportTargets(flags: readonly string[] | undefined): ReportTarget[] {
  if (!flags || flags.length === 0) return [{ format: 'console', path: '-' }];
  const targets = flags.map((flag): ReportTarget => {
    const [, format = '', path = '-'] = /^([^=]*)(?:=(.*))?$/s.exec(flag) ?? [];
    if (!isReportFormat(format)) {
      throw new UsageError(`--report ${flag}: unknown format "${format}"${nameHint(format, reportFormats)}`);
    }
    if (path === '') throw new UsageError(`--report ${flag}: a path is missing after "="`);
    return { format, path };
  });
  const onStdout = targets.filter((target) => target.path === '-');
  if (onStdout.length > 1) {
    throw new UsageError(
      `at most one report goes to stdout; found ${onStdout.map((target) => target.format).join(', ')}. Give the others a path: --report junit=report.xml`,
    );
  }
  const paths = targets.map((target) => target.path);
  const repeated = paths.find((path, index) => path !== '-' && paths.indexOf(path) !== index);
  if (repeated !== undefined) throw new UsageError(`two reports go to ${repeated}; give each a path of its own`);
  return targets;
}

export interface OutputContext {
  terminal: Terminal;
  /** Files that SARIF locations may point into. */
  baseline?: string;
  snapshot?: string;
  policy?: { path: string; workloadLines: ReadonlyMap<string, number> };
  /** Whether SARIF holds waived findings, as suppressed. */
  suppressed?: boolean;
}

/**
 * Writes every report that can be written. One that cannot does not keep the others from being written.
 * @returns what went wrong, one message a report
 */
export async function writeReports(report: Report, targets: ReportTarget[], context: OutputContext): Promise<string[]> {
  const options = await reporterOptions(targets, context);
  const failures: string[] = [];
  for (const target of targets) {
    try {
      await writeReport(report, target, options, context);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      failures.push(error.message);
    }
  }
  return failures;
}

async function writeReport(
  report: Report,
  target: ReportTarget,
  options: ReporterOptions,
  { terminal }: OutputContext,
): Promise<void> {
  const path = resolve(terminal.cwd, target.path);
  if (target.format === 'sarif' && target.path !== '-' && isFolder(target.path, path)) {
    return writeSarifFolder(report, path, options, terminal);
  }
  const reporter = await loadReporter(target.format);
  const chunks = reporter.render(
    report,
    target.path === '-' ? options : { ...options, colour: false, width: undefined },
  );
  if (target.path === '-') for (const chunk of chunks) terminal.stdout(chunk);
  else writeFile(path, chunks);
  if (target.format !== 'sarif') return;
  const { renderSarifScopes } = await import('../reporters/sarif.ts');
  tellSkipped(renderSarifScopes(report, options).skipped, terminal);
}

/** One file a scope that was seen whole; a scope that was not keeps its old alerts. */
async function writeSarifFolder(
  report: Report,
  folder: string,
  options: ReporterOptions,
  terminal: Terminal,
): Promise<void> {
  const { renderSarifScopes } = await import('../reporters/sarif.ts');
  const { files, skipped } = renderSarifScopes(report, options);
  for (const file of files) writeFile(join(folder, file.fileName), [file.text]);
  tellSkipped(skipped, terminal);
}

/** SARIF alone leaves findings out, so that alerts of what was not seen stay open; that must not pass in silence. */
function tellSkipped(skipped: readonly SkippedScope[], terminal: Terminal): void {
  for (const scope of skipped) {
    terminal.stderr(
      `headroom: no SARIF for ${scope.account}/${scope.region}: it was not seen whole, so its alerts stay as they are\n`,
    );
  }
}

function isFolder(given: string, path: string): boolean {
  return given.endsWith('/') || given.endsWith(sep) || (existsSync(path) && statSync(path).isDirectory());
}

async function reporterOptions(targets: ReportTarget[], context: OutputContext): Promise<ReporterOptions> {
  const { terminal } = context;
  const located = targets.some((target) => target.format === 'sarif' || target.format === 'github');
  return {
    width: textWidth(terminal),
    colour: terminal.colour,
    github: terminal.env.GITHUB_ACTIONS === 'true',
    suppressed: context.suppressed ?? false,
    ...(located ? { locate: await locator(context) } : {}),
  };
}

async function locator(context: OutputContext): Promise<ReporterOptions['locate']> {
  const { indexSnapshotLines, locateIn } = await import('../reporters/sarif-location.ts');
  const repository = repositoryRoot(context.terminal.cwd);
  const root = repository ?? context.terminal.cwd;
  const inside = (path: string | undefined) => {
    if (!path) return undefined;
    const within = relative(root, resolve(context.terminal.cwd, path));
    return within.startsWith('..') || within === '' ? undefined : within;
  };
  const lines = (path: string | undefined) => {
    const within = inside(path);
    const file = path && resolve(context.terminal.cwd, path);
    return within && file && existsSync(file) ? indexSnapshotLines(within, readFileSync(file, 'utf8')) : undefined;
  };
  const policyPath = inside(context.policy?.path);
  const sources: LocationSources = {
    source: inside,
    baseline: lines(context.baseline),
    // A saved snapshot is a place to point at only where it can be committed.
    snapshot: repository === null ? undefined : lines(context.snapshot),
    ...(context.policy && policyPath ? { policy: { path: policyPath, workloads: context.policy.workloadLines } } : {}),
  };
  return locateIn(sources);
}

/** Nearest folder above that holds .git: locations are relative to it. Null outside a repository. */
function repositoryRoot(folder: string): string | null {
  for (let here = folder; ; here = dirname(here)) {
    if (existsSync(join(here, '.git'))) return here;
    if (dirname(here) === here) return null;
  }
}

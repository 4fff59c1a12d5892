import type { Log, Notification, Run } from 'sarif';
import type { Report, Result } from '../model/report.ts';
import { severityRank } from '../model/severity.ts';
import { compareText } from '../model/snapshot.ts';
import { placeText } from './finding-text.ts';
import { viewReport } from './group.ts';
import { plural } from './outcome-text.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { describeResults } from './sarif-result.ts';
import { describeRules } from './sarif-rule.ts';
import { listScopes, type ReportScope, type SkippedScope, scopeKey } from './sarif-scope.ts';
import { clean, displayText } from './text-safety.ts';

/** GitHub stores this many results of a run, and drops the others without a word. */
const mostResults = 5_000;

/** One scope's SARIF file. */
export interface SarifFile {
  /** Distinct within a report; without a folder. */
  fileName: string;
  text: string;
}

export interface SarifScopes {
  files: Iterable<SarifFile>;
  skipped: SkippedScope[];
}

/**
 * GitHub code scanning: one run a scope, with a category of its own, so that alerts open once and close when fixed.
 * GitHub reads at most 20 runs a file; with more scopes use one file a scope.
 */
export const reporter: Reporter = {
  format: 'sarif',
  description: 'SARIF 2.1.0 for code scanning: one run for each account and region that was seen whole.',
  *render(report, options = {}) {
    const { complete } = listScopes(report);
    const parts = splitByScope(report);
    yield '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[\n';
    for (const [index, scope] of complete.entries()) {
      yield `${index > 0 ? ',\n' : ''}${JSON.stringify(describeRun(partOf(parts, report, scope), scope, options))}`;
    }
    yield '\n]}\n';
  },
};

/** One file a scope that was seen whole, and the scopes that were not. Files are rendered as they are taken. */
export function renderSarifScopes(report: Report, options: ReporterOptions = {}): SarifScopes {
  const { complete, skipped } = listScopes(report);
  return { files: renderFiles(report, complete, options), skipped };
}

function* renderFiles(report: Report, scopes: readonly ReportScope[], options: ReporterOptions): Iterable<SarifFile> {
  const parts = splitByScope(report);
  for (const scope of scopes) {
    const log: Log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [describeRun(partOf(parts, report, scope), scope, options)],
    };
    yield { fileName: scope.fileName, text: `${JSON.stringify(log, null, 1)}\n` };
  }
}

type ScopePart = Pick<Report, 'results' | 'coverage'>;

/** Results and coverage of each scope, in one pass: reports may span thousands of scopes. */
function splitByScope(report: Report): Map<string, ScopePart> {
  const parts = new Map<string, ScopePart>();
  const partAt = (account: string, region: string): ScopePart => {
    const key = scopeKey(account, region);
    const part = parts.get(key) ?? { results: [], coverage: [] };
    parts.set(key, part);
    return part;
  };
  for (const result of report.results) partAt(result.subject.account, result.subject.region).results.push(result);
  for (const entry of report.coverage) partAt(entry.account, entry.region).coverage.push(entry);
  return parts;
}

/** The report as if it held this scope alone. */
function partOf(parts: Map<string, ScopePart>, report: Report, { account, region }: ReportScope): Report {
  return { ...report, ...(parts.get(scopeKey(account, region)) ?? { results: [], coverage: [] }) };
}

function describeRun(report: Report, scope: ReportScope, options: ReporterOptions): Run {
  const listed = options.suppressed ? ['fail', 'waived'] : ['fail'];
  const found = report.results.filter(({ outcome }) => listed.includes(outcome)).sort(compareGravity);
  const { rules, indexOf } = describeRules(report, found);
  const stored = found.slice(0, mostResults);
  return {
    tool: {
      driver: { name: 'Headroom', semanticVersion: versionOf(report), rules },
    },
    automationDetails: { id: scope.category },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: describeNotifications(report, found.length - stored.length),
      },
    ],
    results: describeResults(stored, indexOf, options),
  };
}

/** Gravest first, waived ones last; then an order that does not depend on how the report was put together. */
function compareGravity(a: Result, b: Result): number {
  return (
    Number(a.outcome === 'waived') - Number(b.outcome === 'waived') ||
    severityRank(b.severity) - severityRank(a.severity) ||
    compareText(a.rule, b.rule) ||
    compareText(a.subject.key, b.subject.key) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

function versionOf(report: Report): string {
  return /\d+\.\d+\.\d+[\w.+-]*/.exec(report.tool)?.[0] ?? '0.0.0';
}

/** What a run must say and GitHub does not show: results over the limit, and what could not be judged. */
function describeNotifications(report: Report, dropped: number): Notification[] {
  const view = viewReport({ ...report, results: report.results.filter(({ outcome }) => outcome === 'unknown') });
  const notifications: Notification[] = [];
  if (dropped > 0) {
    notifications.push(
      notification(
        'results-dropped',
        'error',
        `${plural(dropped, 'milder result')} above the limit of ${mostResults} left out.`,
      ),
    );
  }
  for (const gap of view.unseen) {
    const text = `${gap.api} was not readable (${gap.statuses.join(', ')}) in ${placeText(gap)}: ${plural(gap.results, 'result')} unknown.`;
    notifications.push(notification('not-seen', 'warning', text));
  }
  if (view.waiting !== null) notifications.push(notification('not-judged', 'note', view.waiting));
  return notifications;
}

function notification(name: string, level: Notification['level'], text: string): Notification {
  return { descriptor: { id: `headroom/${name}` }, level, message: { text: displayText(clean(text)) } };
}

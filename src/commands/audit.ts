import { resolve } from 'node:path';
import { evaluate } from '../evaluator/evaluate.ts';
import { loadReport, loadSnapshot } from '../loaders/snapshot.ts';
import { writeSnapshot } from '../loaders/snapshot-text.ts';
import { writeFile } from '../loaders/write-file.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Severity } from '../model/severity.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { tool } from '../model/tool.ts';
import { UsageError } from '../model/usage-error.ts';
import { readBaseline } from './baseline.ts';
import { shippedPrices } from './bundled.ts';
import {
  chooseRegions,
  type EventOptions,
  type PolicyOptions,
  parseNow,
  type RuleOptions,
  readEvents,
  readPolicy,
  readRules,
  readWaivers,
} from './inputs.ts';
import { type LiveOptions, readLive } from './live.ts';
import { parseReportTargets, writeReports } from './outputs.ts';
import { noteAge } from './snapshot-age.ts';
import type { Terminal } from './terminal.ts';
import { verdictLine } from './verdict-line.ts';

export interface AuditOptions extends RuleOptions, PolicyOptions, EventOptions, Omit<LiveOptions, 'regions'> {
  snapshot?: string;
  baseline?: string;
  since?: string;
  failOnNew?: boolean;
  region?: string[];
  now?: string;
  failOn?: Severity;
  strict?: boolean;
  allowIncomplete?: boolean;
  include?: string;
  report?: string[];
  sarifSuppressed?: 'omit' | 'include';
  saveSnapshot?: string;
}

/** Judges a live account or a saved snapshot and writes the reports. */
export async function audit(options: AuditOptions, terminal: Terminal): Promise<number> {
  const targets = parseReportTargets(options.report);
  const given = parseNow(options.now);
  if (options.snapshot !== undefined && options.region?.length) {
    throw new UsageError('--region chooses what to read from AWS; with --snapshot nothing is read');
  }
  if (options.snapshot !== undefined && options.metrics) {
    throw new UsageError(
      '--metrics asks CloudWatch; with --snapshot nothing is read, and metrics that it holds are used',
    );
  }
  if (options.failOnNew && options.since === undefined) {
    throw new UsageError('--fail-on-new compares with an earlier report; name it with --since FILE');
  }
  const baseline = readBaseline(options.baseline, terminal);
  const since = options.since === undefined ? null : loadReport(resolve(terminal.cwd, options.since));
  const { all, selected, ruleSet } = readRules(options, terminal);
  const saved = options.snapshot === undefined ? null : loadSnapshot(resolve(terminal.cwd, options.snapshot));
  const instant = Date.parse(given ?? saved?.takenAt ?? new Date(terminal.now()).toISOString());
  if (saved) noteAge(saved, given, terminal, waiversHold);
  const policy = readPolicy(options, all, instant, terminal);
  const waivers = readWaivers(options, all, policy.policy.timezone, instant, terminal);
  const events = readEvents(options, policy, terminal);
  const snapshot =
    saved ??
    (await readLive({ ...options, regions: chooseRegions(options.region, policy.policy.regions, terminal) }, terminal));
  const failures = saveSnapshot(snapshot, options.saveSnapshot, terminal);
  const report = await evaluate({
    snapshot,
    rules: selected,
    policy: policy.policy,
    hasPolicy: policy.given,
    waivers,
    leftOut: all.filter((rule) => !selected.includes(rule)).map(({ id }) => id),
    since,
    baseline,
    events,
    prices: shippedPrices(),
    now: given ?? snapshot.takenAt,
    tool,
    run: {
      failOn: options.failOn ?? policy.policy.failOn ?? 'high',
      allowIncomplete: options.allowIncomplete ?? false,
      failOnNew: options.failOnNew ?? false,
      strict: options.strict ?? false,
      ruleSet,
    },
    includePassed: options.include === 'passed',
  });
  failures.push(
    ...(await writeReports(report, targets, {
      terminal,
      baseline: options.baseline,
      snapshot: options.saveSnapshot ?? options.snapshot,
      suppressed: options.sarifSuppressed === 'include',
      ...(policy.given ? { policy } : {}),
    })),
  );
  if (!targets.some((target) => target.path === '-' && target.format === 'console'))
    terminal.stderr(`${verdictLine(report, failures.length === 0 ? report.run.exitCode : exitCodes.usage)}\n`);
  for (const failure of failures) terminal.stderr(`headroom: ${failure}\n`);
  return failures.length === 0 ? report.run.exitCode : exitCodes.usage;
}

const waiversHold = 'waivers that ended since still hold. --now INSTANT judges as of another instant';

function saveSnapshot(snapshot: Snapshot, path: string | undefined, terminal: Terminal): string[] {
  if (path === undefined) return [];
  try {
    writeFile(resolve(terminal.cwd, path), writeSnapshot(snapshot));
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [error.message];
  }
}

import { resolve } from 'node:path';
import { judgeChange } from '../evaluator/gate/judge-change.ts';
import { loadReport, loadSnapshot } from '../loaders/snapshot.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Severity } from '../model/severity.ts';
import { tool } from '../model/tool.ts';
import { UsageError } from '../model/usage-error.ts';
import { readBaseline } from './baseline.ts';
import { shippedPrices } from './bundled.ts';
import { readChange, type SourceOptions } from './gate-source.ts';
import {
  type EventOptions,
  type PolicyOptions,
  parseNow,
  type RuleOptions,
  readEvents,
  readPolicy,
  readRules,
  readWaivers,
} from './inputs.ts';
import { parseReportTargets, writeReports } from './outputs.ts';
import { noteAge } from './snapshot-age.ts';
import type { Terminal } from './terminal.ts';
import { verdictLine } from './verdict-line.ts';

export interface GateOptions extends RuleOptions, PolicyOptions, EventOptions, SourceOptions {
  snapshot?: string;
  baseline?: string;
  since?: string;
  failOnNew?: boolean;
  now?: string;
  failOn?: Severity;
  allowIncomplete?: boolean;
  include?: string;
  report?: string[];
  sarifSuppressed?: 'omit' | 'include';
}

/** Judges what a plan or template would change, and writes the reports. */
export async function gate(options: GateOptions, terminal: Terminal): Promise<number> {
  const targets = parseReportTargets(options.report);
  const given = parseNow(options.now);
  if (options.account !== undefined && !/^\d{12}$/.test(options.account)) {
    throw new UsageError(`--account ${options.account}: expected the twelve digits of an account`);
  }
  const live = options.snapshot === undefined ? null : loadSnapshot(resolve(terminal.cwd, options.snapshot));
  const change = readChange(options, live, terminal);
  const baseline = readBaseline(options.baseline, terminal);
  const since = options.since === undefined ? null : loadReport(resolve(terminal.cwd, options.since));
  const { all, selected, ruleSet } = readRules(options, terminal);
  const now = given ?? live?.takenAt ?? new Date(terminal.now()).toISOString();
  if (live)
    noteAge(live, given, terminal, 'what changed since is not seen. --now INSTANT judges as of another instant');
  const policy = readPolicy(options, all, Date.parse(now), terminal);
  const report = await judgeChange({
    change,
    live,
    partition: live?.scopes[0]?.partition ?? 'aws',
    rules: selected,
    policy: policy.policy,
    hasPolicy: policy.given,
    waivers: readWaivers(options, all, policy.policy.timezone, Date.parse(now), terminal),
    leftOut: all.filter((rule) => !selected.includes(rule)).map(({ id }) => id),
    events: readEvents(options, policy, terminal),
    baseline,
    since,
    prices: shippedPrices(),
    now,
    tool,
    run: {
      failOn: options.failOn ?? policy.policy.failOn ?? 'high',
      allowIncomplete: options.allowIncomplete ?? false,
      failOnNew: options.failOnNew ?? false,
      strict: false,
      ruleSet,
    },
    includePassed: options.include === 'passed',
  });
  const failures = await writeReports(report, targets, {
    terminal,
    baseline: options.baseline,
    snapshot: options.snapshot,
    suppressed: options.sarifSuppressed === 'include',
    ...(policy.given ? { policy } : {}),
  });
  const exitCode = failures.length === 0 ? report.run.exitCode : exitCodes.usage;
  if (!targets.some((target) => target.path === '-' && target.format === 'console')) {
    terminal.stderr(`${verdictLine(report, exitCode)}\n`);
  }
  for (const failure of failures) terminal.stderr(`headroom: ${failure}\n`);
  return exitCode;
}

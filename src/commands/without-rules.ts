import { resolve } from 'node:path';
import type { EvaluateInput } from '../evaluator/assemble.ts';
import { loadSnapshot } from '../loaders/snapshot.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { tool } from '../model/tool.ts';
import { UsageError } from '../model/usage-error.ts';
import { shippedPrices } from './bundled.ts';
import {
  chooseRegions,
  type EventOptions,
  type PolicyOptions,
  parseNow,
  type ReadPolicy,
  readEvents,
  readPolicy,
  readRules,
} from './inputs.ts';
import { type LiveOptions, readLive } from './live.ts';
import { noteAge } from './snapshot-age.ts';
import type { Terminal } from './terminal.ts';

/** Options of the commands that tell one part of a report: events, overrides, drift, the way back. */
export interface PartOptions extends PolicyOptions, EventOptions, Omit<LiveOptions, 'regions'> {
  snapshot?: string;
  region?: string[];
  now?: string;
}

/**
 * What such a command lets the evaluator work on: the account, live or as saved, with policy, calendar and prices; no rules.
 * @param command its name, as the report has it
 * @param check refuses what policy or saved snapshot cannot serve, before AWS is asked anything
 */
export async function readWithoutRules(
  command: string,
  options: PartOptions,
  baseline: Snapshot | null,
  terminal: Terminal,
  check: (policy: ReadPolicy, saved: Snapshot | null) => void = () => {},
): Promise<EvaluateInput> {
  const given = parseNow(options.now);
  if (options.snapshot !== undefined && options.region?.length) {
    throw new UsageError('--region chooses what to read from AWS; with --snapshot nothing is read');
  }
  const saved = options.snapshot === undefined ? null : loadSnapshot(resolve(terminal.cwd, options.snapshot));
  if (saved) noteAge(saved, given, terminal);
  const instant = Date.parse(given ?? saved?.takenAt ?? new Date(terminal.now()).toISOString());
  const policy = readPolicy(options, readRules({}, terminal).all, instant, terminal);
  check(policy, saved);
  const events = readEvents(options, policy, terminal);
  const regions = () => chooseRegions(options.region, policy.policy.regions, terminal);
  const snapshot = saved ?? (await readLive({ ...options, regions: regions() }, terminal));
  return {
    snapshot,
    rules: [],
    policy: policy.policy,
    hasPolicy: policy.given,
    waivers: [],
    events,
    baseline,
    prices: shippedPrices(),
    now: given ?? snapshot.takenAt,
    tool,
    run: { failOn: 'high', allowIncomplete: false, failOnNew: false, strict: false, ruleSet: command },
  };
}

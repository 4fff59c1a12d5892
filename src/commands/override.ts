import { resolve } from 'node:path';
import { planOverride } from '../evaluator/planned-override/plan-override.ts';
import type { OverrideRequest } from '../evaluator/planned-override/planning.ts';
import { buildWorld } from '../evaluator/world.ts';
import { loadSnapshot } from '../loaders/snapshot.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { OverridePlan } from '../model/override-plan.ts';
import { UsageError } from '../model/usage-error.ts';
import { renderOverridePlan } from '../reporters/override-plan.ts';
import { zoneOf } from '../schedules/local-time.ts';
import { parseInstant } from '../schedules/recurrence.ts';
import {
  chooseRegions,
  type EventOptions,
  type PolicyOptions,
  parseNow,
  readEvents,
  readPolicy,
  readRules,
} from './inputs.ts';
import { type LiveOptions, readLive } from './live.ts';
import { noteAge } from './snapshot-age.ts';
import type { Terminal } from './terminal.ts';

export interface OverridePlanOptions
  extends PolicyOptions,
    EventOptions,
    Pick<LiveOptions, 'timeout' | 'requestTimeout'> {
  snapshot?: string;
  region?: string[];
  now?: string;
  target: string;
  set?: string[];
  from?: string;
  until?: string;
  timezone?: string;
  event?: string;
  incident?: string;
  owner?: string;
  roleArn?: string;
  format: 'text' | 'json';
}

/** Prints a raise together with its paired revert. It runs nothing. */
export async function overridePlan(options: OverridePlanOptions, terminal: Terminal): Promise<number> {
  const saved = options.snapshot === undefined ? null : loadSnapshot(resolve(terminal.cwd, options.snapshot));
  const given = parseNow(options.now);
  if (saved) noteAge(saved, given, terminal);
  const now = Date.parse(given ?? saved?.takenAt ?? new Date(terminal.now()).toISOString());
  const policy = readPolicy(options, readRules({}, terminal).all, now, terminal);
  const events = readEvents(options, policy, terminal);
  const event = events.find(({ id }) => id === options.event);
  const timezone = options.timezone ?? event?.timezone ?? policy.policy.timezone;
  if (zoneOf(timezone) === null)
    throw new UsageError(`--timezone ${timezone}: no such time zone; expected one such as Asia/Tokyo`);
  const request: OverrideRequest = {
    target: options.target,
    regions: options.region ?? [],
    sizes: sizesOf(options.set ?? []),
    from: instantOf('--from', options.from, timezone),
    until: instantOf('--until', options.until, timezone),
    timezone,
    event: options.event ?? null,
    incident: options.incident ?? null,
    owner: options.owner ?? null,
    roleArn: roleOf(options.roleArn),
  };
  const regions = chooseRegions(options.region, policy.policy.regions, terminal);
  const snapshot =
    saved ?? (await readLive({ ...options, regions, metrics: false, trail: false, costExplorer: false }, terminal));
  const plan = planOverride(buildWorld(snapshot, policy.policy, now, { events }), request);
  terminal.stdout(options.format === 'json' ? `${JSON.stringify(plan, null, 2)}\n` : renderOverridePlan(plan));
  if (given === undefined) noteClock(plan, terminal);
  return exitCodes.clean;
}

/** A plan is made for the instant of its snapshot; by the clock of those who run it, its times may have passed. */
function noteClock(plan: OverridePlan, terminal: Terminal): void {
  const passed = plan.steps.some(({ at }) => at !== null && Date.parse(at) <= terminal.now());
  if (passed) terminal.stderr('headroom: by the clock a time of the plan has passed: AWS refuses to schedule it\n');
}

function sizesOf(settings: readonly string[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const setting of settings) {
    const [, name = '', text = ''] = /^([^=]+)=(-?\d+(?:\.\d+)?)$/.exec(setting.trim()) ?? [];
    if (name === '') throw new UsageError(`--set ${setting}: expected VALUE=NUMBER, such as minCapacity=100`);
    if (sizes.has(name)) throw new UsageError(`--set ${name} is given twice`);
    sizes.set(name, Number(text));
  }
  return sizes;
}

function instantOf(flag: string, text: string | undefined, timezone: string): number | null {
  if (text === undefined) return null;
  const instant = parseInstant(text, timezone);
  if (typeof instant === 'number') return instant;
  throw new UsageError(`${flag} ${text}: ${instant.error}`);
}

function roleOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(text)) return text;
  throw new UsageError(
    `--role-arn ${text}: expected the ARN of a role, such as arn:aws:iam::111122223333:role/scheduler`,
  );
}

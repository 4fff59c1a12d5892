import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { declaredReads } from '../collectors/aws/registry.ts';
import { globMatches } from '../evaluator/match.ts';
import { subjectKinds } from '../evaluator/subjects.ts';
import { checkRule } from '../evaluator/vocabulary.ts';
import { loadEvents } from '../loaders/events.ts';
import type { LoadedPolicy } from '../loaders/policy.ts';
import { loadPolicy } from '../loaders/policy.ts';
import { checkNameGlob, checkRegion } from '../loaders/policy-checks.ts';
import { loadRules } from '../loaders/rules.ts';
import { loadWaivers } from '../loaders/waivers.ts';
import type { CalendarEvent } from '../model/event.ts';
import { emptyPolicy, type Waiver } from '../model/policy.ts';
import type { Rule } from '../model/rule.ts';
import { compareText } from '../model/snapshot.ts';
import { UsageError } from '../model/usage-error.ts';
import { shippedRules } from './bundled.ts';
import type { Terminal } from './terminal.ts';

export interface RuleOptions {
  rules?: string[];
  only?: string[];
  skip?: string[];
}

export interface PolicyOptions {
  policy?: string;
  waivers?: string;
}

export interface EventOptions {
  events?: string;
}

/** The rules in force: those that ship, the user's own, narrowed by --only and --skip. */
export function readRules(
  options: RuleOptions,
  terminal: Terminal,
): { all: Rule[]; selected: Rule[]; ruleSet: string } {
  const folders = (options.rules ?? []).map((folder) => resolve(terminal.cwd, folder));
  const shipped = shippedRules();
  const own = loadRules(folders, checkRule, new Set(shipped.map((rule) => rule.id)));
  const all = [...shipped, ...own].sort((a, b) => compareText(a.id, b.id));
  const ids = all.map((rule) => rule.id);
  for (const [flag, globs] of [
    ['--only', options.only],
    ['--skip', options.skip],
  ] as const) {
    for (const glob of globs ?? []) {
      const [problem] = checkNameGlob(glob, ids, 'rule', []);
      if (problem) throw new UsageError(`${flag} ${glob}: ${problem.message}`);
    }
  }
  const selected = all.filter(
    (rule) =>
      (!options.only?.length || options.only.some((glob) => globMatches(glob, rule.id))) &&
      !options.skip?.some((glob) => globMatches(glob, rule.id)),
  );
  if (selected.length === 0) throw new UsageError('--only and --skip leave no rule');
  return { all, selected, ruleSet: ruleSetName(options) };
}

/** Stable name of what is judged: alerts of one set must not close those of another. */
function ruleSetName({ only = [], skip = [], rules = [] }: RuleOptions): string {
  if (only.length === 0 && skip.length === 0 && rules.length === 0) return 'all';
  const choice = JSON.stringify({ only: [...only].sort(), skip: [...skip].sort(), own: rules.length > 0 });
  return `set-${createHash('sha256').update(choice).digest('hex').slice(0, 8)}`;
}

export interface ReadPolicy extends LoadedPolicy {
  /** Whether there is a policy file at all. */
  given: boolean;
}

/** headroom.yaml as named, else the one in this folder, else a policy that declares nothing. */
export function readPolicy(options: PolicyOptions, rules: Rule[], now: number, terminal: Terminal): ReadPolicy {
  const path =
    options.policy === undefined ? defaultFile('headroom.yaml', terminal) : resolve(terminal.cwd, options.policy);
  if (path === null) return { policy: emptyPolicy(), path: '', workloadLines: new Map(), given: false };
  return { ...loadPolicy(path, namesFor(rules, now)), given: true };
}

/** waivers.yaml as named, else the one in this folder, else none. */
export function readWaivers(
  options: PolicyOptions,
  rules: Rule[],
  timezone: string,
  now: number,
  terminal: Terminal,
): Waiver[] {
  const path =
    options.waivers === undefined ? defaultFile('waivers.yaml', terminal) : resolve(terminal.cwd, options.waivers);
  return path === null ? [] : loadWaivers(path, { ...namesFor(rules, now), timezone }).waivers;
}

/** Where the calendar is: as named, else events.yaml in this folder; null where there is none. */
export function eventFile(options: EventOptions, terminal: Terminal): string | null {
  return options.events === undefined ? defaultFile('events.yaml', terminal) : resolve(terminal.cwd, options.events);
}

/** events.yaml as named, else the one in this folder, else none. */
export function readEvents(options: EventOptions, policy: ReadPolicy, terminal: Terminal): CalendarEvent[] {
  const path = eventFile(options, terminal);
  if (path === null) return [];
  return loadEvents(path, { kinds: [...subjectKinds.keys()], policy: policy.policy, hasPolicy: policy.given }).events;
}

function namesFor(rules: Rule[], now: number) {
  return {
    rules,
    kinds: [...subjectKinds.keys()],
    apis: declaredReads({ metrics: true, cost: true }).map((read) => read.api),
    now,
  };
}

function defaultFile(name: string, terminal: Terminal): string | null {
  const path = join(terminal.cwd, name);
  return existsSync(path) ? path : null;
}

/** Regions to audit: the flags, else the policy, else the region that the AWS tools would use. */
export function chooseRegions(
  flags: string[] | undefined,
  policyRegions: string[] | undefined,
  terminal: Terminal,
): string[] {
  for (const region of flags ?? []) {
    const [problem] = checkRegion(region, []);
    if (problem) throw new UsageError(`--region ${region}: ${problem.message}`);
  }
  const environment = terminal.env.AWS_REGION || terminal.env.AWS_DEFAULT_REGION;
  const regions = flags?.length ? flags : (policyRegions ?? (environment ? [environment] : []));
  return [...new Set(regions)].sort();
}

/** The instant of judgement from --now; undefined when it was not given. */
export function parseNow(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const isInstant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const instant = Date.parse(text);
  if (!isInstant || Number.isNaN(instant)) {
    throw new UsageError(`--now ${text}: expected an instant such as 2026-11-22T04:00:00Z, or a day`);
  }
  return new Date(instant).toISOString();
}

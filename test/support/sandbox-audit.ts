import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fastClock } from '../../src/collectors/aws/clock.ts';
import { type CollectOptions, collectAws } from '../../src/collectors/aws/collect.ts';
import { declaredReads } from '../../src/collectors/aws/registry.ts';
import { shippedPrices } from '../../src/commands/bundled.ts';
import { evaluate } from '../../src/evaluator/evaluate.ts';
import { subjectKinds } from '../../src/evaluator/subjects.ts';
import { checkRule } from '../../src/evaluator/vocabulary.ts';
import { loadEvents } from '../../src/loaders/events.ts';
import { loadPolicy } from '../../src/loaders/policy.ts';
import { loadRules } from '../../src/loaders/rules.ts';
import type { CalendarEvent } from '../../src/model/event.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { Report } from '../../src/model/report.ts';
import { subjectKinds as kindsOfRule } from '../../src/model/rule.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { type AccountInput, type Fault, type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type ApprovedOf, readExampleBaseline } from './baseline.ts';

const root = join(import.meta.dirname, '../..');

export { fastClock };

export function readAccount(example: string): AccountInput {
  return parse(readFileSync(join(root, 'examples', example, 'account.yaml'), 'utf8')) as AccountInput;
}

export const allRules = loadRules([join(root, 'rules')], checkRule);

/** Rules that audits judge; those of the gate need a change, and stand in test/gate. */
export const auditRules = allRules.filter((rule) => !kindsOfRule(rule).includes('planned-change'));

export function readExamplePolicy(example: string, now: string) {
  const names = {
    rules: allRules,
    kinds: [...subjectKinds.keys()],
    apis: declaredReads({ metrics: true }).map((read) => read.api),
    now: Date.parse(now),
  };
  return loadPolicy(join(root, 'examples', example, 'headroom.yaml'), names).policy;
}

/** The calendar of an example account; none where it has none. */
export function readExampleEvents(example: string, policy: Policy): CalendarEvent[] {
  const path = join(root, 'examples', example, 'events.yaml');
  if (!existsSync(path)) return [];
  return loadEvents(path, { kinds: [...subjectKinds.keys()], policy, hasPolicy: true }).events;
}

export interface Audited {
  snapshot: Snapshot;
  report: Report;
  sandbox: Sandbox;
}

type Limits = Pick<CollectOptions, 'metrics' | 'requestTimeoutMs' | 'throttlePatienceMs' | 'runTimeoutMs'>;

/** Collects from a sandbox over HTTP, metrics too, with faults. */
export async function collectAccount(
  account: AccountInput,
  policy: Policy,
  faults: Fault[] = [],
  takenAt = account.now ?? '2026-11-22T04:00:00Z',
  limits: Limits = {},
): Promise<Pick<Audited, 'snapshot' | 'sandbox'>> {
  const sandbox = await startSandbox({ accounts: account, faults, recordInputs: false });
  try {
    const snapshot = await collectAws({
      regions: policy.regions ?? ['eu-central-1'],
      metrics: true,
      takenAt,
      tool: 'headroom test',
      endpoint: sandbox.url,
      credentials: { accessKeyId: 'TEST', secretAccessKey: 'test' },
      clock: fastClock,
      ...limits,
    });
    return { snapshot, sandbox };
  } finally {
    await sandbox.close();
  }
}

/** Collects from a sandbox over HTTP, metrics too, with faults, and judges with every rule; passed results are listed. */
export async function auditAccount(
  account: AccountInput,
  policy: ReturnType<typeof readExamplePolicy>,
  faults: Fault[] = [],
  takenAt = account.now ?? '2026-11-22T04:00:00Z',
  limits: Limits = {},
  events: CalendarEvent[] = [],
  approved: ApprovedOf = null,
): Promise<Audited> {
  const { snapshot, sandbox } = await collectAccount(account, policy, faults, takenAt, limits);
  const report = await evaluate({
    snapshot,
    rules: allRules,
    policy,
    hasPolicy: true,
    waivers: [],
    events,
    baseline: approved?.(snapshot) ?? null,
    prices: shippedPrices(),
    now: takenAt,
    tool: 'headroom test',
    run: { failOn: 'high', allowIncomplete: false, failOnNew: false, strict: false, ruleSet: 'all' },
    includePassed: true,
  });
  return { snapshot, report, sandbox };
}

/** An example account, judged with everything that its team wrote beside it. */
export async function auditExample(example: string): Promise<Audited> {
  const account = readAccount(example);
  const policy = readExamplePolicy(example, String(account.now));
  return auditAccount(
    account,
    policy,
    [],
    undefined,
    {},
    readExampleEvents(example, policy),
    readExampleBaseline(example),
  );
}

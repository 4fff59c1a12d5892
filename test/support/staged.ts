import type { AccountInput, Fault } from '../../src/sandbox/sandbox.ts';
import { readExampleBaseline } from './baseline.ts';
import { padAccount } from './padded-account.ts';
import { type Audited, auditAccount, readAccount, readExampleEvents, readExamplePolicy } from './sandbox-audit.ts';

/** Example accounts with planted faults, each with what its team calls normal and what an audit must say (expected.yaml). */
export const stagedExamples = ['mangaassist', 'matbakh'] as const;

/** A staged account, judged in health. */
export interface Staged {
  name: string;
  account: AccountInput;
  small: Audited;
  /** The account with lists of an API long enough for second pages and batches, judged in health; once for each service. */
  padFor(api: string): Promise<{ padded: AccountInput; large: Audited }>;
  strike(over: AccountInput, ...more: StrikeArguments): Promise<Audited>;
}
type Policy = Parameters<typeof auditAccount>[1];
type StrikeArguments = [faults: Fault[], takenAt?: string, limits?: Parameters<typeof auditAccount>[4]];

export async function stageAll(): Promise<Staged[]> {
  const staged: Staged[] = [];
  for (const name of stagedExamples) staged.push(await stage(name));
  return staged;
}

async function stage(name: string): Promise<Staged> {
  const account = readAccount(name);
  const policy: Policy = readExamplePolicy(name, String(account.now));
  const events = readExampleEvents(name, policy);
  const approved = readExampleBaseline(name);
  const auditHealthy = (one: AccountInput) => auditAccount(one, policy, [], undefined, {}, events, approved);
  const small = await auditHealthy(account);
  const healthy = new Map([[account, small]]);
  const pads = new Map<string, Promise<{ padded: AccountInput; large: Audited }>>();
  const pad = async (prefix: string) => {
    const padded = padAccount(account, policy.regions?.[0] ?? 'eu-central-1', prefix);
    const large = await auditHealthy(padded);
    healthy.set(padded, large);
    return { padded, large };
  };
  return {
    name,
    account,
    small,
    padFor(api) {
      const [prefix = ''] = api.split(':');
      const found = pads.get(prefix) ?? pad(prefix);
      pads.set(prefix, found);
      return found;
    },
    // What was approved is as it was in health, whatever fails now.
    strike(over, faults, takenAt, limits) {
      const before = healthy.get(over) ?? small;
      return auditAccount(over, policy, faults, takenAt, limits, events, () => approved?.(before.snapshot) ?? null);
    },
  };
}

/** The staged account that asks an API most: where a fault of it matters. */
export function stageOf(all: readonly Staged[], api: string): Staged {
  const [first, ...rest] = all.map((one) => ({ one, calls: callsOf(one.small, api) }));
  if (!first) throw new Error('no account is staged');
  return rest.reduce((most, next) => (next.calls > most.calls ? next : most), first).one;
}

/** Calls of an API, by its name with IAM prefix. */
export function callsOf({ sandbox }: Audited, api: string): number {
  return sandbox.calls.filter((call) => `${call.service}:${call.operation}` === api).length;
}

import { type AccountInput, account } from './account.ts';
import { createDesk } from './desk.ts';
import type { Fault } from './faults.ts';
import type { Rate } from './rates.ts';
import { startServer } from './server.ts';
import type { Call, Override } from './visit.ts';
import { createWorld } from './world.ts';

export type { Account, AccountInput } from './account.ts';
export type { Fault, FaultKind } from './faults.ts';
export type { Rate } from './rates.ts';
export type { Call, Override } from './visit.ts';

/** What a sandbox is made of. */
export type SandboxOptions = {
  /** One account, or several: an access key that holds an account's id belongs to it, every other to the first. */
  accounts: AccountInput | readonly AccountInput[];
  /** Faults from the start; the returned list may be changed at any time. */
  faults?: Fault[];
  /** Delay of every answer, milliseconds; default 0. */
  latencyMs?: number;
  /** Token buckets by `<prefix>:<Operation>` (or `<prefix>:*`, shared), per account and region. */
  rates?: Readonly<Record<string, Rate>>;
  /** Answers a call in the sandbox's place, through the same protocol layer; undefined leaves it to the account. */
  respond?: (call: Readonly<Call>) => Override | undefined;
  /** Whether `calls` keeps inputs; default true. */
  recordInputs?: boolean;
  /** Drops output members that the SDK does not know, and lists them in `dropped`, instead of failing. For recorded answers. */
  lenientOutput?: boolean;
};

/** A running sandbox. */
export type Sandbox = {
  /** For AWS_ENDPOINT_URL. */
  readonly url: string;
  /** Every call that was recognised, in order of arrival. */
  readonly calls: Call[];
  readonly faults: Fault[];
  /** What AWS could not have answered, or was not played: empty in a sound test. */
  readonly problems: string[];
  /** Output members left out by `lenientOutput`. */
  readonly dropped: ReadonlySet<string>;
  close(): Promise<void>;
};

/** Starts an AWS endpoint on 127.0.0.1 that serves the declared accounts. Throws when an account is not well declared. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const declared = Array.isArray(options.accounts) ? options.accounts : [options.accounts];
  const shared = {
    calls: [] as Call[],
    faults: options.faults ?? [],
    problems: [] as string[],
    dropped: new Set<string>(),
  };
  const answer = createDesk({
    ...shared,
    world: createWorld(declared.map((input) => account.parse(input))),
    rates: options.rates ?? {},
    respond: options.respond ?? (() => undefined),
    recordInputs: options.recordInputs ?? true,
    lenientOutput: options.lenientOutput ?? false,
  });
  const { url, close } = await startServer(answer, options.latencyMs ?? 0);
  return { ...shared, url, close };
}

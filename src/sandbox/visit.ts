import type { Fault } from './faults.ts';
import type { Rate } from './rates.ts';
import type { Recognised } from './recognise.ts';
import type { PageCounter } from './tokens.ts';
import type { World } from './world.ts';

/** A call that arrived. */
export type Call = {
  service: string;
  operation: string;
  region: string;
  account: string;
  /** The input as the service read it; empty when `recordInputs` is off. */
  input: Record<string, unknown>;
  /** HTTP status of the answer; 0 while there is none. */
  status: number;
};

/** An answer given in place of the sandbox's own. */
export type Override =
  | { output: unknown }
  | { error: { code: string; message: string; status?: number } }
  | { status: number; headers?: Record<string, string>; body: string };

/** What the desk works with. Faults and records are shared with the caller. */
export type DeskOptions = {
  world: World;
  faults: readonly Fault[];
  rates: Readonly<Record<string, Rate>>;
  respond: (call: Readonly<Call>) => Override | undefined;
  recordInputs: boolean;
  lenientOutput: boolean;
  calls: Call[];
  problems: string[];
  dropped: Set<string>;
};

/** One request on its way through the desk. */
export type Visit = DeskOptions & {
  recognised: Recognised;
  operation: NonNullable<Recognised['operation']>;
  requestId: string;
  pages: PageCounter;
};

import { classify, type Verdict } from './classify.ts';
import type { Client, Clients } from './clients.ts';
import type { Clock } from './clock.ts';
import { UndeclaredOperationError } from './guard.ts';
import { type Budget, createBudget, createLimiter, type Limiter } from './limiter.ts';
import type { Permit } from './pace.ts';
import { budgetOf, startingRate } from './rates.ts';

/** Any command of the SDK; O is its output. */
export interface AwsCommand<O> {
  readonly input: object;
  resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: O }>;
}

export type Failure = { status: Verdict['status']; detail: string; name: string; credentials: boolean };

/** What became of one call: `sent` counts it, `throttled` how often AWS threw it back, `answered` how often it answered anything. */
export type Outcome<O> = { sent: boolean; throttled: number; answered: number } & (
  | { ok: true; value: O }
  | { ok: false; failure: Failure }
);

/** Why a run ends before its work is done; the reason of its abort signal. */
export interface RunEnd {
  because: 'interrupted' | 'time limit';
  detail: string;
}

export interface TransportOptions {
  requestTimeoutMs: number;
  /** How long an API may do nothing but throttle before it is given up. */
  throttlePatienceMs: number;
  /** Ends everything; its reason is a RunEnd. */
  signal: AbortSignal;
}

export interface Transport {
  call<O>(region: string, api: string, command: AwsCommand<O>): Promise<Outcome<O>>;
}

/** Waits before the second and the third attempt of a call that failed for a passing reason, in milliseconds. */
const transientWaits = [200, 1000];
/** Calls of an API that may fail for a passing reason, one after the other, before its calls get one attempt only. */
const hopelessAfter = 10;

/** One API in one region: its pace, and how many of its last calls failed though they were repeated. */
interface Line {
  limiter: Limiter;
  hopeless: number;
}

export function createTransport(clients: Clients, clock: Clock, options: TransportOptions): Transport {
  const lines = new Map<string, Line>();
  const budgets = new Map<string, Budget>();
  const { signal } = options;

  function lineOf(region: string, api: string): Line {
    const key = `${region} ${api}`;
    const limiter = () => createLimiter(budgetFor(region, api), options.throttlePatienceMs, clock);
    const line = lines.get(key) ?? { limiter: limiter(), hopeless: 0 };
    lines.set(key, line);
    return line;
  }

  function budgetFor(region: string, api: string): Budget {
    const key = `${region} ${budgetOf(api)}`;
    const budget = budgets.get(key) ?? createBudget(startingRate(api));
    budgets.set(key, budget);
    return budget;
  }

  return {
    async call<O>(region: string, api: string, command: AwsCommand<O>): Promise<Outcome<O>> {
      const line = lineOf(region, api);
      const counts = { sent: false, throttled: 0, answered: 0 };
      const failed = (failure: Failure): Outcome<O> => ({ ok: false, failure, ...counts });
      for (let transients = 0; ; ) {
        const late = signal.aborted;
        const permit = await line.limiter.acquire(signal);
        if (!permit) return failed(givenUp(signal, late));
        const attempt = await send(await clients.get(serviceOf(api), region), command, options);
        counts.sent = true;
        if (attempt.ok) {
          counts.answered += 1;
          settle(line, permit, null);
          return { ok: true, value: attempt.value as O, ...counts };
        }
        if (attempt.error instanceof UndeclaredOperationError) throw attempt.error;
        if (signal.aborted) return failed(endedBy(signal, line.limiter.struggling()));
        const verdict = classify(attempt.error, api);
        settle(line, permit, verdict);
        if (verdict.answered) counts.answered += 1;
        if (verdict.retry === 'throttle') {
          counts.throttled += 1;
          continue;
        }
        const wait = verdict.retry === 'transient' ? transientWaits[transients++] : undefined;
        if (wait === undefined || line.hopeless >= hopelessAfter) {
          if (verdict.retry === 'transient') line.hopeless += 1;
          return failed(verdict);
        }
        await clock.sleep(wait, signal);
      }
    },
  };
}

const serviceOf = (api: string) => api.slice(0, api.indexOf(':'));

/** Tells the limiter what became of a call: a failure on the way says nothing about the pace. */
function settle(line: Line, permit: Permit, verdict: Verdict | null): void {
  if (verdict?.retry === 'throttle') {
    line.limiter.throttled(permit);
  } else if (verdict?.retry !== 'transient') {
    line.hopeless = 0;
    line.limiter.answered(permit);
  }
}

/** One attempt, bounded in time from the first byte sent to the last byte read. */
async function send(
  client: Client,
  command: unknown,
  { signal, requestTimeoutMs }: TransportOptions,
): Promise<{ ok: true; value: unknown } | { ok: false; error: unknown }> {
  const attempt = new AbortController();
  let timedOut = false;
  const stop = () => attempt.abort();
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, requestTimeoutMs);
  signal.addEventListener('abort', stop);
  try {
    if (signal.aborted) stop();
    return { ok: true, value: await client.send(command, { abortSignal: attempt.signal }) };
  } catch (error) {
    return { ok: false, error: timedOut ? timeoutError(requestTimeoutMs) : error };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

function timeoutError(milliseconds: number): Error {
  return Object.assign(new Error(`no answer within ${milliseconds} ms`), { name: 'TimeoutError' });
}

/** A call that never got its turn: AWS's rate kept it waiting, unless the run had ended before it came. */
function givenUp(signal: AbortSignal, late: boolean): Failure {
  if (signal.aborted) return endedBy(signal, !late);
  return failure('throttled', 'AWS answered nothing but throttles until the time budget ended');
}

/** The run ended before the call was answered. */
function endedBy(signal: AbortSignal, waitedForAws: boolean): Failure {
  const end = signal.reason as RunEnd;
  return failure(waitedForAws && end.because === 'time limit' ? 'throttled' : 'failed', end.detail);
}

function failure(status: Failure['status'], detail: string): Failure {
  return { status, detail, name: status, credentials: false };
}

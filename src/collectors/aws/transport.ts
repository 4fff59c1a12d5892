import { classify, type Verdict } from './classify.ts';
import type { Client, Clients } from './clients.ts';
import type { Clock } from './clock.ts';
import { UndeclaredOperationError } from './guard.ts';
import { createLimiter, type Limiter } from './limiter.ts';
import type { Permit } from './pace.ts';
import { startingRate } from './rates.ts';

/** Any command of the SDK; O is its output. */
export interface AwsCommand<O> {
  readonly input: object;
  resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: O }>;
}

export type Failure = { status: Verdict['status']; detail: string; name: string; credentials: boolean };

/** What became of one call: `sent` counts it, `throttled` how often AWS threw it back. */
export type Outcome<O> = { sent: boolean; throttled: number } & (
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

export function createTransport(clients: Clients, clock: Clock, options: TransportOptions): Transport {
  const limiters = new Map<string, Limiter>();
  const { signal } = options;

  function limiterOf(region: string, api: string): Limiter {
    const key = `${region} ${api}`;
    const limiter = limiters.get(key) ?? createLimiter(startingRate(api), options.throttlePatienceMs, clock);
    limiters.set(key, limiter);
    return limiter;
  }

  return {
    async call<O>(region: string, api: string, command: AwsCommand<O>): Promise<Outcome<O>> {
      const limiter = limiterOf(region, api);
      const counts = { sent: false, throttled: 0 };
      const failed = (failure: Failure): Outcome<O> => ({ ok: false, failure, ...counts });
      for (let transients = 0; ; ) {
        const permit = await limiter.acquire(signal);
        if (!permit) return failed(givenUp(limiter, signal));
        const attempt = await send(await clients.get(serviceOf(api), region), command, options);
        counts.sent = true;
        if (attempt.ok) {
          limiter.answered(permit);
          return { ok: true, value: attempt.value as O, ...counts };
        }
        if (signal.aborted) return failed(ended(limiter, signal));
        const verdict = judge(attempt.error, api, limiter, permit);
        if (verdict.retry === 'throttle') {
          counts.throttled += 1;
        } else {
          const wait = verdict.retry === 'transient' ? transientWaits[transients++] : undefined;
          if (wait === undefined) return failed(verdict);
          await clock.sleep(wait, signal);
        }
      }
    },
  };
}

const serviceOf = (api: string) => api.slice(0, api.indexOf(':'));

function judge(error: unknown, api: string, limiter: Limiter, permit: Permit): Verdict {
  if (error instanceof UndeclaredOperationError) throw error;
  const verdict = classify(error, api);
  if (verdict.retry === 'throttle') limiter.throttled(permit);
  else limiter.answered(permit);
  return verdict;
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

function givenUp(limiter: Limiter, signal: AbortSignal): Failure {
  if (signal.aborted) return ended(limiter, signal);
  return failure('throttled', 'AWS answered nothing but throttles until the time budget ended');
}

/** The run ended: a call that waited because AWS throttled was throttled, any other was not finished. */
function ended(limiter: Limiter, signal: AbortSignal): Failure {
  const end = signal.reason as RunEnd;
  const throttled = end.because === 'time limit' && limiter.struggling();
  return failure(throttled ? 'throttled' : 'failed', end.detail);
}

function failure(status: Failure['status'], detail: string): Failure {
  return { status, detail, name: status, credentials: false };
}

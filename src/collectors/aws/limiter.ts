import type { Clock } from './clock.ts';
import { createPace, type Pace, type Permit, type Rate } from './pace.ts';

/** What calls are taken from, first come first served: that of one API, or of several that AWS counts together. */
export interface Budget {
  pace: Pace;
  turn: Promise<unknown>;
}

export function createBudget(rate: Rate): Budget {
  return { pace: createPace(rate), turn: Promise.resolve() };
}

/** Lets the calls of one API and region through, first come first served, at the pace that AWS tolerates. */
export interface Limiter {
  /** Waits for a turn; null when the run ended or the API is given up. */
  acquire(signal: AbortSignal): Promise<Permit | null>;
  /** AWS answered, whatever the answer was. */
  answered(permit: Permit): void;
  throttled(permit: Permit): void;
  /** True when AWS did nothing but throttle for the whole patience: calls that wait are given up. */
  exhausted(): boolean;
  /** True between a throttle and the next answer: a call that waits now waits because of AWS. */
  struggling(): boolean;
}

/** @param patienceMs how long an API may do nothing but throttle before it is given up */
export function createLimiter(budget: Budget, patienceMs: number, clock: Clock): Limiter {
  const { pace } = budget;
  let strugglingSince: number | null = null;
  let exhausted = false;

  async function waitForToken(signal: AbortSignal): Promise<Permit | null> {
    while (!signal.aborted && !exhausted) {
      const taken = pace.take(clock.now());
      if ('permit' in taken) return taken.permit;
      await clock.sleep(taken.wait, signal);
    }
    return null;
  }

  return {
    acquire(signal) {
      const mine = budget.turn.then(() => waitForToken(signal));
      budget.turn = mine;
      return mine;
    },
    answered(permit) {
      strugglingSince = null;
      pace.succeeded(permit, clock.now());
    },
    throttled(permit) {
      const now = clock.now();
      pace.throttled(permit, now);
      strugglingSince ??= now;
      if (now - strugglingSince >= patienceMs) exhausted = true;
    },
    exhausted: () => exhausted,
    struggling: () => strugglingSince !== null,
  };
}

/**
 * How fast one API of one region may be called: a token bucket whose rate follows what AWS tolerates.
 * Pure: the caller brings the time, in milliseconds.
 */
export interface Rate {
  /** Calls per second to start with. */
  perSecond: number;
  /** Calls that may be sent at once before the rate holds. */
  burst: number;
  /** True when AWS documents the rate: it is then never exceeded. */
  published: boolean;
}

/** What was known when a call was let through; handed back with its outcome. */
export interface Permit {
  at: number;
  /** True when the call had to wait for the pace: only then does its success say that a higher rate is worth a try. */
  waited: boolean;
}

export interface Pace {
  /** Takes a token, or says how many milliseconds to wait for one. */
  take(now: number): { permit: Permit } | { wait: number };
  succeeded(permit: Permit, now: number): void;
  throttled(permit: Permit, now: number): void;
  /** Calls per second that the pace allows now. */
  rate(): number;
}

/** Growth of an undocumented rate for each call that was not throttled, until the first throttle. */
const discovery = 1.05;
/** Calls in which a halved rate comes back to just below where it was throttled. */
const recovery = 4;
/** Calls per second above which recovery takes no less time: answers to calls in flight must be able to arrive. */
const fastestRecovery = 25;
/** Where the recovery ends, as a share of the rate that was throttled. */
const recovered = 0.92;
/** Growth once recovered, a call and a call squared: a probe for more, slow near the rate that was throttled. */
const probe = { linear: 0.001, square: 0.00002 };
/** Slowest pace: one call in four seconds, so that an API that throttles for a minute is still asked. */
const slowest = 0.25;
/** Fastest pace: beyond it the pace says nothing. */
const fastest = 2000;

export function createPace(start: Rate): Pace {
  const most = start.published ? start.perSecond : fastest;
  let rate = start.perSecond;
  let burst = start.burst;
  let tokens = burst;
  let filledAt: number | null = null;
  let waited = false;
  let correctedAt = Number.NEGATIVE_INFINITY;
  let cut: { at: number; from: number; ceiling: number } | null = null;

  function fill(now: number): void {
    if (filledAt !== null) tokens = Math.min(Math.max(1, burst), tokens + ((now - filledAt) / 1000) * rate);
    filledAt = now;
  }

  function regrown(now: number): number {
    if (!cut) return start.published ? rate : rate * discovery;
    const calls = ((now - cut.at) / 1000) * Math.min(cut.ceiling, fastestRecovery);
    if (calls < recovery) return cut.from + (cut.ceiling * recovered - cut.from) * (calls / recovery);
    const probed = calls - recovery;
    return cut.ceiling * recovered * (1 + probe.linear * probed + probe.square * probed ** 2);
  }

  return {
    take(now) {
      fill(now);
      if (tokens < 1) {
        waited = true;
        return { wait: Math.ceil(((1 - tokens) / rate) * 1000) };
      }
      tokens -= 1;
      const permit = { at: now, waited };
      waited = false;
      return { permit };
    },
    succeeded(permit, now) {
      if (!permit.waited) return;
      rate = Math.min(most, Math.max(rate, regrown(now)));
    },
    throttled(permit, now) {
      fill(now);
      tokens = Math.min(tokens, 0);
      // Calls that left before the last correction tell nothing about the new pace.
      if (permit.at <= correctedAt) return;
      correctedAt = now;
      // A call that did not wait was part of a burst: the burst is too large, the rate may be right.
      if (!permit.waited && burst > 1) {
        burst = 1;
        return;
      }
      const from = Math.max(slowest, rate / 2);
      cut = { at: now, from, ceiling: rate };
      rate = from;
    },
    rate: () => rate,
  };
}

import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/collectors/aws/clock.ts';
import { createBudget, createLimiter } from '../../src/collectors/aws/limiter.ts';
import { batches, forEachParallel } from '../../src/collectors/aws/pool.ts';

/** Time that passes only while somebody sleeps. */
function simulatedClock(): Clock & { at: number } {
  const clock = {
    at: 0,
    now: () => clock.at,
    sleep: async (milliseconds: number) => {
      clock.at += milliseconds;
    },
  };
  return clock;
}

const one = { perSecond: 1, burst: 1, published: true };
const never = new AbortController().signal;

describe('a limiter', () => {
  it('lets calls through in the order in which they came, at its rate', async () => {
    const clock = simulatedClock();
    const limiter = createLimiter(createBudget(one), 60_000, clock);
    const order: string[] = [];
    const call = async (name: string) => {
      await limiter.acquire(never);
      order.push(`${name} ${clock.at}`);
    };
    await Promise.all(['a', 'b', 'c'].map(call));
    expect(order).toEqual(['a 0', 'b 1000', 'c 2000']);
  });

  it('shares its turns and its pace with the other limiters of a budget, and its patience with none', async () => {
    const clock = simulatedClock();
    const budget = createBudget(one);
    const [busy, idle] = [createLimiter(budget, 30_000, clock), createLimiter(budget, 30_000, clock)];
    const at = [];
    for (const limiter of [busy, idle, busy]) {
      await limiter.acquire(never);
      at.push(clock.at);
    }
    expect(at).toEqual([0, 1000, 2000]);
    for (let permit = await busy.acquire(never); permit; permit = await busy.acquire(never)) busy.throttled(permit);
    expect([busy.exhausted(), idle.exhausted()]).toEqual([true, false]);
    expect(await idle.acquire(never)).not.toBeNull();
  });

  it('gives an API up that did nothing but throttle for the whole patience, and lets nobody wait for it', async () => {
    const clock = simulatedClock();
    const limiter = createLimiter(createBudget(one), 30_000, clock);
    for (;;) {
      const permit = await limiter.acquire(never);
      if (!permit) break;
      limiter.throttled(permit);
    }
    expect(clock.at).toBeGreaterThanOrEqual(30_000);
    expect(clock.at).toBeLessThan(40_000);
    expect(limiter.exhausted()).toBe(true);
    expect(await limiter.acquire(never)).toBeNull();
  });

  it('has patience anew after each answer', async () => {
    const clock = simulatedClock();
    const limiter = createLimiter(createBudget(one), 30_000, clock);
    for (let call = 0; call < 100; call += 1) {
      const permit = await limiter.acquire(never);
      if (!permit) break;
      if (call % 4 === 3) limiter.answered(permit);
      else limiter.throttled(permit);
    }
    expect(limiter.exhausted()).toBe(false);
    expect(clock.at).toBeGreaterThan(100_000);
  });

  it('lets nobody wait once the run has ended', async () => {
    const limiter = createLimiter(createBudget(one), 60_000, simulatedClock());
    expect(await limiter.acquire(AbortSignal.abort())).toBeNull();
  });
});

describe('bounded parallelism', () => {
  it('works on so many items at once and no more', async () => {
    let busy = 0;
    let most = 0;
    await forEachParallel(Array.from({ length: 50 }), 4, async () => {
      busy += 1;
      most = Math.max(most, busy);
      await new Promise((resolve) => setTimeout(resolve, 1));
      busy -= 1;
    });
    expect(most).toBe(4);
  });

  it('finishes the other items when one fails, then says so', async () => {
    const done: number[] = [];
    const work = forEachParallel([1, 2, 3], 1, async (item) => {
      if (item === 2) throw new Error('two');
      done.push(item);
    });
    await expect(work).rejects.toThrow('two');
    expect(done).toEqual([1, 3]);
  });

  it.each([
    [0, 10, []],
    [10, 10, [10]],
    [11, 10, [10, 1]],
  ])('%i items in batches of %i', (count, size, sizes) => {
    expect(batches(Array.from({ length: count }), size).map((batch) => batch.length)).toEqual(sizes);
  });
});

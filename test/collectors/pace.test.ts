import { describe, expect, it } from 'vitest';
import { createPace, type Permit, type Rate } from '../../src/collectors/aws/pace.ts';
import { startingRate } from '../../src/collectors/aws/rates.ts';

interface World {
  /** Token bucket of the server. */
  perSecond: number;
  burst: number;
  calls: number;
  inFlight: number;
  latencyMs: number;
}

/** Plays a server with a token bucket against a pace, in simulated time. */
function play(rate: Rate, world: World) {
  const pace = createPace(rate);
  const flying: { at: number; permit: Permit; served: boolean }[] = [];
  let now = 0;
  let tokens = world.burst;
  let filledAt = 0;
  let waiting = world.calls;
  let served = 0;
  let throttled = 0;
  while (served < world.calls) {
    const taken = waiting > 0 && flying.length < world.inFlight ? pace.take(now) : null;
    if (taken && 'permit' in taken) {
      tokens = Math.min(world.burst, tokens + ((now - filledAt) / 1000) * world.perSecond);
      filledAt = now;
      const fits = tokens >= 1;
      if (fits) tokens -= 1;
      waiting -= 1;
      flying.push({ at: now + world.latencyMs, permit: taken.permit, served: fits });
      continue;
    }
    flying.sort((a, b) => a.at - b.at);
    const answer = flying[0];
    const next = taken ? now + taken.wait : Number.POSITIVE_INFINITY;
    now = Math.min(next, answer?.at ?? next);
    if (!answer || answer.at > now) continue;
    flying.shift();
    if (answer.served) {
      served += 1;
      pace.succeeded(answer.permit, now);
    } else {
      throttled += 1;
      waiting += 1;
      pace.throttled(answer.permit, now);
    }
  }
  return { seconds: now / 1000, throttled, rate: pace.rate() };
}

const undocumented = startingRate('application-autoscaling:DescribeScalingPolicies');
const documented = startingRate('ecs:DescribeServices');

describe('a throttled API is read at nearly the rate that AWS allows', () => {
  const rates = [1, 2, 5, 9, 10, 20, 40, 100];
  const worlds = rates.flatMap((perSecond) =>
    [1, perSecond, 2 * perSecond].flatMap((burst) =>
      [
        [1, 5],
        [16, 5],
        [16, 60],
      ].map(([inFlight = 1, latencyMs = 1]) => ({ perSecond, burst, inFlight, latencyMs })),
    ),
  );
  it.each(worlds)('$perSecond a second, burst $burst, $inFlight in flight, $latencyMs ms away', (world) => {
    const calls = Math.max(100, world.perSecond * 30);
    const { seconds } = play(undocumented, { ...world, calls });
    // With no burst at all and one call a second, a call is one hundredth of the bound.
    expect(seconds).toBeLessThan((calls / world.perSecond) * (world.burst === 1 ? 1.16 : 1.1));
  });

  it('also where AWS allows less than it documents', () => {
    const calls = 600;
    const world = { perSecond: 5, burst: 5, calls, inFlight: 16, latencyMs: 10 };
    expect(play(documented, world).seconds).toBeLessThan((calls / 5) * 1.1);
  });
});

describe('an API that does not throttle', () => {
  const open = { perSecond: 1e6, burst: 1e6, latencyMs: 2 };
  it('is asked ever faster when no rate is documented', () => {
    const { seconds } = play(undocumented, { ...open, calls: 2000, inFlight: 1 });
    expect(seconds).toBeLessThan(8);
  });

  it('is never asked faster than documented', () => {
    const { seconds, rate } = play(documented, { ...open, calls: 500, inFlight: 16 });
    expect(rate).toBe(20);
    expect(seconds).toBeGreaterThan((500 - 100) / 20 - 1);
    expect(seconds).toBeLessThan((500 - 100) / 20 + 1);
  });
});

describe('one throttle', () => {
  it('halves the rate once, however many calls were in flight', () => {
    const pace = createPace({ perSecond: 40, burst: 1, published: false });
    const permits = [0, 25, 50, 75].map((now) => {
      const taken = pace.take(now);
      if (!('permit' in taken)) throw new Error('no token');
      return taken.permit;
    });
    for (const permit of permits) pace.throttled(permit, 100);
    expect(pace.rate()).toBe(20);
  });

  it('of a burst takes away the burst and leaves the rate', () => {
    const pace = createPace({ perSecond: 10, burst: 15, published: false });
    const taken = pace.take(0);
    if (!('permit' in taken)) throw new Error('no token');
    pace.throttled(taken.permit, 5);
    expect(pace.rate()).toBe(10);
    expect(pace.take(6)).toHaveProperty('wait');
  });

  it('never stops the pace for good', () => {
    const pace = createPace({ perSecond: 1, burst: 1, published: true });
    for (let now = 0; now < 200_000; ) {
      const taken = pace.take(now);
      if ('permit' in taken) pace.throttled(taken.permit, now + 1);
      now += 'wait' in taken ? taken.wait : 2;
    }
    expect(pace.rate()).toBe(0.25);
  });
});

import type { Resource } from '../../../model/snapshot.ts';
import { provisionedOf } from '../../../resources/metrics/weekly.ts';
import { provisionedConcurrencyRate, type Rate } from '../../price.ts';
import { type Hours, most, stepsOf, type Window, zeroWhereSilent } from '../window.ts';
import { type Meter, namedSubject, type Use } from './use.ts';

const free: Rate = { usdPerDay: 0, words: 'reserved concurrency costs nothing' };

/** Functions: their longest execution, what they use of their reservation, and of environments that are kept warm. AWS sends nothing while nothing runs. */
export const lambdaMeter: Meter = {
  kind: 'lambda-function',
  uses(one, window) {
    const { functionName, reservedConcurrency, provisionedConcurrency, managedInstances } = one.attributes;
    const name = String(functionName);
    if (managedInstances === true || reservedConcurrency === 0) return [];
    const subject = namedSubject(one, window.world);
    const of = (unit: string, capacity: number, percent: Hours, rest: Pick<Use, 'part' | 'measure' | 'rate'>): Use => ({
      ...rest,
      subject,
      service: 'Lambda',
      unit,
      capacity: percent.map((value) => (value === null ? null : capacity)),
      percent,
      beside: null,
      now: capacity,
      maximum: null,
      threshold: null,
      smallest: 1,
      advice: null,
    });
    const kept = provisionedOf(provisionedConcurrency).flatMap(({ qualifier, requested }) => {
      const share = stepsOf(window, one, window.ask.provisionedConcurrencyUse(name, qualifier));
      if (!share) return [];
      // Since when it is kept is not told: what is before the first invocation may be before it was there.
      const first = share.findIndex((value) => value !== null);
      const percent = share.map((value, hour) => (first < 0 || hour < first ? null : 100 * (value ?? 0)));
      const rate = provisionedConcurrencyRate(window.world, one);
      return [
        of('environments as configured now', requested, percent, {
          part: qualifier,
          measure: 'provisioned concurrency',
          rate,
        }),
      ];
    });
    kept.push(...durationOf(one, subject, window));
    if (typeof reservedConcurrency !== 'number') return kept;
    const running = zeroWhereSilent(stepsOf(window, one, window.ask.concurrency(name)));
    if (!running) return kept;
    const percent = running.map((value) => (100 * value) / reservedConcurrency);
    return [
      ...kept,
      of('executions as reserved now', reservedConcurrency, percent, {
        part: null,
        measure: 'reserved concurrency, most at once',
        rate: free,
      }),
    ];
  },
};

/** How near the longest execution of each hour came to the timeout: hot where it fails next, and never idle. */
function durationOf(one: Resource, subject: Use['subject'], window: Window): Use[] {
  const { functionName, timeoutSeconds } = one.attributes;
  const longest = stepsOf(window, one, window.ask.longestDuration(String(functionName)));
  // A function that nobody calls has no data, and nothing to tell.
  if (!longest || typeof timeoutSeconds !== 'number' || most(longest) === null) return [];
  return [
    {
      subject,
      service: 'Lambda',
      part: 'duration',
      measure: 'longest execution, of the timeout',
      unit: 'milliseconds',
      capacity: null,
      percent: longest.map((value) => (value === null ? null : value / (10 * timeoutSeconds))),
      beside: null,
      now: null,
      maximum: null,
      rate: free,
      threshold: null,
      smallest: Number.POSITIVE_INFINITY,
      advice: null,
    },
  ];
}

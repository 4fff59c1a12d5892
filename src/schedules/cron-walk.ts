import type { IANAZone } from 'luxon';
import type { Cron } from './cron.ts';
import { instantOf, localTime } from './local-time.ts';

const minuteMs = 60_000;

/** More than any clock has been set back since 1970 (Casey Station: three hours). */
const longestRepeatMs = 4 * 3_600_000;

/**
 * First firing after an instant. Daylight saving time as in EventBridge Scheduler: a time that the clock skips in spring
 * does not fire, one that it shows twice in autumn fires once.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 */
export function nextCronFire(cron: Cron, zone: IANAZone, after: number): number | null {
  const floor = localTime(after, zone);
  for (const local of localTimes(cron, floor, 1)) {
    const instant = instantOf(local, zone);
    if (instant !== null && instant > after) return instant;
  }
  return null;
}

/** Last firing at or before an instant. */
export function lastCronFire(cron: Cron, zone: IANAZone, at: number): number | null {
  // In the hour that the clock shows twice, the first pass has already fired later times of the wall clock.
  const ceiling = localTime(at, zone) + longestRepeatMs;
  for (const local of localTimes(cron, ceiling, -1)) {
    const instant = instantOf(local, zone);
    if (instant !== null && instant <= at) return instant;
  }
  return null;
}

/** Times of the wall clock that match, from a bound on: ascending (1) or descending (-1). At most 230 years of months. */
function* localTimes(cron: Cron, bound: number, direction: 1 | -1): Iterable<number> {
  const order = (values: readonly number[]) => (direction === 1 ? values : values.toReversed());
  const beyond = (time: number) => (direction === 1 ? time < bound : time > bound);
  const edge = new Date(bound);
  const times = order(cron.hours.flatMap((hour) => cron.minutes.map((minute) => hour * 60 + minute)));
  for (const year of order(cron.years)) {
    if (direction === 1 ? year < edge.getUTCFullYear() : year > edge.getUTCFullYear()) continue;
    for (const month of order(cron.months)) {
      const farEnd = direction === 1 ? Date.UTC(year, month, 1) - 1 : Date.UTC(year, month - 1, 1);
      if (beyond(farEnd)) continue;
      for (const day of order(cron.days(year, month))) {
        const midnight = Date.UTC(year, month - 1, day);
        for (const time of times) if (!beyond(midnight + time * minuteMs)) yield midnight + time * minuteMs;
      }
    }
  }
}

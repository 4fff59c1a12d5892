import type { Occurrence } from '../events/calendar.ts';
import { type Asked, type Need, needDuring } from '../events/need.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { Context, Subject } from '../subject.ts';
import type { World } from '../world.ts';
import { boundsAt } from './bounds-at.ts';
import { askedOf } from './event-ownership.ts';
import type { TargetIdentity } from './joins.ts';

const minuteMs = 60_000;
/** How far ahead events make other findings graver: the longest lead time, two weeks for quotas, and as much to act in. */
const horizonMs = 30 * 24 * 60 * minuteMs;

export interface ComingNeed {
  occurrence: Occurrence;
  /** What this event asks, together with those that overlap it. */
  need: Need;
}

/** Events that run now or begin within 30 days and ask something of a capacity, by their start. */
export function comingNeeds({ calendar, now }: World, asked: Asked): ComingNeed[] {
  if (calendar.events.length === 0) return [];
  return calendar
    .between(now, now + horizonMs)
    .filter(({ end }) => end > now)
    .flatMap((occurrence) => {
      const need = needDuring(calendar, occurrence, asked);
      return need ? [{ occurrence, need }] : [];
    });
}

/** The highest of what coming events ask; null where none says it. */
export function highestComing(
  subject: Subject,
  context: Context,
  dimension: string | null,
  measure: (need: Need) => number | null,
): { occurrence: Occurrence; value: number } | null {
  const all = comingNeeds(context.world, askedOf(subject, context, dimension)).flatMap(({ occurrence, need }) => {
    const value = measure(need);
    return value === null ? [] : [{ occurrence, value }];
  });
  return all.reduce<(typeof all)[number] | null>((best, one) => (best && best.value >= one.value ? best : one), null);
}

/**
 * The event whose capacity does not stand, but would if actions that name no time zone meant that of the policy: it is
 * missed by just the difference between the two. Null for none.
 */
export function missedByTimezone(target: TargetIdentity, subject: Subject, context: Context, asked: Asked): Fact {
  const { world } = context;
  const missed = comingNeeds(world, asked).map(({ occurrence, need }): Fact => {
    const stands = (unnamedZone?: string) => standsFor(target, subject, world, occurrence, need, unnamedZone);
    return derive([stands(), stands(world.policy.timezone)], (asIs, asMeant) =>
      asIs === false && asMeant === true ? occurrence.event.id : null,
    );
  });
  return missed.find((one) => one.known && one.value !== null) ?? derive(missed, () => null);
}

/** Whether the bounds of a target hold what an event asks, from its prewarming to its end. */
function standsFor(
  target: TargetIdentity,
  subject: Subject,
  world: World,
  { prewarmAt, start, end }: Occurrence,
  { demand, minCapacity, maxCapacity }: Need,
  unnamedZone: string | undefined,
): Fact {
  const least = minCapacity ?? (demand === null ? 0 : Math.ceil(demand));
  const most = maxCapacity ?? least;
  const judged = [prewarmAt, start, end - minuteMs]
    .filter((at) => at > world.now)
    .map((at) => boundsAt(world, subject, target, at, unnamedZone));
  const enough = judged.map((bounds) =>
    derive([bounds.minCapacity, bounds.maxCapacity], (min, max) => Number(min) >= least && Number(max) >= most),
  );
  const short = enough.find((one) => one.known && one.value === false);
  return judged.length === 0 ? known(true) : (short ?? derive(enough, () => true));
}

import { DateTime } from 'luxon';
import type { Resource } from '../../model/snapshot.ts';
import { type Fact, known, type Unknowable } from '../fact.ts';
import { memberOf, type World } from '../world.ts';

const hour = 3_600_000;
const day = 24 * hour;
const activitiesApi = 'application-autoscaling:DescribeScalingActivities';

export interface Activity {
  start: string;
  status: string;
  notScaledReasons: string[];
  /** Capacity that it set; left out where it set none. */
  capacity?: number;
}

/** Distinct days (of the policy's time zone) of the last `days` on which the target was held back by its maximum. */
export function daysAtMaximum(world: World, target: Resource, days: number): Fact {
  const hits = hitsOfLast(world, target, days);
  if (!Array.isArray(hits)) return hits;
  return windowGap(world, target, days) ?? known(distinctDays(world, hits), 'activity');
}

/** Whether that was so on at least `often` days: a shorter window than asked for can prove it, never disprove it. */
export function atMaximumOften(world: World, target: Resource, days: number, often: number): Fact {
  const hits = hitsOfLast(world, target, days);
  if (!Array.isArray(hits)) return hits;
  if (distinctDays(world, hits) >= often) return known(true, 'activity');
  return windowGap(world, target, days) ?? known(false, 'activity');
}

/** Whether the target was held back by its maximum within the last 24 hours. */
export function atMaximumWithinDay(world: World, target: Resource): Fact {
  return atMaximumOften(world, target, 1, 1);
}

/** Activities of a target as a list, or why they are not known. */
export function activitiesOf(target: Resource): Activity[] | Unknowable {
  const activities = memberOf(target, 'activities', 'activity');
  return activities.known ? (activities.value as unknown as Activity[]) : activities;
}

/** Windows end where the snapshot was taken: what came after it was not seen, and judging later must not hide hits. */
function windowStart(world: World, days: number): number {
  return world.seenAt - days * day;
}

/** Activities of the last `days`, newest first, or why they are not known; `windowGap` tells whether these are all. */
export function activitiesOfLast(world: World, target: Resource, days: number): Activity[] | Unknowable {
  const activities = activitiesOf(target);
  if (!Array.isArray(activities)) return activities;
  return activities
    .map((activity) => ({ activity, start: Date.parse(activity.start) }))
    .filter(({ start }) => start >= windowStart(world, days) && start <= world.now)
    .sort((a, b) => b.start - a.start)
    .map(({ activity }) => activity);
}

function hitsOfLast(world: World, target: Resource, days: number): Activity[] | Unknowable {
  const activities = activitiesOfLast(world, target, days);
  if (!Array.isArray(activities)) return activities;
  return activities.filter((activity) => activity.notScaledReasons.includes('AlreadyAtMaxCapacity'));
}

/** Whether the target was scaled in the hour before the snapshot; what was not read may have been such a scaling. */
export function scaledWithinHour(world: World, target: Resource): Fact {
  const activities = activitiesOf(target);
  if (!Array.isArray(activities)) return activities;
  const since = world.seenAt - hour;
  const moved = activities.some(
    ({ start, notScaledReasons }) => notScaledReasons.length === 0 && Date.parse(start) >= since,
  );
  if (moved) return known(true, 'activity');
  const listing = world.coverage(target, activitiesApi, String(target.attributes.serviceNamespace));
  return (listing && windowGap(world, target, hour / day)) ?? known(false, 'activity');
}

/** A busy evening is one day where people live, though it may cross midnight UTC. */
export function distinctDays(world: World, hits: Activity[]): number {
  const zone = world.policy.timezone;
  return new Set(hits.map((hit) => DateTime.fromISO(hit.start, { zone }).toISODate() ?? hit.start.slice(0, 10))).size;
}

/** Unknown when the listing of activities does not reach back far enough; null when it does. */
export function windowGap(world: World, target: Resource, days: number): Unknowable | null {
  const entry = world.coverage(target, activitiesApi, String(target.attributes.serviceNamespace));
  if (entry?.complete && !entry.since) return null;
  if (entry?.since && Date.parse(entry.since) <= windowStart(world, days)) return null;
  const reason = !entry ? 'not-recorded' : entry.status === 'ok' ? 'truncated' : entry.status;
  return { known: false, because: [{ fact: 'activities', reason, api: activitiesApi }] };
}

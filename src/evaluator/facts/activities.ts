import type { Resource } from '../../model/snapshot.ts';
import { type Fact, known, type Unknowable } from '../fact.ts';
import { memberOf, type World } from '../world.ts';

const day = 86_400_000;
const activitiesApi = 'application-autoscaling:DescribeScalingActivities';

interface Activity {
  start: string;
  status: string;
  notScaledReasons: string[];
}

/** Distinct days (UTC) of the last `days` on which the target could not grow because it was at its maximum. */
export function daysAtMaximum(world: World, target: Resource, days: number): Fact {
  const hits = hitsSince(world, target, world.now - days * day);
  if (!Array.isArray(hits)) return hits;
  const count = new Set(hits.map((hit) => hit.start.slice(0, 10))).size;
  return windowGap(world, target, days) ?? known(count, 'activity');
}

/** Whether that was so on at least `often` days: a shorter window than asked for can prove it, never disprove it. */
export function atMaximumOften(world: World, target: Resource, days: number, often: number): Fact {
  const hits = hitsSince(world, target, world.now - days * day);
  if (!Array.isArray(hits)) return hits;
  if (new Set(hits.map((hit) => hit.start.slice(0, 10))).size >= often) return known(true, 'activity');
  return windowGap(world, target, days) ?? known(false, 'activity');
}

/** Whether the target was held back by its maximum within the last 24 hours. */
export function atMaximumWithinDay(world: World, target: Resource): Fact {
  const hits = hitsSince(world, target, world.now - day);
  if (!Array.isArray(hits)) return hits;
  if (hits.length > 0) return known(true, 'activity');
  return windowGap(world, target, 1) ?? known(false, 'activity');
}

function hitsSince(world: World, target: Resource, since: number): Activity[] | Unknowable {
  const activities = memberOf(target, 'activities', 'activity');
  if (!activities.known) return activities;
  return (activities.value as unknown as Activity[]).filter((activity) => {
    const start = Date.parse(activity.start);
    return start >= since && start <= world.now && activity.notScaledReasons.includes('AlreadyAtMaxCapacity');
  });
}

/** Unknown when the listing of activities does not reach back far enough. */
function windowGap(world: World, target: Resource, days: number): Unknowable | null {
  const entry = world.coverage(target, activitiesApi, String(target.attributes.serviceNamespace));
  if (entry?.complete && !entry.since) return null;
  const wanted = Math.min(world.now, Date.parse(world.snapshot.takenAt)) - days * day;
  if (entry?.since && Date.parse(entry.since) <= wanted) return null;
  const reason = !entry ? 'not-recorded' : entry.status === 'ok' ? 'truncated' : entry.status;
  return { known: false, because: [{ fact: 'activities', reason, api: activitiesApi }] };
}

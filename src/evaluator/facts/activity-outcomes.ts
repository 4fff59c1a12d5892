import type { Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known, type Unknowable } from '../fact.ts';
import type { World } from '../world.ts';
import { type Activity, activitiesOfLast, distinctDays, windowGap } from './activities.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** AWS keeps activities for six weeks. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html */
const keptDays = 42;

/**
 * Whether an activity failed. Those that were not scaled come as Failed too, though all went as configured (at the maximum,
 * at the minimum, nothing to change); of their reasons only an unscalable resource is a failure.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scaling-activities.html
 */
function isFailure({ status, notScaledReasons }: Activity): boolean {
  if (notScaledReasons.length > 0) return notScaledReasons.includes('TargetServicePutResourceAsUnscalable');
  return status === 'Failed' || status === 'Unfulfilled';
}

const isSuccess = (one: Activity) => one.status === 'Successful' && one.notScaledReasons.length === 0;

interface Latest {
  /** Failures after which nothing succeeded, newest first. */
  failures: Activity[];
  success: Activity | undefined;
}

function latestOf(world: World, target: Resource, days: number): Latest | Unknowable {
  const activities = activitiesOfLast(world, target, days);
  if (!Array.isArray(activities)) return activities;
  const success = activities.find(isSuccess);
  const since = success ? activities.slice(0, activities.indexOf(success)) : activities;
  return { failures: since.filter(isFailure), success };
}

/** Whether scaling fails: a failure that nothing followed proves it, a success after which all was read disproves it. */
export function scalingFails(world: World, target: Resource, days: number): Fact {
  const latest = latestOf(world, target, days);
  if ('known' in latest) return latest;
  if (latest.failures.length > 0) return known(true, 'activity');
  const reach = latest.success ? (world.seenAt - Date.parse(latest.success.start)) / day : days;
  return windowGap(world, target, reach) ?? known(false, 'activity');
}

/** When scaling failed last, as an instant; null where it does not fail. */
export function lastFailure(world: World, target: Resource, days: number): Fact {
  const latest = latestOf(world, target, days);
  if ('known' in latest) return latest;
  return derive([scalingFails(world, target, days)], () => latest.failures[0]?.start ?? null);
}

/** Most changes of direction within any hour of the last `days`. */
function mostReversals(activities: Activity[]): number {
  const scaled = activities
    .filter(isSuccess)
    .flatMap(({ start, capacity }) => (capacity === undefined ? [] : [{ at: Date.parse(start), capacity }]))
    .reverse();
  const reversals: number[] = [];
  let before: number | null = null;
  let direction = 0;
  for (const { at, capacity } of scaled) {
    const turn = before === null ? 0 : Math.sign(capacity - before);
    if (turn !== 0 && direction !== 0 && turn !== direction) reversals.push(at);
    if (turn !== 0) direction = turn;
    before = capacity;
  }
  return Math.max(0, ...reversals.map((from) => reversals.filter((at) => at >= from && at <= from + hour).length));
}

/** Most changes of direction within an hour; known to be few only where all of the last `days` was read. */
export function reversalsWithinHour(world: World, target: Resource, days: number): Fact {
  const activities = activitiesOfLast(world, target, days);
  if (!Array.isArray(activities)) return activities;
  return windowGap(world, target, days) ?? known(mostReversals(activities), 'activity');
}

/** Whether capacity goes up and down more than `most` times within an hour: a short window proves it, never disproves it. */
export function flaps(world: World, target: Resource, days: number, most: number): Fact {
  const activities = activitiesOfLast(world, target, days);
  if (!Array.isArray(activities)) return activities;
  if (mostReversals(activities) > most) return known(true, 'activity');
  return windowGap(world, target, days) ?? known(false, 'activity');
}

/** Whether AWS withheld scalings that would have flapped, on at least `often` of the last `days`. */
export function flappingWithheld(world: World, target: Resource, days: number, often: number): Fact {
  const activities = activitiesOfLast(world, target, days);
  if (!Array.isArray(activities)) return activities;
  const withheld = activities.filter((one) => one.notScaledReasons.includes('AutoScalingAnticipatedFlapping'));
  if (distinctDays(world, withheld) >= often) return known(true, 'activity');
  return windowGap(world, target, days) ?? known(false, 'activity');
}

/** Whether anything was scaled or asked for in the six weeks that AWS remembers. */
export function activeInSixWeeks(world: World, target: Resource): Fact {
  const activities = activitiesOfLast(world, target, keptDays);
  if (!Array.isArray(activities)) return activities;
  if (activities.length > 0) return known(true, 'activity');
  return windowGap(world, target, keptDays) ?? known(false, 'activity');
}

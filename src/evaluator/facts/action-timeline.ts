import type { Json, Resource } from '../../model/snapshot.ts';
import { isSpent, lastFire, nextFire, parseSchedule, type ScheduleBounds } from '../../schedules/schedule.ts';
import { derive, type Fact, known, type Unknowable, unknown } from '../fact.ts';
import { countOf, type Place, someOf, type World } from '../world.ts';
import { actionsOf, scalingGaps, type TargetIdentity } from './joins.ts';
import { targetMember } from './scaling.ts';

/** Bounds and time zone of a scheduled action, as the schedule evaluator takes them. */
export function scheduleBoundsOf(action: Resource): ScheduleBounds {
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : null);
  return {
    timezone: text(action.attributes.timezone) ?? 'UTC',
    startTime: text(action.attributes.startTime),
    endTime: text(action.attributes.endTime),
    createdAt: text(action.observed.createdAt),
  };
}

/** Whether a scheduled action will never fire again. One whose schedule cannot be understood counts as pending. */
export function isActionSpent(action: Resource, now: number): boolean {
  const schedule = parseSchedule(String(action.attributes.schedule));
  return 'error' in schedule ? false : isSpent(schedule, scheduleBoundsOf(action), now);
}

/** When a scheduled action fires next, in milliseconds since the epoch; null when never or not understood. */
export function nextFireOf(action: Resource, after: number): number | null {
  const schedule = parseSchedule(String(action.attributes.schedule));
  return 'error' in schedule ? null : nextFire(schedule, scheduleBoundsOf(action), after);
}

/** Whether the schedule of an action can be understood. */
export function isUnderstood(action: Resource): boolean {
  return !('error' in parseSchedule(String(action.attributes.schedule)));
}

/** When a scheduled action fires last before an instant; null when it does not, or that cannot be known. */
export function lastFireOf(action: Resource, before: number): number | null {
  const schedule = parseSchedule(String(action.attributes.schedule));
  return 'error' in schedule ? null : lastFire(schedule, scheduleBoundsOf(action), before - 1);
}

/** Scheduled actions of a target that will still fire. */
function pendingActions(world: World, place: Place, target: TargetIdentity): Resource[] {
  return actionsOf(world, place, target).filter((action) => !isActionSpent(action, world.now));
}

export function pendingActionCount(world: World, place: Place, target: TargetIdentity): Fact {
  return countOf(pendingActions(world, place, target), scalingGaps(world, place, 'scheduled-action', target));
}

const notUnderstood: Unknowable = unknown('schedule', 'malformed');

/**
 * Maximum that holds when an action fires next: what the last action before it will have written by then, else today's.
 * One that fires at the same instant does not count: nothing says which of the two comes first. Null when no target is
 * registered.
 */
export function maximumWhenFired(world: World, place: Place, target: TargetIdentity, action: Resource): Fact {
  const gaps = scalingGaps(world, place, 'scheduled-action', target);
  if (gaps.length > 0) return { known: false, because: gaps };
  const fires = nextFireOf(action, world.now);
  if (fires === null) {
    return isActionSpent(action, world.now) ? targetMember(world, place, target, 'maxCapacity') : notUnderstood;
  }
  let last: { at: number; max: number } | null = null;
  for (const other of pendingActions(world, place, target)) {
    const max = other.attributes.maxCapacity;
    if (other === action || typeof max !== 'number') continue;
    const next = nextFireOf(other, world.now);
    if (next === null) return notUnderstood;
    if (next >= fires) continue;
    const at = lastFireOf(other, fires) ?? next;
    if (last === null || at > last.at || (at === last.at && max < last.max)) last = { at, max };
  }
  return last === null ? targetMember(world, place, target, 'maxCapacity') : known(last.max);
}

/** Whether a pending action lowers the minimum, to `highest` or less, within `hours`; suspended schedules lower nothing. */
export function minimumLoweredWithin(
  world: World,
  place: Place,
  target: TargetIdentity,
  hours: number,
  highest: number | null,
): Fact {
  const current = targetMember(world, place, target, 'minCapacity');
  const suspended = targetMember(world, place, target, 'suspendedScheduled');
  if (!current.known) return current;
  if (!suspended.known) return suspended;
  if (suspended.value === true) return known(false);
  const lowering = pendingActions(world, place, target).filter(({ attributes: { minCapacity } }) => {
    if (typeof minCapacity !== 'number' || typeof current.value !== 'number') return false;
    return minCapacity < current.value && (highest === null || minCapacity <= highest);
  });
  const times = lowering.map((action) => nextFireOf(action, world.now));
  const until = world.now + hours * 3_600_000;
  const soon = times.filter((at) => at !== null && at <= until);
  if (soon.length === 0 && times.includes(null)) return notUnderstood;
  return someOf(soon, scalingGaps(world, place, 'scheduled-action', target));
}

/** Whether a recurring action wrote today's minimum, being the last that fired, and will write it again. */
export function minimumWrittenBySchedule(world: World, place: Place, target: TargetIdentity): Fact {
  const current = targetMember(world, place, target, 'minCapacity');
  if (!current.known) return current;
  const gaps = scalingGaps(world, place, 'scheduled-action', target);
  if (gaps.length > 0) return { known: false, because: gaps };
  const writing = actionsOf(world, place, target).filter((action) => typeof action.attributes.minCapacity === 'number');
  const last = lastFired(writing, world.now);
  return known(last?.attributes.minCapacity === current.value && last !== undefined && !isActionSpent(last, world.now));
}

/** Whether a recurring action wrote today's bounds, being the last that fired, and will write them again. */
export function boundsWrittenBySchedule(world: World, place: Place, target: TargetIdentity): Fact {
  const gaps = scalingGaps(world, place, 'scheduled-action', target);
  if (gaps.length > 0) return { known: false, because: gaps };
  const bounds = ['minCapacity', 'maxCapacity'].map(
    (name) => [name, targetMember(world, place, target, name)] as const,
  );
  const last = lastFired(actionsOf(world, place, target), world.now);
  if (!last || isActionSpent(last, world.now)) return known(false);
  const written = bounds.filter(([name]) => typeof last.attributes[name] === 'number');
  return derive(
    written.map(([, fact]) => fact),
    (...values) => values.every((value, index) => value === last.attributes[written[index]?.[0] ?? '']),
  );
}

/** The action that fired last; undefined when none has. */
function lastFired(actions: Resource[], now: number): Resource | undefined {
  return actions
    .map((action) => ({ action, at: lastFireOf(action, now + 1) ?? Number.NEGATIVE_INFINITY }))
    .filter(({ at }) => at > Number.NEGATIVE_INFINITY)
    .sort((a, b) => a.at - b.at)
    .at(-1)?.action;
}

/** Whether the schedule itself takes capacity away: some pending action writes a lower maximum than today's or another's. */
export function scheduleScalesIn(world: World, place: Place, target: TargetIdentity): Fact {
  const today = targetMember(world, place, target, 'maxCapacity');
  if (!today.known) return today;
  const maxima = pendingActions(world, place, target)
    .map((action) => action.attributes.maxCapacity)
    .filter((max) => typeof max === 'number');
  const highest = Math.max(...maxima, typeof today.value === 'number' ? today.value : 0);
  const lowering = maxima.filter((max) => max < highest);
  return someOf(lowering, scalingGaps(world, place, 'scheduled-action', target));
}

import type { Unknown } from '../../model/report.ts';
import type { Resource } from '../../model/snapshot.ts';
import { isSpent, isTimed, lastFire, parseSchedule } from '../../schedules/schedule.ts';
import { type Fact, known } from '../fact.ts';
import { dedupe, memberOf, type Place, type World } from '../world.ts';
import { scheduleBoundsOf } from './action-timeline.ts';
import { type Bounds, fireMaybe, fireTogether, type Possible, type Write } from './bounds-fold.ts';
import { actionsOf, identityOf, scalingGaps, type TargetIdentity, targetKey } from './joins.ts';
import { targetMember } from './scaling.ts';

/** Bounds of a scalable target at some instant; null when no target is registered. */
export interface BoundsAt {
  minCapacity: Fact;
  maxCapacity: Fact;
}

/** Something that writes bounds on a schedule. */
interface Writer extends Write {
  /** The last firing at or before an instant, milliseconds; null when it has not fired by then. */
  lastBy(at: number): number | null;
  /** Whether nobody can say when it fires. */
  untimed: boolean;
}

/** Instants of firing that are looked back at; what stood before them is then taken for anything. */
const mostInstants = 500;

const notUnderstood: Unknown = { fact: 'schedule', reason: 'malformed', api: null };

/**
 * What minimum and maximum of a target will be at an instant: what stood when the snapshot was taken, then every firing up
 * to the instant of its scheduled actions and of schedules of EventBridge that register it. Unknown where these were
 * not all read, where one cannot be understood, where firings at the same instant disagree, and where AWS does not say what
 * becomes of a minimum above the maximum. People and autoscalers do not count: nobody knows what they will do.
 * @param at milliseconds since the epoch
 * @param unnamedZone zone in which to take actions that name none; they run in UTC
 */
export function boundsAt(
  world: World,
  place: Place,
  target: TargetIdentity,
  at: number,
  unnamedZone?: string,
): BoundsAt {
  const minCapacity = targetMember(world, place, target, 'minCapacity');
  const maxCapacity = targetMember(world, place, target, 'maxCapacity');
  const unregistered = minCapacity.known && minCapacity.value === null;
  if (at <= world.seenAt || unregistered) return { minCapacity, maxCapacity };
  const suspended = targetMember(world, place, target, 'suspendedScheduled');
  const actions = suspended.known && suspended.value === true ? [] : actionsOf(world, place, target);
  const gaps = dedupe([
    ...(suspended.known && suspended.value === true ? [] : scalingGaps(world, place, 'scheduled-action', target)),
    ...world.gaps('scheduler-schedule', place),
    ...untoldSchedules(world, place),
  ]);
  if (gaps.length > 0) {
    const unknown: Fact = { known: false, because: gaps };
    return { minCapacity: unknown, maxCapacity: unknown };
  }
  const doubt = suspended.known ? null : (suspended.because[0] ?? null);
  const writers = [
    ...actions.map((action) => writerOf(inZone(action, unnamedZone), world.seenAt, doubt, false)),
    ...schedulesOf(world, place, target).map((schedule) => writerOf(schedule, world.seenAt, null, true)),
  ];
  const possible = fold(writers, { min: sizeOf(minCapacity), max: sizeOf(maxCapacity) }, world.seenAt, at);
  return {
    minCapacity: agreed(possible, 'min', minCapacity),
    maxCapacity: agreed(possible, 'max', maxCapacity),
  };
}

const sizeOf = (fact: Fact) => (fact.known && typeof fact.value === 'number' ? fact.value : Number.NaN);

function agreed({ states, because }: Possible, bound: 'min' | 'max', today: Fact): Fact {
  const values = new Set(states.map((state) => state[bound]));
  const [only = Number.NaN] = values;
  const unread = today.known ? [] : today.because;
  if (values.size === 1 && !Number.isNaN(only)) return today.known && today.value === only ? today : known(only);
  return { known: false, because: dedupe([...because, ...(values.has(Number.NaN) ? unread : [])]) };
}

/** Enabled schedules of EventBridge that write bounds of the target. */
function schedulesOf(world: World, place: Place, target: TargetIdentity): Resource[] {
  return world.joined('scheduler-schedule', place, 'registers', registeredBy, targetKey(target));
}

function registeredBy(schedule: Resource): string[] {
  const { state, targetAction, minCapacity, maxCapacity } = schedule.attributes;
  const writes = typeof minCapacity === 'number' || typeof maxCapacity === 'number';
  return state === 'ENABLED' && targetAction === 'registerScalableTarget' && writes
    ? [targetKey(identityOf(schedule))]
    : [];
}

const told = ['schedule', 'serviceNamespace', 'resourceId', 'scalableDimension', 'minCapacity', 'maxCapacity'];

/** Why a schedule may write the bounds of any target: what it registers, or whether it does, was not read. */
function untoldSchedules(world: World, place: Place): Unknown[] {
  return world.once(place, 'untold schedules', () =>
    world
      .at('scheduler-schedule', place)
      .filter((schedule) => mayBe(schedule, 'state', 'ENABLED'))
      .filter((schedule) => mayBe(schedule, 'targetAction', 'registerScalableTarget'))
      .flatMap((schedule) =>
        ['state', 'targetAction', ...told].flatMap((member) => {
          const fact = memberOf(schedule, member);
          return fact.known ? [] : fact.because;
        }),
      ),
  );
}

function mayBe(schedule: Resource, member: string, value: string): boolean {
  const fact = memberOf(schedule, member);
  return !fact.known || fact.value === value;
}

function inZone(action: Resource, unnamedZone: string | undefined): Resource {
  if (unnamedZone === undefined || !action.defaulted.includes('timezone')) return action;
  return { ...action, attributes: { ...action.attributes, timezone: unnamedZone } };
}

/** @param byScheduler a schedule of EventBridge: it calls the API, which refuses a minimum above the maximum, and does not fire at its start time itself */
function writerOf(resource: Resource, from: number, doubt: Unknown | null, byScheduler: boolean): Writer {
  const { minCapacity, maxCapacity } = resource.attributes;
  const schedule = parseSchedule(String(resource.attributes.schedule));
  const bounds = scheduleBoundsOf(resource);
  if (byScheduler && 'type' in schedule && schedule.type === 'cron') {
    bounds.createdAt = later(bounds.createdAt, bounds.startTime);
    bounds.startTime = null;
  }
  return {
    min: typeof minCapacity === 'number' ? minCapacity : null,
    max: typeof maxCapacity === 'number' ? maxCapacity : null,
    doubt,
    refusesCrossing: byScheduler,
    untimed: 'error' in schedule || !(isTimed(schedule, bounds) || isSpent(schedule, bounds, from)),
    lastBy: (at) => ('error' in schedule ? null : lastFire(schedule, bounds, at)),
  };
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) > Date.parse(b) ? a : b;
}

/** Bounds that may stand at an instant. Looks back from it only as far as to what leaves nothing of the time before. */
function fold(writers: readonly Writer[], today: Bounds, from: number, at: number): Possible {
  const untimed = writers.filter((writer) => writer.untimed);
  const timed = writers.filter((writer) => !writer.untimed).map((writer) => ({ writer, last: writer.lastBy(at) }));
  const instants: Writer[][] = [];
  let possible: Possible = { states: [today], because: [] };
  for (;;) {
    const newest = Math.max(...timed.map(({ last }) => last ?? Number.NEGATIVE_INFINITY));
    if (newest <= from) break;
    if (instants.length === mostInstants) {
      possible = { states: everything(writers, today), because: [] };
      break;
    }
    const firing = timed.filter(({ last }) => last === newest);
    instants.push(firing.map(({ writer }) => writer));
    if (firing.length === 1 && settles(firing[0]?.writer)) break;
    for (const one of firing) one.last = one.writer.lastBy(newest - 1);
  }
  const maybe = (before: Possible) => fireMaybe(untimed, [notUnderstood], before);
  possible = maybe(possible);
  for (const writes of instants.toReversed()) possible = maybe(fireTogether(writes, possible));
  return possible;
}

/** Whether nothing of what stood before is left after a write. */
const settles = (writer: Writer | undefined) =>
  writer?.doubt === null && writer.min !== null && writer.max !== null && writer.min <= writer.max;

function everything(writers: readonly Writer[], today: Bounds): Bounds[] {
  const values = [today, ...writers].flatMap(({ min, max }) => [min ?? [], max ?? []].flat());
  return [...new Set(values)].flatMap((min) => values.filter((max) => !(max < min)).map((max) => ({ min, max })));
}

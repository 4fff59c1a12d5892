import type { Owner } from '../model/drift.ts';
import type { EvidenceClass, Unknown } from '../model/report.ts';
import { compareText, type Json, type Resource } from '../model/snapshot.ts';
import { candidatesOf } from './candidates.ts';
import { type Lever, leverOf } from './drift/lever.ts';
import { eventOwning, needGaps } from './events/need.ts';
import { isActionSpent, lastFireOf, nextFireOf } from './facts/action-timeline.ts';
import { actionsOf, findTarget, identityOf, scalingGaps, type TargetIdentity, targetKey } from './facts/joins.ts';
import { workloadsFor } from './match.ts';
import { dedupe, type Place, type World } from './world.ts';

/** A value that is not what it was. */
export interface Change {
  /** The resource now; as it was where it is gone. */
  resource: Resource;
  /** Names from the attribute down; empty for the resource as a whole. */
  path: readonly string[];
  before: Json;
  now: Json;
}

/** Who owns what a value is now, and why. */
export interface Ownership {
  owner: Owner;
  why: string;
  /** Since when, milliseconds, where what owns it tells; else null. */
  since: number | null;
  event: string | null;
  class: EvidenceClass;
}

/** Nobody but a person can own it, as far as can be told. */
export interface Unowned {
  owner: null;
  /** What may own it and could not be read; empty where all was read. */
  because: Unknown[];
  /** A hint for people; null where there is none. */
  why: string | null;
  since: number | null;
}

const iso = (at: number) => new Date(at).toISOString();
/** A value of capacity as a number; of provisioned concurrency what is requested. */
export const numberIn = (value: Json): number | null => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return numberIn(value.requested ?? null);
  return typeof value === 'number' ? value : null;
};

/**
 * Who owns a value of capacity: its autoscaler the current capacity within its bounds; a schedule what its last fired
 * action wrote, while that recurs; an event values up to what it asks, while it lasts. Code and persons are for the trail.
 */
export function ownerOf(change: Change, world: World): Ownership | Unowned {
  const lever = change.path.length === 0 ? null : leverOf(change.resource, change.path);
  const value = numberIn(change.now);
  if (lever === null || value === null) return nobody();
  const answers = [
    () => byAutoscaler(lever.moves, value, change.resource, world),
    () => bySchedule(lever.bounds, change, value, world),
    () => byEvent(lever.asked, change, value, world),
  ];
  const open: Unowned[] = [];
  for (const answer of answers) {
    const found = answer();
    if (found.owner !== null) return found;
    open.push(found);
  }
  const hint = open.find(({ why }) => why !== null);
  return {
    ...nobody(dedupe(open.flatMap(({ because }) => because))),
    why: hint?.why ?? null,
    since: hint?.since ?? null,
  };
}

export const nobody = (because: Unknown[] = []): Unowned => ({ owner: null, because, why: null, since: null });

/** A target that is gone owned what it left behind. */
function byAutoscaler(
  identity: TargetIdentity | undefined,
  value: number,
  place: Place,
  world: World,
): Ownership | Unowned {
  if (!identity) return nobody();
  const target = findTarget(world, place, identity) ?? (world.baseline && findTarget(world.baseline, place, identity));
  if (!target) return nobody(scalingGaps(world, place, 'scalable-target', identity));
  const { minCapacity, maxCapacity } = target.attributes;
  if (typeof minCapacity !== 'number' || typeof maxCapacity !== 'number')
    return nobody([{ fact: 'minCapacity', reason: 'not-recorded', api: null }]);
  if (value < minCapacity || value > maxCapacity) return nobody();
  const why = `current capacity is the autoscaler's, within ${minCapacity} and ${maxCapacity}`;
  return { owner: 'autoscaler', why, since: null, event: null, class: 'config' };
}

/** What writes bounds of a target by the clock: scheduled actions, and schedules of EventBridge. */
function clocksOf(world: World, place: Place, target: TargetIdentity): { clocks: Resource[]; because: Unknown[] } {
  const ofTarget = (schedule: Resource) =>
    schedule.attributes.serviceNamespace === null || schedule.attributes.serviceNamespace === undefined
      ? []
      : [targetKey(identityOf(schedule))];
  const schedules = world.joined('scheduler-schedule', place, 'target', ofTarget, targetKey(target));
  const suspended = findTarget(world, place, target)?.attributes.suspendedScheduled === true;
  return {
    clocks: [
      ...(suspended ? [] : actionsOf(world, place, target)),
      ...schedules.filter(({ attributes }) => attributes.state !== 'DISABLED'),
    ],
    because: [
      ...scalingGaps(world, place, 'scheduled-action', target),
      ...world.gaps('scheduler-schedule', place).filter(({ reason }) => reason !== 'not-recorded'),
    ],
  };
}

const clockName = ({ kind, attributes }: Resource) =>
  kind === 'scheduled-action' ? `scheduled action ${attributes.actionName}` : `schedule ${attributes.scheduleName}`;

/**
 * Whether the baseline has a schedule that writes the value: one that a person made since is a person's. Reasons where the
 * baseline could not read its schedules; one that never recorded them tells nothing against it.
 */
function isApproved(clock: Resource, bound: string, value: number, { baseline }: World): boolean | Unknown[] {
  if (!baseline || clock.key === null) return true;
  const before = baseline.find(clock.kind, clock, clock.key);
  if (before) return before.attributes[bound] === value;
  const gaps = baseline.gaps(clock.kind, clock);
  const unread = gaps.filter(({ reason }) => reason !== 'not-recorded');
  return unread.length > 0 ? unread : gaps.length > 0;
}

function bySchedule(
  target: TargetIdentity | undefined,
  { resource, path }: Change,
  value: number,
  world: World,
): Ownership | Unowned {
  if (!target) return nobody();
  const { clocks, because } = clocksOf(world, resource, target);
  const fired = clocks
    .filter((clock) => typeof clock.attributes[path[0] ?? ''] === 'number')
    .map((clock) => ({ clock, at: lastFireOf(clock, world.seenAt + 1) }))
    .filter((one): one is { clock: Resource; at: number } => one.at !== null)
    .sort((a, b) => b.at - a.at || compareText(a.clock.name, b.clock.name));
  const wrote = fired.find(({ clock, at }) => at === fired[0]?.at && clock.attributes[path[0] ?? ''] === value);
  if (!wrote) return nobody(because);
  const { clock, at } = wrote;
  const approved = isApproved(clock, path[0] ?? '', value, world);
  if (Array.isArray(approved)) return nobody([...because, ...approved]);
  if (!approved) {
    return { ...nobody(because), why: `${clockName(clock)} wrote it, which the baseline does not have so`, since: at };
  }
  if (isActionSpent(clock, world.seenAt)) {
    return { ...nobody(because), why: `${clockName(clock)} wrote it and will not fire again`, since: at };
  }
  const next = nextFireOf(clock, world.seenAt);
  const again = next === null ? '' : `, and fires again at ${iso(next)}`;
  return { owner: 'schedule', why: `${clockName(clock)} wrote it${again}`, since: at, event: null, class: 'config' };
}

/** An event explains what was raised, not what was lowered. */
function byEvent(
  asked: Lever['asked'],
  { resource, before }: Change,
  value: number,
  world: World,
): Ownership | Unowned {
  const old = numberIn(before);
  if (!asked || (old !== null && value <= old)) return nobody();
  return eventOf(resource, world, world.seenAt, asked.dimension, [[asked.bound, value]]);
}

/** The event that asks for at least these values of a resource at an instant, under every workload that may match it. */
export function eventOf(
  resource: Resource,
  world: World,
  at: number,
  dimension: string | null,
  values: ['minCapacity' | 'maxCapacity', number][],
): Ownership | Unowned {
  if (world.calendar.between(at, at).length === 0) return nobody();
  const candidates = candidatesOf(resource, world);
  const { workloads, because } = workloadsFor(candidates, world);
  const asked = workloads.map((workload) => ({ workload, candidates, dimension }));
  const owning = asked.map((one) => {
    const found = values.map(([bound, value]) => eventOwning(world.calendar, at, one, bound, value));
    return found.includes(null) ? null : (found[0] ?? null);
  });
  const [first] = owning;
  if (!first || owning.includes(null)) {
    const narrowed = world.calendar.between(at, at).flatMap((event) => asked.flatMap((one) => needGaps(event, one)));
    return nobody([...(owning.some((one) => one !== null) ? because : []), ...narrowed]);
  }
  const why = `event ${first.event.id} asks for it until ${iso(first.revertBy)}`;
  return { owner: 'event', why, since: null, event: first.event.id, class: 'config' };
}

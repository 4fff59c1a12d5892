import type { EventTarget } from '../../model/event.ts';
import type { Workload } from '../../model/policy.ts';
import type { Unknown } from '../../model/report.ts';
import { matchesAny } from '../match.ts';
import type { Candidate } from '../subject.ts';
import type { Calendar, Occurrence } from './calendar.ts';

/** One capacity that an event may ask for: of which workload, of which resource, and which dimension of a table. */
export interface Asked {
  workload: Workload | null;
  /** The resource and what it belongs to. */
  candidates: Candidate[];
  /** read, write, index/<name>/read, … of a table; null where a resource has one capacity only. */
  dimension: string | null;
}

/** What events ask of a capacity; null where they do not say. */
export interface Need {
  /** Capacity that demand takes at its peak. */
  demand: number | null;
  minCapacity: number | null;
  maxCapacity: number | null;
}

/**
 * Capacities of a resource that numbers speak of only where they name them: an index of a table, indexing of a collection
 * group, storage of a serverless cache.
 */
const isAside = (dimension: string | null) => dimension !== null && /^(index\/|indexing$|storage$)/.test(dimension);

/** The targets of an event that speak of a capacity. A tag that was not read leaves a narrowed target out. */
export function targetsFor(occurrence: Occurrence, { workload, candidates, dimension }: Asked): EventTarget[] {
  return occurrence.event.targets.filter(
    (target) =>
      target.workload === workload?.name &&
      (target.dimension === undefined || target.dimension === dimension) &&
      (target.match === undefined || matchesAny(target.match, candidates) === true),
  );
}

/** Tags that were not read, and decide whether an event speaks of a capacity. */
export function needGaps(occurrence: Occurrence, { workload, candidates, dimension }: Asked): Unknown[] {
  const isOpen = occurrence.event.targets.some(
    (target) =>
      target.workload === workload?.name &&
      (target.dimension === undefined || target.dimension === dimension) &&
      target.match !== undefined &&
      matchesAny(target.match, candidates) === null,
  );
  return isOpen ? candidates.flatMap(({ tags }) => (tags.known ? [] : tags.because)) : [];
}

/** Capacity that normal traffic takes, by the policy; null where it does not say. */
export function normalDemand({ workload, dimension }: Asked): number | null {
  const baseline = workload?.baseline;
  const own = dimension === null ? undefined : baseline?.dimensions?.[dimension]?.demand;
  return own ?? (isAside(dimension) ? null : (baseline?.demand ?? null));
}

/** What one occurrence alone asks; null where it says nothing about this capacity. */
export function needOf(occurrence: Occurrence, asked: Asked): Need | null {
  const targets = targetsFor(occurrence, asked);
  if (targets.length === 0) return null;
  const normal = normalDemand(asked);
  const { multiplier } = occurrence.event;
  const stating = targets.filter((target) => target.dimension !== undefined || !isAside(asked.dimension));
  const multiplied = multiplier !== undefined && normal !== null ? [normal * multiplier] : [];
  const stated = stating.flatMap((target) => target.demand ?? []);
  return {
    demand: highest(stated.length > 0 ? stated : multiplied),
    minCapacity: highest(stating.flatMap((target) => target.minCapacity ?? [])),
    maxCapacity: highest(stating.flatMap((target) => target.maxCapacity ?? [])),
  };
}

const overlaps = new WeakMap<Occurrence, Occurrence[]>();

/** Other events whose times overlap those of an occurrence; asked for each capacity, found once. */
function overlapping(calendar: Calendar, occurrence: Occurrence): Occurrence[] {
  let found = overlaps.get(occurrence);
  if (!found) {
    found = calendar
      .between(occurrence.start, occurrence.end)
      .filter((other) => other.key !== occurrence.key && other.start < occurrence.end && other.end > occurrence.start);
    overlaps.set(occurrence, found);
  }
  return found;
}

/** Times the normal traffic of a workload during an occurrence: what events that overlap add above it adds up. */
export function multiplierDuring(calendar: Calendar, occurrence: Occurrence, workload: string): number {
  return [occurrence, ...overlapping(calendar, occurrence)]
    .filter(({ event }) => event.targets.some((target) => target.workload === workload))
    .reduce((sum, { event }) => sum + Math.max((event.multiplier ?? 1) - 1, 0), 1);
}

/** What all events that overlap an occurrence ask together: demand above normal adds up, stated bounds do not. */
export function needDuring(calendar: Calendar, occurrence: Occurrence, asked: Asked): Need | null {
  const own = needOf(occurrence, asked);
  if (own === null) return null;
  const normal = normalDemand(asked) ?? 0;
  const others = overlapping(calendar, occurrence).flatMap((other) => needOf(other, asked) ?? []);
  const demand = [own, ...others].flatMap((need) => need.demand ?? []);
  return {
    demand: demand.length === 0 ? null : normal + demand.reduce((sum, one) => sum + Math.max(one - normal, 0), 0),
    minCapacity: highest([own, ...others].flatMap((need) => need.minCapacity ?? [])),
    maxCapacity: highest([own, ...others].flatMap((need) => need.maxCapacity ?? [])),
  };
}

/** An event that owns a value of a capacity now: it asks for that much, and its deadline for the revert is not over. */
export function eventOwning(
  calendar: Calendar,
  now: number,
  asked: Asked,
  bound: 'minCapacity' | 'maxCapacity',
  value: number,
): Occurrence | null {
  const owning = calendar.between(now, now).find((occurrence) => {
    const need = needDuring(calendar, occurrence, asked);
    const most = need === null ? null : highest([need[bound], need.demand].flatMap((one) => one ?? []));
    return most !== null && value <= Math.ceil(most);
  });
  return owning ?? null;
}

const highest = (numbers: number[]) => (numbers.length === 0 ? null : Math.max(...numbers));

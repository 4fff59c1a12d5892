import type { CalendarEvent } from '../model/event.ts';
import type { Policy } from '../model/policy.ts';
import type { PriceBook } from '../model/price.ts';
import type { EvidenceClass, Unknown } from '../model/report.ts';
import { type CoverageEntry, compareText, type Json, type Resource, type Snapshot } from '../model/snapshot.ts';
import { kindByName } from '../resources/index.ts';
import { naturalKey } from '../resources/kind.ts';
import { buildCalendar, type Calendar } from './events/calendar.ts';
import { type Fact, known, unknown } from './fact.ts';

/** An account in a region: where joins happen. */
export interface Place {
  account: string;
  region: string;
}

/** The snapshot, indexed for joins, with the instant of judgement and the policy. Pure: it reads nothing. */
export interface World {
  snapshot: Snapshot;
  policy: Policy;
  /** Milliseconds since the epoch. */
  now: number;
  /** Instant up to which the snapshot tells what happened, milliseconds: what was observed does not age by judging later. */
  seenAt: number;
  calendar: Calendar;
  /** The approved snapshot as a world of its own; null where none was given. */
  baseline: World | null;
  /** The account before a change that is judged, as a world of its own; null where no change is judged. */
  before: World | null;
  /** List prices; null where none were given. */
  prices: PriceBook | null;
  partitionOf(place: Place): string;
  all(kind: string): Resource[];
  at(kind: string, place: Place): Resource[];
  find(kind: string, place: Place, key: string): Resource | undefined;
  /** Resources of a kind in a place whose `join` gives `value`; the index is built once for each name. */
  joined(kind: string, place: Place, name: string, join: (resource: Resource) => string[], value: string): Resource[];
  /** Something about a whole place, computed once; `name` tells such things apart. */
  once<T>(place: Place, name: string, compute: () => T): T;
  /** Empty when the listing of the kind is complete there, else why it is not. `part` narrows to a slice, such as a namespace. */
  gaps(kind: string, place: Place, part?: string): Unknown[];
  coverage(place: Place, api: string, part?: string): CoverageEntry | undefined;
}

const placeKey = (kind: string, place: Place) => `${kind}\u0000${place.account}\u0000${place.region}`;

/** What may stand beside a snapshot and a policy. */
export interface Beside {
  events?: readonly CalendarEvent[];
  baseline?: Snapshot | null;
  /** The account before the change that is judged. */
  before?: Snapshot | null;
  prices?: PriceBook | null;
}

export function buildWorld(snapshot: Snapshot, policy: Policy, now: number, beside: Beside = {}): World {
  const byKind = groupBy(snapshot.resources, (resource) => resource.kind);
  const byPlace = groupBy(snapshot.resources, (resource) => placeKey(resource.kind, resource));
  const byKey = new Map(
    snapshot.resources.flatMap((resource): [string, Resource][] => {
      const key = resource.key ?? symbolicKey(resource);
      return key === null ? [] : [[`${placeKey(resource.kind, resource)}\u0000${key}`, resource]];
    }),
  );
  const coverageByPlace = groupBy(snapshot.coverage, (entry) => `${entry.account}\u0000${entry.region}`);
  const partitions = new Map(
    snapshot.scopes.map((scope) => [`${scope.account}\u0000${scope.region}`, scope.partition]),
  );
  const joins = new Map<string, Map<string, Resource[]>>();
  const gapCache = new Map<string, Unknown[]>();
  const computed = new Map<string, unknown>();

  const world: World = {
    snapshot,
    policy,
    now,
    seenAt: Math.min(now, Date.parse(snapshot.takenAt)),
    calendar: buildCalendar(beside.events ?? [], policy.timezone),
    baseline: beside.baseline
      ? buildWorld(beside.baseline, policy, Date.parse(beside.baseline.takenAt), { events: beside.events ?? [] })
      : null,
    before: beside.before ? buildWorld(beside.before, policy, now, { events: beside.events ?? [] }) : null,
    prices: beside.prices ?? null,
    partitionOf: (place) =>
      partitions.get(`${place.account}\u0000${place.region}`) ?? snapshot.scopes[0]?.partition ?? 'aws',
    all: (kind) => byKind.get(kind) ?? [],
    at: (kind, place) => byPlace.get(placeKey(kind, place)) ?? [],
    find: (kind, place, key) => byKey.get(`${placeKey(kind, place)}\u0000${key}`),
    joined(kind, place, name, join, value) {
      const joinKey = `${placeKey(kind, place)}\u0000${name}`;
      let index = joins.get(joinKey);
      if (!index) {
        index = groupByMany(world.at(kind, place), join);
        joins.set(joinKey, index);
      }
      return index.get(value) ?? [];
    },
    once<T>(place: Place, name: string, compute: () => T): T {
      const key = placeKey(name, place);
      if (!computed.has(key)) computed.set(key, compute());
      return computed.get(key) as T;
    },
    gaps(kind, place, part) {
      const cacheKey = `${placeKey(kind, place)}\u0000${part ?? ''}`;
      let gaps = gapCache.get(cacheKey);
      if (!gaps) {
        gaps = findGaps(coverageByPlace.get(`${place.account}\u0000${place.region}`) ?? [], kind, part);
        gapCache.set(cacheKey, gaps);
      }
      return gaps;
    },
    coverage: (place, api, part) =>
      (coverageByPlace.get(`${place.account}\u0000${place.region}`) ?? []).find(
        (entry) => entry.api === api && (part === undefined || entry.part === undefined || entry.part === part),
      ),
  };
  return world;
}

/** What others call a resource in joins: its key, or within one source the symbolic name that stands for it. */
export function joinKeyOf(resource: Resource): string {
  return resource.key ?? symbolicKey(resource) ?? resource.id;
}

/** What a resource without a known name is called by others of the same source. */
function symbolicKey({ kind, attributes }: Resource): string | null {
  const known = kindByName.get(kind);
  return known ? naturalKey(known, attributes) : null;
}

/** Why the listing of a kind is not complete by the ledger of one place; empty when it is. */
export function findGaps(entries: CoverageEntry[], kind: string, part: string | undefined): Unknown[] {
  const relevant = entries.filter(
    (entry) => entry.kinds.includes(kind) && (part === undefined || entry.part === undefined || entry.part === part),
  );
  if (relevant.length === 0) return [{ fact: kind, reason: 'not-recorded', api: null }];
  const gaps = relevant
    .filter((entry) => !entry.complete)
    .map(
      (entry): Unknown => ({ fact: kind, reason: entry.status === 'ok' ? 'truncated' : entry.status, api: entry.api }),
    );
  return dedupe(gaps);
}

/** One member of a resource as a fact: attribute, observation, or the reason why it is missing. */
export function memberOf(resource: Resource, member: string, evidenceClass: EvidenceClass = 'config'): Fact {
  const value = resource.attributes[member] ?? resource.observed[member];
  if (value !== undefined && value !== null) {
    return known(value, resource.defaulted.includes(member) ? 'derived-default' : evidenceClass);
  }
  const reason = resource.unread[member];
  if (reason) return unknown(member, reason, resource.unreadApi?.[member] ?? null);
  if (member in resource.attributes || member in resource.observed) return known(null, evidenceClass);
  return unknown(member, 'not-recorded');
}

/** The tags of a resource as a fact: an object, or the reason why they are not known. Some kinds cannot have any. */
export function tagsOf(resource: Resource): Fact {
  if (kindByName.get(resource.kind)?.tags === 'none') return known({});
  if (resource.tags !== null) return known(resource.tags as { [key: string]: Json });
  return unknown('tags', resource.unread.tags ?? 'not-recorded', resource.unreadApi?.tags ?? null);
}

/** A count as a fact: exact only when the listing is complete. */
export function countOf(found: unknown[], gaps: Unknown[]): Fact {
  return gaps.length === 0 ? known(found.length) : { known: false, because: gaps };
}

/** "There is at least one" as a fact: true as soon as one is found, false only when the listing is complete. */
export function someOf(found: unknown[], gaps: Unknown[]): Fact {
  if (found.length > 0) return known(true);
  return gaps.length === 0 ? known(false) : { known: false, because: gaps };
}

export function dedupe(unknowns: Unknown[]): Unknown[] {
  const seen = new Map(unknowns.map((one) => [`${one.fact}\u0000${one.reason}\u0000${one.api}`, one]));
  return [...seen.entries()].sort((a, b) => compareText(a[0], b[0])).map(([, one]) => one);
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  return groupByMany(items, (item) => [keyOf(item)]);
}

function groupByMany<T>(items: T[], keysOf: (item: T) => string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

import { canonical } from '../../model/canonical.ts';
import { compareText, type Json, type Resource } from '../../model/snapshot.ts';
import { kindByName } from '../../resources/index.ts';
import type { Comparison } from '../../resources/kind.ts';

/** One value that differs between two states of a resource; null stands for absent. */
export interface Difference {
  /** Names from the attribute down: of members, and of the items of lists that have names. */
  path: string[];
  before: Json;
  now: Json;
}

type Item = { [member: string]: Json };

/**
 * What differs between two states of a resource. A member that either does not hold was not recorded, or not read, and
 * does not differ, at whatever depth; neither does the order of a list.
 */
export function differencesOf(before: Resource, now: Resource): Difference[] {
  const kind = kindByName.get(now.kind);
  const comparison = kind?.comparison ?? {};
  const unread = new Set([...Object.keys(before.unread), ...Object.keys(now.unread)]);
  const found = sharedNames(before.attributes, now.attributes).flatMap((name) => {
    const free = isRecord(now.kind, name);
    const [one, other] = [before.attributes[name] ?? null, now.attributes[name] ?? null];
    return compareValues({ path: [name], place: name, free, unread }, one, other, comparison);
  });
  const changed = new Set(found.map(({ place }) => place));
  const led = Object.entries(comparison.follows ?? {})
    .filter(([, leaders]) => leaders.some((leader) => changed.has(leader)))
    .map(([follower]) => follower);
  return found
    .filter(({ place }) => !led.some((follower) => place === follower || place.startsWith(`${follower}.`)))
    .map(({ path, before: one, now: other }) => ({ path, before: one, now: other }));
}

/** Whether members of an attribute are named freely: what it leaves out is absent, whoever wrote it down. */
export function isRecord(kind: string, attribute: string): boolean {
  const schema = kindByName.get(kind)?.attributes.shape[attribute] as { def?: { type?: string } } | undefined;
  return schema?.def?.type === 'record';
}

interface Found extends Difference {
  /** The path without the names of items: what the kind speaks of. */
  place: string;
}

/** Where values are compared. */
interface Spot {
  path: string[];
  place: string;
  /** Whether members are named freely, so that a missing one is absent. */
  free: boolean;
  /** Members that one of the resources could not read, at whatever depth. */
  unread: ReadonlySet<string>;
}

function compareValues(spot: Spot, before: Json, now: Json, comparison: Comparison): Found[] {
  if (comparison.states?.includes(spot.place) || textOf(before) === textOf(now)) return [];
  if (isItem(before) && isItem(now)) return compareMembers(spot, before, now, comparison);
  if (!Array.isArray(before) || !Array.isArray(now)) return [{ ...spot, before, now }];
  const name = comparison.namedBy?.[spot.place];
  const [old, fresh] = [byName(before, name), byName(now, name)];
  if (old && fresh) return compareNamesakes(spot, old, fresh, comparison);
  const shared = spot.free ? null : sharedMembers(before, now, spot.unread);
  return setText(before, shared) === setText(now, shared) ? [] : [{ ...spot, before, now }];
}

function compareMembers(spot: Spot, before: Item, now: Item, comparison: Comparison): Found[] {
  const names = spot.free
    ? unionOf(Object.keys(before), Object.keys(now))
    : sharedNames(before, now).filter((name) => !spot.unread.has(name));
  return names.flatMap((name) =>
    compareValues(
      { ...spot, path: [...spot.path, name], place: `${spot.place}.${name}` },
      before[name] ?? null,
      now[name] ?? null,
      comparison,
    ),
  );
}

function compareNamesakes(spot: Spot, before: Map<string, Item>, now: Map<string, Item>, comparison: Comparison) {
  return unionOf([...before.keys()], [...now.keys()]).flatMap((name): Found[] => {
    const here = { ...spot, path: [...spot.path, name] };
    const [one, other] = [before.get(name), now.get(name)];
    if (one && other) return compareMembers(here, one, other, comparison);
    return [{ ...here, before: one ?? null, now: other ?? null }];
  });
}

/** Items by their names; null when some have none, or two the same: then the list is compared as a set. */
export function byName(items: Json[], name: string | undefined): Map<string, Item> | null {
  if (name === undefined) return null;
  const named = new Map<string, Item>();
  for (const item of items) {
    const key = isItem(item) ? item[name] : null;
    if (typeof key !== 'string' || named.has(key)) return null;
    named.set(key, item as Item);
  }
  return named;
}

const isItem = (value: Json | undefined): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unionOf = (one: string[], other: string[]) => [...new Set([...one, ...other])].sort(compareText);

const sharedNames = (one: object, other: object) =>
  Object.keys(one)
    .filter((name) => Object.hasOwn(other, name))
    .sort(compareText);

/** Members that items of both lists have and tell; null where the items are no objects, or a list is empty. */
function sharedMembers(one: Json[], other: Json[], unread: ReadonlySet<string>): Set<string> | null {
  const members = [one, other].map((list) => new Set(list.flatMap((item) => (isItem(item) ? Object.keys(item) : []))));
  if (one.length === 0 || other.length === 0) return null;
  return new Set([...(members[0] ?? [])].filter((name) => members[1]?.has(name) && !unread.has(name)));
}

/** A list as text, whatever its order; of objects the members alone that count. */
function setText(items: Json[], members: Set<string> | null): string {
  const counted = (item: Json): Json =>
    members !== null && isItem(item)
      ? Object.fromEntries(Object.entries(item).filter(([name]) => members.has(name)))
      : item;
  return JSON.stringify(items.map((item) => textOf(counted(item))).sort(compareText));
}

/** The ids inside the ARN of a scaling policy are new ones whenever a policy of that name is put anew. */
const policyId = /:scalingPolicy:[0-9a-f-]+:|:createdBy\/[0-9a-f-]+/g;

/** A value as text: equal for values that mean the same. */
export function textOf(value: Json): string {
  return JSON.stringify(canonical(value)).replace(policyId, ':*:');
}

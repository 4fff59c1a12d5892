import type { Json, Resource } from '../../model/snapshot.ts';
import { kindByName } from '../../resources/index.ts';
import { type Difference, isRecord } from './differences.ts';

type Item = { [member: string]: Json };

/**
 * The attributes of a resource as they would be with some differences taken back. What follows from an attribute that goes
 * back goes back with it.
 */
export function takenBack(before: Resource, now: Resource, differences: readonly Difference[]): Item {
  const comparison = kindByName.get(now.kind)?.comparison ?? {};
  const back = structuredClone(now.attributes) as Item;
  const leaders = new Set<string>();
  for (const { path, before: value } of differences) {
    const absent = value === null && path.length > 1 && isRecord(now.kind, path[0] ?? '');
    leaders.add(placeIn(back, path, comparison.namedBy ?? {}, absent ? undefined : value));
  }
  for (const [place, led] of Object.entries(comparison.follows ?? {})) {
    const [name = ''] = place.split('.');
    const old = before.attributes[name];
    if (old !== undefined && led.some((leader) => leaders.has(leader))) back[name] = structuredClone(old);
  }
  return back;
}

/**
 * Sets a value deep inside: undefined takes a member out, null an item of a list. Returns the path without names of items.
 */
function placeIn(
  root: Item,
  path: readonly string[],
  namedBy: Readonly<Record<string, string>>,
  value: Json | undefined,
): string {
  let holder: Json = root;
  let place = '';
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1;
    const named = namedBy[place];
    if (Array.isArray(holder) && named !== undefined) {
      const at: number = holder.findIndex((item) => (item as Item)[named] === step);
      if (last) setItem(holder, at, value ?? null);
      else holder = holder[at] ?? null;
      continue;
    }
    place = place === '' ? step : `${place}.${step}`;
    if (last && value === undefined) delete (holder as Item)[step];
    else if (last) (holder as Item)[step] = structuredClone(value) as Json;
    else holder = (holder as Item)[step] ?? null;
  }
  return place;
}

function setItem(list: Json[], at: number, value: Json): void {
  if (value === null) list.splice(at, 1);
  else if (at < 0) list.push(structuredClone(value));
  else list[at] = structuredClone(value);
}

import type { OverrideEntry } from '../../model/override.ts';
import type { Json, Resource } from '../../model/snapshot.ts';
import { leverOf } from '../drift/lever.ts';
import { type Change, changesOf } from '../facts/trail.ts';
import type { World } from '../world.ts';
import type { Held } from './held.ts';

/** What is normal, and who says so. */
export interface Normal {
  value: Json;
  from: OverrideEntry['normalFrom'];
}

/**
 * What is normal of a value: by the policy, else by the approved snapshot, else what it was before a person changed it, by
 * the trail. Scaling that is not suspended is normal anyway. Null where nothing tells.
 */
export function normalOf(held: Held, resource: Resource, now: Json, world: World): Normal | null {
  if (held.declared !== null) return { value: held.declared, from: 'policy' };
  const approved = world.baseline?.find(resource.kind, resource, String(resource.key));
  const before = approved && held.of(approved);
  // A snapshot that was approved while scaling was suspended does not make that normal.
  if (before !== undefined && before !== true) return { value: before, from: 'baseline' };
  const byTrail = beforePerson(held, resource, now, world);
  if (byTrail !== undefined) return { value: byTrail, from: 'trail' };
  return typeof now === 'boolean' ? { value: false, from: null } : null;
}

/**
 * What a value was before a person changed it. One that goes down, or back to what it was before, is a raise that was brought
 * back sooner than an override; but reserved concurrency, which is a ceiling.
 */
function beforePerson(held: Held, resource: Resource, now: Json, world: World): Json | undefined {
  const step = stepOf(held, resource, now, world);
  if (step?.before === undefined || step.change.by !== 'person') return undefined;
  const { before, change } = step;
  const down = typeof now === 'number' && typeof before === 'number' && now < before;
  if (down && held.value !== 'reservedConcurrency') return undefined;
  const older = changesIn(held, resource, world).filter(({ at }) => at < change.at);
  return older.some(({ values }) => values[held.value] === now) ? undefined : before;
}

/** The change that made a value what it is, by the trail, and what it was before; null where the trail does not tell. */
export function stepOf(
  held: Held,
  resource: Resource,
  now: Json,
  world: World,
): { change: Change; before: Json | undefined } | null {
  const changes = changesIn(held, resource, world);
  if (changes[0]?.values[held.value] !== now) return null;
  const end = changes.findIndex(({ values }) => values[held.value] !== now);
  const change = changes.at(end < 0 ? -1 : end - 1);
  return change ? { change, before: changes[end]?.values[held.value] } : null;
}

/** Changes of one value that the trail tells of, newest first. */
function changesIn(held: Held, resource: Resource, world: World): Change[] {
  const trail = trailOf(held, resource);
  if (!trail) return [];
  return changesOf(world, resource, resource.kind, trail.key).filter(
    ({ eventName, values }) => trail.eventNames.includes(eventName) && (values[held.value] ?? null) !== null,
  );
}

/** Where the trail tells of a value; null where it does not. */
export function trailOf(held: Held, resource: Resource): { key: string; eventNames: readonly string[] } | null {
  const trail = leverOf(resource, held.path)?.trail;
  return trail ? { key: trail.key ?? String(resource.key), eventNames: trail.eventNames } : null;
}

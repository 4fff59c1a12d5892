import type { OverrideEntry } from '../../model/override.ts';
import type { EvidenceClass } from '../../model/report.ts';
import type { Json, Resource } from '../../model/snapshot.ts';
import { subjectOf } from '../facts/joins.ts';
import { ageOf } from '../facts/override-age.ts';
import { followedMinimum } from '../facts/target-override.ts';
import type { Change } from '../facts/trail.ts';
import { memberOf, type World } from '../world.ts';
import type { Held } from './held.ts';
import { trailOf } from './normal.ts';

/** Since when an override holds, who began it, and who wrote it last. */
export interface Began {
  /** Milliseconds; null where nothing tells. */
  since: number | null;
  /** Whether it may be older than that. */
  atLeast: boolean;
  class: EvidenceClass;
  begun: Change | null;
  last: Change | null;
}

/** One value that is not what is normal. */
export interface Deviation {
  resource: Resource;
  held: Held;
  normal: Json;
  normalFrom: OverrideEntry['normalFrom'];
  now: Json;
}

/**
 * By the trail, else by what the resource itself or its scaling activities tell, else by the approved snapshot, which may
 * hold the override already: then it is older than that.
 */
export function beganOf(deviation: Deviation, world: World): Began {
  const { held, resource } = deviation;
  const trail = trailOf(held, resource);
  const age = trail
    ? ageOf(world, resource, {
        kind: resource.kind,
        key: trail.key,
        value: held.value,
        eventNames: trail.eventNames,
        holds: (value) => isSame(deviation, value),
        ...(typeof deviation.now === 'number' || deviation.now === null
          ? {}
          : { stands: deviation.now as string | boolean }),
      })
    : null;
  const { begun = null, last = null } = age ?? {};
  if (age?.since != null && age.begun) {
    return { since: age.since, atLeast: age.older.length > 0, class: 'trail', begun, last };
  }
  const seen = ownEvidence(deviation);
  if (seen) return { ...seen, atLeast: false, begun, last };
  const bounds = [age?.since ?? null, approvedBy(deviation, world)].filter((at) => at !== null);
  if (bounds.length === 0) return { since: null, atLeast: true, class: 'inferred', begun, last };
  return { since: Math.min(...bounds), atLeast: true, class: 'inferred', begun, last };
}

/** Whether a value deviates in the same direction as that of now. */
function isSame({ normal, now }: Deviation, value: Json | undefined): boolean {
  if (typeof value !== 'number' || typeof now !== 'number' || typeof normal !== 'number') return value === now;
  return Math.sign(value - normal) === Math.sign(now - normal);
}

/** What AWS tells of the resource itself: when a throughput was bought, or a table switched; or when scaling followed. */
function ownEvidence({ held, resource, normal, now }: Deviation): { since: number; class: EvidenceClass } | null {
  const member = { modelUnits: 'createdAt', billingMode: 'onDemandSince' }[held.value];
  if (member !== undefined) {
    const told = memberOf(resource, member);
    const at = told.known && typeof told.value === 'string' ? Date.parse(told.value) : Number.NaN;
    const applies = held.value === 'modelUnits' || now === 'PAY_PER_REQUEST';
    return applies && !Number.isNaN(at) ? { since: at, class: 'config' } : null;
  }
  if (resource.kind !== 'scalable-target' || held.value !== 'minCapacity' || Number(now) < Number(normal)) return null;
  const followed = followedMinimum(subjectOf(resource));
  return followed === null || Array.isArray(followed) ? null : { since: followed.at, class: followed.class };
}

/** When the approved snapshot was taken, where it holds the override already; null where it does not. */
function approvedBy(deviation: Deviation, world: World): number | null {
  const { baseline } = world;
  const { held, resource } = deviation;
  const approved = baseline?.find(resource.kind, resource, String(resource.key));
  const then = approved && held.of(approved);
  return baseline && then !== undefined && isSame(deviation, then) ? Date.parse(baseline.snapshot.takenAt) : null;
}

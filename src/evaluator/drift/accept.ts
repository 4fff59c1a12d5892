import { canonical } from '../../model/canonical.ts';
import type { DriftChange } from '../../model/drift.ts';
import type { Policy } from '../../model/policy.ts';
import {
  type CoverageEntry,
  compareResources,
  compareScopes,
  type Json,
  type Resource,
  type Snapshot,
} from '../../model/snapshot.ts';
import { kindByName } from '../../resources/index.ts';
import { buildWorld, type World } from '../world.ts';
import { listingGaps } from './compared.ts';
import { comparisonOf } from './drift.ts';

export interface AcceptInput {
  /** The baseline that is there; null: none. */
  before: Snapshot | null;
  /** What is approved. */
  snapshot: Snapshot;
  policy: Policy;
  tool: string;
  /** Which resources are taken over; null: the snapshot as a whole takes the place of the baseline. */
  chosen: ((resource: Resource) => boolean) | null;
}

export interface Acceptance {
  /** The baseline to write; null where there is nothing to accept. */
  baseline: Snapshot | null;
  /** What is accepted, beside the first baseline of a scope. */
  changes: DriftChange[];
}

/** Makes the approved snapshot: configuration alone, scope by scope, or with some resources taken over. */
export function accept({ before, snapshot, policy, tool, chosen }: AcceptInput): Acceptance {
  const world = buildWorld(snapshot, policy, Date.parse(snapshot.takenAt), { baseline: before });
  const resources = snapshot.resources.filter(({ kind }) => !kindByName.get(kind)?.log).map(steady);
  const fresh: Snapshot = { ...snapshot, tool, resources, coverage: snapshot.coverage.map(quiet) };
  const taken = chosen ?? (() => true);
  const baseline = before === null ? fresh : chosen ? takenOver(before, fresh, chosen, world) : replaced(before, fresh);
  const compared = comparisonOf(world)?.resources ?? [];
  return {
    baseline: before && textOf(before) === textOf(baseline) ? null : baseline,
    changes: compared.filter(({ resource }) => taken(resource)).flatMap((one) => one.changes),
  };
}

/** Without what differs at every look. When it was made stays: schedules that fire at a rate are counted from there. */
function steady(resource: Resource): Resource {
  const { createdAt } = resource.observed;
  return { ...resource, observed: createdAt === undefined ? {} : { createdAt } };
}

/** How many calls it took says nothing of what was seen. */
function quiet({ billed: _, ...entry }: CoverageEntry): CoverageEntry {
  return { ...entry, calls: 0, throttled: 0, since: null, detail: null };
}

const placeKey = ({ account, region }: { account: string; region: string }) => `${account}/${region}`;

/** The scopes that were looked at take the place of those in the baseline; others stay. */
function replaced(before: Snapshot, fresh: Snapshot): Snapshot {
  const seen = new Set(fresh.scopes.map(placeKey));
  const stays = (one: { account: string; region: string }) => !seen.has(placeKey(one));
  const scopes = before.scopes.filter(stays);
  return {
    ...fresh,
    takenAt: scopes.length > 0 && before.takenAt < fresh.takenAt ? before.takenAt : fresh.takenAt,
    scopes: [...scopes, ...fresh.scopes].sort(compareScopes),
    resources: [...before.resources.filter(stays), ...fresh.resources],
    coverage: [...before.coverage.filter(stays), ...fresh.coverage],
  };
}

/** The baseline with the chosen resources as they are now; one that is not there now goes only where it would be seen. */
function takenOver(before: Snapshot, fresh: Snapshot, chosen: (resource: Resource) => boolean, world: World): Snapshot {
  const known = new Set(before.scopes.map(placeKey));
  const seen = new Set(fresh.scopes.map(placeKey));
  const taken = fresh.resources.filter((one) => chosen(one) && known.has(placeKey(one)));
  const hashes = new Set(taken.map(({ keyHash }) => keyHash));
  const isGone = (one: Resource) => chosen(one) && seen.has(placeKey(one)) && listingGaps(world, one).length === 0;
  const kept = before.resources.filter((one) => !hashes.has(one.keyHash) && !isGone(one));
  return { ...before, resources: [...kept, ...taken] };
}

/** What is approved, as text: not when, by which tool, or after how many calls. */
function textOf({ scopes, resources }: Snapshot): string {
  return JSON.stringify(
    canonical({
      scopes: scopes.toSorted(compareScopes),
      resources: resources.toSorted(compareResources),
    } as unknown as Json),
  );
}

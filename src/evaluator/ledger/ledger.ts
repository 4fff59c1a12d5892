import type { OverrideEntry, OverrideLedger } from '../../model/override.ts';
import type { Unknown } from '../../model/report.ts';
import { compareText, type Json, type Resource } from '../../model/snapshot.ts';
import { candidatesOf } from '../candidates.ts';
import { leverOf } from '../drift/lever.ts';
import { identityOf, subjectOf } from '../facts/joins.ts';
import { marksNewBaseline, tagsAbout } from '../facts/override-tags.ts';
import { scalingHasEffect } from '../facts/scaling.ts';
import { workloadsFor } from '../match.ts';
import { eventOf, ownerOf } from '../ownership.ts';
import { dedupe, type World } from '../world.ts';
import { beganOf, type Deviation } from './age.ts';
import { deviationsOf } from './deviations.ts';
import { type Drafted, entryOf } from './entry.ts';
import { grouped } from './group.ts';
import { heldKinds } from './held.ts';
import { totalled } from './total.ts';
import { clockBack } from './way-back.ts';

/** What is gathered while resources are looked at. */
interface Gathering {
  drafts: Drafted[];
  unseen: Unknown[];
}

/**
 * The ledger of open overrides: values that are not normal, and that no autoscaler, schedule, event or code owns. Of what
 * cannot be known there is no entry, but a line in `unseen`.
 */
export function ledgerOf(world: World): OverrideLedger {
  const gathering: Gathering = { drafts: [], unseen: [] };
  for (const kind of heldKinds) {
    for (const resource of world.all(kind)) gather(resource, world, gathering);
    for (const scope of world.snapshot.scopes) {
      if (scope.region !== 'global') gathering.unseen.push(...listingGaps(kind, scope, world));
    }
  }
  const entries = grouped(gathering.drafts).sort(compareEntries);
  return totalled(entries, dedupe(gathering.unseen));
}

/** Kinds that nobody recorded in a snapshot of another age or scope hide nothing that could have been seen. */
function listingGaps(kind: string, place: { account: string; region: string }, world: World): Unknown[] {
  return world.gaps(kind, place).filter(({ reason }) => reason !== 'not-recorded' && reason !== 'unsupported');
}

function gather(resource: Resource, world: World, { drafts, unseen }: Gathering): void {
  const { workloads, because } = workloadsFor(candidatesOf(resource, world), world);
  const [first = null, ...others] = workloads;
  const found = deviationsOf(resource, first, world);
  if (others.length > 0) {
    // Entries stand only where every workload that may match says the same is normal.
    const text = JSON.stringify(found.deviations.map(valuesOf));
    const same = others.every(
      (other) => JSON.stringify(deviationsOf(resource, other, world).deviations.map(valuesOf)) === text,
    );
    if (!same) return void unseen.push(...because);
  }
  unseen.push(...found.unseen);
  const open = found.deviations.filter((deviation) => {
    const owned = ownedBy(deviation, world);
    if (owned === false) return true;
    if (owned !== true) unseen.push(...owned);
    return false;
  });
  drafts.push(...open.map((deviation) => entryOf(deviation, open, workloads, world)));
}

const valuesOf = ({ held, normal, now }: Deviation): Json => [held.value, normal, now];

/** Whether somebody else than a person owns the value, or the difference does nothing; reasons where that is not known. */
function ownedBy(deviation: Deviation, world: World): boolean | Unknown[] {
  const { resource, held, normal, now } = deviation;
  const newNormal = tagsAbout(subjectOf(resource), world).map(marksNewBaseline);
  if (newNormal.some((one) => one.known && one.value === true)) return true;
  if (resource.kind === 'scalable-target') {
    const effect = scalingHasEffect(world, resource, identityOf(resource));
    if (!effect.known) return effect.because;
    if (effect.value !== true) return true;
  }
  if (beganOf(deviation, world).last?.by === 'code') return true;
  const owner = ownerOf({ resource, path: held.path, before: normal, now }, world);
  // What a schedule writes again and again is its own only where it takes it back too: a weekly raise with its revert.
  if (owner.owner === 'schedule') return clockBack(deviation, world) !== undefined || ownedByEvent(deviation, world);
  if (owner.owner !== null) return true;
  return owner.because.length > 0 ? owner.because : false;
}

/** Whether an event asks for what a schedule keeps writing. */
function ownedByEvent({ resource, held, normal, now }: Deviation, world: World): boolean | Unknown[] {
  const asked = leverOf(resource, held.path)?.asked;
  if (!asked || typeof now !== 'number' || now <= Number(normal)) return false;
  const owner = eventOf(resource, world, world.seenAt, asked.dimension, [[asked.bound, now]]);
  if (owner.owner !== null) return true;
  return owner.because.length > 0 ? owner.because : false;
}

/** Dearest first, what has no price before what costs nothing; then oldest, then where and what. */
function compareEntries(a: OverrideEntry, b: OverrideEntry): number {
  return (
    (b.cost.usdPerDay ?? 0.001) - (a.cost.usdPerDay ?? 0.001) ||
    compareText(a.since ?? '9', b.since ?? '9') ||
    compareText(a.subject.account, b.subject.account) ||
    compareText(a.subject.region, b.subject.region) ||
    compareText(a.subject.kind, b.subject.kind) ||
    compareText(a.subject.key, b.subject.key) ||
    compareText(a.value, b.value)
  );
}

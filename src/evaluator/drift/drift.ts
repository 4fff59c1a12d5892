import type { DriftChange, DriftReport } from '../../model/drift.ts';
import type { Subject } from '../../model/report.ts';
import {
  compareResources,
  compareScopes,
  compareText,
  type Json,
  type Resource,
  type Scope,
} from '../../model/snapshot.ts';
import { kindByName, kinds } from '../../resources/index.ts';
import { candidatesOf } from '../candidates.ts';
import { subjectOf } from '../facts/joins.ts';
import { workloadsFor } from '../match.ts';
import { ownerOf } from '../ownership.ts';
import { dedupe, type Place, type World } from '../world.ts';
import { type Attribution, attributionOf } from './attribution.ts';
import { type Difference, differencesOf } from './differences.ts';
import { type States, undoOf } from './undo.ts';
import { ownerOfAttribute, ownerOfWhole } from './whole-owner.ts';

/** One resource that was compared, and what changed of it. */
export interface Compared extends States {
  resource: Resource;
  changes: DriftChange[];
}

/** Everything that was compared. */
export interface Comparison {
  report: DriftReport;
  resources: Compared[];
}

/** Compares the snapshot with the approved one, scope by scope; null where none was given. Computed once. */
export function comparisonOf(world: World): Comparison | null {
  return world.once({ account: '', region: '' }, 'drift', () =>
    world.baseline ? compare(world, world.baseline) : null,
  );
}

const scopeKey = ({ partition, account, region }: Scope) => `${partition}/${account}/${region}`;

function compare(world: World, baseline: World): Comparison {
  const [here, there] = [world, baseline].map(
    (one) => new Map(one.snapshot.scopes.map((scope) => [scopeKey(scope), scope])),
  );
  const only = (some = new Map<string, Scope>(), others = new Map<string, Scope>()) =>
    [...some]
      .filter(([key]) => !others.has(key))
      .map(([, scope]) => scope)
      .sort(compareScopes);
  const compared = [...(here ?? [])]
    .filter(([key]) => there?.has(key))
    .map(([, scope]) => scope)
    .sort(compareScopes);
  const resources = compared.flatMap((scope) => comparePlace(scope, world, baseline));
  return {
    resources,
    report: {
      baseline: { takenAt: baseline.snapshot.takenAt, tool: baseline.snapshot.tool },
      compared,
      onlyInBaseline: only(there, here),
      onlyNow: only(here, there),
      changes: resources.flatMap(({ changes }) => changes).sort(compareChanges),
      unseen: compared.flatMap((scope) => unseenOf(scope, world, baseline)),
    },
  };
}

function comparePlace(place: Place, world: World, baseline: World): Compared[] {
  return kinds
    .filter(({ comparison }) => comparison !== null)
    .flatMap(({ kind }) => {
      const before = new Map(baseline.at(kind, place).map((resource) => [resource.keyHash, resource]));
      const now = new Map(world.at(kind, place).map((resource) => [resource.keyHash, resource]));
      return [...new Set([...before.keys(), ...now.keys()])].flatMap((hash) =>
        compareResource({ before: before.get(hash) ?? null, now: now.get(hash) ?? null }, world, baseline),
      );
    })
    .sort((a, b) => compareResources(a.resource, b.resource));
}

/** Nothing where it may be there, unseen, on the other side. */
function compareResource(states: States, world: World, baseline: World): Compared[] {
  const { before, now } = states;
  const resource = (now ?? before) as Resource;
  if (resource.key === null) return [];
  if (before && now) return [{ ...states, resource, changes: changesOfAttributes({ before, now }, world) }];
  const alone = kindByName.get(resource.kind)?.comparison?.standsAlone?.(resource.attributes) ?? true;
  const other = now ? baseline : world;
  if (!alone || gapsOf(other, resource).length > 0) return [];
  return [{ ...states, resource, changes: [changeOfWhole(states, resource, world)] }];
}

/** Why a resource may be missing from a run without being gone; of scaling parts the listing of their namespace counts. */
function gapsOf(world: World, resource: Resource) {
  const { serviceNamespace } = resource.attributes;
  const part =
    resource.kind !== 'scheduler-schedule' && typeof serviceNamespace === 'string' ? serviceNamespace : undefined;
  return world.gaps(resource.kind, resource, part);
}

/** Owners whose changes are for a person to take back. */
export const isPersons = ({ owner }: Pick<DriftChange, 'owner'>): boolean => owner === 'person' || owner === 'unknown';

function changesOfAttributes({ before, now }: { before: Resource; now: Resource }, world: World): DriftChange[] {
  const found = differencesOf(before, now).map((difference) => {
    const change = { ...difference, resource: now };
    const byKind = ownerOfAttribute(now, difference);
    return { difference, told: attributionOf(change, byKind.owner === null ? ownerOf(change, world) : byKind, world) };
  });
  const persons = found.filter(({ told }) => isPersons(told)).map(({ difference }) => difference);
  const remediation = persons.length > 0 ? undoOf({ before, now }, persons) : null;
  return found.map(({ difference, told }) => ({
    ...describe('changed', now, difference, told, world),
    remediation: isPersons(told) ? remediation : null,
  }));
}

function changeOfWhole(states: States, resource: Resource, world: World): DriftChange {
  const kind = states.now ? 'added' : 'removed';
  const values = { before: (states.before?.attributes ?? null) as Json, now: (states.now?.attributes ?? null) as Json };
  const told = attributionOf({ resource, path: [], ...values }, ownerOfWhole(resource, kind, world), world);
  return {
    ...describe(kind, resource, { path: [], ...values }, told, world),
    remediation: isPersons(told) ? undoOf(states, []) : null,
  };
}

function describe(
  change: DriftChange['change'],
  resource: Resource,
  { path, before, now }: Difference,
  told: Attribution,
  world: World,
): Omit<DriftChange, 'remediation'> {
  return {
    change,
    subject: describeSubject(resource, world),
    attribute: path.length === 0 ? null : path.join('.'),
    before,
    now,
    owner: told.owner,
    why: told.why,
    by: told.by,
    since: told.since === null ? null : new Date(told.since).toISOString(),
    class: told.class,
    event: told.event,
    ...(told.because.length > 0 && { because: dedupe(told.because) }),
  };
}

/** The workload only where it is certain. */
function describeSubject(resource: Resource, world: World): Subject {
  const { kind, key, account, region, id, name } = subjectOf(resource);
  const { workloads } = workloadsFor(candidatesOf(resource, world), world);
  const workload = workloads.length === 1 ? (workloads[0] ?? null) : null;
  return {
    kind,
    key,
    account,
    region,
    id,
    name,
    owner: workload?.owner ?? null,
    workload: workload?.name ?? null,
    keyHash: resource.keyHash,
  };
}

/** Kinds of which more may have been added or removed than can be told: of those that either run holds, or could not read. */
function unseenOf(place: Scope, world: World, baseline: World): DriftReport['unseen'] {
  return kinds
    .filter(({ comparison, global }) => comparison !== null && global === (place.region === 'global'))
    .flatMap(({ kind }) => {
      const because = dedupe([...world.gaps(kind, place), ...baseline.gaps(kind, place)]);
      const held = world.at(kind, place).length + baseline.at(kind, place).length > 0;
      const matters = because.filter(({ reason }) => reason !== 'unsupported' && (held || reason !== 'not-recorded'));
      return matters.length > 0 ? [{ account: place.account, region: place.region, kind, because: matters }] : [];
    });
}

const rank: Record<DriftChange['owner'], number> = {
  person: 0,
  unknown: 1,
  code: 2,
  event: 3,
  schedule: 4,
  autoscaler: 5,
};

/** What a person did first, then where, what, and which attribute. */
function compareChanges(a: DriftChange, b: DriftChange): number {
  return (
    rank[a.owner] - rank[b.owner] ||
    compareText(a.subject.account, b.subject.account) ||
    compareText(a.subject.region, b.subject.region) ||
    compareText(a.subject.kind, b.subject.kind) ||
    compareText(a.subject.key, b.subject.key) ||
    compareText(a.attribute ?? '', b.attribute ?? '')
  );
}

import type { DriftChange } from '../../model/drift.ts';
import type { Subject, Unknown } from '../../model/report.ts';
import type { Json, Resource } from '../../model/snapshot.ts';
import { kindByName } from '../../resources/index.ts';
import { candidatesOf } from '../candidates.ts';
import { subjectOf } from '../facts/joins.ts';
import { workloadsFor } from '../match.ts';
import { ownerOf } from '../ownership.ts';
import { dedupe, type World } from '../world.ts';
import { type Attribution, attributionOf } from './attribution.ts';
import { type Difference, differencesOf } from './differences.ts';
import { type States, undoOf } from './undo.ts';
import { ownerOfAttribute, ownerOfWhole } from './whole-owner.ts';

/** One resource that was compared, and what changed of it. */
export interface Compared extends States {
  resource: Resource;
  changes: DriftChange[];
  /** Members of it that could not be read, now or then: they may differ unseen. */
  unread: Unknown[];
}

/** Nothing where it may be there, unseen, on the other side. */
export function compareResource(states: States, world: World, baseline: World): Compared[] {
  const { before, now } = states;
  const resource = (now ?? before) as Resource;
  if (resource.key === null) return [];
  if (before && now)
    return [
      { ...states, resource, changes: changesOfAttributes({ before, now }, world), unread: unreadOf(before, now) },
    ];
  const alone = kindByName.get(resource.kind)?.comparison?.standsAlone?.(resource.attributes) ?? true;
  const other = now ? baseline : world;
  if (!alone || listingGaps(other, resource).length > 0) return [];
  return [{ ...states, resource, changes: [changeOfWhole(states, resource, world)], unread: [] }];
}

/**
 * Attributes, and members of them, that either could not be read. Of the approved one they are not recorded, whatever the
 * reason was then.
 */
function unreadOf(before: Resource, now: Resource): Unknown[] {
  const kind = kindByName.get(now.kind);
  const uncompared = ['tags', ...Object.keys(kind?.observed.shape ?? {}), ...(kind?.comparison?.states ?? [])];
  return [...new Set([...Object.keys(now.unread), ...Object.keys(before.unread)])]
    .filter((name) => !uncompared.includes(name))
    .flatMap((name): Unknown[] => {
      const reason = now.unread[name];
      if (reason === 'unsupported') return [];
      if (reason) return [{ fact: name, reason, api: now.unreadApi?.[name] ?? null }];
      return before.unread[name] ? [{ fact: name, reason: 'not-recorded', api: null }] : [];
    });
}

/** Why a resource may be missing from a run without being gone; of scaling parts the listing of their namespace counts. */
export function listingGaps(world: World, resource: Resource) {
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

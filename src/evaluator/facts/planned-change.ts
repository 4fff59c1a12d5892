import type { Unknown } from '../../model/report.ts';
import type { Resource } from '../../model/snapshot.ts';
import { candidatesOf } from '../candidates.ts';
import { type Difference, differencesOf } from '../drift/differences.ts';
import { leverOf } from '../drift/lever.ts';
import { needOf } from '../events/need.ts';
import { type Fact, known } from '../fact.ts';
import { workloadsFor } from '../match.ts';
import { eventOf, numberIn, type Ownership, ownerOf, type Unowned } from '../ownership.ts';
import type { FactDefinition, Subject, SubjectKind } from '../subject.ts';
import { showValue } from '../words.ts';
import { dedupe, type World } from '../world.ts';
import { nextFireOf } from './action-timeline.ts';
import { eventDimension } from './baseline.ts';
import { findTarget, identityOf, resourceOf } from './joins.ts';

/** A resource that is there, and what a change makes of it; null where the change deletes it. */
interface Planned {
  before: Resource;
  after: Resource | null;
}

const subjectKey = ({ kind, key }: Resource) => `${kind}/${key}`;

/** What is there and will be another: new resources overwrite nothing. */
function plannedIn(world: World): Planned[] {
  return (world.before?.snapshot.resources ?? []).flatMap((before): Planned[] => {
    if (before.key === null) return [];
    const after = world.find(before.kind, before, before.key) ?? null;
    return after === before || (after && differencesOf(before, after).length === 0) ? [] : [{ before, after }];
  });
}

const afterOf = (subject: Subject, world: World): Resource | null => {
  const { kind, key } = resourceOf(subject);
  return world.find(kind, subject, key ?? '') ?? null;
};

/** Values that the change sets; of a target that it deletes both bounds go. */
function overwritten(before: Resource, after: Resource | null): Difference[] {
  if (after) return differencesOf(before, after);
  if (before.kind !== 'scalable-target') return [];
  return ['minCapacity', 'maxCapacity'].map((name) => ({
    path: [name],
    before: before.attributes[name] ?? null,
    now: null,
  }));
}

interface Owned {
  difference: Difference;
  found: Ownership | Unowned;
}

/** Who owns the live values that the change sets lower, by the account before it: events alone, or anybody. */
function ownedBy(
  subject: Subject,
  world: World,
  owner: (resource: Resource, difference: Difference, live: World) => Ownership | Unowned | null,
): Owned[] {
  const before = resourceOf(subject);
  const live = world.before;
  if (!live) return [];
  return overwritten(before, afterOf(subject, world)).flatMap((difference) => {
    const found = owner(before, difference, live);
    return found ? [{ difference, found }] : [];
  });
}

const byEvent = (resource: Resource, { path, before, now }: Difference, live: World) => {
  const asked = leverOf(resource, path)?.asked;
  const [value, planned] = [numberIn(before), numberIn(now)];
  if (!asked || value === null || (planned !== null && planned >= value)) return null;
  return eventOf(resource, live, live.seenAt, asked.dimension, [[asked.bound, value]]);
};

const byOthers = (resource: Resource, difference: Difference, live: World) => {
  if (leverOf(resource, difference.path) === null || byEvent(resource, difference, live)?.owner === 'event')
    return null;
  const found = ownerOf({ resource, path: difference.path, before: difference.now, now: difference.before }, live);
  return found.owner === 'event' ? null : found;
};

/** The values in words with who owns them: known as soon as one is; not known where one may be owned by what was not read. */
function told(owned: Owned[]): Fact {
  const certain = owned.filter(({ found }) => found.owner !== null);
  if (certain.length === 0) {
    const because = dedupe(owned.flatMap(({ found }) => (found.owner === null ? found.because : [])));
    if (because.length > 0) return { known: false, because };
  }
  return inWords(
    certain.map(({ difference: { path, before, now }, found }) => {
      const why = found.why === null ? '' : `; ${found.why}`;
      return `${path.join('.')} ${showValue(before)} → ${now === null ? 'nothing' : showValue(now)}${why}`;
    }),
  );
}

/** What needs a scheduled action that will not fire any more: an event that is on when it would, or capacity that it brings back. */
function neededFor(action: Resource, live: World): string[] | Unknown[] {
  const next = nextFireOf(action, live.now);
  if (next === null) return [];
  const identity = identityOf(action);
  const { workloads, because } = workloadsFor(candidatesOf(action, live), live);
  const asked = workloads.map((workload) => ({
    workload,
    candidates: candidatesOf(action, live),
    dimension: eventDimension(identity),
  }));
  const events = live.calendar.between(next, next).map((occurrence) => ({
    id: occurrence.event.id,
    asks: asked.map((one) => needOf(occurrence, one) !== null),
  }));
  const certain = events.filter(({ asks }) => asks.every(Boolean)).map(({ id }) => `event ${id}`);
  const minimum = findTarget(live, action, identity)?.attributes.minCapacity;
  const brings = action.attributes.minCapacity;
  const reverts = typeof minimum === 'number' && typeof brings === 'number' && brings < minimum;
  const needs = [...certain, ...(reverts ? [`the way back of its minimum from ${minimum} to ${brings}`] : [])];
  return needs.length === 0 && events.some(({ asks }) => asks.some(Boolean)) ? because : needs;
}

/** Null for none. */
const inWords = (texts: readonly string[]): Fact => known(texts.length > 0 ? texts.join(', and ') : null);

const words = (description: string, compute: FactDefinition['compute']): FactDefinition => ({
  type: 'string',
  nullable: true,
  description,
  compute,
});

const facts: Record<string, FactDefinition> = {
  changedKind: {
    type: 'string',
    nullable: false,
    description: 'Kind of the resource that the change makes another, or deletes.',
    compute: (subject) => known(resourceOf(subject).kind),
  },
  clobbered: words(
    'Live values that an event which is on asks for, and that the change sets lower or deletes, in words; null for none.',
    (subject, { world }) => told(ownedBy(subject, world, byEvent)),
  ),
  setBack: words(
    'Live values that the autoscaler or a schedule wrote within its bounds, and that the change sets, in words; null for none.',
    (subject, { world }) => told(ownedBy(subject, world, byOthers)),
  ),
  droppedFor: words(
    'What needs a scheduled action that would still fire and that the change deletes, or leaves without a time to fire; null for none.',
    (subject, { world }) => {
      const before = resourceOf(subject);
      const after = afterOf(subject, world);
      if (before.kind !== 'scheduled-action' || !world.before) return known(null);
      const unread = after && ['schedule', 'startTime', 'endTime', 'timezone'].filter((name) => after.unread[name]);
      if (unread && unread.length > 0)
        return {
          known: false,
          because: unread.map((fact) => ({ fact, reason: after.unread[fact] ?? 'after-apply', api: null })),
        };
      if (after && nextFireOf(after, world.now) !== null) return known(null);
      const needs = neededFor(before, world.before);
      return needs.some((one) => typeof one !== 'string')
        ? { known: false, because: needs as Unknown[] }
        : inWords(needs as string[]);
    },
  ),
};

/** A resource that is there and that a plan or template makes another. */
export const plannedChange: SubjectKind = {
  kind: 'planned-change',
  title: 'Resource that a plan or template would change or delete',
  restsOn: [],
  global: false,
  isAsked: (world) => world.before !== null,
  unlisted: () => [],
  subjects: (world) =>
    plannedIn(world).map(({ before, after }) => ({
      kind: 'planned-change',
      key: subjectKey(before),
      id: before.id,
      name: before.name,
      account: before.account,
      region: before.region,
      resource: after?.location ? { ...before, location: after.location } : before,
    })),
  candidates: (subject, world) => candidatesOf(resourceOf(subject), world.before ?? world),
  facts,
};

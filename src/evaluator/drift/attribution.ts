import type { EvidenceClass, Unknown } from '../../model/report.ts';
import type { Json } from '../../model/snapshot.ts';
import { subjectOf } from '../facts/joins.ts';
import { followedMinimum } from '../facts/target-override.ts';
import { changesOf, type Change as TrailChange, trailReading } from '../facts/trail.ts';
import { type Change, numberIn, type Ownership, type Unowned } from '../ownership.ts';
import { reasonsOf } from '../words.ts';
import type { World } from '../world.ts';
import { leverOf } from './lever.ts';

/** What the report says about the owner of a change. */
export interface Attribution {
  owner: Ownership['owner'];
  why: string;
  by: string | null;
  /** Milliseconds. */
  since: number | null;
  class: EvidenceClass;
  event: string | null;
  because: Unknown[];
}

/** Operations by which the trail tells that a resource as a whole was put. */
const wholeEvents: Readonly<Record<string, readonly string[]>> = {
  'bedrock-provisioned-throughput': ['CreateProvisionedModelThroughput'],
  'scalable-target': ['RegisterScalableTarget'],
  'scheduled-action': ['PutScheduledAction'],
};

export function attributionOf(change: Change, ownership: Ownership | Unowned, world: World): Attribution {
  if (ownership.owner !== null) return { ...ownership, by: null, because: [] };
  const trace = traceOf(change, world);
  const { last, begun } = trace;
  const told = last && begun ? { by: begun.who, since: begun.at, class: 'trail' as const } : nobodyTold;
  // Schedules and events own what they write, whoever wrote the same: without them the trail does not decide.
  const because = [...ownership.because, ...(last && begun ? [] : trace.because)];
  if (because.length > 0) {
    const wrote = last && begun ? `; ${begun.who} changed it, ${begun.eventName}` : '';
    const why = `who owns it is not known: ${reasonsOf(because)}${wrote}`;
    return { ...told, owner: 'unknown', why, event: null, because };
  }
  if (last && begun) {
    const base = { ...told, event: null, because };
    if (last.by === 'code') {
      const why = `infrastructure code wrote it (${last.who}, ${last.eventName})`;
      return { ...base, owner: 'code', why, by: last.who };
    }
    return { ...base, owner: 'person', why: `${begun.who} changed it, ${begun.eventName}` };
  }
  const seen = ownership.since === null ? activityOf(change, world) : null;
  const since = ownership.since ?? seen;
  const evidence: EvidenceClass = ownership.since !== null ? 'config' : seen !== null ? 'activity' : 'inferred';
  const why = ownership.why ?? 'nothing else owns it, and the trail names nobody';
  return { owner: 'person', why, by: null, since, class: evidence, event: null, because };
}

const nobodyTold = { by: null, since: null, class: 'inferred' as const };

interface Trace {
  last?: TrailChange | undefined;
  begun?: TrailChange | undefined;
  because: Unknown[];
}

/** The change that wrote the value of now, and the one since which it is not what it was; both after the baseline. */
function traceOf({ resource, path, before, now }: Change, world: World): Trace {
  const lever = path.length === 0 ? null : leverOf(resource, path);
  const value = lever?.trail?.value;
  const eventNames = lever?.trail?.eventNames ?? (value === undefined ? wholeEvents[resource.kind] : undefined);
  if (!eventNames || (now === null && path.length === 0)) return { because: [] };
  const since = Date.parse(world.baseline?.snapshot.takenAt ?? '');
  const key = lever?.trail?.key ?? String(resource.key);
  const changes = changesOf(world, resource, resource.kind, key).filter(
    (change) =>
      change.at > since &&
      eventNames.includes(change.eventName) &&
      (value === undefined || Object.hasOwn(change.values, value)),
  );
  const { because } = trailReading(world, resource, eventNames);
  const written = (change: TrailChange): Json => (value === undefined ? null : (change.values[value] ?? null));
  const [last] = changes;
  if (!last || (value !== undefined && written(last) !== plain(now))) return { because };
  const end = value === undefined ? -1 : changes.findIndex((change) => written(change) === plain(before));
  return { last, begun: (end < 0 ? changes : changes.slice(0, end)).at(-1), because };
}

const plain = (value: Json): Json => numberIn(value) ?? value;

/** When the autoscaler followed a raised minimum, where that was after the baseline. */
function activityOf({ resource, path, before, now }: Change, world: World): number | null {
  if (resource.kind !== 'scalable-target' || path[0] !== 'minCapacity' || Number(now) <= Number(before)) return null;
  const found = followedMinimum(subjectOf(resource));
  if (found === null || Array.isArray(found)) return null;
  return found.at > Date.parse(world.baseline?.snapshot.takenAt ?? '') ? found.at : null;
}

import type { OverrideEntry } from '../../model/override.ts';
import type { Unknown } from '../../model/report.ts';
import { type Json, notReadable, type Resource } from '../../model/snapshot.ts';
import { hoursUntil } from '../../schedules/quiet-hours.ts';
import { candidatesOf } from '../candidates.ts';
import { leverOf } from '../drift/lever.ts';
import { needGaps, targetsFor } from '../events/need.ts';
import { decreaseBudget } from '../facts/decrease-budget.ts';
import { identityOf, scaledResource, subjectOf } from '../facts/joins.ts';
import { tagsAbout } from '../facts/override-tags.ts';
import { trailReading } from '../facts/trail.ts';
import { workloadsFor } from '../match.ts';
import { memberOf, type World } from '../world.ts';
import type { Deviation } from './age.ts';
import { loadOf } from './load.ts';
import { stepOf, trailOf } from './normal.ts';

/** Why something should not, or may not, be brought back now. */
export interface Reason {
  text: string;
  /** When it is over, milliseconds; null where that is not known. */
  until: number | null;
  /** True: not now; null: nobody knows whether it holds. */
  holds: true | null;
  /** What would tell and was not read; left out where nobody could read it. */
  because?: readonly Unknown[];
}

/** A value that is to go back, whoever says what is normal. */
export type Questioned = Omit<Deviation, 'normalFrom'>;

const dayMs = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();

/** Whether an override may be brought back now, or why not and until when. */
export function safetyOf(deviation: Deviation, world: World): OverrideEntry['safe'] {
  const reasons = reasonsAgainst(deviation, world);
  const ends = reasons.flatMap(({ until }) => until ?? []);
  return {
    now: reasons.some(({ holds }) => holds === true) ? false : reasons.length > 0 ? null : true,
    reasons: reasons.map(({ text }) => text),
    until: ends.length === 0 ? null : iso(Math.max(...ends)),
  };
}

/** Everything that speaks, or may speak, against bringing a value back now. */
export function reasonsAgainst(deviation: Questioned, world: World): Reason[] {
  const raised = typeof deviation.now === 'number' && deviation.now > Number(deviation.normal);
  return [
    ...quietHours(world),
    ...inProgress(deviation, world),
    ...meant(deviation, world),
    ...commitment(deviation, world),
    ...decreases(deviation, raised, world),
    ...(raised ? comingEvents(deviation, world) : []),
    ...(raised || deviation.normal === 'PROVISIONED' ? loadOf(deviation, world) : []),
  ];
}

function quietHours({ policy, now }: World): Reason[] {
  return policy.override.quietHours.flatMap((hours): Reason[] => {
    const timezone = hours.timezone ?? policy.timezone;
    const until = hoursUntil(hours, timezone, now);
    if (until === null) return [];
    return [{ text: `quiet hours of the policy, ${hours.from} to ${hours.to} ${timezone}`, until, holds: true }];
  });
}

/** States in which a resource takes a change; in others one is under way already. */
const settled = ['ACTIVE', 'available', 'InService', 'DRAINING'];

/** A deployment of the service, or a change of the resource, that is under way. */
function inProgress({ resource }: Questioned, world: World): Reason[] {
  const scaled = resource.kind === 'scalable-target' ? scaledResource(identityOf(resource)) : null;
  const busy = scaled ? world.find(scaled.kind, resource, scaled.key) : resource;
  if (!busy) {
    const because = scaled ? world.gaps(scaled.kind, resource) : [];
    return [{ text: `whether ${scaled?.name} is being deployed was not read`, until: null, holds: null, because }];
  }
  const told = (member: string): Json | undefined => {
    const fact = memberOf(busy, member);
    return fact.known ? fact.value : undefined;
  };
  if (busy.kind === 'ecs-service') {
    const state = told('rolloutState');
    if (state === 'IN_PROGRESS') {
      return [{ text: `a deployment is in progress since ${told('deploymentStartedAt')}`, until: null, holds: true }];
    }
    if (state !== undefined) return [];
    const because = untold(busy, 'rolloutState');
    return [{ text: 'whether a deployment is in progress was not read', until: null, holds: null, because }];
  }
  const status = told('status');
  if (typeof status !== 'string' || settled.includes(status)) return [];
  return [{ text: `${busy.name} is ${status}: a change is under way`, until: null, holds: true }];
}

/** Whether it is meant to stay, where what would tell was not read: a tag says so, or infrastructure code wrote it. */
function meant({ resource, held, now }: Questioned, world: World): Reason[] {
  const tags = tagsAbout(subjectOf(resource), world).flatMap((one) => (one.known ? [] : one.because));
  const trail = trailOf(held, resource);
  const unread = trail && stepOf(held, resource, now, world) === null;
  const code = unread ? trailReading(world, resource, trail.eventNames).because : [];
  const open = (text: string, because: readonly Unknown[]): Reason[] => {
    const denied = because.filter(({ reason }) => notReadable.includes(reason));
    return denied.length === 0 ? [] : [{ text, until: null, holds: null, because: denied }];
  };
  return [
    ...open('whether a tag calls it the new normal was not read', tags),
    ...open('whether infrastructure code wrote it was not read', code),
  ];
}

function untold(resource: Resource, member: string): Unknown[] {
  const fact = memberOf(resource, member);
  return fact.known ? [] : fact.because;
}

/** Model units cannot go before their commitment ends. https://docs.aws.amazon.com/bedrock/latest/userguide/prov-thru-delete.html */
function commitment({ resource }: Questioned, { now }: World): Reason[] {
  const end = resource.attributes.commitmentExpirationTime;
  if (typeof end !== 'string' || Date.parse(end) <= now) return [];
  return [{ text: `its commitment keeps it until ${end.slice(0, 10)}`, until: Date.parse(end), holds: true }];
}

/** Table and indexes have a budget of decreases each. */
function decreases({ resource, held }: Questioned, raised: boolean, world: World): Reason[] {
  if (resource.kind !== 'dynamodb-table' || held.value === 'billingMode' || !raised) return [];
  const index = held.path[0] === 'indexes' ? (held.path[1] ?? '') : null;
  const { spent, nextAt } = decreaseBudget(resource, index, world);
  if (spent === null && Math.floor(world.seenAt / dayMs) === Math.floor(world.now / dayMs)) {
    const because = untold(resource, index === null ? 'decreasesToday' : 'indexDecreases');
    return [{ text: 'how many decreases are left today was not read', until: null, holds: null, because }];
  }
  if (nextAt <= world.now) return [];
  const next = Number(spent) >= 27 ? 'AWS takes no more' : 'AWS takes the next an hour after the last';
  const of = index === null ? '' : ` of the index ${index}`;
  return [{ text: `${spent} decreases${of} were made today, and ${next}`, until: nextAt, holds: true }];
}

/** Events that ask for this capacity, run now, or must find it within a day; or may, where tags that decide were not read. */
function comingEvents({ resource, held }: Questioned, world: World): Reason[] {
  const candidates = candidatesOf(resource, world);
  const dimension = leverOf(resource, held.path)?.asked?.dimension ?? null;
  const possible = workloadsFor(candidates, world);
  const asked = possible.workloads.map((workload) => ({ workload, candidates, dimension }));
  return world.calendar
    .between(world.now, world.now + dayMs)
    .filter((one) => one.holdUntil >= world.now && one.prewarmAt <= world.now + dayMs)
    .flatMap((one): Reason[] => {
      const asking = asked.filter((it) => targetsFor(one, it).length > 0);
      const text =
        one.start <= world.now
          ? `event ${one.event.id} runs until ${iso(one.holdUntil)}`
          : `event ${one.event.id} begins at ${iso(one.start)}`;
      if (asking.length === asked.length) return [{ text, until: one.holdUntil, holds: true }];
      const narrowed = asked.flatMap((it) => needGaps(one, it));
      if (asking.length === 0 && narrowed.length === 0) return [];
      const because = [...possible.because, ...narrowed];
      return [
        { text: `${text}, and whether it asks for this was not read`, until: one.holdUntil, holds: null, because },
      ];
    });
}

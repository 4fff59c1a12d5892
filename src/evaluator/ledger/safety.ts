import type { OverrideEntry } from '../../model/override.ts';
import type { Workload } from '../../model/policy.ts';
import type { Json } from '../../model/snapshot.ts';
import { hoursUntil } from '../../schedules/quiet-hours.ts';
import { candidatesOf } from '../candidates.ts';
import { leverOf } from '../drift/lever.ts';
import { targetsFor } from '../event-need.ts';
import { decreaseBudget } from '../facts/decrease-budget.ts';
import { identityOf, scaledResource } from '../facts/joins.ts';
import { memberOf, type World } from '../world.ts';
import type { Deviation } from './age.ts';
import { loadOf } from './load.ts';

/** Why something should not, or may not, be brought back now. */
export interface Reason {
  text: string;
  /** When it is over, milliseconds; null where that is not known. */
  until: number | null;
  /** True: not now; null: nobody knows whether it holds. */
  holds: true | null;
}

/** A value that is to go back, whoever says what is normal. */
export type Questioned = Omit<Deviation, 'normalFrom'>;

const dayMs = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();

/** Whether an override may be brought back now, or why not and until when. */
export function safetyOf(deviation: Deviation, workload: Workload | null, world: World): OverrideEntry['safe'] {
  const reasons = reasonsAgainst(deviation, workload, world);
  const ends = reasons.flatMap(({ until }) => until ?? []);
  return {
    now: reasons.some(({ holds }) => holds === true) ? false : reasons.length > 0 ? null : true,
    reasons: reasons.map(({ text }) => text),
    until: ends.length === 0 ? null : iso(Math.max(...ends)),
  };
}

/** Everything that speaks, or may speak, against bringing a value back now. */
export function reasonsAgainst(deviation: Questioned, workload: Workload | null, world: World): Reason[] {
  const raised = typeof deviation.now === 'number' && deviation.now > Number(deviation.normal);
  return [
    ...quietHours(world),
    ...inProgress(deviation, world),
    ...commitment(deviation, world),
    ...decreases(deviation, raised, world),
    ...(raised ? comingEvents(deviation, workload, world) : []),
    ...(raised || deviation.normal === 'PROVISIONED' ? loadOf(deviation, workload, world) : []),
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
  if (!busy) return [{ text: `whether ${scaled?.name} is being deployed was not read`, until: null, holds: null }];
  const told = (member: string): Json | undefined => {
    const fact = memberOf(busy, member);
    return fact.known ? fact.value : undefined;
  };
  if (busy.kind === 'ecs-service') {
    const state = told('rolloutState');
    if (state === 'IN_PROGRESS') {
      return [{ text: `a deployment is in progress since ${told('deploymentStartedAt')}`, until: null, holds: true }];
    }
    return state === undefined
      ? [{ text: 'whether a deployment is in progress was not read', until: null, holds: null }]
      : [];
  }
  const status = told('status');
  if (typeof status !== 'string' || settled.includes(status)) return [];
  return [{ text: `${busy.name} is ${status}: a change is under way`, until: null, holds: true }];
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
    return [{ text: 'how many decreases are left today was not read', until: null, holds: null }];
  }
  if (nextAt <= world.now) return [];
  const next = Number(spent) >= 27 ? 'AWS takes no more' : 'AWS takes the next an hour after the last';
  const of = index === null ? '' : ` of the index ${index}`;
  return [{ text: `${spent} decreases${of} were made today, and ${next}`, until: nextAt, holds: true }];
}

/** Events that ask for this capacity, run now, or must find it within a day. */
function comingEvents({ resource, held }: Questioned, workload: Workload | null, world: World): Reason[] {
  const candidates = candidatesOf(resource, world);
  const dimension = leverOf(resource, held.path)?.asked?.dimension ?? null;
  return world.calendar
    .between(world.now, world.now + dayMs)
    .filter((one) => one.holdUntil >= world.now && one.prewarmAt <= world.now + dayMs)
    .filter((one) => targetsFor(one, { workload, candidates, dimension }).length > 0)
    .map((one) => ({
      text:
        one.start <= world.now
          ? `event ${one.event.id} runs until ${iso(one.holdUntil)}`
          : `event ${one.event.id} begins at ${iso(one.start)}`,
      until: one.holdUntil,
      holds: true,
    }));
}

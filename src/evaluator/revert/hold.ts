import type { Unknown } from '../../model/report.ts';
import type { RevertStep } from '../../model/revert.ts';
import { type Json, notReadable } from '../../model/snapshot.ts';
import { findTarget, scalingGaps } from '../facts/joins.ts';
import type { Reason } from '../ledger/safety.ts';
import { type Around, targetOf } from './around.ts';
import type { Leg } from './leg.ts';
import { reasonsToWait } from './safety.ts';

/** Why a leg must not run now, and until when (milliseconds since the epoch); null: nothing tells. */
export interface Hold {
  reason: string;
  until: number | null;
}

/** What gives capacity back, or only says how scaling decides, is never held back for the sake of users. */
const takesCapacity = (leg: Leg) => leg.phase !== 'restore' && leg.phase !== 'policies';

/** What keeps a leg from running now: what AWS would refuse, and what would hurt users. */
export function holdsOn(leg: Leg, around: Around): Hold[] {
  const refusals = [accountUnknown, boundsCrossed, targetMissing, somethingFirst];
  const dangers = takesCapacity(leg) ? [unsafe] : [];
  return [...refusals, ...dangers].flatMap((hold) => hold(leg, around));
}

/** All that holds a leg back as one: over when the last is over. */
export function blockedBy(holds: readonly Hold[]): RevertStep['blocked'] {
  if (holds.length === 0) return null;
  const ends = holds.map(({ until }) => until);
  const last = ends.includes(null) ? null : Math.max(...ends.map(Number));
  return {
    reason: [...new Set(holds.map(({ reason }) => reason))].join('; '),
    until: last === null ? null : new Date(last).toISOString(),
  };
}

function accountUnknown({ want: { resource } }: Leg): Hold[] {
  if (/^\d{12}$/.test(resource.account)) return [];
  return [{ reason: 'the snapshot does not tell of which account it is', until: null }];
}

/** AWS takes no minimum above the maximum. */
function boundsCrossed({ want, from, to, phase }: Leg): Hold[] {
  if (want.resource.kind !== 'scalable-target' || to === null) return [];
  // Stages towards a maximum that is refused in the end lead nowhere.
  const { minCapacity: min, maxCapacity: max } = { ...from, ...to, ...(phase === 'maximum' && want.wanted) };
  if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return [];
  return [{ reason: `AWS refuses it: the minimum would be ${min} and the maximum ${max}`, until: null }];
}

/** A policy or action can only stand on a target that is registered. */
function targetMissing({ want: { resource }, to }: Leg, { then }: Around): Hold[] {
  const target = targetOf(resource);
  if (target === null || resource.kind === 'scalable-target' || to === null) return [];
  if (findTarget(then, resource, target) || scalingGaps(then, resource, 'scalable-target', target).length > 0)
    return [];
  return [{ reason: 'AWS refuses it: its scalable target is not registered any more', until: null }];
}

const somethingFirst = ({ first }: Leg): Hold[] => (first === null ? [] : [{ reason: first, until: null }]);

/** Whose provisioned units a leg lowers: null for the table itself, else the name of the index. */
export function lowered({ want: { resource }, from, to }: Leg): (string | null)[] {
  if (resource.kind !== 'dynamodb-table' || from === null || to === null || from.billingMode !== 'PROVISIONED')
    return [];
  const lower = (before: Units, after: Units) =>
    units.some((name) => name in after && Number(after[name] ?? 0) < Number(before[name] ?? 0));
  const old = new Map(((from.indexes ?? []) as Units[]).map((index) => [String(index.name), index]));
  const indexes = ((to.indexes ?? []) as Units[]).filter((index) => lower(old.get(String(index.name)) ?? {}, index));
  return [...(lower(from, to) ? [null] : []), ...indexes.map(({ name }) => String(name))];
}

type Units = Readonly<Record<string, Json>>;
const units = ['readCapacityUnits', 'writeCapacityUnits'];

/** Quiet hours, events, deployments, commitments and load. */
const unsafe = (leg: Leg, around: Around): Hold[] =>
  reasonsToWait(leg, around).flatMap(({ holds, text, until }) => (holds === true ? [{ reason: text, until }] : []));

/** What may hold a leg back and is not known. */
const openReasons = (leg: Leg, around: Around): Reason[] =>
  takesCapacity(leg) ? reasonsToWait(leg, around).filter(({ holds }) => holds === null) : [];

export function doubtsAbout(leg: Leg, around: Around): string[] {
  return [...new Set(openReasons(leg, around).map(({ text }) => text))].map((text) => `Look before: ${text}.`);
}

/** What could not be read and would tell whether a leg is safe, or what it does. */
export function gapsBehind(leg: Leg, around: Around): Unknown[] {
  const { resource } = leg.want;
  const scaled = resource.kind === 'scalable-target' && takesCapacity(leg) ? targetOf(resource) : null;
  return [
    ...openReasons(leg, around).flatMap(({ because }) => because ?? []),
    ...(scaled ? scalingGaps(around.now, resource, 'scaling-policy', scaled) : []),
  ].filter(({ reason }) => notReadable.includes(reason));
}

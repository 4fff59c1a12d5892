import type { OverrideEntry } from '../../model/override.ts';
import type { Workload } from '../../model/policy.ts';
import type { Subject } from '../../model/report.ts';
import type { Resource } from '../../model/snapshot.ts';
import { subjectOf } from '../facts/joins.ts';
import { fingerprint } from '../fingerprint.ts';
import type { World } from '../world.ts';
import { beganOf, type Deviation } from './age.ts';
import { costOf } from './cost.ts';
import { stepOf } from './normal.ts';
import { clobberedBy, eventOf, tagOf } from './origin.ts';
import { remedyOf } from './remedy.ts';
import { safetyOf } from './safety.ts';
import { wayBackOf, writtenAgain } from './way-back.ts';

/** An entry, with who began it and when: what groups are made of. */
export interface Drafted {
  entry: OverrideEntry;
  /** Milliseconds; null where the trail does not tell. */
  begunAt: number | null;
}

/**
 * @param siblings all that deviates on the same resource, this one among them
 * @param possible the workload that it belongs to; several where tags that decide could not be read
 */
export function entryOf(
  deviation: Deviation,
  siblings: readonly Deviation[],
  possible: readonly (Workload | null)[],
  world: World,
): Drafted {
  const workload = possible.length === 1 ? (possible[0] ?? null) : null;
  const { resource, held, normal, normalFrom, now } = deviation;
  const began = beganOf(deviation, world);
  const { tag, tagged } = tagOf(deviation, workload, world);
  const { revert, unseen } = wayBackOf(deviation, world);
  const direction = directionOf(deviation);
  const raisedAt = began.atLeast || direction !== 'raised' ? null : began.since;
  const costs = possible.map((one) => costOf(deviation, one, { at: began.since, atLeast: began.atLeast }, world));
  const remediation = remedyOf(deviation, siblings);
  const again = writtenAgain(deviation, world);
  const drafted = normalFrom === 'policy' && workload?.baseline?.reviewed === false;
  return {
    begunAt: began.begun?.at ?? null,
    entry: {
      fingerprint: fingerprint(`override/${held.value}`, world.partitionOf(resource), subjectOf(resource)),
      subject: describe(resource, workload),
      value: held.value,
      direction,
      normal,
      normalFrom,
      before: stepOf(held, resource, now, world)?.before ?? null,
      now,
      by: began.begun?.who ?? null,
      operation: began.begun?.eventName ?? null,
      since: began.since === null ? null : new Date(began.since).toISOString(),
      sinceAtLeast: began.atLeast,
      class: began.class,
      tag,
      tagged,
      event: agreed(possible.map((one) => eventOf(deviation, raisedAt, one, world))) ?? null,
      group: null,
      clobbered: clobberedBy(deviation, world),
      revert,
      ...(unseen.length > 0 && { revertUnseen: unseen }),
      cost: agreed(costs) ?? ofUnknownWorkload,
      safe: safetyOf(deviation, world),
      remediation: { ...remediation, caveats: [...remediation.caveats, ...again, ...(drafted ? [unreviewed] : [])] },
    },
  };
}

/** What holds under every workload that something may belong to; undefined where that differs. */
function agreed<T>(answers: readonly T[]): T | undefined {
  const [first] = answers;
  return answers.every((answer) => JSON.stringify(answer) === JSON.stringify(first)) ? first : undefined;
}

const ofUnknownWorkload: OverrideEntry['cost'] = {
  usdPerDay: null,
  usdSoFar: null,
  basis: 'which workload it belongs to, and so what that needs, was not read',
};

/** What is said of everything that rests on a baseline which nobody looked at. */
export const unreviewed = 'The baseline was drafted from what was found and nobody reviewed it: look at it first.';

function directionOf({ held, normal, now }: Deviation): OverrideEntry['direction'] {
  if (held.value === 'billingMode') return 'switched';
  if (now === true || (held.value === 'reservedConcurrency' && now === 0)) return 'disabled';
  // Without a reservation a function may take all that the account has left.
  if (held.value === 'reservedConcurrency' && normal === null) return 'lowered';
  if (typeof now !== 'number' || typeof normal !== 'number') return 'changed';
  return now > normal ? 'raised' : 'lowered';
}

function describe({ kind, key, account, region, id, name, keyHash }: Resource, workload: Workload | null): Subject {
  const place = { kind, key: key ?? id, account, region, id, name };
  return { ...place, owner: workload?.owner ?? null, workload: workload?.name ?? null, keyHash };
}

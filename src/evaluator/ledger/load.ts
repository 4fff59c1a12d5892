import type { Resource } from '../../model/snapshot.ts';
import { consumedPeak } from '../../resources/metrics/dynamodb.ts';
import { provisionedUse } from '../../resources/metrics/lambda.ts';
import { numberOf } from '../fact.ts';
import { identityOf, scalingGaps, subjectOf } from '../facts/joins.ts';
import { highest, ofValues } from '../facts/metrics.ts';
import { tracksTarget } from '../facts/scaling.ts';
import { targetUsageFacts } from '../facts/target-usage.ts';
import { memberOf, type World } from '../world.ts';
import type { Questioned, Reason } from './safety.ts';
import { scaledBy } from './scaled.ts';

/** Share of what would be left that load may take, for it to be safe. */
const room = 0.8;

/** Why load speaks against taking capacity away now. */
export function loadOf(deviation: Questioned, world: World): Reason[] {
  const { resource, held, normal } = deviation;
  if (resource.kind === 'scalable-target') return ofTarget(deviation, world);
  if (held.value === 'reservedConcurrency') return [];
  if (normal === 'PROVISIONED') {
    return [{ text: 'whether load fits into the units that it is to have was not measured', until: null, holds: null }];
  }
  const used = usedOf(deviation, world);
  if (used === null) {
    const because = world.gaps('metric-series', resource);
    return [{ text: 'what load takes of it was not measured', until: null, holds: null, because }];
  }
  if (used <= room * Number(normal)) return [];
  const text = `load takes ${Math.ceil(used)}, more than ${room * 100} % of the ${normal} that would be left`;
  return [{ text, until: null, holds: true }];
}

/**
 * Where a policy tracks load, lowering a minimum takes away what load does not need, and a maximum is not reached below
 * it. Load speaks against it where capacity is near its maximum, or busy.
 */
function ofTarget({ resource, held }: Questioned, world: World): Reason[] {
  const scaled = scaledBy(resource, world);
  const current = 'unknown' in scaled ? null : scaled.current;
  const maximum = numberOf(memberOf(resource, 'maxCapacity'));
  const minimum = numberOf(memberOf(resource, 'minCapacity'));
  if (current !== null && maximum !== null && minimum !== null && current > minimum && current >= 0.9 * maximum) {
    return [{ text: `load runs ${current} of at most ${maximum}`, until: null, holds: true }];
  }
  if (held.value === 'maxCapacity') return [];
  const param = () => null;
  const busy = targetUsageFacts.utilizationPercent?.compute(subjectOf(resource), { world, workload: null, param });
  if (busy?.known && typeof busy.value === 'number') {
    const text = `${Math.round(busy.value)} % of it are in use (95th percentile of the last day)`;
    return busy.value > room * 100 ? [{ text, until: null, holds: true }] : [];
  }
  const tracked = tracksTarget(world, resource, identityOf(resource));
  if (tracked.known && tracked.value === true) return [];
  const because = [
    ...world.gaps('metric-series', resource),
    ...scalingGaps(world, resource, 'scaling-policy', identityOf(resource)),
  ];
  return [
    {
      text: 'what load takes of it was not measured, and no policy is known that tracks it',
      until: null,
      holds: null,
      because,
    },
  ];
}

/** What load takes of a capacity outside Application Auto Scaling; null where it was not measured. */
function usedOf({ resource, held }: Questioned, world: World): number | null {
  const { value } = held;
  if (value === 'minIndexingOcu' || value === 'minSearchOcu') {
    const used = numberOf(memberOf(resource, value === 'minSearchOcu' ? 'searchOcu' : 'indexingOcu'));
    const kept = numberOf(memberOf(resource, value));
    // As long as the minimum holds capacity up, what is there does not tell load.
    return used !== null && kept !== null && used > kept ? used : null;
  }
  if (value === 'provisionedConcurrency') return ofAliases(resource, world);
  if (resource.kind !== 'dynamodb-table') return null;
  const [, index = null, side] = /^(?:index\/(.*)\/)?(read|write)$/s.exec(value) ?? [];
  const query = consumedPeak(String(resource.key), index, side === 'write' ? 'Write' : 'Read');
  return numberOf(ofValues(world, resource, query, (values) => Number(values.at(-1)) / query.periodSeconds));
}

function ofAliases(one: Resource, world: World): number | null {
  const aliases = memberOf(one, 'provisionedConcurrency');
  if (!aliases.known) return null;
  const used = (aliases.value as { qualifier: string; requested: number }[]).map(({ qualifier, requested }) =>
    numberOf(ofValues(world, one, provisionedUse(String(one.key), qualifier), (values) => highest(values) * requested)),
  );
  return used.includes(null) ? null : used.reduce<number>((sum, each) => sum + (each ?? 0), 0);
}

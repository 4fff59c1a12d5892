import type { OverrideCost } from '../../model/override.ts';
import type { Workload } from '../../model/policy.ts';
import type { Json, Resource } from '../../model/snapshot.ts';
import { baselineDimension, baselineOf } from '../facts/baseline.ts';
import { identityOf } from '../facts/joins.ts';
import {
  acuRate,
  cents,
  modelUnitRate,
  ocuRate,
  provisionedConcurrencyRate,
  type Rate,
  serverlessCacheRate,
  tableUnitRate,
  taskRate,
} from '../price.ts';
import type { World } from '../world.ts';
import type { Deviation } from './age.ts';
import { cacheParts, scaledBy } from './scaled.ts';

const dayMs = 86_400_000;

/** Capacity above normal that is paid: how many units, of what, at which rate; or why that is nothing, or not known. */
type Extra =
  | { units: number; words: string; rate: Rate }
  /** Nothing is paid for it, and why. */
  | { nothing: string }
  /** What it costs is not known, and why. */
  | { unknown: string };

/** What an override costs a day above normal, and so far. @param since milliseconds; null where not known */
export function costOf(
  deviation: Deviation,
  workload: Workload | null,
  since: { at: number | null; atLeast: boolean },
  world: World,
): OverrideCost {
  const extra = extraOf(deviation, workload, world);
  if ('nothing' in extra) return { usdPerDay: 0, usdSoFar: 0, basis: extra.nothing };
  if ('unknown' in extra) return { usdPerDay: null, usdSoFar: null, basis: extra.unknown };
  const { units, words, rate } = extra;
  if ('unknown' in rate) return { usdPerDay: null, usdSoFar: null, basis: `${words}; ${rate.unknown}` };
  const usdPerDay = cents(units * rate.usdPerDay);
  const basis = `${words}, each ${rate.words}`;
  if (since.at === null) return { usdPerDay, usdSoFar: null, basis };
  const days = Math.max(0, world.seenAt - since.at) / dayMs;
  const least = since.atLeast ? '; so far at least, since it may be older' : '';
  return { usdPerDay, usdSoFar: cents(units * rate.usdPerDay * days), basis: `${basis}${least}` };
}

function extraOf(deviation: Deviation, workload: Workload | null, world: World): Extra {
  const { held, resource, normal, now } = deviation;
  if (held.value === 'billingMode') return { unknown: 'requests on demand are paid by use' };
  if (typeof now === 'boolean') return suspended(held.value);
  if (held.value === 'reservedConcurrency') return { nothing: 'reserved concurrency costs nothing' };
  if (typeof now !== 'number' || typeof normal !== 'number') return { unknown: 'what is normal is not known' };
  if (now < normal) return { nothing: 'it costs no more than normal' };
  if (held.value === 'maxCapacity')
    return { nothing: 'a maximum costs nothing by itself: load pays for what it uses of it' };
  return resource.kind === 'scalable-target'
    ? aboveNormal(resource, normal, now, workload, world)
    : keptAboveNormal(deviation, normal, now, world);
}

function suspended(value: string): Extra {
  if (value === 'suspendedDynamicScaleOut') return { nothing: 'capacity that is not added costs nothing' };
  return { unknown: 'what stays up while scaling is suspended depends on load' };
}

/**
 * A minimum costs what it keeps running beyond need: of what runs no more than the minimum holds, and no less than the normal
 * minimum, or normal demand where the policy tells it, would run anyway.
 */
function aboveNormal(target: Resource, normal: number, now: number, workload: Workload | null, world: World): Extra {
  const scaled = scaledBy(target, world);
  if ('unknown' in scaled) return scaled;
  const { current, unit, rate } = scaled;
  const demand = baselineOf(workload, 'demand', baselineDimension(identityOf(target)));
  const needed = demand.known && typeof demand.value === 'number' ? demand.value : null;
  const floor = Math.max(normal, needed ?? 0);
  const units = Math.max(0, Math.min(current, now) - floor);
  const instead = floor > normal ? `${floor} that normal demand takes` : `normal ${floor}`;
  const bound = needed === null ? ' at most, since what load needs is not known' : '';
  return {
    units,
    rate,
    words: `${unit}: ${count(units)} above the ${instead}${bound}, of ${count(current)} there now`,
  };
}

/** Capacity outside Application Auto Scaling is paid as long as it is set; of a minimum load may take a part anyway. */
function keptAboveNormal({ held, resource }: Deviation, normal: number, now: number, world: World): Extra {
  const units = now - normal;
  const paid = (unit: string, rate: Rate, each = 1): Extra => ({
    units: units * each,
    rate,
    words: `${unit}: ${count(units)} above normal`,
  });
  switch (held.value) {
    case 'desiredCount':
      return paid('tasks', taskRate(world, resource));
    case 'provisionedConcurrency':
      return paid('environments', provisionedConcurrencyRate(world, resource));
    case 'minAcu':
      return acuAboveNormal(resource, paid, world);
    case 'minDataStorageGb':
      return storageAboveNormal(resource, normal, now, world);
    case 'minEcpuPerSecond':
      return paid('ECPU a second at most', serverlessCacheRate(world, resource, 'ecpu'));
    case 'minIndexingOcu':
    case 'minSearchOcu':
      return paid('OCU at most', ocuRate(world, resource.region));
    case 'modelUnits':
      return paid('model units', modelUnitRate(world, resource));
    case 'shards':
    case 'replicas': {
      const { unit, rate } = cacheParts(resource, held.value, world);
      return paid(unit, rate);
    }
    default: {
      const side = held.value.endsWith('write') ? 'write' : 'read';
      return paid(`${side} units`, tableUnitRate(world, resource, side));
    }
  }
}

/** GB that a serverless cache is billed at least, whatever its minimum. https://aws.amazon.com/elasticache/pricing/ */
const billedGb = (engine: Json | undefined) => (engine === 'valkey' ? 0.1 : 1);

function storageAboveNormal(cache: Resource, normal: number, now: number, world: World): Extra {
  const floor = Math.max(normal, billedGb(cache.attributes.engine));
  const instead = floor > normal ? `the ${floor} that are billed anyway` : 'normal';
  const units = Math.max(0, now - floor);
  return {
    units,
    words: `GB at most: ${count(units)} above ${instead}`,
    rate: serverlessCacheRate(world, cache, 'gb'),
  };
}

/** Each serverless member of a cluster keeps the minimum. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html */
function acuAboveNormal(
  cluster: Resource,
  paid: (unit: string, rate: Rate, each?: number) => Extra,
  world: World,
): Extra {
  const members = world.at('rds-instance', cluster).filter(({ attributes }) => attributes.clusterId === cluster.key);
  const unread = world.gaps('rds-instance', cluster);
  const [gap] = unread;
  if (gap) return { unknown: `how many members keep the minimum was not read (${gap.reason})` };
  const serverless = members.filter(({ attributes }) => attributes.instanceClass === 'db.serverless').length;
  if (serverless === 0) return { nothing: 'no member of the cluster is serverless' };
  const each = serverless === 1 ? 'ACU at most' : `ACU at most in each of ${serverless} members`;
  return paid(each, acuRate(world, cluster), serverless);
}

/** A number for people: no more digits than it needs. */
const count = (value: number): string => String(Math.round(value * 100) / 100);

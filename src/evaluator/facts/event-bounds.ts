import { derive, type Fact, known } from '../fact.ts';
import { memberOf, type World } from '../world.ts';
import { nextFireOf } from './action-timeline.ts';
import { boundsAt } from './bounds-at.ts';
import { unitsOf } from './dynamodb-slice.ts';
import type { Lever, LeverType } from './event-levers.ts';
import { actionsOf, scalingGaps } from './joins.ts';
import { provisionedSum } from './kept-capacity.ts';
import { scalingHasEffect } from './scaling.ts';

export type Bound = 'minCapacity' | 'maxCapacity';

/** A span of time, milliseconds since the epoch. */
export interface Span {
  from: number;
  to: number;
}

/** The lowest that a bound of a lever is within a span; null where the lever has no such bound, or no limit. */
export function lowestBound(world: World, lever: Lever, bound: Bound, span: Span): Fact {
  if (lever.type === 'target' && lever.target) return lowestOfTarget(world, lever, bound, span);
  return stands[lever.type][bound](world, lever);
}

/** Instants are those at which a scheduled action may have changed it; what no action changes stays. */
function lowestOfTarget(world: World, lever: Lever, bound: Bound, { from, to }: Span): Fact {
  const target = lever.target;
  if (!target) return known(null);
  const instants = new Set([from, to]);
  for (const action of actionsOf(world, lever, target)) {
    let at = nextFireOf(action, from);
    // A rate may fire each minute, and always writes the same.
    for (let fires = 0; at !== null && at < to && fires < 5; fires++) {
      instants.add(at);
      at = nextFireOf(action, at);
    }
  }
  // Levers without effect are none; one that was not told may be.
  const effect = scalingHasEffect(world, lever, target);
  if (!effect.known) return effect;
  const values = [...instants].sort((a, b) => a - b).map((at) => boundsAt(world, lever, target, at)[bound]);
  return derive(values, (...all) => Math.min(...all.map(Number)));
}

type Reader = (world: World, lever: Lever) => Fact;
const none: Reader = () => known(null);
const zeroIfNone = (fact: Fact): Fact => derive([fact], (value) => value ?? 0);

/** Capacity that no target scales: what is there now stays, since nothing that can be read writes it on a schedule. */
function unscaled(read: (lever: Lever) => Fact): Reader {
  return (world, lever) => {
    const gaps = lever.target ? scalingGaps(world, lever, 'scalable-target', lever.target) : [];
    return gaps.length > 0 ? { known: false, because: gaps } : read(lever);
  };
}

const upper = (side: string | null) => `${(side ?? '').charAt(0).toUpperCase()}${(side ?? '').slice(1)}`;
const cacheMember = (side: string | null, end: 'Minimum' | 'Maximum') =>
  side === 'storage' ? `dataStorage${end}Gb` : `ecpu${end}PerSecond`;

/** Bounds of levers outside Application Auto Scaling as they stand. */
const stands: Record<LeverType, Record<Bound, Reader>> = {
  target: { minCapacity: none, maxCapacity: none },
  service: { minCapacity: unscaled(({ resource }) => memberOf(resource, 'desiredCount')), maxCapacity: none },
  'table-units': { minCapacity: unscaled(tableUnits), maxCapacity: none },
  'on-demand': { minCapacity: none, maxCapacity: (_, lever) => tableMember(lever, 'max', 'RequestUnits') },
  'collection-group': {
    minCapacity: (_, { resource, dimension }) => zeroIfNone(memberOf(resource, `min${upper(dimension)}Ocu`)),
    maxCapacity: (_, { resource, dimension }) => memberOf(resource, `max${upper(dimension)}Ocu`),
  },
  collections: {
    minCapacity: none,
    maxCapacity: (_, { resource, dimension }) => memberOf(resource, `max${upper(dimension)}Ocu`),
  },
  'serverless-cache': {
    minCapacity: (_, { resource, dimension }) => zeroIfNone(memberOf(resource, cacheMember(dimension, 'Minimum'))),
    maxCapacity: (_, { resource, dimension }) => memberOf(resource, cacheMember(dimension, 'Maximum')),
  },
  function: { minCapacity: provisioned, maxCapacity: (_, { resource }) => memberOf(resource, 'reservedConcurrency') },
};

function tableUnits(lever: Lever): Fact {
  const [index, side] = sideOf(lever);
  const slice = { ...lever, kind: 'dynamodb-capacity', id: lever.resource.id, parts: { index, side } };
  return derive([memberOf(lever.resource, 'billingMode'), unitsOf(slice)], (_, units = null) => units);
}

/** Index (null: the table itself) and side of a table's lever. */
function sideOf({ dimension }: Lever): [index: string | null, side: string] {
  const [, index = null, side = String(dimension)] = /^index\/(.*)\/(read|write)$/.exec(String(dimension)) ?? [];
  return [index, side];
}

/** A member of a side of a table or index: its cap or its warm throughput. */
export function tableMember(lever: Lever, start: 'max' | 'warm', end: string): Fact {
  const [index, side] = sideOf(lever);
  const member = `${start}${upper(side)}${end}`;
  if (index === null) return memberOf(lever.resource, member);
  return derive([memberOf(lever.resource, 'indexes')], (indexes) => {
    const found = (indexes as Record<string, number | null>[]).find((one) => String(one.name) === index);
    return found?.[member] ?? null;
  });
}

/** Provisioned concurrency that no target scales; what a target scales is a lever of its own. */
function provisioned(world: World, { resource, ...place }: Lever): Fact {
  const gaps = world.gaps('scalable-target', place, 'lambda');
  const isScaled = world
    .at('scalable-target', place)
    .some((one) => String(one.attributes.resourceId).startsWith(`function:${resource.key}:`));
  if (isScaled) return known(null);
  if (gaps.length > 0) return { known: false, because: gaps };
  return derive([memberOf(resource, 'provisionedConcurrency')], provisionedSum);
}

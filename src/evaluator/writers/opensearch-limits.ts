import type { Json } from '../../model/snapshot.ts';
import type { Change } from './define-writer.ts';
import type { Attributes, Plan } from './writer.ts';

/** Members of capacityLimits by the attribute that holds them. */
export const limitMembers = {
  maxIndexingOcu: 'maxIndexingCapacityInOCU',
  maxSearchOcu: 'maxSearchCapacityInOCU',
  minIndexingOcu: 'minIndexingCapacityInOCU',
  minSearchOcu: 'minSearchCapacityInOCU',
} as const;
/**
 * The least limit of a group that is not below a number of OCU: 1 (not in the next generation), 2, 4, 8, 16 and multiples of
 * 16 are taken, and 0 for no minimum. Account limits take any whole number.
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/collection-groups-capacity-limits.html
 */
export function groupSize(generation: Json | undefined, ocu: number): number {
  const small = generation === 'NEXTGEN' ? [0, 2, 4, 8] : [0, 1, 2, 4, 8];
  return small.find((size) => size >= ocu) ?? 16 * Math.ceil(ocu / 16);
}

export const maxima = ['maxIndexingOcu', 'maxSearchOcu'] as const;
export const minima = ['minIndexingOcu', 'minSearchOcu'] as const;

/** Limits are written as a whole: what happens to those that are left out is not documented. Absent minima are left out. */
export function capacityLimits(limits: Attributes): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(limitMembers).flatMap(([name, member]) => {
      const value = limits[name];
      return value === undefined || value === null ? [] : [[member, value]];
    }),
  );
}

/** Why the limits cannot be written; null where all are told. */
export const refuseUntold = (names: string[]): Plan | null =>
  names.length === 0
    ? null
    : { cannot: `Limits are written as a whole, and the snapshot does not tell ${names.join(', ')}.` };

const lowered = ({ from, to }: Change) =>
  [...maxima, ...minima].some((name) => Number(to[name] ?? 0) < Number(from[name] ?? 0));

/** What to know before limits are lowered. */
export const belowUse = (change: Change) => (lowered(change) ? ['AWS refuses limits below what is in use.'] : []);

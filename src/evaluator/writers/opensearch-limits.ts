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

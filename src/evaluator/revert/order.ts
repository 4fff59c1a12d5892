import { revertPhases } from '../../model/revert.ts';
import { compareText } from '../../model/snapshot.ts';
import type { Leg } from './leg.ts';

/**
 * Safest first: by phase, then what brings most money, then by name. Legs of one chain stay together, in their order.
 * What comes back or changes comes before what goes.
 */
export function inOrder(legs: readonly Leg[]): Leg[] {
  const chainOf = (leg: Leg) => `${leg.phase}\u0000${leg.chain}`;
  const dollars = new Map<string, number>();
  for (const leg of legs) dollars.set(chainOf(leg), (dollars.get(chainOf(leg)) ?? 0) + (leg.usdPerDay ?? 0));
  const rankOf = (leg: Leg) => revertPhases.indexOf(leg.phase) * 2 + (leg.to === null ? 1 : 0);
  // The sort is stable: legs of a chain were made in their order.
  return legs.toSorted(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      Number(dollars.get(chainOf(b))) - Number(dollars.get(chainOf(a))) ||
      compareText(a.chain, b.chain),
  );
}

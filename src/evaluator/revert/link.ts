import { targetKey } from '../facts/joins.ts';
import { type Around, scalesIn, targetOf } from './around.ts';
import { reasserting } from './companions.ts';
import type { Leg } from './leg.ts';
import { placeOf } from './want.ts';

/** What a leg needs before it: the target of a policy, scale-in before a minimum is lowered, the minimum before the maximum. */
export function link(legs: readonly Leg[], around: Around): void {
  const byTarget = new Map<string, Leg[]>();
  for (const leg of legs) {
    const key = targetPlace(leg);
    if (key !== null) byTarget.set(key, [...(byTarget.get(key) ?? []), leg]);
  }
  for (const leg of legs) {
    const others = byTarget.get(targetPlace(leg) ?? '') ?? [];
    leg.after = [...new Set([...leg.after, ...others.filter((other) => other !== leg && needs(leg, other, around))])];
  }
}

function targetPlace({ want: { resource } }: Leg): string | null {
  const target = targetOf(resource);
  return target && placeOf({ ...resource, kind: 'scalable-target', key: targetKey(target) });
}

function needs(leg: Leg, other: Leg, around: Around): boolean {
  const { kind } = leg.want.resource;
  const of = other.want.resource.kind;
  if (kind !== 'scalable-target') return of === 'scalable-target' && other.from === null;
  if (leg.phase === 'minimum') {
    if (of === 'scheduled-action') return other.phase === 'policies' && undoesReassertion(other, leg, around);
    return of === 'scaling-policy' && other.to !== null && makesScaleIn(leg, around);
  }
  // A maximum below the minimum is refused.
  const lowered = other.phase === 'minimum' && of === 'scalable-target';
  return leg.phase === 'maximum' && lowered && Number(other.from?.minCapacity) > Number(leg.to?.maxCapacity);
}

/** Scale-in is there when all steps ran, and is not now. */
function makesScaleIn({ want: { resource } }: Leg, { now, then }: Around): boolean {
  const target = targetOf(resource);
  return target !== null && scalesIn(then, resource, target) === true && scalesIn(now, resource, target) !== true;
}

/** Whether the other leg takes away what would write a higher minimum again. */
function undoesReassertion(other: Leg, leg: Leg, around: Around): boolean {
  const minimum = Number(leg.to?.minCapacity);
  const before = Number(other.from?.minCapacity ?? Number.NaN);
  const still = reasserting(leg, around).some((action) => action.key === other.want.resource.key);
  return before > minimum && !still;
}

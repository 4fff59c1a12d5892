import { askedOf } from '../facts/event-asked.ts';
import type { Lever } from '../facts/event-levers.ts';
import { subjectOf } from '../facts/joins.ts';
import { keptCapacityFacts } from '../facts/kept-capacity.ts';
import type { Context } from '../subject.ts';
import type { Aspect } from './aspects.ts';
import { eventOwning } from './need.ts';

/** Name that baselines give the minimum of a lever that no target scales; null for those without one. */
function measureOf({ type, dimension }: Lever): string | null {
  switch (type) {
    case 'collection-group':
      return dimension === 'search' ? 'minSearchOcu' : 'minIndexingOcu';
    case 'serverless-cache':
      return dimension === 'storage' ? 'minDataStorageGb' : 'minEcpuPerSecond';
    case 'function':
      return 'provisionedConcurrency';
    case 'table-units':
      return dimension;
    default:
      return null;
  }
}

/** Capacity outside of Application Auto Scaling that is above its baseline after an event. */
export function leftRaisedBesideTargets(lever: Lever, context: Context): Aspect[] {
  const measure = measureOf(lever);
  const raised = keptCapacityFacts[lever.resource.kind]?.raised?.compute(subjectOf(lever.resource), context);
  if (measure === null || !raised?.known) return [];
  const found = (raised.value as string[]).find((text) => text.startsWith(`${measure} `));
  if (found === undefined) return [];
  const [, now = ''] = found.split(/[ ,]+/);
  const { calendar, now: instant } = context.world;
  if (eventOwning(calendar, instant, askedOf(lever, context), 'minCapacity', Number(now))) return [];
  return [
    {
      value: measure,
      needed: null,
      now: Number(now),
      atStart: null,
      readiness: 'not reverted',
      why: `still ${found}`,
    },
  ];
}

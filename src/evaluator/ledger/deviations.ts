import type { Workload } from '../../model/policy.ts';
import type { Unknown } from '../../model/report.ts';
import type { Resource } from '../../model/snapshot.ts';
import type { World } from '../world.ts';
import type { Deviation } from './age.ts';
import { heldOf } from './held.ts';
import { normalOf, trailOf } from './normal.ts';

/** The values of a resource that are not normal. */
export function deviationsOf(
  resource: Resource,
  workload: Workload | null,
  world: World,
): { deviations: Deviation[]; unseen: Unknown[] } {
  const unseen: Unknown[] = [];
  const deviations = heldOf(resource, workload).flatMap((held): Deviation[] => {
    const now = held.of(resource);
    const attribute = held.path[0] ?? '';
    if (now === undefined) {
      const reason = resource.unread[attribute];
      if (reason) unseen.push({ fact: attribute, reason, api: resource.unreadApi?.[attribute] ?? null });
      return [];
    }
    const normal = normalOf(held, resource, now, world);
    if (normal === null) {
      unseen.push(...trailGaps(held, resource, world));
      return [];
    }
    if (normal.value === now || (now === false && normal.value === true)) return [];
    return [{ resource, held, normal: normal.value, normalFrom: normal.from, now }];
  });
  return { deviations, unseen };
}

/** Where only the trail could tell what is normal: why it does not. */
function trailGaps(held: Deviation['held'], resource: Resource, world: World): Unknown[] {
  const trail = trailOf(held, resource);
  if (!trail) return [];
  return trail.eventNames
    .flatMap((eventName) => world.gaps('capacity-change', resource, eventName))
    .filter(({ reason }) => reason !== 'not-recorded');
}

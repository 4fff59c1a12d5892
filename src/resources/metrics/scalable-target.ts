import type { Resource } from '../../model/snapshot.ts';
import { ecsCpu, ecsMemory, ecsTaskMinutes } from './ecs.ts';
import type { MetricNeed, MetricQuery, Peers } from './query.ts';

/** Minima up to this are no news when they are idle: somebody wants at least that many. */
export const smallMinimum = 2;

/** Of ECS targets: utilisation where the service runs at a minimum above two, and its tasks where there is room to scale. */
function ofService(target: Resource, peers: Peers): MetricQuery[] {
  const { resourceId, minCapacity, maxCapacity } = target.attributes;
  const [head, cluster, service] = String(resourceId).split('/');
  if (head !== 'service' || cluster === undefined || service === undefined) return [];
  const found = peers.find('ecs-service', `${cluster}/${service}`);
  if (found?.attributes.status !== 'ACTIVE') return [];
  const atMinimum = Number(minCapacity) > smallMinimum && found.attributes.desiredCount === minCapacity;
  return [
    ...(atMinimum ? [ecsCpu(cluster, service), ecsMemory(cluster, service)] : []),
    ...(Number(minCapacity) < Number(maxCapacity) ? [ecsTaskMinutes(cluster, service)] : []),
  ];
}

export const scalableTargetMetrics: MetricNeed = {
  kind: 'scalable-target',
  needs(target, peers) {
    if (target.attributes.scalableDimension === 'ecs:service:DesiredCount') return ofService(target, peers);
    return [];
  },
};

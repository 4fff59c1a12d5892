import type { Resource } from '../../model/snapshot.ts';
import { day, hour, type MetricNeed, type MetricQuery, minute, type Peers } from './query.ts';

export const ofService = (cluster: string, service: string) => ({
  namespace: 'AWS/ECS',
  dimensions: { ClusterName: cluster, ServiceName: service },
});

/** CPU of a service, percent of what its tasks reserve. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html */
export const ecsCpu = (cluster: string, service: string): MetricQuery => ({
  ...ofService(cluster, service),
  metricName: 'CPUUtilization',
  statistic: 'Average',
  periodSeconds: 5 * minute,
  windowSeconds: day,
});

/** Memory of a service, percent of what its tasks reserve. */
export const ecsMemory = (cluster: string, service: string): MetricQuery => ({
  ...ecsCpu(cluster, service),
  metricName: 'MemoryUtilization',
});

/**
 * Task-minutes of each hour: every running task sends a sample of its CPU each minute. The highest hour of each day is kept.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
 */
export const ecsTaskMinutes = (cluster: string, service: string): MetricQuery => ({
  ...ofService(cluster, service),
  metricName: 'CPUUtilization',
  statistic: 'SampleCount',
  periodSeconds: hour,
  windowSeconds: 63 * day,
  stepSeconds: day,
});

/** Minima up to this are no news when they are idle: somebody wants at least that many. */
export const smallMinimum = 2;

/** Of ECS targets: utilisation where the service runs at a minimum above two, and its tasks where there is room to scale. */
function ofTarget(target: Resource, peers: Peers): MetricQuery[] {
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

export const ecsTargetMetrics: MetricNeed = {
  kind: 'scalable-target',
  needs(target, peers) {
    if (target.attributes.scalableDimension === 'ecs:service:DesiredCount') return ofTarget(target, peers);
    return [];
  },
};

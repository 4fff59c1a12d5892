import type { DeclaredMetric } from '../account-metrics.ts';
import type { Context } from '../service.ts';
import { type AutoscalingState, applicationAutoscaling } from '../services/application-autoscaling.ts';
import { ecs } from '../services/ecs.ts';
import { count } from './item.ts';

type Peers = Pick<Context<unknown>, 'peer'>;

const metric = (
  Namespace: string,
  MetricName: string,
  Dimensions: Record<string, string>,
  value: number,
  samples: DeclaredMetric['samples'] = 1,
): DeclaredMetric => ({ Namespace, MetricName, Dimensions, value, samples, points: {} });

/** What metrics say of resources that nothing ails, so that an account declares only the others. */
export function healthyMetrics({ peer }: Peers): DeclaredMetric[] {
  return [...ofServices(peer)];
}

/** Half busy; a sample a minute from each running task, and most of the maximum for an hour of the day. */
function ofServices(peer: Peers['peer']): DeclaredMetric[] {
  const targets = peer(applicationAutoscaling).targets;
  return [...peer(ecs).byArn.values()].flatMap(({ name, cluster, item }) => {
    const dimensions = { ClusterName: cluster, ServiceName: name };
    const running = count(item, 'runningCount', count(item, 'desiredCount', 1));
    const busiest = Math.max(running, 0.8 * maximumOf(targets, `service/${cluster}/${name}`));
    const samples = Array.from({ length: 24 }, (_, hour) => (hour === 9 ? busiest : running));
    return ['CPUUtilization', 'MemoryUtilization'].map((one) => metric('AWS/ECS', one, dimensions, 50, samples));
  });
}

/** The highest of the maxima that a resource's scalable targets have; 0 without one. */
function maximumOf(targets: AutoscalingState['targets'], resourceId: string): number {
  const namespace = resourceId.startsWith('service/') ? 'ecs' : 'dynamodb';
  const own = targets.get(namespace)?.byResource.get(resourceId) ?? [];
  return own.reduce((most, target) => Math.max(most, count(target, 'MaxCapacity')), 0);
}

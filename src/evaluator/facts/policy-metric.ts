import type { Json } from '../../model/snapshot.ts';
import { derive, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { identityOf, resourceOf, scaledResource } from './joins.ts';

const queueMetric = { namespace: 'AWS/SQS', name: 'ApproximateNumberOfMessagesVisible' };

interface Metric {
  namespace: string | null;
  name: string | null;
  expression: string | null;
}

/** Whether a metric is the length of a queue as it stands: metric math may divide it by what is running. */
function isQueueLength(metrics: Metric[]): boolean {
  const raw = metrics.every(({ expression }) => expression === null);
  return raw && metrics.some(({ namespace, name }) => namespace === queueMetric.namespace && name === queueMetric.name);
}

/** A policy on messages per running task. https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html */
function backlogConfiguration(subject: Subject, configuration: Record<string, Json>, perTask: number): Json {
  const specification = configuration.CustomizedMetricSpecification as Record<string, Json> | undefined;
  const owner = scaledResource(identityOf(resourceOf(subject)));
  const [ClusterName, ServiceName] = owner?.key.split('/') ?? [];
  if (!Array.isArray(specification?.Dimensions) || owner?.kind !== 'ecs-service' || !ServiceName) return null;
  const stat = (Id: string, Namespace: string, MetricName: string, Dimensions: Json, Stat: string): Json => ({
    Id,
    MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Stat },
    ReturnData: false,
  });
  const service = Object.entries({ ClusterName, ServiceName }).map(([Name, Value]) => ({ Name, Value: String(Value) }));
  return {
    ...configuration,
    TargetValue: perTask,
    CustomizedMetricSpecification: {
      Metrics: [
        stat('visible', queueMetric.namespace, queueMetric.name, specification.Dimensions, 'Sum'),
        stat('running', 'ECS/ContainerInsights', 'RunningTaskCount', service, 'Average'),
        { Id: 'backlog', Expression: 'visible / running', Label: 'messages per task', ReturnData: true },
      ],
    },
  };
}

/** What can be asked of the metric that a scaling policy follows. */
export const policyMetricFacts: Record<string, FactDefinition> = {
  followsQueueLength: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether a tracking policy follows the length of an SQS queue itself, which more capacity does not divide.',
    compute(subject) {
      const policy = resourceOf(subject);
      if (policy.attributes.policyType !== 'TargetTrackingScaling') return known(false);
      return derive([memberOf(policy, 'customMetrics')], (metrics) => isQueueLength(metrics as unknown as Metric[]));
    },
  },
  backlogConfiguration: {
    type: 'object',
    nullable: true,
    description:
      'The configuration of a policy on a queue with messages per running task, messagesPerTask of them, as its metric; null for other than ECS services.',
    parameters: ['messagesPerTask'],
    compute: (subject, { param }) =>
      derive([memberOf(resourceOf(subject), 'configuration')], (configuration) =>
        backlogConfiguration(subject, configuration as Record<string, Json>, Number(param('messagesPerTask'))),
      ),
  },
};

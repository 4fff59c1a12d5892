import type { Json, Resource } from '../../model/snapshot.ts';
import { anyTrue, derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf, someOf, type World } from '../world.ts';
import { atMaximumOften, atMaximumWithinDay, daysAtMaximum, scaledWithinHour } from './activities.ts';
import { alarmTopic, alarmWatches } from './alarms.ts';
import { baselineOf } from './baseline.ts';
import { ecsAddressFacts } from './ecs-addresses.ts';
import { ecsBoundFacts } from './ecs-bounds.ts';
import { ecsInstanceFacts } from './ecs-instances.ts';
import { ecsMetricsFacts } from './ecs-metrics.ts';
import { ecsQuotaFacts } from './ecs-quota.ts';
import { ecsStartFacts } from './ecs-start.ts';
import { ecsStartPathFacts } from './ecs-start-path.ts';
import { serviceTarget } from './ecs-target.ts';
import { findTarget, policiesOf, resourceOf, scalingGaps } from './joins.ts';

/** A question to the service's scalable target; `absent` answers when none is registered. */
function ofTarget(subject: Subject, { world }: Context, absent: Json, ask: (target: Resource) => Fact): Fact {
  const target = findTarget(world, subject, serviceTarget(subject));
  if (target) return ask(target);
  const gaps = scalingGaps(world, subject, 'scalable-target', serviceTarget(subject));
  return gaps.length > 0 ? { known: false, because: gaps } : known(absent);
}

/** Predictive policies of the service: the one that scales first. */
function predictivePolicy(subject: Subject, { world }: Context): Resource | undefined {
  const predictive = policiesOf(world, subject, serviceTarget(subject)).filter(
    (policy) => policy.attributes.policyType === 'PredictiveScaling',
  );
  return predictive.find((policy) => policy.attributes.predictiveMode === 'ForecastAndScale') ?? predictive[0];
}

function ofPredictivePolicy(subject: Subject, context: Context, ask: (policy: Resource) => Fact): Fact {
  const gaps = scalingGaps(context.world, subject, 'scaling-policy', serviceTarget(subject));
  const policy = predictivePolicy(subject, context);
  if (policy?.attributes.predictiveMode === 'ForecastAndScale' || (policy && gaps.length === 0)) return ask(policy);
  return gaps.length > 0 ? { known: false, because: gaps } : known(null);
}

/** Days since an instant; null where AWS does not tell it. */
function ageDays(created: Fact, now: number): Fact {
  return derive([created], (at) => (typeof at === 'string' ? Math.floor((now - Date.parse(at)) / 86_400_000) : null));
}

/** A predictive policy to begin with. https://docs.aws.amazon.com/autoscaling/application/userguide/aas-create-predictive-scaling-policy.html */
const firstPrediction: Json = {
  MetricSpecifications: [
    { TargetValue: 60, PredefinedMetricPairSpecification: { PredefinedMetricType: 'ECSServiceCPUUtilization' } },
  ],
  Mode: 'ForecastAndScale',
  SchedulingBufferTime: 600,
};

function cpuAlarmWatches(subject: Subject, { world, param }: Context): Fact {
  const { clusterName, serviceName } = resourceOf(subject).attributes;
  const dimensions = { ClusterName: String(clusterName), ServiceName: String(serviceName) };
  const highest = Number(param('alarmPercent'));
  const watched = (namespace: string, metric: string) =>
    alarmWatches(world, subject, { namespace, metrics: [metric], dimensions, highest });
  const own = watched('AWS/ECS', 'CPUUtilization');
  const insights = watched('ECS/ContainerInsights', 'TaskCpuUtilization');
  if (!insights.known || insights.value !== true) return anyTrue([own, insights]);
  return anyTrue([own, derive([containerInsights(subject, world)], (mode) => mode === 'enhanced')]);
}

/** Mode of Container Insights of the cluster of a service. */
function containerInsights(subject: Subject, world: World): Fact {
  const cluster = world.find('ecs-cluster', subject, String(resourceOf(subject).attributes.clusterName));
  if (cluster) return memberOf(cluster, 'containerInsights');
  const because = world.gaps('ecs-cluster', subject);
  return because.length > 0 ? { known: false, because } : known('disabled');
}

/** What can be asked of an ECS service beside its own attributes. */
export const ecsServiceFacts: Record<string, FactDefinition> = {
  scalableTargetRegistered: {
    type: 'boolean',
    nullable: false,
    description: 'Whether a scalable target for the desired count exists.',
    compute(subject, { world }) {
      const target = findTarget(world, subject, serviceTarget(subject));
      return someOf(target ? [target] : [], scalingGaps(world, subject, 'scalable-target', serviceTarget(subject)));
    },
  },
  suggestedMaximum: {
    type: 'number',
    nullable: false,
    description: 'A maximum to begin with: four times the desired count, at least 4.',
    compute: (subject) =>
      derive([memberOf(resourceOf(subject), 'desiredCount')], (desired) => Math.max(4, 4 * Number(desired))),
  },
  peakCapacity: {
    type: 'number',
    nullable: true,
    description:
      'Tasks that the declared demand needs at its peak: demand × peakFactor, rounded up; null without a declared demand.',
    parameters: ['peakFactor'],
    compute: (_, { workload, param }) =>
      derive([baselineOf(workload, 'demand')], (demand) =>
        typeof demand === 'number' ? Math.ceil(demand * Number(param('peakFactor'))) : null,
      ),
  },
  daysAtMaximum: {
    type: 'number',
    nullable: false,
    description:
      'Distinct days of the 14 before the snapshot on which the service was held back by its maximum; 0 without a target.',
    compute: (subject, context) => ofTarget(subject, context, 0, (target) => daysAtMaximum(context.world, target, 14)),
  },
  atMaximumOften: {
    type: 'boolean',
    nullable: false,
    description: 'Whether that was so on at least hitDays days of the 14.',
    parameters: ['hitDays'],
    compute: (subject, context) =>
      ofTarget(subject, context, false, (target) =>
        atMaximumOften(context.world, target, 14, Number(context.param('hitDays'))),
      ),
  },
  atMaximumWithinDay: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the service was held back by its maximum within the 24 hours before the snapshot.',
    compute: (subject, context) =>
      ofTarget(subject, context, false, (target) => atMaximumWithinDay(context.world, target)),
  },
  scaledWithinHour: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the service was scaled in the hour before the snapshot; false without a target.',
    compute: (subject, context) =>
      ofTarget(subject, context, false, (target) => scaledWithinHour(context.world, target)),
  },
  predictiveMode: {
    type: 'string',
    nullable: true,
    description: 'Mode of the predictive scaling policy: ForecastOnly or ForecastAndScale; null without one.',
    compute: (subject, context) => ofPredictivePolicy(subject, context, (policy) => memberOf(policy, 'predictiveMode')),
  },
  predictivePolicyAgeDays: {
    type: 'number',
    nullable: true,
    description: 'Days since the predictive scaling policy was created; null without one.',
    compute: (subject, context) =>
      ofPredictivePolicy(subject, context, (policy) => ageDays(memberOf(policy, 'createdAt'), context.world.now)),
  },
  predictivePolicy: {
    type: 'string',
    nullable: true,
    description: 'Name of the predictive scaling policy; null without one.',
    compute: (subject, context) => ofPredictivePolicy(subject, context, (policy) => memberOf(policy, 'policyName')),
  },
  newPredictivePolicy: {
    type: 'string',
    nullable: true,
    description: 'Name for a predictive scaling policy to begin with, predictive-cpu; null where there is one.',
    compute: (subject, context) =>
      derive([ofPredictivePolicy(subject, context, (policy) => memberOf(policy, 'policyName'))], (name) =>
        name === null ? 'predictive-cpu' : null,
      ),
  },
  predictivePolicyName: {
    type: 'string',
    nullable: false,
    description: 'Name of the predictive scaling policy; predictive-cpu, to begin with, where there is none.',
    compute: (subject, context) =>
      derive(
        [ofPredictivePolicy(subject, context, (policy) => memberOf(policy, 'policyName'))],
        (name) => name ?? 'predictive-cpu',
      ),
  },
  predictiveConfiguration: {
    type: 'object',
    nullable: false,
    description: 'Configuration of that policy with its mode set to scale; one to begin with where there is none.',
    compute: (subject, context) =>
      derive([ofPredictivePolicy(subject, context, (policy) => memberOf(policy, 'configuration'))], (found) =>
        found === null ? firstPrediction : { ...(found as object), Mode: 'ForecastAndScale' },
      ),
  },
  serviceAgeDays: {
    type: 'number',
    nullable: true,
    description: 'Days since the service was created; null where AWS does not tell.',
    compute: (subject, { world }) => ageDays(memberOf(resourceOf(subject), 'createdAt'), world.now),
  },
  alarmTopic,
  cpuAlarmWatches: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether an alarm with actions watches the CPU of the service at or below alarmPercent: CPUUtilization, or TaskCpuUtilization where Container Insights of the cluster is enhanced, without which that has no data.',
    parameters: ['alarmPercent'],
    compute: (subject, context) => cpuAlarmWatches(subject, context),
  },
  ...ecsAddressFacts,
  ...ecsBoundFacts,
  ...ecsInstanceFacts,
  ...ecsMetricsFacts,
  ...ecsQuotaFacts,
  ...ecsStartFacts,
  ...ecsStartPathFacts,
};

import type { Json } from '../../model/snapshot.ts';
import { derive, type Fact } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { eventAnnounced } from './event-announced.ts';
import { identityOf, resourceOf } from './joins.ts';
import { countNames, deadAlarms, inactiveBecause, silencedAlarms, starvedAlarms } from './policy-alarms.ts';
import { policyMetricFacts } from './policy-metric.ts';
import { policyNameFacts } from './policy-name.ts';
import { policyTargetGroupFacts } from './policy-target-group.ts';
import { scalingHasEffect, tableBillingMode } from './scaling.ts';

/** Parameter that holds the highest sensible target of a utilisation metric, by namespace. */
const limitParameters: Record<string, string> = {
  ecs: 'ecsPercent',
  dynamodb: 'dynamodbPercent',
  lambda: 'lambdaFraction',
  elasticache: 'elasticachePercent',
  rds: 'rdsPercent',
};

const configurationOptions: Record<string, string> = {
  TargetTrackingScaling: '--target-tracking-scaling-policy-configuration',
  StepScaling: '--step-scaling-policy-configuration',
  PredictiveScaling: '--predictive-scaling-policy-configuration',
};

/** The configuration with some members changed: put-scaling-policy replaces all of it. Null for other policy types. */
function changedConfiguration(
  subject: Subject,
  tracking: Record<string, Json> | null,
  step: Record<string, Json> | null = null,
): Fact {
  return derive([memberOf(resourceOf(subject), 'configuration')], (configuration) => {
    const type = resourceOf(subject).attributes.policyType;
    const change = type === 'TargetTrackingScaling' ? tracking : type === 'StepScaling' ? step : null;
    return change ? { ...(configuration as Record<string, Json>), ...change } : null;
  });
}

/** What can be asked of a scaling policy beside its own attributes. */
export const scalingPolicyFacts: Record<string, FactDefinition> = {
  eventAnnounced,
  utilizationLimit: {
    type: 'number',
    nullable: true,
    description: 'Highest sensible target value for the metric, in its own unit; null when it is no utilisation.',
    parameters: Object.values(limitParameters),
    compute(subject, { param }) {
      return derive([memberOf(resourceOf(subject), 'predefinedMetric')], (metric) => {
        const parameter = limitParameters[String(resourceOf(subject).attributes.serviceNamespace)];
        const isUtilization = typeof metric === 'string' && /Utilization|Usage\w*Percentage/.test(metric);
        return isUtilization && parameter ? param(parameter) : null;
      });
    },
  },
  configurationOption: {
    type: 'string',
    nullable: true,
    description: 'Option of put-scaling-policy that takes the configuration of this policy type.',
    compute: (subject) =>
      derive([memberOf(resourceOf(subject), 'policyType')], (type) => configurationOptions[String(type)] ?? null),
  },
  fasterConfiguration: {
    type: 'object',
    nullable: true,
    description: 'The configuration with a scale-out cooldown of 30 seconds.',
    compute: (subject) => changedConfiguration(subject, { ScaleOutCooldown: 30 }, { Cooldown: 30 }),
  },
  policyAgeMinutes: {
    type: 'number',
    nullable: true,
    description: 'Minutes from the creation of the policy to the snapshot; null where AWS does not tell.',
    compute: (subject, { world }) =>
      derive([memberOf(resourceOf(subject), 'createdAt')], (created) =>
        typeof created === 'string' ? Math.floor((world.seenAt - Date.parse(created)) / 60_000) : null,
      ),
  },
  alarmCount: {
    type: 'number',
    nullable: false,
    description: 'Alarms that drive the policy.',
    compute: (subject) => countNames(memberOf(resourceOf(subject), 'alarmNames')),
  },
  deadAlarms: {
    type: 'list',
    nullable: false,
    description: 'Alarms of the policy that are proven not to exist, or to have their actions disabled.',
    compute: (subject, { world }) => deadAlarms(world, subject, resourceOf(subject)),
  },
  deadAlarmCount: {
    type: 'number',
    nullable: false,
    description: 'How many alarms of the policy do not exist or have their actions disabled.',
    compute: (subject, { world }) => countNames(deadAlarms(world, subject, resourceOf(subject))),
  },
  starvedAlarmCount: {
    type: 'number',
    nullable: false,
    description:
      'Alarms of an ECS CPU or memory policy that have lacked data for over an hour although tasks run, and were not scaled within that hour; 0 for other policies.',
    compute: (subject, { world }) => countNames(starvedAlarms(world, subject, resourceOf(subject))),
  },
  silencedAlarms: {
    type: 'list',
    nullable: true,
    description: 'Alarms of the policy whose actions are switched off; null when there is none.',
    compute: (subject, { world }) => silencedAlarms(world, subject, resourceOf(subject)),
  },
  trackingConfiguration: {
    type: 'object',
    nullable: true,
    description: 'The configuration of a tracking policy, whose alarms AWS makes; null for other types.',
    compute: (subject) => changedConfiguration(subject, {}),
  },
  inactiveBecause: {
    type: 'list',
    nullable: false,
    description: 'What is known to keep the policy from acting, in words; empty when nothing is.',
    compute: (subject, { world }) => inactiveBecause(world, subject, resourceOf(subject)),
  },
  scalingHasEffect: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether the policy does anything: not on a table on demand, a service being drained, or a resource that is proven to be gone.',
    compute: (subject, { world }) => scalingHasEffect(world, subject, identityOf(resourceOf(subject))),
  },
  tableBillingMode: {
    type: 'string',
    nullable: true,
    description: 'Billing mode of the table behind the policy; null for other namespaces.',
    compute: (subject, { world }) => tableBillingMode(world, subject, identityOf(resourceOf(subject))),
  },
  quickerScaleIn: {
    type: 'object',
    nullable: true,
    description: 'The configuration with a scale-in cooldown of maxSeconds.',
    parameters: ['maxSeconds'],
    compute: (subject, { param }) =>
      changedConfiguration(subject, { ScaleInCooldown: param('maxSeconds') }, { Cooldown: param('maxSeconds') }),
  },
  ...policyMetricFacts,
  ...policyTargetGroupFacts,
  ...policyNameFacts,
};

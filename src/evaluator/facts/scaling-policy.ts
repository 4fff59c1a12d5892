import type { Json, Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type Place, type World } from '../world.ts';
import { alarmGaps } from './alarms.ts';
import { identityOf, resourceOf, scaledResource } from './joins.ts';
import { tableBillingMode } from './scaling.ts';

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
export function changedConfiguration(
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
  utilizationLimit: {
    type: 'number',
    nullable: true,
    description: 'Highest sensible target value for the metric, in its own unit; null when it is no utilisation.',
    parameters: Object.values(limitParameters),
    compute(subject, { param }) {
      return derive([memberOf(resourceOf(subject), 'predefinedMetric')], (metric) => {
        const parameter = limitParameters[String(resourceOf(subject).attributes.serviceNamespace)];
        const isUtilization = typeof metric === 'string' && /Utilization|UsagePercentage/.test(metric);
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
    description: 'Minutes since the policy was created; null where AWS does not tell.',
    compute: (subject, { world }) =>
      derive([memberOf(resourceOf(subject), 'createdAt')], (created) =>
        typeof created === 'string' ? Math.floor((world.now - Date.parse(created)) / 60_000) : null,
      ),
  },
  alarmCount: {
    type: 'number',
    nullable: false,
    description: 'Alarms that drive the policy.',
    compute: (subject) => derive([memberOf(resourceOf(subject), 'alarmNames')], (names) => listOf(names).length),
  },
  deadAlarms: {
    type: 'list',
    nullable: false,
    description: 'Alarms of the policy that do not exist or whose actions are disabled.',
    compute: (subject, { world }) =>
      alarmsOf(world, subject, resourceOf(subject), (alarm) => !alarm || alarm.attributes.actionsEnabled === false),
  },
  deadAlarmCount: {
    type: 'number',
    nullable: false,
    description: 'How many alarms of the policy do not exist or have their actions disabled.',
    compute: (subject, { world }) =>
      derive(
        [alarmsOf(world, subject, resourceOf(subject), (alarm) => !alarm || alarm.attributes.actionsEnabled === false)],
        (dead) => listOf(dead).length,
      ),
  },
  starvedAlarmCount: {
    type: 'number',
    nullable: false,
    description:
      'Alarms of a CPU or memory policy that lack data for over an hour although tasks run; 0 for other policies.',
    compute: (subject, { world }) => starvedAlarms(world, subject, resourceOf(subject)),
  },
  tableBillingMode: {
    type: 'string',
    nullable: true,
    description: 'Billing mode of the table behind the policy; null for other namespaces.',
    compute: (subject, { world }) => tableBillingMode(world, subject, identityOf(resourceOf(subject))),
  },
};

function listOf(value: Json): Json[] {
  return Array.isArray(value) ? value : [];
}

/** Names of the policy's alarms for which `wanted` holds; it is asked with undefined for an alarm that does not exist. */
function alarmsOf(
  world: World,
  place: Place,
  policy: Resource,
  wanted: (alarm: Resource | undefined) => boolean,
): Fact {
  const names = memberOf(policy, 'alarmNames');
  if (!names.known) return names;
  const gaps = alarmGaps(world, place);
  const all = listOf(names.value).map(String);
  const missing = all.filter((name) => !world.find('cloudwatch-alarm', place, name));
  // An alarm that was not found is known to be missing only when every alarm was read.
  if (missing.length > 0 && gaps.length > 0) return { known: false, because: gaps };
  return known(all.filter((name) => wanted(world.find('cloudwatch-alarm', place, name))));
}

/**
 * INSUFFICIENT_DATA means something only for ECS CPU and memory metrics of a service with running tasks: alarms on
 * DynamoDB metrics ignore missing data, and idle services rightly send none.
 */
function starvedAlarms(world: World, place: Place, policy: Resource): Fact {
  const metric = memberOf(policy, 'predefinedMetric');
  if (!metric.known) return metric;
  const owner = scaledResource(identityOf(policy));
  if (owner?.kind !== 'ecs-service' || !/Average(CPU|Memory)Utilization/.test(String(metric.value))) return known(0);
  const service = world.find('ecs-service', place, owner.key);
  const gaps = world.gaps('ecs-service', place);
  if (!service) return gaps.length > 0 ? { known: false, because: gaps } : known(0);
  const running = memberOf(service, 'runningCount');
  if (running.known && Number(running.value) === 0) return known(0);
  const starved = alarmsOf(world, place, policy, (alarm) => alarm !== undefined && lacksData(alarm, world.now));
  return derive([running, starved], (_, names) => listOf(names).length);
}

function lacksData(alarm: Resource, now: number): boolean {
  const { state, stateSince } = alarm.observed;
  return state === 'INSUFFICIENT_DATA' && typeof stateSince === 'string' && now - Date.parse(stateSince) > 3_600_000;
}

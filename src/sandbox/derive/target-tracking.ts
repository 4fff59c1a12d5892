import { arnOf, createdLongAgo, type Place, uuidOf } from './identity.ts';
import { count, type Item, part, parts, text } from './item.ts';
import { type TrackedMetric, trackedMetric } from './tracked-metric.ts';

type Role = 'AlarmHigh' | 'AlarmLow' | 'ProvisionedCapacityHigh' | 'ProvisionedCapacityLow';

/** One of the alarms that Application Auto Scaling makes and owns for a target tracking policy. */
export type TrackingAlarm = { name: string; role: Role };

/** What an alarm needs to know besides its policy. */
export type TrackingContext = { policyArn: string; provisionedUnits: number };

const dynamoDbRoles: Role[] = ['AlarmHigh', 'AlarmLow', 'ProvisionedCapacityHigh', 'ProvisionedCapacityLow'];

/** The alarms of a policy: none when it is no target tracking policy, or when the account file declares `Alarms` itself. */
export function alarmsOfPolicy(policy: Item, place: Place): TrackingAlarm[] {
  if (policy.Alarms !== undefined || !policy.TargetTrackingScalingPolicyConfiguration) return [];
  const scalesIn = part(policy, 'TargetTrackingScalingPolicyConfiguration').DisableScaleIn !== true;
  const roles: Role[] = policy.ServiceNamespace === 'dynamodb' ? dynamoDbRoles : ['AlarmHigh', 'AlarmLow'];
  const resource = text(policy, 'ResourceId');
  const seed = `${place.account} ${place.region} ${resource} ${text(policy, 'ScalableDimension')} ${text(policy, 'PolicyName')}`;
  return roles
    .filter((role) => scalesIn || role !== 'AlarmLow')
    .map((role) => ({ role, name: `TargetTracking-${resource}-${role}-${uuidOf(`${role} ${seed}`)}` }));
}

/** The alarm as DescribeAlarms returns it. */
export function completeTrackingAlarm(
  alarm: TrackingAlarm,
  policy: Item,
  place: Place,
  context: TrackingContext,
): Record<string, unknown> {
  const metric = trackedMetric(policy);
  return {
    AlarmName: alarm.name,
    AlarmArn: arnOf('cloudwatch', place, `alarm:${alarm.name}`),
    AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${context.policyArn}.`,
    AlarmConfigurationUpdatedTimestamp: createdLongAgo,
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [`${context.policyArn}:createdBy/${uuidOf(`createdBy ${context.policyArn}`)}`],
    InsufficientDataActions: [],
    StateValue: 'OK',
    StateReason: 'Threshold Crossed: the datapoints were within the threshold.',
    StateUpdatedTimestamp: createdLongAgo,
    StateTransitionedTimestamp: createdLongAgo,
    ...(policy.ServiceNamespace === 'dynamodb' && metric.provisioned
      ? dynamoDbAlarm(alarm.role, policy, metric, context.provisionedUnits)
      : utilizationAlarm(alarm.role, policy, metric)),
  };
}

/** Scale out after 3 periods above the target; scale in after 15 minutes below 90 % of it. */
function utilizationAlarm(role: Role, policy: Item, metric: TrackedMetric): Record<string, unknown> {
  const target = count(part(policy, 'TargetTrackingScalingPolicyConfiguration'), 'TargetValue');
  const high = role === 'AlarmHigh';
  const period = metric.highResolution ? 20 : 60;
  return {
    ...metric.members,
    ...(metric.members.Metrics ? {} : { Period: period }),
    EvaluationPeriods: high ? 3 : 900 / period,
    Threshold: high ? target : roundOff(target * 0.9),
    ComparisonOperator: high ? 'GreaterThanThreshold' : 'LessThanThreshold',
    EvaluationState: undefined,
  };
}

/** Consumed units a minute against a share of what is provisioned; two more alarms watch for capacity that someone else changed. */
function dynamoDbAlarm(role: Role, policy: Item, metric: TrackedMetric, units: number): Record<string, unknown> {
  const target = count(part(policy, 'TargetTrackingScalingPolicyConfiguration'), 'TargetValue');
  const high = role.endsWith('High');
  const compared = { ComparisonOperator: high ? 'GreaterThanThreshold' : 'LessThanThreshold' };
  if (role.startsWith('Provisioned')) {
    return {
      ...metric.members,
      MetricName: metric.provisioned,
      Statistic: 'Average',
      Period: 300,
      EvaluationPeriods: 3,
      Threshold: units,
      ...compared,
    };
  }
  const share = (high ? target : target - 20) / 100;
  return {
    ...metric.members,
    Period: 60,
    EvaluationPeriods: high ? 2 : 15,
    Threshold: roundOff(units * share * 60),
    ...compared,
  };
}

/** The dimension's share of a DynamoDB table's declared units, for the alarms' thresholds. */
export function provisionedUnits(policy: Item, table: Item | undefined): number {
  const index = text(policy, 'ResourceId').split('/index/')[1];
  const holder = index
    ? parts(table ?? {}, 'GlobalSecondaryIndexes').find((entry) => entry.IndexName === index)
    : table;
  const member = text(policy, 'ScalableDimension').includes('Read') ? 'ReadCapacityUnits' : 'WriteCapacityUnits';
  return count(part(holder ?? {}, 'ProvisionedThroughput'), member, 5);
}

const roundOff = (value: number): number => Math.round(value * 1e6) / 1e6;

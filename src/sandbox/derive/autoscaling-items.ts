import { arnOf, createdLongAgo, hashId, type Place, partitionOf, uuidOf } from './identity.ts';
import { type Item, part, text, withDefaults, without } from './item.ts';
import { alarmsOfPolicy } from './target-tracking.ts';

const roles: Record<string, string> = {
  ecs: 'ECSService',
  dynamodb: 'DynamoDBTable',
  elasticache: 'ElastiCacheRG',
  lambda: 'LambdaConcurrency',
  rds: 'RDSCluster',
};

/** The ARN of a scalable target. */
export function targetArn(item: Item, place: Place): string {
  return (
    text(item, 'ScalableTargetARN') ||
    arnOf('application-autoscaling', place, `scalable-target/${hashId(`target ${identity(item, place)}`, 36)}`)
  );
}

/** The target as DescribeScalableTargets returns it. */
export function completeTarget(item: Item, place: Place): Record<string, unknown> {
  const namespace = text(item, 'ServiceNamespace');
  const role = `AWSServiceRoleForApplicationAutoScaling_${roles[namespace] ?? 'CustomResource'}`;
  return withDefaults(
    {
      ...without(item, 'tags'),
      ...(item.SuspendedState === null ? {} : { SuspendedState: { ...notSuspended, ...part(item, 'SuspendedState') } }),
    },
    {
      RoleARN: `arn:${partitionOf(place.region)}:iam::${place.account}:role/aws-service-role/${namespace}.application-autoscaling.amazonaws.com/${role}`,
      CreationTime: createdLongAgo,
      ScalableTargetARN: targetArn(item, place),
    },
  );
}

const notSuspended = {
  DynamicScalingInSuspended: false,
  DynamicScalingOutSuspended: false,
  ScheduledScalingSuspended: false,
};

/** The policy as DescribeScalingPolicies returns it, with the alarms that AWS made for it. */
export function completePolicy(item: Item, place: Place): Record<string, unknown> {
  return withDefaults(without(item, 'tags'), {
    PolicyARN: policyArn(item, place),
    PolicyType: item.StepScalingPolicyConfiguration ? 'StepScaling' : 'TargetTrackingScaling',
    CreationTime: createdLongAgo,
    Alarms: alarmsOfPolicy(item, place).map(({ name }) => ({
      AlarmName: name,
      AlarmARN: arnOf('cloudwatch', place, `alarm:${name}`),
    })),
  });
}

/** The ARN of a policy; it holds a UUID of the policy's own. */
export function policyArn(item: Item, place: Place): string {
  return (
    text(item, 'PolicyARN') || autoscalingArn('scalingPolicy', 'policyName', text(item, 'PolicyName'), item, place)
  );
}

/** The action as DescribeScheduledActions returns it. */
export function completeScheduledAction(item: Item, place: Place): Record<string, unknown> {
  return withDefaults(without(item, 'tags'), {
    ScheduledActionARN: autoscalingArn(
      'scheduledAction',
      'scheduledActionName',
      text(item, 'ScheduledActionName'),
      item,
      place,
    ),
    CreationTime: createdLongAgo,
  });
}

/** The activity as DescribeScalingActivities returns it. */
export function completeActivity(item: Item, place: Place): Record<string, unknown> {
  const label = `activity ${identity(item, place)} ${text(item, 'StartTime')} ${text(item, 'Cause')}`;
  return withDefaults(without(item, 'tags'), {
    ActivityId: uuidOf(label),
    Description: 'Setting desired capacity.',
    Cause: 'unknown',
    StatusCode: 'Successful',
  });
}

function autoscalingArn(type: string, nameKey: string, name: string, item: Item, place: Place): string {
  const id = uuidOf(`${type} ${identity(item, place)} ${name}`);
  return arnOf(
    'autoscaling',
    place,
    `${type}:${id}:resource/${text(item, 'ServiceNamespace')}/${text(item, 'ResourceId')}:${nameKey}/${name}`,
  );
}

/** What tells one scalable resource from another, everywhere. */
function identity(item: Item, place: Place): string {
  const parts = [text(item, 'ServiceNamespace'), text(item, 'ResourceId'), text(item, 'ScalableDimension')];
  return [place.account, place.region, ...parts].join('|');
}

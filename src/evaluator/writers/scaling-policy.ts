import type { Json, Resource } from '../../model/snapshot.ts';
import { type Change, defineWriter, join, one } from './define-writer.ts';
import { targetIdentity } from './scalable-target.ts';
import type { Attributes, Plan } from './writer.ts';

const service = 'application-autoscaling';

/** Member of PutScalingPolicy that takes the configuration, by policy type. */
const configurations: Record<string, string> = {
  TargetTrackingScaling: 'TargetTrackingScalingPolicyConfiguration',
  StepScaling: 'StepScalingPolicyConfiguration',
  PredictiveScaling: 'PredictiveScalingPolicyConfiguration',
};

/** Attributes that the configuration holds already. */
const described = [
  'targetValue',
  'predefinedMetric',
  'resourceLabel',
  'customMetrics',
  'scaleOutCooldownSeconds',
  'scaleInCooldownSeconds',
  'disableScaleIn',
  'stepAdjustments',
  'predictiveMode',
  'maxCapacityBreachBehavior',
];

/** Null where the type has no configuration that is known here, or the configuration is not an object. */
function putInput(policy: Attributes): Record<string, Json> | null {
  const { policyType, configuration } = policy;
  const member = configurations[String(policyType)];
  if (!member || typeof configuration !== 'object' || configuration === null) return null;
  return {
    PolicyName: policy.policyName ?? null,
    ...targetIdentity(policy),
    PolicyType: policyType ?? null,
    [member]: configuration,
  };
}

const isTracking = (policy: Attributes) => policy.policyType === 'TargetTrackingScaling';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html */
function put(policy: Attributes, ...caveats: string[]): Plan {
  const input = putInput(policy);
  if (!input) return { cannot: 'put-scaling-policy replaces the configuration, and the snapshot does not hold it.' };
  return one(service, 'PutScalingPolicy', input, ...caveats);
}

function create(_: Resource, to: Attributes): Plan {
  return put(
    to,
    isTracking(to)
      ? 'Application Auto Scaling makes the alarms of the policy.'
      : 'The policy gets a new ARN: alarms that drove it must name that one.',
  );
}

function remove({ attributes }: Resource): Plan {
  const input = { PolicyName: attributes.policyName ?? null, ...targetIdentity(attributes) };
  const alarms = isTracking(attributes)
    ? 'Its alarms are deleted with it; capacity stays where it is.'
    : 'Alarms that drove it stay, and do nothing.';
  return one(service, 'DeleteScalingPolicy', input, alarms);
}

function update({ resource, from, to, changed }: Change): Plan {
  const policy = { ...resource.attributes, ...to };
  if (changed('policyType')) {
    const again = create(resource, policy);
    if ('cannot' in again) return again;
    return join([remove({ ...resource, attributes: { ...resource.attributes, ...from } }), again]);
  }
  if (changed('configuration')) {
    return put(policy, 'put-scaling-policy replaces the configuration: every field is repeated.');
  }
  if (isTracking(policy)) return put(policy, 'Putting the policy again makes its alarms anew.');
  return { cannot: 'The alarms of a policy that is not target tracking name it themselves: change their actions.' };
}

export const writeScalingPolicy = defineWriter({
  levers: [{ attributes: ['policyType', 'configuration', 'alarmNames'], write: update }],
  follows: described,
  fixed: 'A policy is known by its target and its name: another one is put instead.',
  create,
  remove,
});

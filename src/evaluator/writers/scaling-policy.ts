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

/** Attributes that are one member of the configuration of a target tracking policy. */
const trackingMembers: Record<string, string> = {
  targetValue: 'TargetValue',
  scaleOutCooldownSeconds: 'ScaleOutCooldown',
  scaleInCooldownSeconds: 'ScaleInCooldown',
  disableScaleIn: 'DisableScaleIn',
};

/** A policy whose configuration says what its attributes say: a snapshot written by hand may change one of them alone. */
function withMembers(policy: Attributes, changed: (name: string) => boolean): Attributes {
  const { configuration } = policy;
  const names = Object.keys(trackingMembers).filter((name) => changed(name) && typeof policy[name] !== 'object');
  if (typeof configuration !== 'object' || configuration === null || !isTracking(policy)) return policy;
  const members = names.map((name) => [trackingMembers[name], policy[name]]);
  return { ...policy, configuration: { ...configuration, ...Object.fromEntries(members) } };
}

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
  const members = Object.keys(trackingMembers).some(changed);
  if (changed('configuration') || (members && isTracking(policy))) {
    const whole = changed('configuration') ? policy : withMembers(policy, changed);
    return put(whole, 'put-scaling-policy replaces the configuration: every field is repeated.');
  }
  if (isTracking(policy) && changed('alarmNames'))
    return put(policy, 'Putting the policy again makes its alarms anew.');
  if (!changed('alarmNames')) return { cannot: 'The snapshot does not hold the configuration that this follows from.' };
  return { cannot: 'The alarms of a policy that is not target tracking name it themselves: change their actions.' };
}

export const writeScalingPolicy = defineWriter({
  levers: [
    { attributes: ['policyType', 'configuration', 'alarmNames', ...Object.keys(trackingMembers)], write: update },
  ],
  follows: described,
  fixed: 'A policy is known by its target and its name: another one is put instead.',
  create,
  remove,
});

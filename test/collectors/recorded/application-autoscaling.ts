import type {
  DescribeScalableTargetsCommandOutput,
  DescribeScalingActivitiesCommandOutput,
  DescribeScalingPoliciesCommandOutput,
} from '@aws-sdk/client-application-auto-scaling';
import { expectResources, isoText, reading } from './reading.ts';

interface Scaled {
  ServiceNamespace?: string;
  ResourceId?: string;
  ScalableDimension?: string;
}

const keyOf = (one: Scaled) => `${one.ServiceNamespace}|${one.ResourceId}|${one.ScalableDimension}`;
/** A listing shows the items of one namespace only. */
const ofNamespace = <T extends Scaled>(items: readonly T[] | undefined, input: Record<string, unknown>) =>
  (items ?? []).filter((one) => one.ServiceNamespace === input.ServiceNamespace);

const describeTargets = reading<DescribeScalableTargetsCommandOutput>({
  api: 'application-autoscaling:DescribeScalableTargets',
  answer: ({ operation, input }, data) =>
    operation === 'DescribeScalableTargets'
      ? { ...data, ScalableTargets: ofNamespace(data.ScalableTargets, input) }
      : undefined,
  check: (collected, data) => {
    const expected = (data.ScalableTargets ?? []).map((target) => ({
      key: keyOf(target),
      attributes: {
        serviceNamespace: target.ServiceNamespace,
        resourceId: target.ResourceId,
        scalableDimension: target.ScalableDimension,
        minCapacity: target.MinCapacity,
        maxCapacity: target.MaxCapacity,
        suspendedDynamicScaleIn: target.SuspendedState?.DynamicScalingInSuspended ?? false,
        suspendedDynamicScaleOut: target.SuspendedState?.DynamicScalingOutSuspended ?? false,
        suspendedScheduled: target.SuspendedState?.ScheduledScalingSuspended ?? false,
      },
      observed: { createdAt: isoText(target.CreationTime) },
    }));
    expectResources(collected, 'scalable-target', expected);
  },
});

const describeActivities = reading<DescribeScalingActivitiesCommandOutput>({
  api: 'application-autoscaling:DescribeScalingActivities',
  answer: ({ operation, input }, data) => {
    const activities = ofNamespace(data.ScalingActivities, input);
    if (operation === 'DescribeScalingActivities') return { ...data, ScalingActivities: activities };
    if (operation !== 'DescribeScalableTargets') return undefined;
    const targets = new Map(activities.map((one) => [keyOf(one), one]));
    const capacity = { MinCapacity: 1, MaxCapacity: 2, RoleARN: 'role', CreationTime: '2019-05-06T11:21:46.199Z' };
    return {
      ScalableTargets: [...targets.values()].map(({ ServiceNamespace, ResourceId, ScalableDimension }) => ({
        ...{ ServiceNamespace, ResourceId, ScalableDimension },
        ...capacity,
      })),
    };
  },
  check: (collected, data) => {
    const expected = (data.ScalingActivities ?? []).map((activity) => ({
      key: keyOf(activity),
      observed: {
        activities: (data.ScalingActivities ?? [])
          .filter((one) => keyOf(one) === keyOf(activity))
          .map((one) => ({
            start: isoText(one.StartTime),
            status: one.StatusCode,
            notScaledReasons: (one.NotScaledReasons ?? []).map(({ Code }) => Code),
          })),
      },
    }));
    expectResources(collected, 'scalable-target', [...new Map(expected.map((one) => [one.key, one])).values()]);
  },
});

const describePolicies = reading<DescribeScalingPoliciesCommandOutput>({
  api: 'application-autoscaling:DescribeScalingPolicies',
  answer: ({ operation, input }, data) =>
    operation === 'DescribeScalingPolicies'
      ? { ...data, ScalingPolicies: ofNamespace(data.ScalingPolicies, input) }
      : undefined,
  check: (collected, data) => {
    const expected = (data.ScalingPolicies ?? []).map((policy) => {
      const step = policy.StepScalingPolicyConfiguration;
      const steps = step?.StepAdjustments ?? [];
      const up = steps.some((one) => (one.ScalingAdjustment ?? 0) > 0);
      return {
        key: `${keyOf(policy)}|${policy.PolicyName}`,
        id: policy.PolicyARN,
        attributes: {
          policyType: policy.PolicyType,
          alarmNames: (policy.Alarms ?? []).map(({ AlarmName }) => AlarmName),
          stepAdjustments: steps.map((one) => ({
            lower: one.MetricIntervalLowerBound ?? null,
            upper: one.MetricIntervalUpperBound ?? null,
            adjustment: one.ScalingAdjustment,
          })),
          ...(step && { configuration: step, ...(up && { scaleOutCooldownSeconds: step.Cooldown }) }),
        },
      };
    });
    expectResources(collected, 'scaling-policy', expected);
  },
});

export const applicationAutoscaling = {
  'application-autoscaling.DescribeScalableTargets': describeTargets,
  'application-autoscaling.DescribeScalingActivities': describeActivities,
  'application-autoscaling.DescribeScalingPolicies': describePolicies,
};

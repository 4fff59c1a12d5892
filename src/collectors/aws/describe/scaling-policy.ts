import type {
  CustomizedMetricSpecification,
  PredictiveScalingMetricSpecification,
  PredictiveScalingPolicyConfiguration,
  ScalingPolicy,
  StepScalingPolicyConfiguration,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import { compareText, type Json } from '../../../model/snapshot.ts';
import { withDefaults } from '../../../resources/kind.ts';
import {
  defaultStepCooldown,
  defaultTargetTrackingCooldown,
  predictiveDefaults,
  type scalingPolicy,
} from '../../../resources/scaling-policy.ts';
import type { DraftOf, UnreadMembers } from '../collector.ts';
import { isoTime } from '../format.ts';

type PolicyDraft = DraftOf<typeof scalingPolicy>;

/** A policy of any type, with the cooldowns that hold when none was set. */
export function describePolicy(policy: ScalingPolicy): PolicyDraft {
  const { attributes, defaulted } = describeConfiguration(policy);
  return {
    id: policy.PolicyARN,
    attributes: {
      policyName: policy.PolicyName,
      serviceNamespace: policy.ServiceNamespace,
      resourceId: policy.ResourceId,
      scalableDimension: policy.ScalableDimension,
      policyType: policy.PolicyType,
      ...attributes,
      alarmNames: alarmNames(policy),
    },
    defaulted,
    observed: { createdAt: isoTime(policy.CreationTime) },
    unread: unreadMetric(policy.TargetTrackingScalingPolicyConfiguration),
  };
}

/** A tracking policy has a metric of one sort or the other; one that tells of neither was not told in full. */
function unreadMetric(tracking: TargetTrackingScalingPolicyConfiguration | undefined): UnreadMembers {
  if (!tracking || tracking.PredefinedMetricSpecification || tracking.CustomizedMetricSpecification) return {};
  return { predefinedMetric: { reason: 'malformed', api: 'application-autoscaling:DescribeScalingPolicies' } };
}

function alarmNames(policy: ScalingPolicy): string[] {
  return (policy.Alarms ?? [])
    .map(({ AlarmName }) => {
      if (AlarmName === undefined) throw new TypeError('an alarm without a name');
      return AlarmName;
    })
    .sort(compareText);
}

type Configured = Pick<
  PolicyDraft['attributes'],
  | 'targetValue'
  | 'predefinedMetric'
  | 'resourceLabel'
  | 'customMetrics'
  | 'scaleOutCooldownSeconds'
  | 'scaleInCooldownSeconds'
  | 'disableScaleIn'
  | 'stepAdjustments'
  | 'predictiveMode'
  | 'maxCapacityBreachBehavior'
  | 'configuration'
>;

const nothing: Configured = {
  targetValue: null,
  predefinedMetric: null,
  resourceLabel: null,
  customMetrics: [],
  scaleOutCooldownSeconds: null,
  scaleInCooldownSeconds: null,
  disableScaleIn: null,
  stepAdjustments: [],
  predictiveMode: null,
  maxCapacityBreachBehavior: null,
  configuration: undefined,
};

function describeConfiguration(policy: ScalingPolicy): { attributes: Configured; defaulted: string[] } {
  const namespace = policy.ServiceNamespace ?? '';
  const tracking = policy.TargetTrackingScalingPolicyConfiguration;
  const step = policy.StepScalingPolicyConfiguration;
  const predictive = policy.PredictiveScalingPolicyConfiguration;
  const configured = tracking
    ? describeTracking(tracking, namespace)
    : step
      ? describeStep(step, namespace)
      : predictive
        ? describePredictive(predictive)
        : { attributes: {}, defaulted: [] };
  const configuration = tracking ?? step ?? predictive;
  return {
    attributes: { ...nothing, ...configured.attributes, configuration: configuration && plain(configuration) },
    defaulted: configured.defaulted,
  };
}

function describeTracking(configuration: TargetTrackingScalingPolicyConfiguration, namespace: string) {
  const cooldown = defaultTargetTrackingCooldown(namespace);
  const filled = withDefaults(
    {
      scaleOutCooldownSeconds: configuration.ScaleOutCooldown,
      scaleInCooldownSeconds: configuration.ScaleInCooldown,
      disableScaleIn: configuration.DisableScaleIn,
    },
    {
      scaleOutCooldownSeconds: cooldown,
      disableScaleIn: false,
      // A policy that never scales in has no cooldown for it.
      ...(!configuration.DisableScaleIn && { scaleInCooldownSeconds: cooldown }),
    },
  );
  const predefined = configuration.PredefinedMetricSpecification;
  const custom = configuration.CustomizedMetricSpecification;
  return {
    attributes: {
      targetValue: configuration.TargetValue,
      predefinedMetric: predefined ? predefined.PredefinedMetricType : null,
      resourceLabel: predefined?.ResourceLabel ?? null,
      customMetrics: customMetrics(custom),
      ...filled.attributes,
      ...(configuration.DisableScaleIn ? { scaleInCooldownSeconds: null } : {}),
    },
    defaulted: filled.defaulted,
  };
}

function describeStep(configuration: StepScalingPolicyConfiguration, namespace: string) {
  const steps = (configuration.StepAdjustments ?? []).map((step) => ({
    lower: step.MetricIntervalLowerBound ?? null,
    upper: step.MetricIntervalUpperBound ?? null,
    adjustment: step.ScalingAdjustment,
  }));
  // An exact capacity may lie on either side of the current one.
  const exact = configuration.AdjustmentType === 'ExactCapacity';
  const out = exact || steps.some((step) => (step.adjustment ?? 0) > 0);
  const inward = exact || steps.some((step) => (step.adjustment ?? 0) < 0);
  const seconds = defaultStepCooldown(namespace);
  const filled = withDefaults(
    {
      scaleOutCooldownSeconds: out ? configuration.Cooldown : null,
      scaleInCooldownSeconds: inward ? configuration.Cooldown : null,
    },
    { ...(out && { scaleOutCooldownSeconds: seconds }), ...(inward && { scaleInCooldownSeconds: seconds }) },
  );
  return { attributes: { ...filled.attributes, stepAdjustments: steps }, defaulted: filled.defaulted };
}

function describePredictive(configuration: PredictiveScalingPolicyConfiguration) {
  const filled = withDefaults(
    {
      predictiveMode: configuration.Mode,
      maxCapacityBreachBehavior: configuration.MaxCapacityBreachBehavior,
    },
    predictiveDefaults,
  );
  // There is exactly one. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredictiveScalingPolicyConfiguration.html
  const metric: Partial<PredictiveScalingMetricSpecification> = configuration.MetricSpecifications?.[0] ?? {};
  const predefined = metric.PredefinedMetricPairSpecification ?? metric.PredefinedScalingMetricSpecification;
  return {
    attributes: {
      ...filled.attributes,
      targetValue: metric.TargetValue,
      predefinedMetric: predefined?.PredefinedMetricType ?? null,
      resourceLabel: predefined?.ResourceLabel ?? null,
      customMetrics: [
        metric.CustomizedScalingMetricSpecification,
        metric.CustomizedLoadMetricSpecification,
        metric.CustomizedCapacityMetricSpecification,
      ].flatMap((one) => queries(one?.MetricDataQueries)),
    },
    defaulted: filled.defaulted,
  };
}

function customMetrics(custom: CustomizedMetricSpecification | undefined) {
  if (!custom) return [];
  const own = { namespace: custom.Namespace ?? null, name: custom.MetricName ?? null, expression: null };
  return [...(custom.MetricName === undefined ? [] : [own]), ...queries(custom.Metrics)];
}

interface Query {
  Expression?: string;
  MetricStat?: { Metric: { Namespace?: string; MetricName?: string } | undefined };
}

function queries(list: readonly Query[] | undefined) {
  return (list ?? []).map(({ Expression, MetricStat }) => ({
    namespace: MetricStat?.Metric?.Namespace ?? null,
    name: MetricStat?.Metric?.MetricName ?? null,
    expression: Expression ?? null,
  }));
}

/** A configuration as plain JSON, without members that AWS left out. */
function plain(configuration: object): Record<string, Json> {
  return JSON.parse(JSON.stringify(configuration)) as Record<string, Json>;
}

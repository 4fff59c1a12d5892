import { z } from 'zod';
import { JsonValue } from '../model/snapshot.ts';
import { defineKind } from './kind.ts';

/** Namespaces whose absent target tracking cooldowns mean something else than 300 seconds. */
const cooldownDefaults: Record<string, number> = {
  elasticache: 600,
  dynamodb: 0,
  lambda: 0,
  cassandra: 0,
  comprehend: 0,
  kafka: 0,
};

/**
 * Cooldown in seconds that a target tracking policy has when none was set.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
export function defaultTargetTrackingCooldown(serviceNamespace: string): number {
  return cooldownDefaults[serviceNamespace] ?? 300;
}

/** Cooldown in seconds that a step scaling policy has when none was set. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html */
export function defaultStepCooldown(serviceNamespace: string): number {
  return serviceNamespace === 'elasticache' ? 600 : 300;
}

/** Defaults of predictive policies: they only forecast unless told to scale. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredictiveScalingPolicyConfiguration.html */
export const predictiveDefaults = {
  predictiveMode: 'ForecastOnly',
  maxCapacityBreachBehavior: 'HonorMaxCapacity',
} as const;

export const scalingPolicy = defineKind({
  kind: 'scaling-policy',
  title: 'Scaling policy of Application Auto Scaling',
  attributes: z.strictObject({
    policyName: z.string().describe('Policy name, unique within its target.'),
    serviceNamespace: z.string().describe('Namespace of the scalable target.'),
    resourceId: z.string().describe('Resource of the scalable target.'),
    scalableDimension: z.string().describe('Dimension of the scalable target.'),
    policyType: z.string().describe('TargetTrackingScaling, StepScaling or PredictiveScaling.'),
    targetValue: z
      .number()
      .nullable()
      .describe('Target of a tracking or predictive policy, in the unit of its metric; null for step policies.'),
    predefinedMetric: z
      .string()
      .nullable()
      .describe('Predefined metric type; null for a custom metric or a step policy.'),
    resourceLabel: z
      .string()
      .nullable()
      .describe('Load balancer and target group of ALBRequestCountPerTarget; null otherwise.'),
    customMetrics: z
      .array(
        z.strictObject({
          namespace: z.string().nullable(),
          name: z.string().nullable(),
          expression: z.string().nullable(),
        }),
      )
      .describe('Custom metrics and metric math of the policy; empty for a predefined metric.'),
    scaleOutCooldownSeconds: z
      .number()
      .int()
      .nullable()
      .describe('Effective scale-out cooldown in seconds; null when the policy never scales out by steps.'),
    scaleInCooldownSeconds: z
      .number()
      .int()
      .nullable()
      .describe('Effective scale-in cooldown in seconds; null when the policy never scales in.'),
    disableScaleIn: z
      .boolean()
      .nullable()
      .describe('True when a tracking policy never scales in; null for other policy types.'),
    stepAdjustments: z
      .array(z.strictObject({ lower: z.number().nullable(), upper: z.number().nullable(), adjustment: z.number() }))
      .describe('Steps of a step policy; empty otherwise.'),
    predictiveMode: z.string().nullable().describe('ForecastOnly or ForecastAndScale; null for other policy types.'),
    maxCapacityBreachBehavior: z
      .string()
      .nullable()
      .describe('Whether a forecast may exceed the maximum; null for other policy types.'),
    alarmNames: z
      .array(z.string())
      .describe('CloudWatch alarms that drive the policy, sorted; empty means nothing drives it.'),
    configuration: z
      .record(z.string(), JsonValue)
      .describe('The configuration as AWS returned it; put-scaling-policy replaces all of it.'),
  }),
  observed: z.strictObject({ createdAt: z.string().nullable().describe('When the policy was created (ISO 8601).') }),
  tags: 'none',
  global: false,
  comparison: {
    follows: {
      configuration: [
        'policyType',
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
      ],
    },
  },
  keyFormat: 'namespace|resource id|dimension|policy name',
  key: (policy) => `${policy.serviceNamespace}|${policy.resourceId}|${policy.scalableDimension}|${policy.policyName}`,
  name: (policy) => `${policy.resourceId} ${policy.policyName}`,
  example: {
    id: 'arn:aws:autoscaling:eu-central-1:111122223333:scalingPolicy:6d8972f3:resource/ecs/service/shop/web:policyName/cpu60',
    attributes: {
      policyName: 'cpu60',
      serviceNamespace: 'ecs',
      resourceId: 'service/shop/web',
      scalableDimension: 'ecs:service:DesiredCount',
      policyType: 'TargetTrackingScaling',
      targetValue: 60,
      predefinedMetric: 'ECSServiceAverageCPUUtilization',
      resourceLabel: null,
      customMetrics: [],
      scaleOutCooldownSeconds: 30,
      scaleInCooldownSeconds: 300,
      disableScaleIn: false,
      stepAdjustments: [],
      predictiveMode: null,
      maxCapacityBreachBehavior: null,
      alarmNames: ['TargetTracking-service/shop/web-AlarmHigh-1', 'TargetTracking-service/shop/web-AlarmLow-2'],
      configuration: {
        TargetValue: 60,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        ScaleOutCooldown: 30,
        ScaleInCooldown: 300,
        DisableScaleIn: false,
      },
    },
    observed: { createdAt: '2026-01-10T09:00:00Z' },
    defaulted: [],
  },
});

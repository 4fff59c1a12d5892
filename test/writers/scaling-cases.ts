import type { Json } from '../../src/model/snapshot.ts';
import type { WriteCase } from './write-case.ts';

const target = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/shop/web',
  ScalableDimension: 'ecs:service:DesiredCount',
};
const action = { ...target, ScheduledActionName: 'evening-up' };
const policy = { ...target, PolicyName: 'cpu60' };
const tracking: Record<string, Json> = {
  TargetValue: 60,
  PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
};
const metricMath: Record<string, Json> = {
  TargetValue: 100,
  CustomizedMetricSpecification: {
    Metrics: [
      {
        Id: 'backlog',
        MetricStat: {
          Metric: {
            Namespace: 'AWS/SQS',
            MetricName: 'ApproximateNumberOfMessagesVisible',
            Dimensions: [{ Name: 'QueueName', Value: 'orders' }],
          },
          Stat: 'Sum',
        },
        ReturnData: false,
      },
      { Id: 'each', Expression: 'backlog / 10', Label: 'Backlog per task', ReturnData: true },
    ],
  },
  ScaleOutCooldown: 30,
  DisableScaleIn: false,
};
const steps: Record<string, Json> = {
  AdjustmentType: 'PercentChangeInCapacity',
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10.5, ScalingAdjustment: 20 },
    { MetricIntervalLowerBound: 10.5, ScalingAdjustment: 50 },
  ],
  MinAdjustmentMagnitude: 2,
  Cooldown: 60,
  MetricAggregationType: 'Maximum',
};
const predictive: Record<string, Json> = {
  MetricSpecifications: [
    {
      TargetValue: 60,
      PredefinedMetricPairSpecification: { PredefinedMetricType: 'ECSServiceCPUUtilization' },
    },
  ],
  Mode: 'ForecastAndScale',
  SchedulingBufferTime: 600,
  MaxCapacityBreachBehavior: 'IncreaseMaxCapacity',
  MaxCapacityBuffer: 10,
};

const register = 'application-autoscaling RegisterScalableTarget';
const putAction = 'application-autoscaling PutScheduledAction';
const putPolicy = 'application-autoscaling PutScalingPolicy';

export const scalingCases: WriteCase[] = [
  {
    what: 'a minimum alone leaves the maximum alone',
    kind: 'scalable-target',
    from: { minCapacity: 100 },
    to: { minCapacity: 10 },
    expected: [[register, { ...target, MinCapacity: 10 }]],
    caveat: /stops nothing by itself/,
  },
  {
    what: 'a lower maximum takes capacity away at once',
    kind: 'scalable-target',
    from: { maxCapacity: 200 },
    to: { maxCapacity: 50 },
    expected: [[register, { ...target, MaxCapacity: 50 }]],
    caveat: /removed at once/,
  },
  {
    what: 'a suspension alone leaves the bounds alone',
    kind: 'scalable-target',
    from: { suspendedScheduled: true },
    to: { suspendedScheduled: false },
    expected: [[register, { ...target, SuspendedState: { ScheduledScalingSuspended: false } }]],
  },
  {
    what: 'a minimum that was not read is not written',
    oneWay: true,
    kind: 'scalable-target',
    from: { maxCapacity: 40 },
    to: { minCapacity: null, maxCapacity: 20 },
    unread: { minCapacity: 'denied' },
    expected: [[register, { ...target, MaxCapacity: 20 }]],
  },
  {
    what: 'a target that is gone is registered with both bounds',
    kind: 'scalable-target',
    from: null,
    to: { minCapacity: 0, maxCapacity: 20, suspendedDynamicScaleIn: true },
    expected: [
      [register, { ...target, MinCapacity: 0, MaxCapacity: 20, SuspendedState: { DynamicScalingInSuspended: true } }],
    ],
  },
  {
    what: 'a target that nobody wants is deregistered',
    kind: 'scalable-target',
    to: null,
    expected: [['application-autoscaling DeregisterScalableTarget', target]],
    caveat: /deletes its scaling policies/,
  },
  {
    what: 'a minimum of an action repeats every field of it',
    kind: 'scheduled-action',
    base: {
      schedule: 'cron(30 18 ? * FRI *)',
      timezone: 'Asia/Tokyo',
      startTime: '2026-11-01T00:00:00Z',
      endTime: '2026-12-31T00:00:00Z',
      maxCapacity: 200,
    },
    from: { minCapacity: 100 },
    to: { minCapacity: 10 },
    expected: [
      [
        putAction,
        {
          ...action,
          Schedule: 'cron(30 18 ? * FRI *)',
          Timezone: 'Asia/Tokyo',
          StartTime: '2026-11-01T00:00:00Z',
          EndTime: '2026-12-31T00:00:00Z',
          ScalableTargetAction: { MinCapacity: 10, MaxCapacity: 200 },
        },
      ],
    ],
    caveat: /every field is repeated/,
  },
  {
    what: 'an end that is taken away is left out',
    oneWay: true,
    kind: 'scheduled-action',
    base: { schedule: 'rate(1 hour)', timezone: 'UTC', startTime: null, minCapacity: 2, maxCapacity: null },
    from: { endTime: '2026-12-31T00:00:00Z' },
    to: { endTime: null },
    expected: [
      [putAction, { ...action, Schedule: 'rate(1 hour)', Timezone: 'UTC', ScalableTargetAction: { MinCapacity: 2 } }],
    ],
  },
  {
    what: 'an action whose end was not read is not put: that would delete the end',
    kind: 'scheduled-action',
    base: { endTime: null },
    unread: { endTime: 'denied' },
    from: { minCapacity: 100 },
    to: { minCapacity: 10 },
    expected: /deletes what it is not given, and the snapshot does not tell endTime/,
  },
  {
    what: 'an action that is gone is put again',
    kind: 'scheduled-action',
    base: { schedule: 'at(2026-12-01T18:30:00)', timezone: 'Asia/Tokyo', startTime: null, endTime: null },
    from: null,
    to: { minCapacity: 5, maxCapacity: null },
    expected: [
      [
        putAction,
        {
          ...action,
          Schedule: 'at(2026-12-01T18:30:00)',
          Timezone: 'Asia/Tokyo',
          ScalableTargetAction: { MinCapacity: 5 },
        },
      ],
    ],
    caveat: /whose time has passed/,
  },
  {
    what: 'an action that nobody wants is deleted',
    kind: 'scheduled-action',
    to: null,
    expected: [['application-autoscaling DeleteScheduledAction', action]],
    caveat: /stays as it is/,
  },
  {
    what: 'a cooldown of a policy repeats its configuration',
    kind: 'scaling-policy',
    from: { scaleOutCooldownSeconds: 300, configuration: { ...tracking, ScaleOutCooldown: 300 } },
    to: { scaleOutCooldownSeconds: 30, configuration: { ...tracking, ScaleOutCooldown: 30 } },
    expected: [
      [
        putPolicy,
        {
          ...policy,
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingScalingPolicyConfiguration: { ...tracking, ScaleOutCooldown: 30 },
        },
      ],
    ],
    caveat: /every field is repeated/,
  },
  {
    what: 'one member that a snapshot written by hand changes alone is put into the configuration',
    kind: 'scaling-policy',
    from: { scaleOutCooldownSeconds: 300, configuration: { ...tracking, ScaleOutCooldown: 300 } },
    to: { scaleOutCooldownSeconds: 30, configuration: { ...tracking, ScaleOutCooldown: 300 } },
    expected: [
      [
        putPolicy,
        {
          ...policy,
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingScalingPolicyConfiguration: { ...tracking, ScaleOutCooldown: 30 },
        },
      ],
    ],
  },
  {
    what: 'metric math is repeated',
    kind: 'scaling-policy',
    from: { configuration: { ...metricMath, TargetValue: 500 } },
    to: { configuration: metricMath },
    expected: [
      [
        putPolicy,
        { ...policy, PolicyType: 'TargetTrackingScaling', TargetTrackingScalingPolicyConfiguration: metricMath },
      ],
    ],
  },
  {
    what: 'steps are repeated',
    kind: 'scaling-policy',
    base: { policyType: 'StepScaling' },
    from: { configuration: { ...steps, Cooldown: 600 } },
    to: { configuration: steps },
    expected: [[putPolicy, { ...policy, PolicyType: 'StepScaling', StepScalingPolicyConfiguration: steps }]],
  },
  {
    what: 'a predictive configuration is repeated',
    kind: 'scaling-policy',
    base: { policyType: 'PredictiveScaling' },
    from: { configuration: { ...predictive, Mode: 'ForecastOnly' }, predictiveMode: 'ForecastOnly' },
    to: { configuration: predictive, predictiveMode: 'ForecastAndScale' },
    expected: [
      [putPolicy, { ...policy, PolicyType: 'PredictiveScaling', PredictiveScalingPolicyConfiguration: predictive }],
    ],
  },
  {
    what: 'a policy of another type is deleted and put again',
    oneWay: true,
    kind: 'scaling-policy',
    from: { policyType: 'TargetTrackingScaling', configuration: tracking },
    to: { policyType: 'StepScaling', configuration: steps },
    expected: [
      ['application-autoscaling DeleteScalingPolicy', policy],
      [putPolicy, { ...policy, PolicyType: 'StepScaling', StepScalingPolicyConfiguration: steps }],
    ],
    caveat: /new ARN/,
  },
  {
    what: 'alarms that somebody deleted come back with their policy',
    kind: 'scaling-policy',
    base: { configuration: tracking },
    from: { alarmNames: [] },
    to: { alarmNames: ['TargetTracking-service/shop/web-AlarmHigh-1'] },
    expected: [
      [
        putPolicy,
        { ...policy, PolicyType: 'TargetTrackingScaling', TargetTrackingScalingPolicyConfiguration: tracking },
      ],
    ],
    caveat: /alarms anew/,
  },
  {
    what: 'alarms of a step policy are not the policy’s',
    kind: 'scaling-policy',
    base: { policyType: 'StepScaling', configuration: steps },
    from: { alarmNames: [] },
    to: { alarmNames: ['queue-long'] },
    expected: /change their actions/,
  },
  {
    what: 'a policy that is gone is put again',
    kind: 'scaling-policy',
    from: null,
    to: { configuration: metricMath },
    expected: [
      [
        putPolicy,
        { ...policy, PolicyType: 'TargetTrackingScaling', TargetTrackingScalingPolicyConfiguration: metricMath },
      ],
    ],
  },
  {
    what: 'a policy whose configuration was not recorded is not put',
    kind: 'scaling-policy',
    from: null,
    to: { configuration: null },
    expected: /does not hold it/,
  },
  {
    what: 'a policy that nobody wants is deleted',
    kind: 'scaling-policy',
    to: null,
    expected: [['application-autoscaling DeleteScalingPolicy', policy]],
  },
];

import type { ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/collectors/aws/collector.ts';
import { describeTarget } from '../../src/collectors/aws/describe/scalable-target.ts';
import { describeActivity } from '../../src/collectors/aws/describe/scaling-activity.ts';
import { describePolicy } from '../../src/collectors/aws/describe/scaling-policy.ts';
import { describeAction } from '../../src/collectors/aws/describe/scheduled-action.ts';
import { scalingPolicy } from '../../src/resources/scaling-policy.ts';

const policy = (rest: Partial<ScalingPolicy>, ServiceNamespace: ScalingPolicy['ServiceNamespace'] = 'ecs') =>
  describePolicy({
    PolicyARN: 'arn:policy',
    PolicyName: 'p',
    ServiceNamespace,
    ResourceId: 'service/shop/web',
    ScalableDimension: 'ecs:service:DesiredCount',
    PolicyType: 'TargetTrackingScaling',
    CreationTime: new Date('2026-01-10T09:00:00Z'),
    Alarms: [],
    ...rest,
  });

const tracking = (rest: object, namespace?: ScalingPolicy['ServiceNamespace']) =>
  policy({ TargetTrackingScalingPolicyConfiguration: { TargetValue: 60, ...rest } }, namespace);

describe('cooldowns of target tracking that were never set', () => {
  it.each([
    ['ecs', 300],
    ['rds', 300],
    ['ec2', 300],
    ['sagemaker', 300],
    ['elasticache', 600],
    ['dynamodb', 0],
    ['lambda', 0],
    ['cassandra', 0],
    ['kafka', 0],
  ] as const)('%s: %i seconds', (namespace, seconds) => {
    const { attributes, defaulted } = tracking({}, namespace);
    expect(attributes).toMatchObject({
      scaleOutCooldownSeconds: seconds,
      scaleInCooldownSeconds: seconds,
      disableScaleIn: false,
    });
    expect(defaulted).toEqual(['disableScaleIn', 'scaleInCooldownSeconds', 'scaleOutCooldownSeconds']);
  });

  it('what was set is no default, even 0', () => {
    const { attributes, defaulted } = tracking({ ScaleOutCooldown: 0, ScaleInCooldown: 300, DisableScaleIn: false });
    expect(attributes).toMatchObject({ scaleOutCooldownSeconds: 0, scaleInCooldownSeconds: 300 });
    expect(defaulted).toEqual([]);
  });

  it('a policy that never scales in has no cooldown for it', () => {
    for (const configuration of [{ DisableScaleIn: true }, { DisableScaleIn: true, ScaleInCooldown: 60 }]) {
      const { attributes, defaulted } = tracking(configuration);
      expect(attributes).toMatchObject({ disableScaleIn: true, scaleInCooldownSeconds: null });
      expect(defaulted).toEqual(['scaleOutCooldownSeconds']);
    }
  });
});

describe('step policies', () => {
  const step = (adjustments: number[], rest: object = {}, namespace?: ScalingPolicy['ServiceNamespace']) =>
    policy(
      {
        PolicyType: 'StepScaling',
        StepScalingPolicyConfiguration: {
          AdjustmentType: 'ChangeInCapacity',
          StepAdjustments: adjustments.map((ScalingAdjustment) => ({ MetricIntervalLowerBound: 0, ScalingAdjustment })),
          ...rest,
        },
      },
      namespace,
    );
  it.each([
    ['out only', [2, 4], {}, 300, null],
    ['in only', [-1], {}, null, 300],
    ['both', [2, -1], {}, 300, 300],
    ['set', [2], { Cooldown: 45 }, 45, null],
    ['an exact capacity may lie on either side', [10], { AdjustmentType: 'ExactCapacity' }, 300, 300],
  ] as const)('%s', (_, adjustments, rest, out, inward) => {
    const { attributes, defaulted } = step([...adjustments], rest);
    expect(attributes).toMatchObject({ scaleOutCooldownSeconds: out, scaleInCooldownSeconds: inward });
    expect(attributes).toMatchObject({ disableScaleIn: null, targetValue: null });
    expect(defaulted).toEqual(
      'Cooldown' in rest
        ? []
        : [inward !== null && 'scaleInCooldownSeconds', out !== null && 'scaleOutCooldownSeconds'].filter(Boolean),
    );
  });

  it('keep their steps; an absent bound is open', () => {
    expect(step([2]).attributes.stepAdjustments).toEqual([{ lower: 0, upper: null, adjustment: 2 }]);
  });

  it('of ElastiCache wait 600 seconds', () => {
    expect(step([1], {}, 'elasticache').attributes.scaleOutCooldownSeconds).toBe(600);
  });
});

describe('predictive policies', () => {
  it('only forecast unless told to scale, and have no cooldowns', () => {
    const { attributes, defaulted } = policy({
      PolicyType: 'PredictiveScaling',
      PredictiveScalingPolicyConfiguration: {
        MetricSpecifications: [
          { TargetValue: 40, PredefinedMetricPairSpecification: { PredefinedMetricType: 'ECSServiceCPUUtilization' } },
        ],
      },
    });
    expect(attributes).toMatchObject({
      predictiveMode: 'ForecastOnly',
      maxCapacityBreachBehavior: 'HonorMaxCapacity',
      targetValue: 40,
      predefinedMetric: 'ECSServiceCPUUtilization',
      scaleOutCooldownSeconds: null,
      scaleInCooldownSeconds: null,
      disableScaleIn: null,
    });
    expect(defaulted).toEqual(['maxCapacityBreachBehavior', 'predictiveMode']);
  });
});

describe('metrics and alarms of a policy', () => {
  it('a predefined metric with its label', () => {
    const { attributes } = tracking({
      PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: 'app/x/1' },
    });
    expect(attributes).toMatchObject({
      predefinedMetric: 'ALBRequestCountPerTarget',
      resourceLabel: 'app/x/1',
      customMetrics: [],
    });
  });

  it('a custom metric, or metric math', () => {
    const plain = tracking({ CustomizedMetricSpecification: { Namespace: 'Manga', MetricName: 'Backlog' } });
    expect(plain.attributes.customMetrics).toEqual([{ namespace: 'Manga', name: 'Backlog', expression: null }]);
    const math = tracking({
      CustomizedMetricSpecification: {
        Metrics: [
          { Id: 'm', MetricStat: { Metric: { Namespace: 'AWS/SQS', MetricName: 'Messages' }, Stat: 'Sum' } },
          { Id: 'e', Expression: 'm / 10' },
        ],
      },
    });
    expect(math.attributes.customMetrics).toEqual([
      { namespace: 'AWS/SQS', name: 'Messages', expression: null },
      { namespace: null, name: null, expression: 'm / 10' },
    ]);
  });

  it('alarms by name, sorted; the configuration as AWS returned it', () => {
    const described = policy({
      Alarms: [
        { AlarmName: 'b', AlarmARN: 'x' },
        { AlarmName: 'a', AlarmARN: 'y' },
      ],
      TargetTrackingScalingPolicyConfiguration: { TargetValue: 60, ScaleOutCooldown: undefined },
    });
    expect(described.attributes.alarmNames).toEqual(['a', 'b']);
    expect(described.attributes.configuration).toEqual({ TargetValue: 60 });
  });

  it('a policy without any configuration makes no sense', () => {
    const draft: Draft<typeof scalingPolicy.attributes, typeof scalingPolicy.observed> = policy({});
    expect(scalingPolicy.attributes.safeParse(draft.attributes).success).toBe(false);
  });
});

describe('targets, scheduled actions and activities', () => {
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/shop/web',
    ScalableDimension: 'ecs:service:DesiredCount',
    MinCapacity: 0,
    MaxCapacity: 4,
    RoleARN: 'arn:role',
    CreationTime: new Date(0),
  } as const;

  it('absent suspension flags mean not suspended', () => {
    const draft = describeTarget({ ...target, SuspendedState: { ScheduledScalingSuspended: true } }, null);
    expect(draft.attributes).toMatchObject({
      minCapacity: 0,
      suspendedDynamicScaleIn: false,
      suspendedDynamicScaleOut: false,
      suspendedScheduled: true,
    });
    expect(draft.defaulted).toEqual(['suspendedDynamicScaleIn', 'suspendedDynamicScaleOut']);
    expect(draft.unrecorded).toEqual(['activities']);
  });

  it('an action without a time zone runs in UTC, and leaves an absent bound alone', () => {
    const draft = describeAction({
      ...target,
      ScheduledActionName: 'up',
      ScheduledActionARN: 'arn',
      Schedule: 'at(2026-12-01T00:00:00)',
      ScalableTargetAction: { MaxCapacity: 0 },
      EndTime: new Date('2026-12-31T00:00:00Z'),
    });
    expect(draft.attributes).toMatchObject({
      timezone: 'UTC',
      minCapacity: null,
      maxCapacity: 0,
      startTime: null,
      endTime: '2026-12-31T00:00:00.000Z',
    });
    expect(draft.defaulted).toEqual(['timezone']);
  });

  const activity = {
    ActivityId: '1',
    ServiceNamespace: 'ecs',
    ResourceId: 'service/shop/web',
    ScalableDimension: 'ecs:service:DesiredCount',
    Description: 'Setting desired count to 4.',
    Cause: 'monitor alarm x in state ALARM',
    StartTime: new Date('2026-11-20T00:00:00Z'),
    StatusCode: 'Failed',
  } as const;

  it('an activity keeps when, how and why not', () => {
    const reasons = [{ Code: 'AlreadyAtMaxCapacity', MaxCapacity: 4, CurrentCapacity: 4 }];
    expect(describeActivity({ ...activity, NotScaledReasons: [...reasons, ...reasons] })).toEqual({
      start: '2026-11-20T00:00:00.000Z',
      status: 'Failed',
      notScaledReasons: ['AlreadyAtMaxCapacity'],
      capacity: 4,
    });
  });

  it.each<[string | undefined, number | undefined]>([
    ['Setting desired count to 20.', 20],
    ['Setting write capacity units to 10.', 10],
    ['Setting replica count to 0', 0],
    ['Setting min capacity to 4 and max capacity to 40', undefined],
    ['Setting minimum capacity to 4', undefined],
    ['Attempting to scale due to alarm triggered', undefined],
    ['Setting desired count to many', undefined],
    [undefined, undefined],
  ])('an activity described as "%s" sets %s', (Description, capacity) => {
    expect(describeActivity({ ...activity, Description })?.capacity).toBe(capacity);
  });

  it('an activity without a time makes no sense', () => {
    expect(describeActivity({ ...activity, StartTime: undefined })).toBeNull();
  });
});

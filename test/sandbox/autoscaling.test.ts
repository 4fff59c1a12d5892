import {
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
  paginateDescribeScalableTargets,
  paginateDescribeScalingActivities,
  paginateDescribeScalingPolicies,
  paginateDescribeScheduledActions,
} from '@aws-sdk/client-application-auto-scaling';
import { describe, expect, test } from 'vitest';
import { names, pagesOf, serve } from './serving.ts';

const target = (name: string) => ({
  ServiceNamespace: 'ecs',
  ResourceId: `service/manga/${name}`,
  ScalableDimension: 'ecs:service:DesiredCount',
});
const all = names('s', 120);
/** A fresh one each time: the SDK's paginators write their token into it. */
const question = () => ({ ServiceNamespace: 'ecs' as const });

describe('Application Auto Scaling', () => {
  test('listings have 50, 10, 50 and 50 items a page', async () => {
    const { autoscaling: client } = await serve({
      'application-autoscaling': {
        scalableTargets: all.map((name) => ({ ...target(name), MinCapacity: 1, MaxCapacity: 2 })),
        scalingPolicies: all.map((name) => ({ ...target(name), PolicyName: 'p' })),
        scheduledActions: all.map((name) => ({ ...target(name), ScheduledActionName: 'a', Schedule: 'rate(1 day)' })),
        scalingActivities: all.map((name) => ({ ...target(name), StartTime: '2026-11-01T00:00:00Z' })),
      },
    });
    const targets = await pagesOf(
      paginateDescribeScalableTargets({ client }, question()),
      (page) => page.ScalableTargets,
    );
    const policies = await pagesOf(
      paginateDescribeScalingPolicies({ client }, question()),
      (page) => page.ScalingPolicies,
    );
    const actions = await pagesOf(
      paginateDescribeScheduledActions({ client }, question()),
      (page) => page.ScheduledActions,
    );
    const activities = await pagesOf(
      paginateDescribeScalingActivities({ client }, question()),
      (page) => page.ScalingActivities,
    );
    expect(targets.sizes).toEqual([50, 50, 20]);
    expect(policies.sizes).toEqual(Array(12).fill(10));
    expect(actions.sizes).toEqual([50, 50, 20]);
    expect(activities.sizes).toEqual([50, 50, 20]);
    expect(new Set(policies.items.map((policy) => policy.PolicyARN)).size).toBe(120);
  });

  test('a target has a role, an ARN and nothing suspended, unless said otherwise', async () => {
    const scalableTargets = [
      { ...target('a'), MinCapacity: 1, MaxCapacity: 5, SuspendedState: { ScheduledScalingSuspended: true } },
      { ...target('old'), MinCapacity: 1, MaxCapacity: 5, ScalableTargetARN: null, SuspendedState: null },
    ];
    const { autoscaling } = await serve({ 'application-autoscaling': { scalableTargets } });
    const { ScalableTargets } = await autoscaling.send(new DescribeScalableTargetsCommand(question()));
    expect(ScalableTargets?.[0]?.ScalableTargetARN).toMatch(
      /^arn:aws:application-autoscaling:eu-west-1:111122223333:scalable-target\/[0-9a-f]{36}$/,
    );
    expect(ScalableTargets?.[0]?.RoleARN).toMatch(/AWSServiceRoleForApplicationAutoScaling_ECSService$/);
    expect(ScalableTargets?.[0]?.SuspendedState).toEqual({
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: true,
    });
    expect(ScalableTargets?.[1]).not.toHaveProperty('ScalableTargetARN');
    expect(ScalableTargets?.[1]).not.toHaveProperty('SuspendedState');
  });

  test('the namespace is required, and a dimension needs resource ids', async () => {
    const { autoscaling } = await serve({});
    const send = (input: object) => autoscaling.send(new DescribeScalableTargetsCommand({ ...question(), ...input }));
    const refused = { name: 'ValidationException' };
    await expect(send({ ServiceNamespace: undefined })).rejects.toMatchObject(refused);
    await expect(send({ ScalableDimension: 'ecs:service:DesiredCount' })).rejects.toMatchObject(refused);
    await expect(send({ ResourceIds: names('r', 51) })).rejects.toMatchObject(refused);
    await expect(send({ MaxResults: 51 })).rejects.toMatchObject(refused);
    await expect(send({ NextToken: 'made up' })).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
    expect((await send({})).ScalableTargets).toEqual([]);
  });

  test('filters narrow the listings', async () => {
    const { autoscaling } = await serve({
      'application-autoscaling': {
        scalableTargets: all.map((name) => ({ ...target(name), MinCapacity: 1, MaxCapacity: 2 })),
        scheduledActions: all.map((name) => ({ ...target(name), ScheduledActionName: name, Schedule: 'rate(1 day)' })),
      },
    });
    const byId = new DescribeScalableTargetsCommand({
      ...question(),
      ResourceIds: ['service/manga/s-0007', 'service/manga/gone'],
    });
    expect((await autoscaling.send(byId)).ScalableTargets?.map((item) => item.ResourceId)).toEqual([
      'service/manga/s-0007',
    ]);
    const byName = new DescribeScheduledActionsCommand({ ...question(), ScheduledActionNames: ['s-0003', 's-0004'] });
    expect((await autoscaling.send(byName)).ScheduledActions).toHaveLength(2);
  });

  test('a target tracking policy names its alarms; declared ones stay as they are', async () => {
    const TargetTrackingScalingPolicyConfiguration = { TargetValue: 50 };
    const scalingPolicies = [
      { ...target('a'), PolicyName: 'cpu', TargetTrackingScalingPolicyConfiguration },
      { ...target('b'), PolicyName: 'dead', TargetTrackingScalingPolicyConfiguration, Alarms: [] },
      { ...target('c'), PolicyName: 'step', StepScalingPolicyConfiguration: { AdjustmentType: 'ChangeInCapacity' } },
    ];
    const { autoscaling } = await serve({ 'application-autoscaling': { scalingPolicies } });
    const { ScalingPolicies } = await autoscaling.send(new DescribeScalingPoliciesCommand(question()));
    expect(ScalingPolicies?.map((policy) => [policy.PolicyType, policy.Alarms?.length])).toEqual([
      ['TargetTrackingScaling', 2],
      ['TargetTrackingScaling', 0],
      ['StepScaling', 0],
    ]);
    expect(ScalingPolicies?.[0]?.Alarms?.[0]?.AlarmName).toMatch(
      /^TargetTracking-service\/manga\/a-AlarmHigh-[0-9a-f-]{36}$/,
    );
  });

  test('activities come newest first, not scaled ones on request, for six weeks', async () => {
    const activity = (StartTime: string, more: object = {}) => ({
      ...target('a'),
      StartTime,
      StatusCode: 'Successful',
      ...more,
    });
    const scalingActivities = [
      activity('2026-11-01T00:00:00Z'),
      activity('2026-11-20T00:00:00Z'),
      activity('2026-11-10T00:00:00Z', { NotScaledReasons: [{ Code: 'AlreadyAtMaxCapacity', MaxCapacity: 5 }] }),
      activity('2026-09-01T00:00:00Z'),
    ];
    const rest = { now: '2026-11-22T00:00:00Z' };
    const { autoscaling } = await serve({ 'application-autoscaling': { scalingActivities } }, { rest });
    const read = async (IncludeNotScaledActivities?: boolean) => {
      const input = { ...question(), IncludeNotScaledActivities };
      const { ScalingActivities } = await autoscaling.send(new DescribeScalingActivitiesCommand(input));
      return ScalingActivities?.map((item) => item.StartTime?.toISOString().slice(0, 10));
    };
    expect(await read()).toEqual(['2026-11-20', '2026-11-01']);
    expect(await read(true)).toEqual(['2026-11-20', '2026-11-10', '2026-11-01']);
  });
});

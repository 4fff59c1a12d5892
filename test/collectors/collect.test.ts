import { describe, expect, it } from 'vitest';
import { declaredReads } from '../../src/collectors/aws/collect.ts';
import { compareCoverage, compareResources } from '../../src/model/snapshot.ts';
import { accountId, collect, type Declared, region, smallRegion, takenAt } from './support.ts';

describe('a small account', () => {
  it('is read completely, with everything in its order', async () => {
    const { snapshot, of } = await collect(smallRegion());
    expect(snapshot.coverage.filter((entry) => entry.status !== 'ok' || !entry.complete)).toEqual([]);
    expect(snapshot).toMatchObject({ schema: 'headroom.snapshot/1', takenAt, tool: 'headroom test', source: 'aws' });
    expect(snapshot.scopes).toEqual([
      { partition: 'aws', account: accountId, region },
      { partition: 'aws', account: accountId, region: 'global' },
    ]);
    expect(snapshot.resources).toEqual(snapshot.resources.toSorted(compareResources));
    expect(snapshot.coverage).toEqual(snapshot.coverage.toSorted(compareCoverage));
    expect(of('ecs-service')[0]).toMatchObject({ key: 'shop/web', tags: { owner: 'team-a' } });
    expect(of('ecs-cluster')[0]).toMatchObject({ key: 'shop', tags: { env: 'prod' } });
    expect(of('scaling-policy')[0]).toMatchObject({
      key: 'ecs|service/shop/web|ecs:service:DesiredCount|cpu60',
      tags: null,
      attributes: { scaleOutCooldownSeconds: 300 },
    });
    expect(of('scheduled-action')[0]?.attributes).toMatchObject({
      minCapacity: 10,
      maxCapacity: null,
      timezone: 'UTC',
    });
    expect(of('cloudwatch-alarm').map((alarm) => alarm.key)).toEqual(expect.arrayContaining(['all', 'web-cpu']));
    expect(of('dynamodb-account')).toHaveLength(1);
  });

  it('has a coverage entry for each declared read, in each region or once', async () => {
    const { snapshot } = await collect(smallRegion());
    for (const read of declaredReads()) {
      const entries = snapshot.coverage.filter((entry) => entry.api === read.api);
      expect(entries.map((entry) => entry.region)).toContain(read.scope === 'global' ? 'global' : region);
      for (const entry of entries) expect(entry.kinds).toEqual(read.kinds);
    }
  });

  it('is the same snapshot each time', async () => {
    const first = await collect(smallRegion());
    const second = await collect(smallRegion(), { latencyMs: 3 });
    expect(second.snapshot).toEqual(first.snapshot);
  });

  it('joins tags by ARN: what a complete listing does not name has none', async () => {
    const { of } = await collect(smallRegion());
    expect(of('scalable-target')[0]?.tags).toEqual({ event: 'release' });
    const tags = Object.fromEntries(of('dynamodb-table').map((table) => [table.key, table.tags]));
    expect(tags).toEqual({ events: {}, profiles: {}, sessions: { owner: 'team-b' } });
  });

  it('leaves the tags of a target without an ARN unknown', async () => {
    const declared = smallRegion();
    declared['application-autoscaling'] = {
      scalableTargets: [
        {
          ServiceNamespace: 'ecs',
          ResourceId: 'service/shop/old',
          ScalableDimension: 'ecs:service:DesiredCount',
          MinCapacity: 1,
          MaxCapacity: 2,
          ScalableTargetARN: null,
        },
      ],
    };
    const { of } = await collect(declared);
    expect(of('scalable-target')[0]).toMatchObject({
      id: 'ecs|service/shop/old|ecs:service:DesiredCount',
      tags: null,
      unread: { tags: 'unsupported' },
      unreadApi: { tags: 'tag:GetResources' },
    });
  });

  it('keeps activities of the window with their target', async () => {
    const { of, coverage } = await collect(smallRegion());
    expect(of('scalable-target')[0]?.observed.activities).toEqual([
      { start: '2026-11-20T00:00:00.000Z', status: 'Successful', notScaledReasons: [] },
    ]);
    expect(coverage('application-autoscaling:DescribeScalingActivities', 'ecs').since).toBe('2026-10-11T04:00:00.000Z');
  });
});

describe('regions', () => {
  it('with equal names stay apart, and what an account has once is read once', async () => {
    const declared = { 'eu-central-1': smallRegion(), 'ap-northeast-1': smallRegion() };
    const { snapshot, of } = await collect(
      {},
      { accounts: { account: accountId, now: takenAt, regions: declared } },
      { regions: ['eu-central-1', 'ap-northeast-1'] },
    );
    expect(of('ecs-service').map((service) => [service.region, service.key])).toEqual([
      ['ap-northeast-1', 'shop/web'],
      ['eu-central-1', 'shop/web'],
    ]);
    expect(new Set(snapshot.resources.map((resource) => resource.keyHash)).size).toBe(snapshot.resources.length);
    expect(snapshot.scopes.map((scope) => scope.region)).toEqual(['ap-northeast-1', 'eu-central-1', 'global']);
    expect(snapshot.coverage.filter((entry) => entry.api === 'sts:GetCallerIdentity')).toHaveLength(1);
  });

  it('one that refuses everything does not touch the other', async () => {
    const declared = { 'eu-central-1': smallRegion(), 'ap-northeast-1': smallRegion() };
    const { snapshot, of } = await collect(
      {},
      {
        accounts: { account: accountId, now: takenAt, regions: declared },
        faults: [{ api: '*', region: 'ap-northeast-1', do: 'denied' }],
      },
      { regions: ['eu-central-1', 'ap-northeast-1'] },
    );
    expect(of('ecs-service').map((service) => service.region)).toEqual(['eu-central-1']);
    const refused = snapshot.coverage.filter((entry) => entry.region === 'ap-northeast-1');
    // Topics are asked about only where an alarm names one, and no alarm was seen.
    const asked = refused.filter((entry) => entry.api !== 'sns:GetTopicAttributes');
    expect(asked.filter((entry) => entry.status !== 'denied' || entry.complete)).toEqual([]);
  });
});

describe('pages and batches', () => {
  const numbered = <T>(count: number, one: (name: string) => T) =>
    Array.from({ length: count }, (_, index) => one(`n${String(index).padStart(4, '0')}`));
  const target = (name: string) => ({
    ServiceNamespace: 'ecs',
    ResourceId: `service/shop/${name}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  });
  const declared: Declared = {
    ecs: {
      clusters: numbered(130, (clusterName) => ({ clusterName })),
      services: numbered(230, (serviceName) => ({ serviceName, cluster: 'n0001', taskDefinition: 'shared:7' })),
    },
    'application-autoscaling': {
      scalableTargets: numbered(120, (name) => ({
        ...target(name),
        MinCapacity: 1,
        MaxCapacity: 2,
        tags: { n: name },
      })),
      scalingPolicies: numbered(45, (name) => ({
        ...target(name),
        PolicyName: 'p',
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: { TargetValue: 50 },
        Alarms: [],
      })),
      scheduledActions: numbered(60, (name) => ({
        ...target(name),
        ScheduledActionName: 'a',
        Schedule: 'rate(1 day)',
        ScalableTargetAction: { MinCapacity: 1 },
      })),
      scalingActivities: numbered(70, (name) => ({
        ...target(name),
        StartTime: '2026-11-01T00:00:00Z',
        StatusCode: 'Successful',
      })),
    },
    dynamodb: { tables: numbered(140, (TableName) => ({ TableName, tags: { n: TableName } })) },
    cloudwatch: {
      metricAlarms: numbered(180, (AlarmName) => ({ AlarmName })),
      compositeAlarms: numbered(40, (name) => ({ AlarmName: `c-${name}`, AlarmRule: 'TRUE' })),
    },
  };

  it('everything is found, with the calls of an independent formula', async () => {
    const { sandbox, of } = await collect(declared);
    const found = Object.fromEntries(
      [
        'ecs-cluster',
        'ecs-service',
        'scalable-target',
        'scaling-policy',
        'scheduled-action',
        'dynamodb-table',
        'cloudwatch-alarm',
      ].map((kind) => [kind, of(kind).length]),
    );
    expect(found).toEqual({
      'ecs-cluster': 130,
      'ecs-service': 230,
      'scalable-target': 120,
      'scaling-policy': 45,
      'scheduled-action': 60,
      'dynamodb-table': 140,
      'cloudwatch-alarm': 220,
    });
    const calls: Record<string, number> = {};
    for (const { operation } of sandbox.calls) calls[operation] = (calls[operation] ?? 0) + 1;
    const pages = (items: number, size: number) => Math.max(1, Math.ceil(items / size));
    expect(calls).toMatchObject({
      GetCallerIdentity: 1,
      ListClusters: pages(130, 100),
      DescribeClusters: pages(130, 100),
      ListServices: 129 + pages(230, 100),
      DescribeServices: pages(230, 10),
      DescribeTaskDefinition: 1,
      DescribeScalableTargets: 14 + pages(120, 50),
      DescribeScalingPolicies: 4 + pages(45, 10),
      DescribeScheduledActions: 4 + pages(60, 50),
      DescribeScalingActivities: 4 + pages(70, 50),
      ListTables: pages(140, 100),
      DescribeTable: 140,
      ListContributorInsights: 1,
      DescribeLimits: 1,
      GetResources: pages(260, 100),
    });
    // Log alarms are asked for apart: a region that does not know them may refuse the whole question.
    expect(calls.DescribeAlarms).toBeLessThanOrEqual(pages(180, 100) + pages(40, 100) + 1);
    expect(of('dynamodb-table').every((table) => table.tags?.n === table.key)).toBe(true);
  });

  it('MaxResults is never sent with DescribeScalableTargets', async () => {
    const { sandbox } = await collect(declared);
    const inputs = sandbox.calls
      .filter((call) => call.operation === 'DescribeScalableTargets')
      .map((call) => call.input);
    expect(inputs.some((input) => 'NextToken' in input)).toBe(true);
    expect(inputs.filter((input) => 'MaxResults' in input)).toEqual([]);
  });
});

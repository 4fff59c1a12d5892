import { type AlarmType, DescribeAlarmsCommand, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from 'vitest';
import { names, pagesOf, serve } from './serving.ts';

const policy = (
  ServiceNamespace: string,
  ResourceId: string,
  ScalableDimension: string,
  type: string,
  TargetValue: number,
  more: object = {},
) => ({
  ServiceNamespace,
  ResourceId,
  ScalableDimension,
  PolicyName: 'tracking',
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue,
    PredefinedMetricSpecification: { PredefinedMetricType: type },
    ...more,
  },
});
const cpu = (more: object = {}) =>
  policy('ecs', 'service/manga/s', 'ecs:service:DesiredCount', 'ECSServiceAverageCPUUtilization', 50, more);

async function alarmsOf(scalingPolicies: object[], tables: object[] = []) {
  const { cloudwatch } = await serve({
    'application-autoscaling': { scalingPolicies: scalingPolicies as [] },
    dynamodb: { tables: tables as [] },
  });
  const { MetricAlarms = [] } = await cloudwatch.send(new DescribeAlarmsCommand({}));
  return MetricAlarms;
}

describe('CloudWatch alarms', () => {
  test('come 50 a page, up to 100, metric alarms only unless types are named', async () => {
    const metricAlarms = names('m', 130).map((AlarmName) => ({
      AlarmName,
      MetricName: 'CPUUtilization',
      Namespace: 'AWS/ECS',
    }));
    const compositeAlarms = [{ AlarmName: 'all', AlarmRule: 'ALARM("m-0001")' }];
    const { cloudwatch: client } = await serve({ cloudwatch: { metricAlarms, compositeAlarms } });
    const read = (pageSize?: number, AlarmTypes?: AlarmType[]) =>
      pagesOf(
        paginateDescribeAlarms({ client, pageSize }, { AlarmTypes }),
        ({ MetricAlarms = [], CompositeAlarms = [] }) => [...MetricAlarms, ...CompositeAlarms],
      );
    expect((await read()).sizes).toEqual([50, 50, 30]);
    expect((await read(100, ['MetricAlarm', 'CompositeAlarm'])).sizes).toEqual([100, 31]);
    expect((await read(100, ['CompositeAlarm'])).items).toMatchObject([{ AlarmName: 'all', ActionsEnabled: true }]);
    await expect(read(101)).rejects.toThrow();
  });

  test.each<[string, object, string[]]>([
    ['names', { AlarmNames: ['b', 'gone'] }, ['b']],
    ['a prefix', { AlarmNamePrefix: 'b' }, ['b', 'bb']],
    ['a state', { StateValue: 'ALARM' }, ['bb']],
    ['an action', { ActionPrefix: 'arn:aws:sns' }, ['a']],
  ])('are found by %s', async (_what, input, expected) => {
    const metricAlarms = [
      { AlarmName: 'bb', StateValue: 'ALARM' },
      { AlarmName: 'a', AlarmActions: ['arn:aws:sns:eu-west-1:1:t'] },
      { AlarmName: 'b' },
    ];
    const { cloudwatch } = await serve({ cloudwatch: { metricAlarms } });
    const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand(input));
    expect(MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(expected);
  });

  test('AWS makes two for an ECS target tracking policy, one when it must not scale in', async () => {
    const [high, low] = await alarmsOf([cpu()]);
    expect(high).toMatchObject({
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Statistic: 'Average',
      Threshold: 50,
      EvaluationPeriods: 3,
      Period: 60,
      ComparisonOperator: 'GreaterThanThreshold',
      Dimensions: [
        { Name: 'ClusterName', Value: 'manga' },
        { Name: 'ServiceName', Value: 's' },
      ],
    });
    expect(low).toMatchObject({ Threshold: 45, EvaluationPeriods: 15, ComparisonOperator: 'LessThanThreshold' });
    expect(high?.AlarmActions?.[0]).toMatch(/:policyName\/tracking:createdBy\//);
    expect(await alarmsOf([cpu({ DisableScaleIn: true })])).toHaveLength(1);
  });

  test('AWS makes four for a DynamoDB policy, from the units that are provisioned', async () => {
    const tables = [{ TableName: 'T', ProvisionedThroughput: { ReadCapacityUnits: 100, WriteCapacityUnits: 5 } }];
    const read = policy(
      'dynamodb',
      'table/T',
      'dynamodb:table:ReadCapacityUnits',
      'DynamoDBReadCapacityUtilization',
      70,
    );
    const alarms = await alarmsOf([read], tables);
    expect(
      alarms.map(({ AlarmName = '', MetricName, Threshold, Period, EvaluationPeriods }) => [
        AlarmName.split('-')[2],
        MetricName,
        Threshold,
        Period,
        EvaluationPeriods,
      ]),
    ).toEqual([
      ['AlarmHigh', 'ConsumedReadCapacityUnits', 4200, 60, 2],
      ['AlarmLow', 'ConsumedReadCapacityUnits', 3000, 60, 15],
      ['ProvisionedCapacityHigh', 'ProvisionedReadCapacityUnits', 100, 300, 3],
      ['ProvisionedCapacityLow', 'ProvisionedReadCapacityUnits', 100, 300, 3],
    ]);
  });

  test.each<[string, object, object]>([
    [
      'a load balancer',
      policy('ecs', 'service/m/s', 'ecs:service:DesiredCount', '', 1000, {
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ALBRequestCountPerTarget',
          ResourceLabel: 'app/lb/1/targetgroup/tg/2',
        },
      }),
      {
        Namespace: 'AWS/ApplicationELB',
        Dimensions: [
          { Name: 'TargetGroup', Value: 'targetgroup/tg/2' },
          { Name: 'LoadBalancer', Value: 'app/lb/1' },
        ],
      },
    ],
    [
      'a cache',
      policy(
        'elasticache',
        'replication-group/rg',
        'elasticache:replication-group:Replicas',
        'ElastiCacheReplicaEngineCPUUtilization',
        60,
      ),
      {
        MetricName: 'EngineCPUUtilization',
        Dimensions: [
          { Name: 'ReplicationGroupId', Value: 'rg' },
          { Name: 'Role', Value: 'Replica' },
        ],
      },
    ],
    [
      'a metric of your own',
      policy('ecs', 'service/m/s', 'ecs:service:DesiredCount', '', 5, {
        PredefinedMetricSpecification: undefined,
        CustomizedMetricSpecification: { MetricName: 'Backlog', Namespace: 'Manga', Statistic: 'Average' },
      }),
      { Namespace: 'Manga', MetricName: 'Backlog', Threshold: 5 },
    ],
    [
      '20-second metrics',
      policy('ecs', 'service/m/s', 'ecs:service:DesiredCount', 'ECSServiceAverageCPUUtilizationHighResolution', 50),
      { MetricName: 'CPUUtilization', Period: 20 },
    ],
    [
      'a function',
      policy(
        'lambda',
        'function:f:live',
        'lambda:function:ProvisionedConcurrency',
        'LambdaProvisionedConcurrencyUtilization',
        0.7,
      ),
      {
        Threshold: 0.7,
        Dimensions: [
          { Name: 'FunctionName', Value: 'f' },
          { Name: 'Resource', Value: 'f:live' },
        ],
      },
    ],
  ])('follow the metric of %s', async (_what, tracking, expected) => {
    expect((await alarmsOf([tracking]))[0]).toMatchObject(expected);
  });
});

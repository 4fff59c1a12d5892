import { GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from 'vitest';
import { metric } from '../../src/sandbox/account-metrics.ts';
import { bucketValue, samplesOf } from '../../src/sandbox/derive/metric-samples.ts';
import { names, serve } from './serving.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const monday = Date.parse('2026-11-16T00:00:00Z');

const own = { Namespace: 'MangaAssist', MetricName: 'Messages' };
const linesOf = (...lines: object[]) => samplesOf(lines.map((line) => metric.parse({ ...own, ...line })));
const hourly = (samples: ReturnType<typeof linesOf>, from: number, hours: number, statistic = 'Average') =>
  Array.from({ length: hours }, (_, hour) =>
    bucketValue(samples, from + hour * hourMs, from + (hour + 1) * hourMs, statistic),
  );

describe('samples of a metric', () => {
  test('follow the hours of a day, or of a week that begins on Monday', () => {
    const day = Array.from({ length: 24 }, (_, hour) => hour);
    expect(hourly(linesOf({ value: day }), monday - dayMs, 48)).toEqual([...day, ...day]);
    const week = Array.from({ length: 168 }, (_, hour) => hour);
    expect(hourly(linesOf({ value: week }), monday, 168)).toEqual(week);
    expect(hourly(linesOf({ value: week }), monday - hourMs, 2)).toEqual([167, 0]);
    // Long before instants begin to be positive, too.
    expect(hourly(linesOf({ value: week }), Date.parse('1969-12-29T00:00:00Z'), 3)).toEqual([0, 1, 2]);
  });

  test('differ by weekday, where the week has a factor for each', () => {
    const samples = linesOf({ value: 10, weekdays: [1, 1, 1, 1, 1, 2, 3] });
    const ofDays = [0, 4, 5, 6, 7].map((day) =>
      bucketValue(samples, monday + day * dayMs, monday + (day + 1) * dayMs, 'Average'),
    );
    expect(ofDays).toEqual([10, 10, 20, 30, 10]);
  });

  test('end where the next line begins, and add up where two lines meet', () => {
    const noon = '2026-11-16T12:30:00Z';
    const samples = linesOf({ value: 2, samples: 18, until: noon }, { value: 4, samples: 100, since: noon });
    expect(hourly(samples, monday + 11 * hourMs, 3, 'SampleCount')).toEqual([18 * 60, 18 * 30 + 100 * 30, 6000]);
    expect(hourly(samples, monday + 11 * hourMs, 3, 'Maximum')).toEqual([2, 4, 4]);
    expect(hourly(linesOf({ value: 2, until: noon }), monday + 13 * hourMs, 1)).toEqual([null]);
  });

  test('grow by the day from their beginning', () => {
    const samples = linesOf({ value: 60, perDay: 4.8, since: '2026-11-16T00:00:00Z' });
    expect(hourly(samples, monday, 25).filter((_, hour) => hour % 12 === 0)).toEqual([60, 62.4, 64.8]);
    expect(() => linesOf({ value: 60, perDay: 1 })).toThrow('perDay counts from since on');
  });

  test('vary within their bounds, and alike in every run', () => {
    const samples = linesOf({ value: 100, variation: 0.1 });
    const values = hourly(samples, monday, 500).map(Number);
    expect(values).toEqual(hourly(linesOf({ value: 100, variation: 0.1 }), monday, 500));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(90);
    expect(Math.max(...values)).toBeLessThanOrEqual(110);
    expect(new Set(values).size).toBeGreaterThan(490);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean - 100)).toBeLessThan(1);
  });

  test('that are counts have no fractions', () => {
    const samples = linesOf({ value: 103.4, variation: 0.05, weekdays: [1, 1, 1, 1, 1.06, 1.1, 1.1], whole: true });
    expect(hourly(samples, monday, 168, 'Sum').filter((sum) => !Number.isInteger(sum))).toEqual([]);
  });

  test.each([
    ['168 values of a week of 25 hours', { value: Array(25).fill(1) }],
    ['six weekdays', { value: 1, weekdays: [1, 1, 1, 1, 1, 1] }],
    ['a beginning that is no instant', { value: 1, since: 'last week' }],
  ])('are not declared by %s', (_, line) => {
    expect(() => linesOf(line)).toThrow();
  });
});

describe('GetMetricData', () => {
  const now = '2026-11-22T04:00:00Z';
  const ask = (
    Namespace: string,
    MetricName: string,
    dimensions: Record<string, string>,
    Stat: string,
  ): MetricDataQuery => ({
    Id: 'm',
    MetricStat: {
      Metric: {
        Namespace,
        MetricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: 3600,
      Stat,
    },
  });
  const window = { StartTime: new Date('2026-11-08T04:00:00Z'), EndTime: new Date(now) };

  const region = {
    ecs: {
      services: [
        { serviceName: 'web', cluster: 'shop', desiredCount: 8, taskDefinition: 'web:1' },
        { serviceName: 'batch', cluster: 'shop', desiredCount: 5, launchType: 'EC2' },
      ],
      taskDefinitions: [{ family: 'web', revision: 1, cpu: '2048' }],
    },
    dynamodb: {
      tables: [
        { TableName: 'carts', ProvisionedThroughput: { ReadCapacityUnits: 4000, WriteCapacityUnits: 400 } },
        { TableName: 'events', BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } },
      ],
    },
    elasticache: { replicationGroups: [{ ReplicationGroupId: 'cache' }] },
    lambda: { functions: [{ FunctionName: 'api', reserved: 30 }, { FunctionName: 'mail' }] },
    rds: { instances: [{ DBInstanceIdentifier: 'orders' }] },
    opensearchserverless: { collections: [{ name: 'catalogue', id: 'catalogue00000000001' }] },
    bedrock: {
      provisionedThroughputs: [{ provisionedModelName: 'assistant', provisionedModelArn: 'arn:aws:bedrock:x' }],
    },
  };

  test.each<[string, string, Record<string, string>, string, number]>([
    ['AWS/ECS', 'CPUUtilization', { ClusterName: 'shop', ServiceName: 'web' }, 'Average', 50],
    ['AWS/ECS', 'MemoryUtilization', { ClusterName: 'shop', ServiceName: 'web' }, 'Average', 50],
    ['AWS/ECS', 'CPUUtilization', { ClusterName: 'shop', ServiceName: 'web' }, 'SampleCount', 480],
    [
      'AWS/Usage',
      'ResourceCount',
      { Service: 'Fargate', Type: 'Resource', Resource: 'vCPU', Class: 'Standard/OnDemand' },
      'Maximum',
      16,
    ],
    ['AWS/DynamoDB', 'ConsumedReadCapacityUnits', { TableName: 'carts' }, 'Sum', 2000 * 3600],
    ['AWS/DynamoDB', 'ProvisionedReadCapacityUnits', { TableName: 'carts' }, 'Average', 4000],
    ['AWS/DynamoDB', 'AccountProvisionedReadCapacityUtilization', {}, 'Maximum', 5],
    ['AWS/DynamoDB', 'AccountProvisionedWriteCapacityUtilization', {}, 'Maximum', 0.5],
    ['AWS/ElastiCache', 'EngineCPUUtilization', { CacheClusterId: 'cache-001' }, 'Average', 35],
    ['AWS/ElastiCache', 'DatabaseMemoryUsagePercentage', { CacheClusterId: 'cache-001' }, 'Average', 40],
    ['AWS/Lambda', 'Invocations', { FunctionName: 'api' }, 'Sum', 1200 * 60],
    ['AWS/Lambda', 'Throttles', { FunctionName: 'api' }, 'Sum', 0],
    ['AWS/Lambda', 'ConcurrentExecutions', {}, 'Maximum', 12],
    ['AWS/Lambda', 'Invocations', {}, 'Sum', 1440 * 60],
    ['AWS/Lambda', 'Throttles', {}, 'Sum', 0],
    ['AWS/RDS', 'CPUUtilization', { DBInstanceIdentifier: 'orders' }, 'Average', 40],
    ['AWS/RDS', 'DatabaseConnections', { DBInstanceIdentifier: 'orders' }, 'Average', 20],
    ['AWS/AOSS', 'SearchOCU', { ClientId: '111122223333' }, 'Sum', 120],
    ['AWS/AOSS', 'IndexingOCU', { ClientId: '111122223333' }, 'Sum', 120],
    [
      'AWS/AOSS',
      'SearchRequestRate',
      { ClientId: '111122223333', CollectionId: 'catalogue00000000001', CollectionName: 'catalogue' },
      'Average',
      20,
    ],
    ['AWS/Bedrock', 'Invocations', { ModelId: 'arn:aws:bedrock:x' }, 'Sum', 3600],
  ])(
    '%s %s of what is healthy (%o, %s): %d on average, in each hour of two weeks',
    async (namespace, name, dimensions, stat, mean) => {
      const { cloudwatch } = await serve(region, { rest: { now } });
      const { MetricDataResults = [] } = await cloudwatch.send(
        new GetMetricDataCommand({ MetricDataQueries: [ask(namespace, name, dimensions, stat)], ...window }),
      );
      const values = MetricDataResults[0]?.Values ?? [];
      expect(values).toHaveLength(336);
      expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(mean, 0);
    },
  );

  test('nothing is throttled that nobody declared: AWS sends no data', async () => {
    const { cloudwatch } = await serve(region, { rest: { now } });
    const query = ask('AWS/DynamoDB', 'ReadThrottleEvents', { TableName: 'carts' }, 'Sum');
    const { MetricDataResults = [] } = await cloudwatch.send(
      new GetMetricDataCommand({ MetricDataQueries: [query], ...window }),
    );
    expect(MetricDataResults[0]).toMatchObject({ Values: [], StatusCode: 'Complete' });
  });

  test('what is declared stands instead of what is healthy, all lines of it', async () => {
    const line = {
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Dimensions: { ClusterName: 'shop', ServiceName: 'web' },
    };
    const metrics = [
      { ...line, value: 45, samples: 18, until: '2026-11-21T00:00:00Z' },
      { ...line, value: 12, samples: 100, since: '2026-11-21T00:00:00Z' },
    ];
    const { cloudwatch } = await serve({ ...region, cloudwatch: { metrics } }, { rest: { now } });
    const { MetricDataResults = [] } = await cloudwatch.send(
      new GetMetricDataCommand({
        MetricDataQueries: [ask(line.Namespace, line.MetricName, line.Dimensions, 'Average')],
        ScanBy: 'TimestampAscending',
        ...window,
      }),
    );
    expect(MetricDataResults[0]?.Values).toEqual([...Array(308).fill(45), ...Array(28).fill(12)]);
  });

  test('60 days of 300 metrics by the hour are answered at once', async () => {
    const functions = names('f', 300).map((FunctionName) => ({ FunctionName }));
    const { cloudwatch } = await serve({ lambda: { functions } }, { rest: { now }, recordInputs: false });
    const queries = functions.map(({ FunctionName }, index) => ({
      ...ask('AWS/Lambda', 'Invocations', { FunctionName }, 'Sum'),
      Id: `m${index}`,
    }));
    const started = performance.now();
    let points = 0;
    for (let first = 0; first < queries.length; first += 60) {
      const { MetricDataResults = [] } = await cloudwatch.send(
        new GetMetricDataCommand({
          MetricDataQueries: queries.slice(first, first + 60),
          StartTime: new Date(Date.parse(now) - 60 * dayMs),
          EndTime: new Date(now),
        }),
      );
      points += MetricDataResults.reduce((sum, { Values = [] }) => sum + Values.length, 0);
    }
    expect(points).toBe(300 * 1440);
    // Some forty times as long as measured, for machines that are busy.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

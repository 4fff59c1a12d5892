import { describe, expect, it } from 'vitest';
import { describeCompositeAlarm, describeMetricAlarm } from '../../src/collectors/aws/describe/cloudwatch-alarm.ts';
import { describeTable } from '../../src/collectors/aws/describe/dynamodb-table.ts';
import { describeCluster, describeService } from '../../src/collectors/aws/describe/ecs.ts';
import { startProblemsOf } from '../../src/collectors/aws/describe/ecs-events.ts';
import { noTask, taskPartsOf } from '../../src/collectors/aws/describe/ecs-task.ts';

describe('ECS', () => {
  const service = {
    serviceArn: 'arn:aws:ecs:eu-central-1:111122223333:service/web',
    clusterArn: 'arn:aws:ecs:eu-central-1:111122223333:cluster/shop',
    serviceName: 'web',
    status: 'ACTIVE',
    desiredCount: 2,
    runningCount: 2,
    pendingCount: 0,
  };
  const known = { ok: true, value: { cpu: '1024', startPeriodSeconds: null, parameterStoreSecrets: 0 } } as const;
  const takenAt = '2026-11-22T04:00:00Z';

  it('a service that never set anything has the defaults of ECS', () => {
    const draft = describeService(service, known, takenAt);
    expect(draft.attributes).toMatchObject({
      clusterName: 'shop',
      schedulingStrategy: 'REPLICA',
      deploymentController: 'ECS',
      resourceManagementType: 'CUSTOMER',
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      circuitBreakerEnabled: false,
      launchType: null,
      taskCpuUnits: 1024,
      deploymentStrategy: 'ROLLING',
      taskDefinitionFamily: null,
    });
    expect(draft.defaulted).toEqual([
      'circuitBreakerEnabled',
      'deploymentController',
      'deploymentStrategy',
      'maximumPercent',
      'minimumHealthyPercent',
      'resourceManagementType',
      'schedulingStrategy',
    ]);
  });

  it('a daemon service has percentages of its own', () => {
    const draft = describeService({ ...service, schedulingStrategy: 'DAEMON' }, known, takenAt);
    expect(draft.attributes).toMatchObject({ maximumPercent: 100, minimumHealthyPercent: 0 });
  });

  it('what was set is no default', () => {
    const draft = describeService(
      {
        ...service,
        schedulingStrategy: 'REPLICA',
        resourceManagementType: 'CUSTOMER',
        deploymentController: { type: 'EXTERNAL' },
        deploymentConfiguration: {
          maximumPercent: 150,
          minimumHealthyPercent: 0,
          deploymentCircuitBreaker: { enable: true, rollback: true },
          strategy: 'ROLLING',
        },
      },
      known,
      takenAt,
    );
    expect(draft.attributes).toMatchObject({
      maximumPercent: 150,
      minimumHealthyPercent: 0,
      circuitBreakerEnabled: true,
      deploymentController: 'EXTERNAL',
    });
    expect(draft.defaulted).toEqual([]);
  });

  it('capacity providers are sorted by name, with 0 for what is absent', () => {
    const capacityProviderStrategy = [
      { capacityProvider: 'FARGATE_SPOT', weight: 3 },
      { capacityProvider: 'FARGATE', base: 1 },
    ];
    expect(
      describeService({ ...service, capacityProviderStrategy }, known, takenAt).attributes.capacityProviders,
    ).toEqual([
      { name: 'FARGATE', base: 1, weight: 0 },
      { name: 'FARGATE_SPOT', base: 0, weight: 3 },
    ]);
  });

  it('sizes that are set per container only are absent', () => {
    const draft = describeService(
      { ...service, taskDefinition: 'arn:x:task-definition/web:12' },
      { ok: true, value: noTask },
      takenAt,
    );
    expect(draft.attributes).toMatchObject({ taskCpuUnits: null, taskDefinitionFamily: 'web' });
    expect(draft.unread).toEqual({});
  });

  it.each([
    [{ bakeTimeInMinutes: 5 }, 5],
    [{ strategy: 'CANARY', bakeTimeInMinutes: 5, canaryConfiguration: { canaryBakeTimeInMinutes: 30 } }, 35],
    [{ strategy: 'CANARY' }, 10],
    [{ strategy: 'LINEAR', linearConfiguration: { stepPercent: 25, stepBakeTimeInMinutes: 20 } }, 60],
    [{ strategy: 'LINEAR', bakeTimeInMinutes: 1 }, 55],
    [undefined, 0],
  ] as const)('a deployment %j waits %i minutes by design', (deploymentConfiguration, minutes) => {
    const draft = describeService({ ...service, deploymentConfiguration }, known, takenAt);
    expect(draft.attributes.bakeMinutes).toBe(minutes);
  });

  it('target groups are those of listeners and their alternates, without account and region', () => {
    const group = (name: string) => `arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/${name}/0123`;
    const loadBalancers = [
      { targetGroupArn: group('green'), advancedConfiguration: { alternateTargetGroupArn: group('blue') } },
      { loadBalancerName: 'classic' },
    ];
    expect(describeService({ ...service, loadBalancers }, known, takenAt).attributes.targetGroups).toEqual([
      'targetgroup/blue/0123',
      'targetgroup/green/0123',
    ]);
  });

  it('secrets are counted where they are in Parameter Store of the region, and never kept', () => {
    const secret = (valueFrom: string) => ({ name: 'KEY', valueFrom });
    const containerDefinitions = [
      {
        secrets: [
          secret('/shop/web/key'),
          secret('arn:aws:ssm:eu-central-1:111122223333:parameter/key'),
          secret('arn:aws:ssm:us-east-1:111122223333:parameter/key'),
          secret('arn:aws:secretsmanager:eu-central-1:111122223333:secret:key'),
        ],
        healthCheck: { command: ['true'], startPeriod: 30 },
      },
      {
        logConfiguration: { logDriver: 'splunk' as const, secretOptions: [secret('/splunk')] },
        healthCheck: { command: ['true'], startPeriod: 90 },
      },
    ];
    expect(taskPartsOf({ cpu: '256', containerDefinitions }, 'eu-central-1')).toEqual({
      cpu: '256',
      memory: undefined,
      platform: 'LINUX/X86_64',
      startPeriodSeconds: 90,
      parameterStoreSecrets: 3,
    });
    const senseless = [{ secrets: [{ name: 'KEY', valueFrom: undefined }] }];
    expect(taskPartsOf({ containerDefinitions: senseless }, 'eu-central-1')).toBeUndefined();
  });

  it.each([
    [undefined, 'disabled', ['containerInsights']],
    [[{ name: 'containerInsights', value: 'enhanced' }], 'enhanced', []],
  ] as const)('container insights %j', (settings, value, defaulted) => {
    const cluster = describeCluster({ clusterName: 'shop', status: 'ACTIVE', settings: settings && [...settings] });
    expect(cluster.attributes.containerInsights).toBe(value);
    expect(cluster.defaulted).toEqual(defaulted);
  });
});

describe('events of an ECS service', () => {
  const takenAt = '2026-11-22T04:00:00.000Z';
  const at = (minutes: number) => new Date(Date.parse(takenAt) - minutes * 60_000);
  const event = (minutes: number, rest: string) => ({ createdAt: at(minutes), message: `(service web) ${rest}` });
  const failing = 'is unable to consistently start tasks successfully. For more information, see the Troubleshooting.';
  const unplaced = 'was unable to place a task because no container instance met all of its requirements.';

  it('tell since when tasks do not start, or cannot be placed', () => {
    const events = [event(50, failing), event(5, failing), event(20, unplaced)];
    expect(startProblemsOf(events, takenAt)).toEqual({
      startFailureAt: at(5).toISOString(),
      placementFailureAt: at(20).toISOString(),
      truncated: false,
    });
  });

  it('a steady state ends what came before it', () => {
    const events = [event(10, 'has reached a steady state.'), event(12, failing), event(5, unplaced)];
    const { startFailureAt, placementFailureAt } = startProblemsOf(events, takenAt);
    expect([startFailureAt, placementFailureAt]).toEqual([null, at(5).toISOString()]);
  });

  it('a hundred within the hour, which tell neither, may hide either', () => {
    const noise = (minutes: number) => Array.from({ length: 100 }, () => event(minutes, 'has started 1 tasks.'));
    expect(startProblemsOf(noise(10), takenAt).truncated).toBe(true);
    expect(startProblemsOf(noise(90), takenAt).truncated).toBe(false);
    expect(startProblemsOf([event(1, failing), ...noise(10)], takenAt).truncated).toBe(false);
    expect(startProblemsOf([event(1, 'has reached a steady state.'), ...noise(10)], takenAt).truncated).toBe(false);
  });

  it('one without its text makes no sense', () => {
    expect(() => startProblemsOf([{ createdAt: at(1) }], takenAt)).toThrow('an event without its text or time');
  });
});

describe('DynamoDB', () => {
  const on = { ok: true, value: true } as const;
  const table = { TableName: 't', TableStatus: 'ACTIVE', TableArn: 'arn' } as const;

  it('a table without a billing mode is provisioned', () => {
    const draft = describeTable(
      { ...table, ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6, NumberOfDecreasesToday: 2 } },
      on,
      'eu-central-1',
    );
    expect(draft.attributes).toMatchObject({ billingMode: 'PROVISIONED', readCapacityUnits: 5, writeCapacityUnits: 6 });
    expect(draft.defaulted).toEqual(['billingMode']);
    expect(draft.observed).toMatchObject({
      decreasesToday: 2,
      lastDecreaseAt: null,
      indexDecreases: [],
      itemCount: null,
      onDemandSince: null,
    });
  });

  it('an on-demand table has no provisioned units; -1 is no cap', () => {
    const draft = describeTable(
      {
        ...table,
        BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST', LastUpdateToPayPerRequestDateTime: new Date(0) },
        OnDemandThroughput: { MaxReadRequestUnits: -1, MaxWriteRequestUnits: 400 },
        WarmThroughput: { ReadUnitsPerSecond: 12000 },
      },
      on,
      'eu-central-1',
    );
    expect(draft.attributes).toMatchObject({
      readCapacityUnits: 0,
      maxReadRequestUnits: null,
      maxWriteRequestUnits: 400,
      warmReadUnitsPerSecond: 12000,
      warmWriteUnitsPerSecond: null,
    });
    expect(draft.observed.onDemandSince).toBe('1970-01-01T00:00:00.000Z');
  });

  it('decreases are counted for the table and for each index, with the time of the last', () => {
    const units = (today: number, at?: string) => ({
      NumberOfDecreasesToday: today,
      ...(at !== undefined && { LastDecreaseDateTime: new Date(at) }),
    });
    const index = (name: string, today: number) => ({ IndexName: name, ProvisionedThroughput: units(today) });
    const { observed } = describeTable(
      {
        ...table,
        ProvisionedThroughput: units(5, '2026-11-22T03:20:00Z'),
        GlobalSecondaryIndexes: [index('b', 1), index('a', 0)],
      },
      on,
      'eu-central-1',
    );
    expect(observed).toMatchObject({
      decreasesToday: 5,
      lastDecreaseAt: '2026-11-22T03:20:00.000Z',
      indexDecreases: [
        { name: 'a', today: 0, lastAt: null },
        { name: 'b', today: 1, lastAt: null },
      ],
    });
  });

  it('indexes and other regions are sorted; the own region is no replica', () => {
    const draft = describeTable(
      {
        ...table,
        GlobalSecondaryIndexes: ['z', 'a'].map((IndexName) => ({
          IndexName,
          ProvisionedThroughput: { ReadCapacityUnits: 1 },
        })),
        Replicas: ['us-east-1', 'eu-central-1', 'ap-south-1'].map((RegionName) => ({ RegionName })),
      },
      on,
      'eu-central-1',
    );
    expect(draft.attributes.indexes?.map((index) => index?.name)).toEqual(['a', 'z']);
    expect(draft.attributes.replicaRegions).toEqual(['ap-south-1', 'us-east-1']);
  });
});

describe('CloudWatch alarms', () => {
  it('absent members have their documented meaning', () => {
    const draft = describeMetricAlarm(
      {
        AlarmName: 'a',
        MetricName: 'CPU',
        Namespace: 'AWS/ECS',
        EvaluationPeriods: 3,
      },
      '111122223333',
    );
    expect(draft.attributes).toMatchObject({ datapointsToAlarm: 3, treatMissingData: 'missing', actionsEnabled: true });
    expect(draft.defaulted).toEqual(['actionsEnabled', 'datapointsToAlarm', 'treatMissingData']);
  });

  it('what was set is no default', () => {
    const draft = describeMetricAlarm(
      {
        AlarmName: 'a',
        EvaluationPeriods: 3,
        DatapointsToAlarm: 2,
        TreatMissingData: 'breaching',
        ActionsEnabled: false,
        AlarmActions: ['arn:b', 'arn:a'],
      },
      '111122223333',
    );
    expect(draft.attributes).toMatchObject({
      datapointsToAlarm: 2,
      treatMissingData: 'breaching',
      actionsEnabled: false,
      alarmActions: ['arn:a', 'arn:b'],
    });
    expect(draft.defaulted).toEqual([]);
  });

  it('metric math is looked into, and queries are kept', () => {
    const draft = describeMetricAlarm(
      {
        AlarmName: 'a',
        Metrics: [
          {
            Id: 'm',
            MetricStat: {
              Metric: { Namespace: 'AWS/SQS', MetricName: 'Messages', Dimensions: [{ Name: 'Queue', Value: 'q' }] },
              Period: 60,
              Stat: 'p95',
            },
          },
          { Id: 'e', Expression: 'm / 10' },
        ],
        EvaluationCriteria: { PromQLCriteria: { Query: 'up == 0' } },
      },
      '111122223333',
    );
    expect(draft.attributes.metrics).toEqual([
      { namespace: 'AWS/SQS', metricName: 'Messages', dimensions: { Queue: 'q' }, statistic: 'p95', periodSeconds: 60 },
    ]);
    expect(draft.attributes.expressions).toEqual(['m / 10', 'up == 0']);
  });

  it('a composite alarm has a rule and no metrics', () => {
    const draft = describeCompositeAlarm({ AlarmName: 'c', AlarmRule: 'ALARM(a)', StateValue: 'OK' });
    expect(draft.attributes).toMatchObject({
      type: 'composite',
      alarmRule: 'ALARM(a)',
      metrics: [],
      treatMissingData: null,
    });
    expect(draft.defaulted).toEqual(['actionsEnabled']);
    expect(draft.observed).toEqual({ state: 'OK', stateSince: null });
  });
});

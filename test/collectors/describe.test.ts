import { describe, expect, it } from 'vitest';
import { describeCompositeAlarm, describeMetricAlarm } from '../../src/collectors/aws/describe/cloudwatch-alarm.ts';
import { describeTable } from '../../src/collectors/aws/describe/dynamodb-table.ts';
import { describeCluster, describeService } from '../../src/collectors/aws/describe/ecs.ts';

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
  const known = { ok: true, value: { cpu: '1024', memory: '2048' } } as const;

  it('a service that never set anything has the defaults of ECS', () => {
    const draft = describeService(service, known);
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
      taskMemoryMiB: 2048,
      taskDefinitionFamily: null,
    });
    expect(draft.defaulted).toEqual([
      'circuitBreakerEnabled',
      'deploymentController',
      'maximumPercent',
      'minimumHealthyPercent',
      'resourceManagementType',
      'schedulingStrategy',
    ]);
  });

  it('a daemon service has percentages of its own', () => {
    const draft = describeService({ ...service, schedulingStrategy: 'DAEMON' }, known);
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
        },
      },
      known,
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
    expect(describeService({ ...service, capacityProviderStrategy }, known).attributes.capacityProviders).toEqual([
      { name: 'FARGATE', base: 1, weight: 0 },
      { name: 'FARGATE_SPOT', base: 0, weight: 3 },
    ]);
  });

  it('sizes that are set per container only are absent', () => {
    const draft = describeService(
      { ...service, taskDefinition: 'arn:x:task-definition/web:12' },
      { ok: true, value: {} },
    );
    expect(draft.attributes).toMatchObject({ taskCpuUnits: null, taskMemoryMiB: null, taskDefinitionFamily: 'web' });
    expect(draft.unread).toEqual({});
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
    expect(draft.observed).toEqual({ decreasesToday: 2, onDemandSince: null });
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

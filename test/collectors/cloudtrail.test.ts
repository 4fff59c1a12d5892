import { describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { collect, type Declared } from './support.ts';

const api = 'cloudtrail:LookupEvents';
type Event = NonNullable<NonNullable<Declared['cloudtrail']>['events']>[number];

const target = {
  serviceNamespace: 'ecs',
  resourceId: 'service/shop/web',
  scalableDimension: 'ecs:service:DesiredCount',
};
const alice = { role: 'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0a1b', session: 'alice@hidden.example' };
const scaler = {
  role: 'aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService',
  session: 'AutoScaling-UpdateDesiredCapacity',
};
const event = (
  EventName: string,
  request: Record<string, unknown>,
  by: Event['by'] = alice,
  over: Partial<Event> = {},
): Event => ({
  EventName,
  EventTime: '2026-11-20T09:00:00Z',
  request,
  by,
  ...over,
});
const collectEvents = (events: Event[], options: Partial<SandboxOptions> = {}) =>
  collect({ cloudtrail: { events } }, options);
const hourly = (count: number, make: (at: string, n: number) => Event) =>
  Array.from({ length: count }, (_, n) =>
    make(new Date(Date.parse('2026-11-22T00:00:00Z') - n * 3_600_000).toISOString(), n),
  );

describe('an event', () => {
  it('is reduced to what it changed, when, and by whom', async () => {
    const { of, snapshot } = await collectEvents([
      event('RegisterScalableTarget', { ...target, minCapacity: 100, maxCapacity: 200 }, alice, {
        EventId: 'e-1',
        userAgent: 'canary-agent/1.0',
        record: { sourceIPAddress: '198.51.100.99', requestID: 'canary-request' },
      }),
    ]);
    expect(of('capacity-change')).toMatchObject([
      {
        key: 'e-1',
        tags: null,
        attributes: {
          eventId: 'e-1',
          eventName: 'RegisterScalableTarget',
          at: '2026-11-20T09:00:00.000Z',
          changedKind: 'scalable-target',
          changedKey: 'ecs|service/shop/web|ecs:service:DesiredCount',
          values: { minCapacity: 100, maxCapacity: 200 },
          principalType: 'role',
          principal: '111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0a1b',
          session: 'alice',
          invokedBy: null,
          byCode: false,
        },
      },
    ]);
    const text = JSON.stringify(snapshot);
    for (const canary of ['canary-agent', '198.51.100.99', '203.0.113.77', 'ASIATRAIL', 'hidden.example', 'AROA']) {
      expect(text, canary).not.toContain(canary);
    }
    expect(text).not.toContain('canary-request');
  });

  it.each<[string, Record<string, unknown>, string, string, object]>([
    [
      'PutScheduledAction',
      { ...target, scheduledActionName: 'up', scalableTargetAction: { minCapacity: 50 } },
      'scheduled-action',
      'ecs|service/shop/web|ecs:service:DesiredCount|up',
      { minCapacity: 50 },
    ],
    [
      'PutFunctionConcurrency20171031',
      { functionName: 'arn:aws:lambda:eu-central-1:111122223333:function:orders', reservedConcurrentExecutions: 0 },
      'lambda-function',
      'orders',
      { reservedConcurrency: 0 },
    ],
    [
      'PutProvisionedConcurrencyConfig',
      { functionName: 'orders', qualifier: 'live', provisionedConcurrentExecutions: 50 },
      'lambda-function',
      'orders',
      { provisionedConcurrency: 50 },
    ],
    [
      'RegisterScalableTarget',
      { ...target, suspendedState: { dynamicScalingInSuspended: true, scheduledScalingSuspended: false } },
      'scalable-target',
      'ecs|service/shop/web|ecs:service:DesiredCount',
      { suspendedDynamicScaleIn: true, suspendedScheduled: false },
    ],
    ['UpdateFunctionCode20150331v2', { functionName: 'orders:live' }, 'lambda-function', 'orders', {}],
    [
      'DecreaseReplicaCount',
      { replicationGroupId: 'sessions', newReplicaCount: 1, applyImmediately: true },
      'elasticache-replication-group',
      'sessions',
      { replicas: 1 },
    ],
    [
      'DecreaseReplicaCount',
      { replicationGroupId: 'sessions', replicasToRemove: ['sessions-003'] },
      'elasticache-replication-group',
      'sessions',
      { replicas: null },
    ],
    [
      'IncreaseReplicaCount',
      { replicationGroupId: 's', replicaConfiguration: [{ newReplicaCount: 3 }, { newReplicaCount: 2 }] },
      'elasticache-replication-group',
      's',
      { replicas: 2 },
    ],
    [
      'ModifyReplicationGroupShardConfiguration',
      { replicationGroupId: 's', nodeGroupCount: 6 },
      'elasticache-replication-group',
      's',
      { shards: 6 },
    ],
    [
      'ModifyServerlessCache',
      {
        serverlessCacheName: 'c',
        cacheUsageLimits: { dataStorage: { minimum: 20, unit: 'GB' }, eCPUPerSecond: { minimum: 5000 } },
      },
      'elasticache-serverless-cache',
      'c',
      { minDataStorageGb: 20, minEcpuPerSecond: 5000 },
    ],
    [
      'UpdateTable',
      {
        tableName: 'arn:aws:dynamodb:eu-central-1:111122223333:table/orders',
        billingMode: 'PROVISIONED',
        provisionedThroughput: { readCapacityUnits: 900, writeCapacityUnits: 300 },
        globalSecondaryIndexUpdates: [
          { update: { indexName: 'by-day', provisionedThroughput: { readCapacityUnits: 70, writeCapacityUnits: 7 } } },
        ],
      },
      'dynamodb-table',
      'orders',
      { billingMode: 'PROVISIONED', read: 900, write: 300, 'index/by-day/read': 70, 'index/by-day/write': 7 },
    ],
    [
      'UpdateCollectionGroup',
      { id: 'g1', capacityLimits: { minSearchCapacityInOCU: 16, maxSearchCapacityInOCU: 96 } },
      'opensearch-collection-group',
      'g1',
      { minSearchOcu: 16 },
    ],
    [
      'ModifyDBCluster',
      { dBClusterIdentifier: 'main', serverlessV2ScalingConfiguration: { minCapacity: 16, maxCapacity: 64 } },
      'rds-cluster',
      'main',
      { minAcu: 16 },
    ],
    [
      'CreateProvisionedModelThroughput',
      { provisionedModelName: 'release', modelUnits: 4 },
      'bedrock-provisioned-throughput',
      'release',
      { modelUnits: 4 },
    ],
    [
      'UpdateService',
      { service: 'arn:aws:ecs:eu-central-1:111122223333:service/shop/web', desiredCount: 40 },
      'ecs-service',
      'default/web',
      { desiredCount: 40 },
    ],
    [
      'UpdateService',
      { cluster: 'shop', service: 'web', desiredCount: 40 },
      'ecs-service',
      'shop/web',
      { desiredCount: 40 },
    ],
  ])('%s names what it changed (%j)', async (name, request, changedKind, changedKey, values) => {
    const { of, coverage } = await collectEvents([event(name, request)]);
    expect(of('capacity-change').map((one) => one.attributes)).toMatchObject([
      { eventName: name, changedKind, changedKey, values },
    ]);
    expect(of('capacity-change')[0]?.attributes.values).toEqual(values);
    expect(coverage(api, name)).toMatchObject({ status: 'ok', complete: true, calls: 1, detail: null });
  });

  it.each<[string, Event]>([
    ['a deployment', event('UpdateService', { cluster: 'shop', service: 'web', taskDefinition: 'web:7' })],
    ['a target that only gets tags', event('RegisterScalableTarget', { ...target, tags: { a: 'b' } })],
    ['a table that gets a stream', event('UpdateTable', { tableName: 't', streamSpecification: {} })],
    ['a cluster that gets another window', event('ModifyDBCluster', { dBClusterIdentifier: 'main' })],
    ['code that is only tried', event('UpdateFunctionCode20150331v2', { functionName: 'f', dryRun: true })],
    [
      'what AWS refused',
      event('RegisterScalableTarget', { ...target, minCapacity: 1 }, alice, { errorCode: 'AccessDenied' }),
    ],
    ['a read', event('UpdateTable', { tableName: 't', billingMode: 'PROVISIONED' }, alice, { ReadOnly: 'true' })],
    [
      'another service with an operation of the same name',
      event('UpdateTable', { databaseName: 'd', tableName: 't', billingMode: 'x' }, alice, {
        EventSource: 'glue.amazonaws.com',
      }),
    ],
  ])('is no change of capacity: %s', async (_, one) => {
    const { of, coverage } = await collectEvents([one]);
    expect(of('capacity-change')).toEqual([]);
    expect(coverage(api, String(one.EventName))).toMatchObject({ status: 'ok', complete: true, missed: [] });
  });
});

describe('who called', () => {
  const register = (by: Event['by'], over: Partial<Event> = {}) =>
    event('RegisterScalableTarget', { ...target, minCapacity: 5 }, by, over);
  it.each<[string, Event, object]>([
    ['an IAM user', register({ user: 'bob' }), { principalType: 'user', principal: '111122223333:user/bob' }],
    ['the root user', register({}), { principalType: 'root', principal: '111122223333:root' }],
    [
      'CloudFormation for a role',
      register({ role: 'deploy', session: 'AWSCloudFormation', service: 'cloudformation.amazonaws.com' }),
      { principal: '111122223333:role/deploy', invokedBy: 'cloudformation.amazonaws.com', byCode: true },
    ],
    [
      'Terraform',
      register({ role: 'ci', session: 'run-7' }, { userAgent: 'HashiCorp Terraform/1.9 (+https://www.terraform.io)' }),
      { principal: '111122223333:role/ci', session: 'run-7', byCode: true },
    ],
    [
      'a service',
      register({ service: 'resilience.amazonaws.com' }),
      { principalType: 'service', principal: 'resilience.amazonaws.com' },
    ],
    [
      'somebody whose identity has no ARN',
      register({}, { record: { userIdentity: { type: 'SAMLUser', userName: 'carol@hidden.example' } } }),
      { principalType: 'other', principal: 'SAMLUser' },
    ],
  ])('is told: %s', async (_, one, attributes) => {
    const { of, snapshot } = await collectEvents([one]);
    expect(of('capacity-change')).toMatchObject([{ attributes }]);
    expect(JSON.stringify(snapshot)).not.toContain('hidden.example');
  });

  it('is not kept for the autoscaler, whose changes are counted', async () => {
    const update = { cluster: 'shop', service: 'web', desiredCount: 12 };
    const { of, coverage } = await collectEvents([
      ...hourly(3, (EventTime) => event('UpdateService', update, scaler, { EventTime })),
      event('UpdateService', { ...update, desiredCount: 30 }, { user: 'bob' }),
      event(
        'UpdateTable',
        { tableName: 't', provisionedThroughput: { readCapacityUnits: 7 } },
        {
          role: 'x',
          service: 'dynamodb.application-autoscaling.amazonaws.com',
        },
      ),
    ]);
    expect(of('capacity-change').map((one) => one.attributes.values)).toEqual([{ desiredCount: 30 }]);
    expect(coverage(api, 'UpdateService')).toMatchObject({
      status: 'ok',
      complete: true,
      detail: "3 of the autoscaler's own changes are left out",
    });
    expect(coverage(api, 'UpdateTable').detail).toMatch(/^1 of the autoscaler/);
  });
});

describe('the trail', () => {
  it('costs one call for each event name where nothing happened', async () => {
    const { calls, snapshot, sandbox } = await collectEvents([]);
    const entries = snapshot.coverage.filter((entry) => entry.api === api);
    expect(calls('LookupEvents')).toBe(entries.length);
    for (const entry of entries) {
      expect(entry).toMatchObject({ status: 'ok', complete: true, calls: 1, since: '2026-08-24T04:00:00.000Z' });
    }
    for (const { input } of sandbox.calls.filter((call) => call.service === 'cloudtrail')) {
      expect(input).toMatchObject({ MaxResults: 50, LookupAttributes: [{ AttributeKey: 'EventName' }] });
    }
  });

  it('is read page by page', async () => {
    const { of, coverage } = await collectEvents(
      hourly(101, (EventTime, n) =>
        event('RegisterScalableTarget', { ...target, minCapacity: n }, alice, { EventTime }),
      ),
    );
    expect(of('capacity-change')).toHaveLength(101);
    expect(coverage(api, 'RegisterScalableTarget')).toMatchObject({ calls: 3, complete: true });
  });

  it('ends after its budget of pages, and says how far back it was read', async () => {
    const { of, coverage } = await collectEvents(
      hourly(1051, (EventTime) => event('UpdateService', { service: 'web', desiredCount: 3 }, alice, { EventTime })),
    );
    expect(of('capacity-change')).toHaveLength(1000);
    expect(coverage(api, 'UpdateService')).toMatchObject({
      status: 'truncated',
      complete: false,
      calls: 20,
      since: new Date(Date.parse('2026-11-22T00:00:00Z') - 999 * 3_600_000).toISOString(),
    });
  });

  it('keeps the newest change of a function alone', async () => {
    const { of } = await collectEvents([
      ...hourly(60, (EventTime) =>
        event('UpdateFunctionCode20150331v2', { functionName: 'orders' }, alice, { EventTime }),
      ),
      event('UpdateFunctionCode20150331v2', { functionName: 'other' }),
    ]);
    expect(
      of('capacity-change')
        .map(({ attributes }) => [attributes.changedKey, attributes.at])
        .sort(),
    ).toEqual([
      ['orders', '2026-11-22T00:00:00.000Z'],
      ['other', '2026-11-20T09:00:00.000Z'],
    ]);
  });

  it.each([
    ['denied', 'denied'],
    ['throttled', 'throttled'],
    ['empty', 'malformed'],
  ] as const)('that is %s is on record for each event name', async (fault, status) => {
    const { coverage, of } = await collect(
      { cloudtrail: { events: [event('UpdateTable', { tableName: 't', billingMode: 'PROVISIONED' })] } },
      { faults: [{ api, do: fault }] },
      { throttlePatienceMs: 3000 },
    );
    expect(coverage(api, 'UpdateTable')).toMatchObject({ status, complete: false, since: null });
    expect(of('capacity-change')).toEqual([]);
  });

  it('whose second page is denied keeps the first', async () => {
    const { of, coverage } = await collectEvents(
      hourly(60, (EventTime, n) =>
        event('RegisterScalableTarget', { ...target, minCapacity: n }, alice, { EventTime }),
      ),
      { faults: [{ api, page: 2, do: 'denied' }] },
    );
    expect(of('capacity-change')).toHaveLength(50);
    expect(coverage(api, 'RegisterScalableTarget')).toMatchObject({
      status: 'denied',
      complete: false,
      since: new Date(Date.parse('2026-11-22T00:00:00Z') - 49 * 3_600_000).toISOString(),
    });
  });

  it.each<[string, Partial<Event>]>([
    ['whose record is not JSON', { CloudTrailEvent: '{"eventVersion": "1.08", ' }],
    ['whose record is a list', { CloudTrailEvent: '[]' }],
    ['that does not tell who called', { record: { userIdentity: null } }],
    ['that does not tell what was asked for', { record: { requestParameters: null } }],
    ['that does not name what it changed', { record: { requestParameters: { minCapacity: 3 } } }],
  ])('names an event %s, and keeps the others', async (_, over) => {
    const { of, coverage } = await collectEvents([
      event('RegisterScalableTarget', { ...target, minCapacity: 4 }, alice, { EventId: 'broken', ...over }),
      event('RegisterScalableTarget', { ...target, minCapacity: 5 }),
    ]);
    expect(of('capacity-change').map((one) => one.attributes.values)).toEqual([{ minCapacity: 5 }]);
    const entry = coverage(api, 'RegisterScalableTarget');
    expect(entry).toMatchObject({ status: 'malformed', complete: false });
    expect(entry.missed.join()).toContain('broken');
  });
});

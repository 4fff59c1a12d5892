import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ledgerOf } from '../../src/evaluator/ledger/ledger.ts';
import { buildWorld } from '../../src/evaluator/world.ts';
import { loadPrices } from '../../src/loaders/prices.ts';
import { CalendarEvent } from '../../src/model/event.ts';
import type { OverrideEntry, OverrideLedger } from '../../src/model/override.ts';
import { OverrideLedger as LedgerSchema } from '../../src/model/override.ts';
import type { Json, Resource, Snapshot } from '../../src/model/snapshot.ts';
import { aPolicy, aResource, aSnapshot, type ResourceInput, testNow } from '../support/world.ts';

const prices = loadPrices(join(import.meta.dirname, '../../prices/prices.yaml'));
const region = 'ap-northeast-1';
const identity = {
  serviceNamespace: 'ecs',
  resourceId: 'service/shop/web',
  scalableDimension: 'ecs:service:DesiredCount',
};
const targetKey = Object.values(identity).join('|');

interface Given {
  resources: Resource[];
  denied?: string[];
  region?: string;
  policy?: unknown;
  events?: unknown[];
  baseline?: Resource[];
  /** When the baseline was taken. */
  approvedAt?: string;
  now?: string;
  prices?: boolean;
}

function placedIn(snapshot: Snapshot, region: string): Snapshot {
  const moved = <T extends { region: string }>(one: T): T => (one.region === 'global' ? one : { ...one, region });
  const { scopes, coverage, resources } = snapshot;
  return { ...snapshot, scopes: scopes.map(moved), coverage: coverage.map(moved), resources: resources.map(moved) };
}

function ledger(given: Given): OverrideLedger {
  const snapshot = placedIn(aSnapshot(given.resources, given.denied ?? []), given.region ?? region);
  const approved = given.baseline && {
    ...placedIn(aSnapshot(given.baseline), given.region ?? region),
    takenAt: given.approvedAt ?? '2026-10-01T00:00:00Z',
  };
  const world = buildWorld(snapshot, aPolicy(given.policy ?? web), Date.parse(given.now ?? testNow), {
    events: (given.events ?? []).map((event) => CalendarEvent.parse(event)),
    baseline: approved ?? null,
    prices: given.prices === false ? null : prices,
  });
  return LedgerSchema.parse(ledgerOf(world));
}

function only(given: Given): OverrideEntry {
  const { entries } = ledger(given);
  expect(entries.map(({ subject, value }) => `${subject.kind} ${value}`)).toHaveLength(1);
  return entries[0] as OverrideEntry;
}

const one = (kind: string, input: ResourceInput = {}) => aResource(kind, { region, ...input });
const target = (attributes: Record<string, Json> = {}, over: ResourceInput = {}) =>
  one('scalable-target', {
    ...over,
    attributes: { ...identity, minCapacity: 100, maxCapacity: 200, ...attributes },
    observed: { activities: [], ...over.observed },
  });
const service = (over: ResourceInput = {}) =>
  one('ecs-service', { ...over, observed: { runningCount: 100, rolloutState: 'COMPLETED', ...over.observed } });
let events = 0;
const change = (values: Record<string, Json>, over: Record<string, Json> = {}) =>
  one('capacity-change', {
    attributes: {
      eventId: `e${++events}`,
      changedKind: 'scalable-target',
      changedKey: targetKey,
      eventName: 'RegisterScalableTarget',
      values,
      ...over,
    },
  });
const byCode = {
  byCode: true,
  principal: '111122223333:role/terraform-apply',
  session: 'run-1',
  at: '2026-09-10T00:00:00.000Z',
};
const action = (name: string, schedule: string, attributes: Record<string, Json>) =>
  one('scheduled-action', {
    attributes: {
      ...identity,
      actionName: name,
      schedule,
      timezone: 'UTC',
      startTime: null,
      endTime: null,
      minCapacity: null,
      maxCapacity: null,
      ...attributes,
    },
    observed: { createdAt: '2026-11-01T00:00:00Z' },
  });
const tracking = () => one('scaling-policy', { attributes: { ...identity, policyType: 'TargetTrackingScaling' } });
const workload = (baseline: Record<string, Json> | undefined, over: Record<string, Json> = {}) => ({
  workloads: [{ name: 'web', match: {}, owner: 'platform', ...(baseline && { baseline }), ...over }],
});
const web = workload({ minCapacity: 10, maxCapacity: 200 });
const raised = [target(), service(), tracking()];
const anEvent = (over: Record<string, Json> = {}) => ({
  id: 'release-12',
  start: '2026-11-17T10:00:00Z',
  duration: '6h',
  targets: [{ workload: 'web', minCapacity: 100, maxCapacity: 200 }],
  ...over,
});

describe('what is normal comes from', () => {
  it.each<[string, Given, Partial<OverrideEntry> | null]>([
    [
      'the policy',
      { resources: raised },
      { normal: 10, normalFrom: 'policy', now: 100, direction: 'raised', before: null },
    ],
    [
      'the policy before the approved snapshot',
      { resources: raised, baseline: [target({ minCapacity: 20 })] },
      { normal: 10, normalFrom: 'policy' },
    ],
    [
      'the approved snapshot, where the policy says nothing',
      { resources: raised, policy: {}, baseline: [target({ minCapacity: 20 })] },
      { normal: 20, normalFrom: 'baseline' },
    ],
    [
      'the trail, where neither does, and a person changed it',
      { resources: [...raised, change({ minCapacity: 100 }), change({ minCapacity: 12 }, byCode)], policy: {} },
      { normal: 12, normalFrom: 'trail', before: 12 },
    ],
    [
      'the value before as the trail has it, beside what the policy calls normal',
      { resources: [...raised, change({ minCapacity: 100 }), change({ minCapacity: 12 }, byCode)] },
      { normal: 10, normalFrom: 'policy', before: 12 },
    ],
    ['nowhere: then there is no entry', { resources: raised, policy: {} }, null],
    [
      'nowhere, where code wrote what is there',
      {
        resources: [
          ...raised,
          change({ minCapacity: 100 }, { ...byCode, at: '2026-11-01T00:00:00.000Z' }),
          change({ minCapacity: 12 }, byCode),
        ],
        policy: {},
      },
      null,
    ],
    [
      'the trail, but no raise that somebody brought back',
      {
        resources: [
          target({ minCapacity: 12 }),
          service(),
          change({ minCapacity: 12 }),
          change({ minCapacity: 40 }, { at: '2026-11-10T00:00:00.000Z' }),
        ],
        policy: {},
      },
      null,
    ],
    [
      'the trail, but nothing that somebody gave back what it had',
      {
        resources: [
          ...raised,
          change({ minCapacity: 100 }),
          change({ minCapacity: 5 }, { at: '2026-11-10T00:00:00.000Z' }),
          change({ minCapacity: 100 }, byCode),
        ],
        policy: {},
      },
      null,
    ],
    ['code, whatever the policy calls normal', { resources: [...raised, change({ minCapacity: 100 }, byCode)] }, null],
    [
      'a tag that says so',
      { resources: [target({}, { tags: { 'baseline-change': 'since the move' } }), service()] },
      null,
    ],
    [
      'that a service which drains is not scaled',
      { resources: [target(), service({ attributes: { status: 'DRAINING' } })] },
      null,
    ],
    ['what it is', { resources: [target({ minCapacity: 10 }), service()] }, null],
  ])('%s', (_, given, expected) => {
    if (expected === null) return expect(ledger(given)).toMatchObject({ entries: [], usdPerDay: null, unpriced: 0 });
    expect(only(given)).toMatchObject(expected);
  });
});

describe('owners other than people', () => {
  const night = [
    action('down', 'cron(0 20 * * ? *)', { minCapacity: 2 }),
    action('up', 'cron(0 6 * * ? *)', { minCapacity: 10 }),
  ];
  it.each<[string, Given, boolean]>([
    [
      'an event that asks for it, until it must be back',
      { resources: raised, events: [anEvent({ start: '2026-11-21T20:00:00Z' })] },
      false,
    ],
    ['an event that is over for too long does not', { resources: raised, events: [anEvent()] }, true],
    [
      'an event that asks for less does not',
      {
        resources: raised,
        events: [anEvent({ start: '2026-11-21T20:00:00Z', targets: [{ workload: 'web', minCapacity: 50 }] })],
      },
      true,
    ],
    ...(
      [
        ['shards', one('elasticache-replication-group', { attributes: { shardCount: 6 } }), { shards: 2 }, 6],
        ['replicas', one('elasticache-replication-group', { attributes: { replicasPerShard: 4 } }), { replicas: 1 }, 4],
        [
          'ecpu',
          one('elasticache-serverless-cache', { attributes: { ecpuMinimumPerSecond: 9000 } }),
          { minEcpuPerSecond: 1000 },
          9000,
        ],
        [
          'storage',
          one('elasticache-serverless-cache', { attributes: { dataStorageMinimumGb: 40 } }),
          { minDataStorageGb: 5 },
          40,
        ],
      ] as const
    ).map(([dimension, resource, baseline, minCapacity]): [string, Given, boolean] => [
      `an event that names ${dimension} and asks for as many`,
      {
        resources: [resource],
        policy: workload(baseline),
        events: [anEvent({ start: '2026-11-21T20:00:00Z', targets: [{ workload: 'web', dimension, minCapacity }] })],
      },
      false,
    ]),
    [
      'a schedule that lowers every night and raises every morning',
      { resources: [target({ minCapacity: 2 }), service(), ...night] },
      false,
    ],
    [
      'a schedule that raises again and again, and never lowers, does not',
      { resources: [...raised, action('warm', 'rate(1 hour)', { minCapacity: 100 })] },
      true,
    ],
    [
      'a spent action does not',
      { resources: [...raised, action('once', 'at(2026-11-18T00:00:00)', { minCapacity: 100 })] },
      true,
    ],
  ])('%s', (_, given, open) => {
    expect(ledger(given).entries.length).toBe(open ? 1 : 0);
  });
});

describe('since when and by whom', () => {
  const alice = change({ minCapacity: 100, maxCapacity: 200 });
  it.each<[string, Given, Partial<OverrideEntry>]>([
    [
      'by the trail',
      { resources: [...raised, alice] },
      {
        since: '2026-11-17T09:12:00.000Z',
        by: 'alice (role platform-admin)',
        operation: 'RegisterScalableTarget',
        class: 'trail',
        sinceAtLeast: false,
      },
    ],
    [
      'by scaling activities, where the trail could not be read',
      {
        resources: [
          target(
            {},
            {
              observed: {
                activities: [
                  { start: '2026-11-15T08:00:00.000Z', status: 'Successful', notScaledReasons: [], capacity: 100 },
                ],
              },
            },
          ),
          service(),
        ],
        denied: ['capacity-change'],
      },
      { since: '2026-11-15T08:00:00.000Z', by: null, class: 'activity', sinceAtLeast: false },
    ],
    [
      'by the approved snapshot, which holds it already',
      { resources: raised, baseline: raised },
      { since: '2026-10-01T00:00:00.000Z', by: null, class: 'inferred', sinceAtLeast: true },
    ],
    [
      'by nothing',
      { resources: raised, baseline: [target({ minCapacity: 10 })] },
      { since: null, by: null, sinceAtLeast: true },
    ],
    [
      'by nothing, where the trail could not be read',
      { resources: raised, denied: ['capacity-change'] },
      { since: null, by: null, sinceAtLeast: true },
    ],
  ])('%s', (_, given, expected) => {
    expect(only(given)).toMatchObject(expected);
  });

  it('what one principal did within 30 minutes is a group; the next half hour is another', () => {
    const names = ['a', 'b', 'c', 'd'];
    const minutes = [0, 20, 30, 51];
    const parts = names.flatMap((name, index) => {
      const resourceId = `service/shop/${name}`;
      const at = new Date(Date.parse('2026-11-17T09:00:00Z') + (minutes[index] ?? 0) * 60_000).toISOString();
      return [
        target({ resourceId }),
        one('ecs-service', { attributes: { serviceName: name } }),
        change({ minCapacity: 100 }, { at, changedKey: `ecs|${resourceId}|${identity.scalableDimension}` }),
      ];
    });
    const { entries } = ledger({ resources: parts });
    const groups = Object.fromEntries(entries.map(({ subject, group }) => [subject.name.at(-1), group]));
    const first = 'alice (role platform-admin), 2026-11-17T09:00:00.000Z';
    expect(groups).toEqual({ a: first, b: first, c: first, d: null });
  });
});

describe('what it was for', () => {
  const at = (time: string) => change({ minCapacity: 100 }, { at: time });
  it.each<[string, Given, Partial<OverrideEntry>]>([
    [
      'by the tag of the service that it scales',
      { resources: [target(), service({ tags: { event: 'release-12' } })], events: [anEvent()] },
      { tag: 'event=release-12', tagged: true, event: 'release-12' },
    ],
    [
      'by an incident',
      { resources: [target({}, { tags: { incident: 'INC-7' } }), service()] },
      { tag: 'incident=INC-7', tagged: true, event: null },
    ],
    [
      'by the time in which it was raised',
      { resources: [...raised, at('2026-11-17T08:00:00.000Z')], events: [anEvent()] },
      { tagged: false, event: 'release-12' },
    ],
    [
      'by no event of another workload',
      {
        resources: [...raised, at('2026-11-17T08:00:00.000Z')],
        events: [anEvent({ targets: [{ workload: 'other' }] })],
        policy: { workloads: [...web.workloads, { name: 'other', match: { name: 'x' } }] },
      },
      { event: null },
    ],
    [
      'by no event of last week',
      { resources: [...raised, at('2026-11-19T08:00:00.000Z')], events: [anEvent()] },
      { event: null },
    ],
    [
      'not known where tags could not be read',
      { resources: [target({}, { tags: null, unread: { tags: 'denied' } }), service()] },
      { tag: null, tagged: null },
    ],
  ])('%s', (_, given, expected) => {
    expect(only(given)).toMatchObject(expected);
  });
});

describe('what it costs', () => {
  // By hand: 1 vCPU and 2 GB on x86 in Tokyo, as published: 0.05056 + 2 × 0.00553 dollars an hour.
  const taskADay = 24 * (0.05056 + 2 * 0.00553);
  const withDemand = (demand: number) => workload({ minCapacity: 10, maxCapacity: 200, demand });

  it.each<[string, Given, number | null, string]>([
    [
      'tasks beyond the normal minimum, as long as they run',
      { resources: raised },
      90 * taskADay,
      'at most, since what load needs is not known',
    ],
    [
      'what normal demand takes runs anyway',
      { resources: raised, policy: withDemand(18) },
      82 * taskADay,
      'tasks: 82 above the 18 that normal demand takes, of 100 there now',
    ],
    [
      'what does not run is not paid',
      { resources: [target(), service({ observed: { runningCount: 40 } }), tracking()] },
      30 * taskADay,
      'of 40 there now',
    ],
    [
      'what load runs above the minimum is not the minimum’s',
      { resources: [target(), service({ observed: { runningCount: 150 } }), tracking()] },
      90 * taskADay,
      'of 150 there now',
    ],
    [
      'no price of the region',
      { resources: raised, region: 'eu-west-3' },
      null,
      'no price of fargate-x86-vcpu in eu-west-3 is known',
    ],
    [
      'no list at all',
      { resources: raised, prices: false },
      null,
      'no price of fargate-x86-vcpu in ap-northeast-1 is known',
    ],
    [
      'a size that was not read',
      { resources: [target(), service({ unread: { taskCpuUnits: 'denied' }, attributes: { taskCpuUnits: null } })] },
      null,
      'taskCpuUnits is not known (denied)',
    ],
    [
      'a maximum',
      { resources: [target({ minCapacity: 10, maxCapacity: 900 }), service()] },
      0,
      'a maximum costs nothing by itself',
    ],
    ['less than normal', { resources: [target({ minCapacity: 4 }), service()] }, 0, 'no more than normal'],
  ])('%s', (_, given, usd, basis) => {
    const { cost } = only(given);
    if (usd === null) expect(cost).toMatchObject({ usdPerDay: null, usdSoFar: null });
    else expect(cost.usdPerDay).toBeCloseTo(usd, 2);
    expect(cost.basis).toContain(basis);
  });

  it('so far: since it began, and not known where its age is not', () => {
    const dated = only({ resources: [...raised, change({ minCapacity: 100 })] });
    const days = (Date.parse(testNow) - Date.parse('2026-11-17T09:12:00.000Z')) / 86_400_000;
    expect(dated.cost.usdSoFar).toBeCloseTo(90 * taskADay * days, 1);
    expect(only({ resources: raised }).cost.usdSoFar).toBeNull();
  });

  it('unpriced entries are counted, and add nothing', () => {
    const switched = one('dynamodb-table', { attributes: { billingMode: 'PAY_PER_REQUEST' } });
    const policy = workload({ minCapacity: 10, billingMode: 'PROVISIONED' });
    const found = ledger({ resources: [...raised, switched], policy });
    expect(found).toMatchObject({ unpriced: 1 });
    expect(found.usdPerDay).toBeCloseTo(90 * taskADay, 2);
    expect(found.entries.map(({ value }) => value)).toEqual(['minCapacity', 'billingMode']);
  });
});

describe('capacity outside Application Auto Scaling', () => {
  const clamp = { eventName: 'PutFunctionConcurrency20171031', changedKind: 'lambda-function', changedKey: 'checkout' };
  const instance = (id: string, instanceClass: string) =>
    one('rds-instance', { attributes: { instanceId: id, instanceClass, clusterId: 'bookings' } });
  it.each<[string, Given, Partial<OverrideEntry>, number | null]>([
    [
      'provisioned units',
      {
        resources: [one('dynamodb-table', { attributes: { readCapacityUnits: 9000, writeCapacityUnits: 1000 } })],
        policy: workload({ dimensions: { read: { minCapacity: 1000 } } }),
      },
      { value: 'read', direction: 'raised', normal: 1000 },
      8000 * 0.0001484 * 24,
    ],
    [
      'a mode',
      {
        resources: [
          one('dynamodb-table', {
            attributes: { billingMode: 'PAY_PER_REQUEST' },
            observed: { onDemandSince: '2026-11-16T00:00:00.000Z' },
          }),
        ],
        policy: workload({ billingMode: 'PROVISIONED' }),
      },
      { value: 'billingMode', direction: 'switched', since: '2026-11-16T00:00:00.000Z', class: 'config' },
      null,
    ],
    [
      'provisioned concurrency of all aliases',
      {
        resources: [
          one('lambda-function', {
            attributes: {
              memoryMb: 1024,
              provisionedConcurrency: [
                { qualifier: 'a', requested: 30 },
                { qualifier: 'b', requested: 10 },
              ],
            },
          }),
        ],
        policy: workload({ provisionedConcurrency: 10 }),
      },
      { value: 'provisionedConcurrency', now: 40, normal: 10 },
      30 * 0.0000053835 * 86_400,
    ],
    [
      'reserved concurrency that stops a function',
      {
        resources: [one('lambda-function', { attributes: { reservedConcurrency: 0 } })],
        policy: workload({ reservedConcurrency: 100 }),
      },
      { value: 'reservedConcurrency', direction: 'disabled' },
      0,
    ],
    [
      'reserved concurrency where there was none',
      {
        resources: [one('lambda-function', { attributes: { reservedConcurrency: 5 } })],
        policy: {},
        baseline: [one('lambda-function')],
      },
      { direction: 'lowered', normal: null, normalFrom: 'baseline' },
      0,
    ],
    [
      'ACU of each serverless member',
      {
        resources: [
          one('rds-cluster', { attributes: { serverlessMinAcu: 16 } }),
          instance('i1', 'db.serverless'),
          instance('i2', 'db.serverless'),
          instance('i3', 'db.r6g.large'),
        ],
        policy: workload({ minAcu: 2 }),
      },
      { value: 'minAcu', direction: 'raised' },
      2 * 14 * 0.15 * 24,
    ],
    [
      'OCU',
      {
        resources: [one('opensearch-collection-group', { attributes: { minSearchOcu: 16 } })],
        policy: workload({ minSearchOcu: 4 }),
      },
      { value: 'minSearchOcu', direction: 'raised' },
      12 * 0.334 * 24,
    ],
    [
      'a minimum that was taken away',
      {
        resources: [one('opensearch-collection-group', { attributes: { minSearchOcu: null } })],
        policy: workload({ minSearchOcu: 4 }),
      },
      { value: 'minSearchOcu', direction: 'lowered', now: 0 },
      0,
    ],
    [
      'a serverless cache',
      {
        resources: [one('elasticache-serverless-cache', { attributes: { dataStorageMinimumGb: 40 } })],
        policy: workload({ minDataStorageGb: 5 }),
      },
      { value: 'minDataStorageGb', direction: 'raised' },
      null,
    ],
    [
      'shards, each with its replicas',
      {
        resources: [
          one('elasticache-replication-group', {
            attributes: { shardCount: 4, replicasPerShard: 2, nodeType: 'cache.r7g.large' },
          }),
        ],
        policy: workload({ shards: 2 }),
      },
      { value: 'shards', direction: 'raised' },
      2 * 3 * 0.263 * 24,
    ],
    [
      'shards that somebody took away',
      {
        resources: [one('elasticache-replication-group', { attributes: { shardCount: 1 } })],
        policy: workload({ shards: 2 }),
      },
      { value: 'shards', direction: 'lowered' },
      0,
    ],
    [
      'model units, since they were bought',
      {
        resources: [one('bedrock-provisioned-throughput', { attributes: { modelUnits: 4 } })],
        policy: workload({ minCapacity: 1 }),
      },
      { value: 'modelUnits', direction: 'raised', since: '2026-11-10T09:00:00.000Z' },
      null,
    ],
    [
      'reserved concurrency that a person lowered, by the trail',
      {
        resources: [
          one('lambda-function', { attributes: { reservedConcurrency: 5 } }),
          change({ reservedConcurrency: 5 }, { ...clamp, at: '2026-11-20T00:00:00.000Z' }),
          change({ reservedConcurrency: 100 }, { ...clamp, at: '2026-10-20T00:00:00.000Z' }),
        ],
        policy: {},
      },
      { direction: 'lowered', normal: 100, normalFrom: 'trail', since: '2026-11-20T00:00:00.000Z' },
      0,
    ],
    [
      'suspended scaling',
      {
        resources: [
          target({ minCapacity: 10, suspendedDynamicScaleIn: true }),
          service(),
          change({ suspendedDynamicScaleIn: true }),
        ],
      },
      {
        value: 'suspendedDynamicScaleIn',
        direction: 'disabled',
        normal: false,
        normalFrom: null,
        by: 'alice (role platform-admin)',
      },
      null,
    ],
    [
      'scaling that was suspended when the snapshot was approved',
      {
        resources: [target({ minCapacity: 10, suspendedDynamicScaleIn: true }), service()],
        baseline: [target({ minCapacity: 10, suspendedDynamicScaleIn: true }), service()],
      },
      { value: 'suspendedDynamicScaleIn', direction: 'disabled', normal: false, normalFrom: null },
      null,
    ],
    [
      'tasks of a service that nothing scales',
      { resources: [service({ attributes: { desiredCount: 40 } })], policy: {}, baseline: [service()] },
      { value: 'desiredCount', direction: 'raised', normal: 10 },
      30 * 24 * (0.05056 + 2 * 0.00553),
    ],
  ])('%s', (_, given, expected, usd) => {
    const entry = only(given);
    expect(entry).toMatchObject(expected);
    if (usd === null) expect(entry.cost.usdPerDay).toBeNull();
    else expect(entry.cost.usdPerDay).toBeCloseTo(usd, 1);
  });

  it.each<[string, string, number]>([
    ['a GB is billed anyway', 'redis', 39 * 0.125 * 24],
    ['a tenth of a GB is billed anyway', 'valkey', 39.9 * 0.084 * 24],
  ])('storage of a serverless cache above none: %s', (_, engine, usd) => {
    const cache = one('elasticache-serverless-cache', { attributes: { engine, dataStorageMinimumGb: 40 } });
    const { cost } = only({
      resources: [{ ...cache, region: 'us-east-1' }],
      region: 'us-east-1',
      policy: workload({ minDataStorageGb: 0 }),
    });
    expect(cost.usdPerDay).toBeCloseTo(usd, 2);
    expect(cost.basis).toMatch(/^GB at most: /);
  });

  it('model units that failed to be made are none', () => {
    const failed = one('bedrock-provisioned-throughput', { attributes: { modelUnits: 4, status: 'Failed' } });
    expect(ledger({ resources: [failed], policy: workload({ minCapacity: 1 }) }).entries).toEqual([]);
  });

  it('what an autoscaler moves within its bounds is none', () => {
    const scaled = {
      serviceNamespace: 'dynamodb',
      resourceId: 'table/sessions',
      scalableDimension: 'dynamodb:table:ReadCapacityUnits',
    };
    const resources = [
      one('dynamodb-table', { attributes: { readCapacityUnits: 9000 } }),
      one('scalable-target', { attributes: { ...scaled, minCapacity: 1000, maxCapacity: 10_000 } }),
    ];
    expect(ledger({ resources, policy: workload({ dimensions: { read: { minCapacity: 1000 } } }) }).entries).toEqual(
      [],
    );
  });
});

describe('what brings it back', () => {
  const later = action('down', 'at(2026-11-23T00:00:00)', { minCapacity: 10 });
  const weekly = action('monday', 'cron(0 3 ? * MON *)', { minCapacity: 8 });
  const schedule = one('scheduler-schedule', {
    attributes: { ...identity, schedule: 'at(2026-11-22T12:00:00)', timezone: 'UTC', minCapacity: 10 },
  });
  const rule = one('eventbridge-rule', {
    attributes: { capacityEvents: ['register-scalable-target'], targetServices: ['lambda'] },
  });
  const activity = { start: '2026-11-16T03:01:00.000Z', status: 'Successful', notScaledReasons: [], capacity: 8 };
  it.each<[string, Resource[], OverrideEntry['revert']]>([
    [
      'a later action',
      [...raised, later],
      { by: 'scheduled action down', at: '2026-11-23T00:00:00Z', lastEnded: null },
    ],
    [
      'a schedule that fires before it',
      [...raised, later, schedule],
      { by: 'schedule revert-web', at: '2026-11-22T12:00:00Z', lastEnded: null },
    ],
    [
      'a weekly action, and how that ended last',
      [target({}, { observed: { activities: [activity] } }), service(), weekly],
      {
        by: 'scheduled action monday',
        at: '2026-11-23T03:00:00Z',
        lastEnded: 'fired at 2026-11-16T03:00:00Z: Successful, capacity 8',
      },
    ],
    [
      'a rule that hears of it',
      [...raised, rule],
      { by: 'rule scaled-to-max, which hears of RegisterScalableTarget', at: null, lastEnded: null },
    ],
    [
      'no action that lowers it half way',
      [...raised, action('half', 'at(2026-11-23T00:00:00)', { minCapacity: 50 })],
      null,
    ],
    ['no action while schedules are suspended', [target({ suspendedScheduled: true }), service(), later], null],
    [
      'no schedule that is disabled',
      [...raised, one('scheduler-schedule', { attributes: { ...schedule.attributes, state: 'DISABLED' } })],
      null,
    ],
  ])('%s', (_, resources, expected) => {
    const entry = ledger({ resources }).entries.find(({ value }) => value === 'minCapacity');
    expect(entry?.revert).toEqual(expected);
  });

  it('what writes it again after it was brought back is a caveat', () => {
    const { remediation } = only({ resources: [...raised, action('warm', 'rate(1 hour)', { minCapacity: 100 })] });
    expect(remediation.caveats.at(-1)).toMatch(/^Scheduled action warm writes 100 again at .*: delete it first/);
  });

  it('nothing is claimed where a schedule could not be read', () => {
    const found = ledger({ resources: raised, denied: ['scheduled-action'] });
    expect(found.entries).toEqual([]);
    expect(found.unseen).toContainEqual({
      fact: 'scheduled-action',
      reason: 'denied',
      api: 'test:List-scheduled-action',
    });
    const entry = only({ resources: raised, denied: ['eventbridge-rule'] });
    expect(entry.revert).toBeNull();
    expect(entry.revertUnseen).toEqual([
      { fact: 'eventbridge-rule', reason: 'denied', api: 'test:List-eventbridge-rule' },
    ]);
  });
});

describe('whether a deployment sets it back', () => {
  it.each<[string, Resource[], boolean | null, string]>([
    [
      'where code wrote it before',
      [...raised, change({ minCapacity: 100 }), change({ minCapacity: 10 }, byCode)],
      true,
      'wrote 10 at 2026-09-10',
    ],
    [
      'where a tag says that code manages it',
      [target({}, { tags: { 'managed-by': 'terraform' } }), service()],
      true,
      'managed-by=terraform',
    ],
    [
      'perhaps, where a stack does',
      [target({}, { tags: { 'aws:cloudformation:stack-name': 'shop' } }), service()],
      null,
      'stack shop',
    ],
    ['nothing says so', raised, false, 'neither trail nor tags'],
  ])('%s', (_, resources, likely, why) => {
    const { clobbered } = only({ resources });
    expect(clobbered.likely).toBe(likely);
    expect(clobbered.why).toContain(why);
  });

  it('is not known where the trail could not be read', () => {
    expect(only({ resources: raised, denied: ['capacity-change'] }).clobbered.likely).toBeNull();
  });
});

describe('whether it is safe now', () => {
  const quiet = (hours: Record<string, Json>) => ({ ...web, override: { quietHours: [hours] } });
  // 2026-11-22 is a Sunday; 04:00 UTC is 13:00 in Tokyo.
  it.each<[string, Given, boolean | null, string | null, string | null]>([
    ['where a policy tracks load', { resources: raised }, true, null, null],
    [
      'not while a deployment runs',
      { resources: [target(), service({ observed: { rolloutState: 'IN_PROGRESS' } }), tracking()] },
      false,
      'a deployment is in progress',
      null,
    ],
    [
      'not in quiet hours',
      { resources: raised, policy: quiet({ days: ['sun'], from: '12:00', to: '18:00', timezone: 'Asia/Tokyo' }) },
      false,
      'quiet hours',
      '2026-11-22T09:00:00.000Z',
    ],
    [
      'but on another day',
      { resources: raised, policy: quiet({ days: ['mon'], from: '12:00', to: '18:00', timezone: 'Asia/Tokyo' }) },
      true,
      null,
      null,
    ],
    [
      'nor in those of last night',
      { resources: raised, policy: quiet({ days: ['sat'], from: '22:00', to: '05:00' }) },
      false,
      'quiet hours',
      '2026-11-22T05:00:00.000Z',
    ],
    [
      'not a day before an event',
      { resources: raised, events: [anEvent({ start: '2026-11-23T02:00:00Z', holdAfter: '2h' })] },
      false,
      'event release-12 begins at 2026-11-23T02:00:00.000Z',
      '2026-11-23T10:00:00.000Z',
    ],
    [
      'but two days before it',
      { resources: raised, events: [anEvent({ start: '2026-11-24T10:00:00Z' })] },
      true,
      null,
      null,
    ],
    [
      'not where load has driven capacity to the maximum',
      { resources: [target(), service({ observed: { runningCount: 190 } }), tracking()] },
      false,
      'load runs 190 of at most 200',
      null,
    ],
    [
      'nobody knows where nothing measures or tracks load',
      { resources: [target(), service()] },
      null,
      'not measured',
      null,
    ],
  ])('%s', (_, given, now, reason, until) => {
    const { entries } = ledger(given);
    const safe = entries[0]?.safe;
    expect(safe?.now).toBe(now);
    if (reason === null) expect(safe?.reasons).toEqual([]);
    else expect(safe?.reasons.join()).toContain(reason);
    expect(safe?.until ?? null).toBe(until);
  });

  it('not while the decreases of the day are spent, or a commitment holds', () => {
    const table = one('dynamodb-table', { attributes: { readCapacityUnits: 9000 }, observed: { decreasesToday: 27 } });
    const units = workload({ dimensions: { read: { minCapacity: 1000 } } });
    expect(only({ resources: [table], policy: units }).safe).toMatchObject({
      now: false,
      until: '2026-11-23T00:00:00.000Z',
    });
    const committed = one('bedrock-provisioned-throughput', {
      attributes: {
        modelUnits: 4,
        commitmentDuration: 'OneMonth',
        commitmentExpirationTime: '2026-12-10T09:00:00.000Z',
      },
    });
    expect(only({ resources: [committed], policy: workload({ minCapacity: 1 }) }).safe).toMatchObject({
      now: false,
      until: '2026-12-10T09:00:00.000Z',
    });
  });

  it('what was lowered may go back whatever the load', () => {
    const events = [anEvent({ start: '2026-11-22T10:00:00Z' })];
    expect(only({ resources: [target({ minCapacity: 2 }), service()], events }).safe.now).toBe(true);
  });
});

describe('the way back', () => {
  it('is the command, and what undoes it', () => {
    const { remediation } = only({ resources: raised });
    expect(remediation.commands.flat()).toContain('10');
    expect(remediation.undo.flat()).toContain('100');
    expect(remediation.commands[0]?.slice(0, 3)).toEqual([
      'aws',
      'application-autoscaling',
      'register-scalable-target',
    ]);
  });

  it('moves both bounds where one alone would be refused', () => {
    const { entries } = ledger({ resources: [target({ minCapacity: 300, maxCapacity: 400 }), service()] });
    const maximum = entries.find(({ value }) => value === 'maxCapacity');
    expect(maximum?.remediation.commands.flat()).toEqual(
      expect.arrayContaining(['--min-capacity', '10', '--max-capacity', '200']),
    );
  });

  it('is left empty with a caveat where no command is known', () => {
    const { remediation } = only({
      resources: [one('bedrock-provisioned-throughput', { attributes: { modelUnits: 4 } })],
      policy: workload({ minCapacity: 1 }),
    });
    expect(remediation.commands).toEqual([]);
    expect(remediation.caveats.length).toBeGreaterThan(0);
  });

  it('warns of a baseline that nobody reviewed', () => {
    const policy = workload({ minCapacity: 10, reviewed: false });
    expect(only({ resources: raised, policy }).remediation.caveats.join()).toContain('nobody reviewed it');
  });
});

describe('what was not seen', () => {
  it('leaves a line for each listing, and none for what was seen', () => {
    expect(ledger({ resources: raised }).unseen).toEqual([]);
    const { entries, unseen } = ledger({ resources: raised, denied: ['lambda-function', 'capacity-change'] });
    expect(entries).toHaveLength(1);
    expect(unseen.map(({ fact }) => fact)).toContain('lambda-function');
  });

  it('only the trail could tell what is normal', () => {
    const { entries, unseen } = ledger({ resources: raised, policy: {}, denied: ['capacity-change'] });
    expect(entries).toEqual([]);
    expect(unseen).toEqual([{ fact: 'capacity-change', reason: 'denied', api: 'test:List-capacity-change' }]);
  });

  it('a tag decides which workload matches, and was not read', () => {
    const policy = {
      workloads: [{ name: 'prod', match: { tags: { env: 'prod' } }, baseline: { minCapacity: 100 } }, ...web.workloads],
    };
    const untold = [
      target({}, { tags: null, unread: { tags: 'denied' } }),
      service({ tags: null, unread: { tags: 'denied' } }),
    ];
    expect(ledger({ resources: untold, policy })).toMatchObject({
      entries: [],
      unseen: [{ fact: 'tags', reason: 'denied' }],
    });
    const same = {
      workloads: [
        { name: 'prod', match: { tags: { env: 'prod' } }, baseline: { minCapacity: 10, maxCapacity: 200 } },
        ...web.workloads,
      ],
    };
    expect(ledger({ resources: untold, policy: same }).entries).toMatchObject([
      { subject: { workload: null }, normal: 10 },
    ]);
  });
});

it('the order of resources changes nothing', () => {
  const resources = [
    ...raised,
    change({ minCapacity: 100 }),
    one('lambda-function', { attributes: { reservedConcurrency: 5 } }),
  ];
  const policy = workload({ minCapacity: 10, maxCapacity: 200, reservedConcurrency: 50 });
  expect(JSON.stringify(ledger({ resources: resources.toReversed(), policy }))).toBe(
    JSON.stringify(ledger({ resources, policy })),
  );
});

import { describe, expect, it } from 'vitest';
import { declaredReads } from '../../src/collectors/aws/collect.ts';
import { collectors } from '../../src/collectors/aws/registry.ts';
import type { CoverageEntry } from '../../src/model/snapshot.ts';
import type { Fault, FaultKind } from '../../src/sandbox/sandbox.ts';
import { type Collected, collect, region, smallRegion } from './support.ts';

const apis = declaredReads()
  .map((read) => read.api)
  .filter((api) => api !== 'sts:GetCallerIdentity');

/** APIs of the same collector that rest on this one, directly or not. */
function dependants(api: string): string[] {
  const direct = collectors.flatMap((one) => one.reads.filter((read) => read.after === api).map((read) => read.api));
  return direct.flatMap((found) => [found, ...dependants(found)]);
}

function entries({ snapshot }: Collected, api: string): CoverageEntry[] {
  return snapshot.coverage.filter((entry) => entry.api === api);
}

describe.each(apis)('%s denied', (api) => {
  it('is on record with what rests on it, and takes nothing else away', async () => {
    const collected = await collect(smallRegion(), { faults: [{ api, do: 'denied' }] });
    for (const entry of entries(collected, api)) {
      expect(entry).toMatchObject({ status: 'denied', complete: false });
      expect(entry.detail).toMatch(/denied|not authori[sz]ed/i);
    }
    for (const dependant of dependants(api)) {
      for (const entry of entries(collected, dependant)) {
        expect(entry).toMatchObject({ status: 'denied', complete: false, calls: 0 });
        expect(entry.detail).toContain('rests on');
      }
    }
    const touched = new Set([api, ...dependants(api)]);
    for (const entry of collected.snapshot.coverage.filter((one) => !touched.has(one.api))) {
      expect(entry).toMatchObject({ status: 'ok', complete: true });
    }
  });
});

const oneFault = (fault: Fault) => collect(smallRegion(), { faults: [fault] });

describe('what another call would have told is marked where it is missing', () => {
  it('the size of a task', async () => {
    const { of } = await oneFault({ api: 'ecs:DescribeTaskDefinition', do: 'denied' });
    const [service] = of('ecs-service');
    const members = ['taskCpuUnits', 'taskMemoryMib', 'taskPlatform', 'startPeriodSeconds', 'parameterStoreSecrets'];
    const unread = Object.fromEntries(members.map((member) => [member, 'denied']));
    expect(service?.unread).toEqual(unread);
    expect(service?.unreadApi?.taskCpuUnits).toBe('ecs:DescribeTaskDefinition');
    expect(service?.attributes).not.toHaveProperty('taskCpuUnits');
  });

  it('contributor insights', async () => {
    const { of } = await oneFault({ api: 'dynamodb:ListContributorInsights', do: 'denied' });
    for (const table of of('dynamodb-table')) expect(table.unread).toEqual({ contributorInsights: 'denied' });
  });

  it('activities', async () => {
    const { of } = await oneFault({ api: 'application-autoscaling:DescribeScalingActivities', do: 'denied' });
    const [target] = of('scalable-target');
    expect(target?.unread).toEqual({ activities: 'denied' });
    expect(target?.observed).not.toHaveProperty('activities');
  });

  it('tags', async () => {
    const { of } = await oneFault({ api: 'tag:GetResources', do: 'denied' });
    for (const one of [...of('scalable-target'), ...of('dynamodb-table')]) {
      expect(one).toMatchObject({ tags: null, unread: { tags: 'denied' }, unreadApi: { tags: 'tag:GetResources' } });
    }
  });
});

describe('one failure does not lose the rest', () => {
  const tables = Array.from({ length: 12 }, (_, index) => ({ TableName: `t${String(index).padStart(2, '0')}` }));
  const services = Array.from({ length: 25 }, (_, index) => ({
    serviceName: `s${String(index).padStart(2, '0')}`,
    cluster: 'shop',
  }));

  it('one item', async () => {
    const { of, coverage } = await collect(
      { dynamodb: { tables } },
      { faults: [{ api: 'dynamodb:DescribeTable', item: 't05', do: 'denied' }] },
    );
    expect(of('dynamodb-table')).toHaveLength(11);
    expect(coverage('dynamodb:DescribeTable')).toMatchObject({
      status: 'denied',
      complete: false,
      missed: ['t05'],
      calls: 12,
    });
  });

  it('one item that was deleted meanwhile is not missing', async () => {
    const { of, coverage } = await collect(
      { dynamodb: { tables } },
      {
        respond: (call) =>
          call.operation === 'DescribeTable' && call.input.TableName === 't05'
            ? { error: { code: 'ResourceNotFoundException', message: 'gone', status: 400 } }
            : undefined,
      },
    );
    expect(of('dynamodb-table')).toHaveLength(11);
    expect(coverage('dynamodb:DescribeTable')).toMatchObject({ status: 'ok', complete: true, missed: [] });
  });

  it('one batch', async () => {
    const { of, coverage } = await collect(
      { ecs: { services } },
      { faults: [{ api: 'ecs:DescribeServices', item: 's12', do: 'denied' }] },
    );
    expect(of('ecs-service')).toHaveLength(15);
    const { missed, status } = coverage('ecs:DescribeServices');
    expect(status).toBe('denied');
    expect(missed).toHaveLength(10);
    expect(missed).toContain('shop/s12');
  });

  it('the second page', async () => {
    const many = Array.from({ length: 230 }, (_, index) => ({ TableName: `t${String(index).padStart(3, '0')}` }));
    const { of, coverage } = await collect(
      { dynamodb: { tables: many } },
      { faults: [{ api: 'dynamodb:ListTables', page: 2, do: 'denied' }] },
    );
    expect(of('dynamodb-table')).toHaveLength(100);
    expect(coverage('dynamodb:ListTables')).toMatchObject({ status: 'denied', complete: false });
    expect(coverage('dynamodb:DescribeTable')).toMatchObject({
      status: 'denied',
      complete: false,
      calls: 100,
      detail: expect.stringContaining('rests on dynamodb:ListTables'),
    });
  });

  it('services that ECS reports as MISSING were deleted; other failures are holes', async () => {
    const arn = (name: string) => `arn:aws:ecs:${region}:111122223333:service/shop/${name}`;
    const { of, coverage } = await collect(
      { ecs: { services: services.slice(0, 2) } },
      {
        respond: (call) =>
          call.operation === 'DescribeServices'
            ? {
                output: {
                  services: [],
                  failures: [
                    { arn: arn('s00'), reason: 'MISSING' },
                    { arn: arn('s01'), reason: 'ACCESS_DENIED' },
                  ],
                },
              }
            : undefined,
      },
    );
    expect(of('ecs-service')).toEqual([]);
    expect(coverage('ecs:DescribeServices')).toMatchObject({ status: 'malformed', missed: ['shop/s01'] });
  });

  it('an item with members of the wrong type is malformed by name', async () => {
    const { of, coverage } = await collect(
      { dynamodb: { tables } },
      { faults: [{ api: 'dynamodb:DescribeTable', item: 't05', do: 'wrong-types', members: ['ReadCapacityUnits'] }] },
    );
    expect(of('dynamodb-table')).toHaveLength(11);
    expect(coverage('dynamodb:DescribeTable')).toMatchObject({
      status: 'malformed',
      complete: false,
      missed: ['t05'],
      detail: expect.stringContaining('readCapacityUnits'),
    });
  });
});

describe('answers that are not what they seem', () => {
  const listing = 'application-autoscaling:DescribeScalableTargets';
  const targets = Array.from({ length: 120 }, (_, index) => ({
    ServiceNamespace: 'ecs',
    ResourceId: `service/shop/s${index}`,
    ScalableDimension: 'ecs:service:DesiredCount',
    MinCapacity: 1,
    MaxCapacity: 2,
  }));
  const declared = { 'application-autoscaling': { scalableTargets: targets } };
  const table: [FaultKind, string, number][] = [
    ['repeat-token', 'truncated', 50],
    ['html500', 'failed', 0],
    ['error500', 'failed', 0],
    ['xml403', 'denied', 0],
    ['expired', 'denied', 0],
    ['empty', 'malformed', 0],
    ['truncated', 'malformed', 0],
    ['reset', 'failed', 0],
    ['missing-fields', 'malformed', 0],
    ['wrong-types', 'malformed', 0],
    ['unknown-fields', 'ok', 120],
    ['clock-skew', 'ok', 120],
  ];
  it.each(table)('%s: %s', async (kind, status, found) => {
    // A clock is wrong for all answers alike: right ones between wrong ones would set it back.
    const fault: Fault =
      kind === 'clock-skew'
        ? { api: '*', do: kind }
        : { api: listing, match: (input) => input.ServiceNamespace === 'ecs', do: kind };
    const { of, coverage } = await collect(declared, { faults: [fault] });
    expect(of('scalable-target').length).toBeGreaterThanOrEqual(found);
    expect(coverage(listing, 'ecs')).toMatchObject({ status, complete: status === 'ok' });
    expect(coverage(listing, 'rds')).toMatchObject({ status: 'ok', complete: true });
  });

  it('an expired token says so', async () => {
    const { coverage } = await oneFault({ api: 'ecs:ListServices', do: 'expired' });
    expect(coverage('ecs:ListServices').detail).toContain('the credentials expired during the run');
  });

  it.each<FaultKind>(['error500', 'html500', 'reset'])('%s that passes is overcome', async (kind) => {
    const { of, coverage } = await collect(declared, { faults: [{ api: listing, count: 2, do: kind }] });
    expect(of('scalable-target')).toHaveLength(120);
    expect(coverage(listing, 'ecs')).toMatchObject({ status: 'ok', complete: true });
  });

  it.each<FaultKind>(['slow-headers', 'slow-body'])(
    '%s: given up after the request timeout, three times',
    async (kind) => {
      const { coverage, calls } = await collect(
        smallRegion(),
        { faults: [{ api: 'dynamodb:ListTables', do: kind, delayMs: 5000 }] },
        { requestTimeoutMs: 300 },
      );
      expect(coverage('dynamodb:ListTables')).toMatchObject({ status: 'failed', calls: 1 });
      expect(coverage('dynamodb:ListTables').detail).toContain('no answer within 300 ms');
      expect(calls('ListTables')).toBe(3);
    },
  );

  it('an API that only ever fails is not asked three times for each of many items', async () => {
    const tables = Array.from({ length: 100 }, (_, index) => ({ TableName: `t${index}` }));
    const { coverage, calls } = await collect(
      { dynamodb: { tables } },
      { faults: [{ api: 'dynamodb:DescribeTable', do: 'html500' }] },
    );
    expect(coverage('dynamodb:DescribeTable')).toMatchObject({ status: 'failed', calls: 100 });
    expect(coverage('dynamodb:DescribeTable').missed).toHaveLength(100);
    expect(calls('DescribeTable')).toBeLessThan(160);
  });

  it('a listing without an end is truncated', async () => {
    const { coverage } = await collect(
      { 'application-autoscaling': { scalableTargets: targets.slice(0, 1), scalingActivities: manyActivities(80) } },
      { faults: [{ api: 'application-autoscaling:DescribeScalingActivities', do: 'endless' }] },
    );
    expect(coverage('application-autoscaling:DescribeScalingActivities', 'ecs')).toMatchObject({
      status: 'truncated',
      complete: false,
      calls: 40,
    });
  });
});

function manyActivities(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    ServiceNamespace: 'ecs',
    ResourceId: 'service/shop/s0',
    ScalableDimension: 'ecs:service:DesiredCount',
    StartTime: new Date(Date.parse('2026-11-21T00:00:00Z') - index * 60_000).toISOString(),
    StatusCode: 'Successful',
  }));
}

describe('activities', () => {
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/shop/s0',
    ScalableDimension: 'ecs:service:DesiredCount',
    MinCapacity: 1,
    MaxCapacity: 2,
  };
  const api = 'application-autoscaling:DescribeScalingActivities';

  it('beyond the page budget are not read, and coverage says since when they are', async () => {
    const { of, coverage } = await collect({
      'application-autoscaling': { scalableTargets: [target], scalingActivities: manyActivities(2100) },
    });
    const oldestRead = new Date(Date.parse('2026-11-21T00:00:00Z') - 1999 * 60_000).toISOString();
    expect(coverage(api, 'ecs')).toMatchObject({ status: 'truncated', complete: false, calls: 40, since: oldestRead });
    const [read] = of('scalable-target');
    expect(read?.observed.activities).toHaveLength(2000);
    expect(read?.unread).toEqual({});
  });

  it('of the pages before a failure are kept', async () => {
    const { of, coverage } = await collect(
      { 'application-autoscaling': { scalableTargets: [target], scalingActivities: manyActivities(120) } },
      { faults: [{ api, page: 2, do: 'denied' }] },
    );
    expect(of('scalable-target')[0]?.observed.activities).toHaveLength(50);
    expect(coverage(api, 'ecs')).toMatchObject({ status: 'denied', since: '2026-11-20T23:11:00.000Z' });
  });
});

describe('a listing that tells a page twice', () => {
  it.each(apis)('has each resource once (%s)', async (api) => {
    const { snapshot } = await collect(smallRegion(), { faults: [{ api, do: 'repeat-token' }] });
    const hashes = snapshot.resources.map(({ keyHash }) => keyHash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

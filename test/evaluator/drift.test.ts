import { describe, expect, it } from 'vitest';
import { comparisonOf } from '../../src/evaluator/drift/drift.ts';
import { buildWorld } from '../../src/evaluator/world.ts';
import { CalendarEvent } from '../../src/model/event.ts';
import type { Json, Resource, Snapshot } from '../../src/model/snapshot.ts';
import { aPolicy, aResource, aSnapshot, type ResourceInput, testNow } from '../support/world.ts';

const takenBefore = '2026-11-15T04:00:00Z';
const trail = (attributes: Record<string, Json> = {}) => aResource('capacity-change', { attributes });

interface Case {
  before?: Resource[];
  now?: Resource[];
  policy?: unknown;
  events?: unknown[];
  /** Kinds whose listing was denied, in the baseline and now. */
  deniedBefore?: string[];
  denied?: string[];
}

function driftOf(given: Case) {
  const baseline: Snapshot = { ...aSnapshot(given.before ?? [], given.deniedBefore), takenAt: takenBefore };
  const snapshot = aSnapshot(given.now ?? [], given.denied);
  const world = buildWorld(snapshot, aPolicy(given.policy), Date.parse(testNow), {
    baseline,
    events: (given.events ?? []).map((event) => CalendarEvent.parse(event)),
  });
  const comparison = comparisonOf(world);
  if (!comparison) throw new Error('nothing was compared');
  return comparison.report;
}

/** `owner change kind attribute before → now`. */
const lines = (given: Case) =>
  driftOf(given).changes.map(({ owner, change, subject, attribute, before, now }) =>
    attribute === null
      ? `${owner} ${change} ${subject.kind} ${subject.name}`
      : `${owner} ${change} ${subject.kind} ${attribute} ${JSON.stringify(before)} → ${JSON.stringify(now)}`,
  );

/** A resource of a kind before and now, with what differs. */
const pair = (kind: string, before: ResourceInput, now: ResourceInput) => ({
  before: [aResource(kind, before)],
  now: [aResource(kind, now)],
});
const attributes = (kind: string, before: Record<string, Json>, now: Record<string, Json>) =>
  pair(kind, { attributes: before }, { attributes: now });
const beside = (given: { before: Resource[]; now: Resource[] }, ...both: Resource[]) => ({
  before: [...given.before, ...both],
  now: [...given.now, ...both],
});

const raised = attributes('scalable-target', { minCapacity: 4 }, { minCapacity: 10 });
const index = (over: Record<string, Json> = {}) => ({
  name: 'by-date',
  readCapacityUnits: 10,
  writeCapacityUnits: 10,
  maxReadRequestUnits: null,
  maxWriteRequestUnits: null,
  warmReadUnitsPerSecond: 12000,
  warmWriteUnitsPerSecond: 4000,
  ...over,
});
const action = (over: Record<string, Json> = {}) =>
  aResource('scheduled-action', { attributes: { minCapacity: 10, maxCapacity: null, ...over } });
const release = {
  id: 'release',
  start: '2026-11-22T03:00:00Z',
  end: '2026-11-22T12:00:00Z',
  targets: [{ workload: 'web', minCapacity: 10 }],
};
const policy = { workloads: [{ name: 'web', match: { kind: 'ecs-service' }, baseline: { minCapacity: 4 } }] };
const service = aResource('ecs-service');

describe('what differs from the approved snapshot', () => {
  it.each<[string, Case, string[]]>([
    ['nothing, where nothing changed', attributes('scalable-target', {}, {}), []],
    ['a bound that nobody else owns is a person’s', raised, ['person changed scalable-target minCapacity 4 → 10']],
    [
      'observations, tags and what was filled in never differ',
      pair('scalable-target', { observed: { createdAt: null }, tags: { a: 'b' } }, { observed: {}, tags: null }),
      [],
    ],
    [
      'a member that only one run could read does not differ',
      (() => {
        const { before, now } = raised;
        const { minCapacity: _, ...rest } = now[0]?.attributes ?? {};
        return {
          before,
          now: now.map((one) => ({ ...one, attributes: rest, unread: { minCapacity: 'denied' as const } })),
        };
      })(),
      [],
    ],
    [
      'a member that only one version of the tool records does not differ',
      attributes('scalable-target', { added: 1 }, {}),
      [],
    ],
    [
      'the order of a list does not differ',
      attributes('ecs-service', { subnets: ['a', 'b'] }, { subnets: ['b', 'a'] }),
      [],
    ],
    [
      'an index is compared with its namesake, wherever it stands',
      attributes(
        'dynamodb-table',
        { indexes: [index(), index({ name: 'by-user' })] },
        { indexes: [index({ name: 'by-user' }), index({ readCapacityUnits: 40 })] },
      ),
      ['person changed dynamodb-table indexes.by-date.readCapacityUnits 10 → 40'],
    ],
    [
      'warm throughput grows by itself',
      attributes(
        'dynamodb-table',
        { indexes: [index()] },
        { warmReadUnitsPerSecond: 9, indexes: [index({ warmReadUnitsPerSecond: 9 })] },
      ),
      [],
    ],
    [
      'what follows from a switch of the mode is not told apart',
      attributes(
        'dynamodb-table',
        { readCapacityUnits: 10, indexes: [index()] },
        { billingMode: 'PAY_PER_REQUEST', readCapacityUnits: 0, indexes: [index({ readCapacityUnits: 0 })] },
      ),
      ['person changed dynamodb-table billingMode "PROVISIONED" → "PAY_PER_REQUEST"'],
    ],
    [
      'what the raw configuration repeats is told once',
      attributes(
        'scaling-policy',
        { targetValue: 60, configuration: { TargetValue: 60 } },
        { targetValue: 70, configuration: { TargetValue: 70 } },
      ),
      ['person changed scaling-policy targetValue 60 → 70'],
    ],
    [
      'what only the raw configuration tells is told from there, an absent member too',
      attributes(
        'scaling-policy',
        { configuration: { TargetValue: 60 } },
        { configuration: { TargetValue: 60, Other: { a: 1 } } },
      ),
      ['person changed scaling-policy configuration.Other null → {"a":1}'],
    ],
    [
      'a policy that was put anew has another id in its ARN',
      attributes(
        'cloudwatch-alarm',
        { alarmActions: ['arn:aws:autoscaling:r:1:scalingPolicy:6d8972f3-aa:resource/x:policyName/y'] },
        { alarmActions: ['arn:aws:autoscaling:r:1:scalingPolicy:00000000-bb:resource/x:policyName/y'] },
      ),
      [],
    ],
    ['one that is new', { now: [service] }, ['person added ecs-service shop/web']],
    ['one that is gone', { before: [service] }, ['person removed ecs-service shop/web']],
    ['none is gone where the listing is not complete', { before: [service], denied: ['ecs-service'] }, []],
    ['none is new where the listing was not complete then', { now: [service], deniedBefore: ['ecs-service'] }, []],
    [
      'logs, measurements and quotas are no configuration',
      { now: ['capacity-change', 'metric-series', 'service-quota', 'lambda-account'].map((kind) => aResource(kind)) },
      [],
    ],
    [
      'what is read only where it is used neither comes nor goes',
      { now: [aResource('elasticache-parameter-group')] },
      [],
    ],
    [
      '… but changes',
      attributes('elasticache-parameter-group', {}, { maxmemoryPolicy: 'noeviction' }),
      [expect.stringMatching(/^person changed elasticache-parameter-group maxmemoryPolicy .* → "noeviction"$/)],
    ],
    [
      'a member comes and goes with its replication group',
      { now: [aResource('elasticache-cluster', { attributes: { replicationGroupId: 'semantic' } })] },
      [],
    ],
  ])('%s', (_, given, expected) => {
    expect(lines(given)).toEqual(expected);
  });

  it('is told only of scopes that both hold', () => {
    const elsewhere = { account: '444455556666', region: 'eu-central-1' };
    const before = {
      ...aSnapshot([aResource('ecs-service', elsewhere)]),
      scopes: [{ partition: 'aws', ...elsewhere }],
    };
    const now = aSnapshot([service]);
    const world = buildWorld(now, aPolicy(), Date.parse(testNow), { baseline: before });
    const report = comparisonOf(world)?.report;
    expect(report).toMatchObject({ compared: [], changes: [], unseen: [] });
    expect(report?.onlyInBaseline.map(({ account }) => account)).toEqual(['444455556666']);
    expect(report?.onlyNow.map(({ region }) => region)).toEqual(['eu-central-1', 'global']);
  });

  it('names the kinds whose listing is incomplete in either run', () => {
    const { unseen } = driftOf({ before: [service], denied: ['ecs-service'], deniedBefore: ['rds-proxy'] });
    expect(unseen.map(({ kind, because }) => [kind, because[0]?.reason])).toEqual([
      ['ecs-service', 'denied'],
      ['rds-proxy', 'denied'],
    ]);
  });
});

describe('who owns what differs', () => {
  it.each<[string, Case, string, RegExp]>([
    [
      'the autoscaler owns current capacity within its bounds',
      beside(attributes('ecs-service', { desiredCount: 5 }, { desiredCount: 9 }), aResource('scalable-target')),
      'autoscaler',
      /within 4 and 40/,
    ],
    [
      'nobody but a person takes it beyond its bounds',
      beside(attributes('ecs-service', { desiredCount: 5 }, { desiredCount: 90 }), aResource('scalable-target')),
      'person',
      /names nobody/,
    ],
    [
      'the autoscaler owns the units of an index',
      beside(
        attributes('dynamodb-table', { indexes: [index()] }, { indexes: [index({ readCapacityUnits: 30 })] }),
        aResource('scalable-target', {
          attributes: {
            serviceNamespace: 'dynamodb',
            resourceId: 'table/sessions/index/by-date',
            scalableDimension: 'dynamodb:index:ReadCapacityUnits',
          },
        }),
      ),
      'autoscaler',
      /within 4 and 40/,
    ],
    [
      'nobody knows who owns it where targets could not be listed',
      { ...attributes('ecs-service', { desiredCount: 5 }, { desiredCount: 9 }), denied: ['scalable-target'] },
      'unknown',
      /List-scalable-target was denied/,
    ],
    [
      'a schedule owns what its last fired action wrote, while it recurs',
      beside(
        raised,
        action({ actionName: 'up', schedule: 'cron(0 18 ? * * *)' }),
        action({ actionName: 'down', schedule: 'cron(0 6 ? * * *)', minCapacity: 4 }),
      ),
      'schedule',
      /^scheduled action up wrote it, and fires again at 2026-11-22T17:00/,
    ],
    [
      'a schedule that wrote something else since owns nothing',
      beside(
        raised,
        action({ actionName: 'up', schedule: 'cron(0 2 ? * * *)' }),
        action({ actionName: 'down', schedule: 'cron(0 3 ? * * *)', minCapacity: 4 }),
      ),
      'person',
      /names nobody/,
    ],
    [
      'a one-time action that fired owns nothing',
      beside(raised, action({ actionName: 'once', schedule: 'at(2026-11-20T18:00:00)' })),
      'person',
      /^scheduled action once wrote it and will not fire again/,
    ],
    [
      'a schedule that a person made since the baseline was approved owns nothing',
      {
        before: [...raised.before, action({ actionName: 'up', schedule: 'cron(0 18 ? * * *)', minCapacity: 5 })],
        now: [...raised.now, action({ actionName: 'up', schedule: 'cron(0 18 ? * * *)' })],
      },
      'person',
      /^scheduled action up wrote it, which the baseline does not have so/,
    ],
    [
      'a suspended schedule owns nothing',
      beside(
        attributes(
          'scalable-target',
          { minCapacity: 4, suspendedScheduled: true },
          { minCapacity: 10, suspendedScheduled: true },
        ),
        action({ schedule: 'cron(0 18 ? * * *)' }),
      ),
      'person',
      /names nobody/,
    ],
    [
      'a schedule of EventBridge owns what it wrote',
      beside(
        raised,
        aResource('scheduler-schedule', {
          attributes: {
            state: 'ENABLED',
            schedule: 'cron(0 18 ? * * *)',
            serviceNamespace: 'ecs',
            resourceId: 'service/shop/web',
            scalableDimension: 'ecs:service:DesiredCount',
            minCapacity: 10,
          },
        }),
      ),
      'schedule',
      /^schedule revert-web wrote it/,
    ],
    [
      'nobody knows who owns it where schedules could not be listed',
      { ...raised, denied: ['scheduled-action'] },
      'unknown',
      /List-scheduled-action was denied/,
    ],
    [
      'an event owns what it asks',
      { ...beside(raised, service), policy, events: [release] },
      'event',
      /^event release asks for it until/,
    ],
    [
      'an event does not own more than it asks',
      {
        ...beside(attributes('scalable-target', { minCapacity: 4 }, { minCapacity: 11 }), service),
        policy,
        events: [release],
      },
      'person',
      /names nobody/,
    ],
    [
      'an event explains nothing that was lowered',
      {
        ...beside(attributes('scalable-target', { minCapacity: 4 }, { minCapacity: 2 }), service),
        policy,
        events: [release],
      },
      'person',
      /names nobody/,
    ],
    [
      'an event owns nothing after its revert was due',
      {
        ...beside(raised, service),
        policy,
        events: [{ ...release, start: '2026-11-20T03:00:00Z', end: '2026-11-20T12:00:00Z' }],
      },
      'person',
      /names nobody/,
    ],
    [
      'code owns what it was the last to write',
      { ...raised, now: [...raised.now, trail({ values: { minCapacity: 10 }, byCode: true })] },
      'code',
      /^infrastructure code wrote it/,
    ],
    [
      'the trail names the person',
      { ...raised, now: [...raised.now, trail({ values: { minCapacity: 10 } })] },
      'person',
      /^alice \(role platform-admin\) changed it, RegisterScalableTarget$/,
    ],
    [
      'the trail names nobody where the value is another since',
      { ...raised, now: [...raised.now, trail({ values: { minCapacity: 12 } })] },
      'person',
      /names nobody/,
    ],
    [
      'nobody knows whether it was code where the trail could not be read',
      { ...raised, denied: ['capacity-change'] },
      'unknown',
      /List-capacity-change was denied/,
    ],
    [
      'alarms of tracking policies come and go with them',
      {
        now: [
          aResource('cloudwatch-alarm', {
            attributes: {
              alarmName: 'TargetTracking-service/shop/web-AlarmHigh-1',
              alarmActions: ['arn:aws:autoscaling:r:1:scalingPolicy:6d8972f3:resource/x:policyName/y'],
            },
          }),
        ],
      },
      'autoscaler',
      /^AWS makes and removes/,
    ],
    [
      'an alarm that only bears such a name is a person’s',
      {
        now: [
          aResource('cloudwatch-alarm', {
            attributes: { alarmName: 'TargetTracking-mine', alarmActions: ['arn:aws:sns:r:1:topic'] },
          }),
        ],
      },
      'person',
      /names nobody/,
    ],
    [
      'a spent action that is gone is nobody’s loss',
      { before: [action({ schedule: 'at(2026-11-20T18:00:00)' })] },
      'schedule',
      /nothing is lost$/,
    ],
    [
      'an action made for the time of an event is the event’s',
      {
        before: [service, aResource('scalable-target')],
        now: [service, aResource('scalable-target'), action({ schedule: 'at(2026-11-22T11:00:00)' })],
        policy,
        events: [release],
      },
      'event',
      /^event release/,
    ],
    [
      'a replica that the autoscaler added is its own',
      { now: [aResource('rds-instance', { attributes: { instanceId: 'application-autoscaling-0f' } })] },
      'autoscaler',
      /autoscaler of its cluster/,
    ],
    [
      'storage that grows by itself is nobody’s',
      attributes(
        'rds-instance',
        { allocatedStorageGb: 20, maxAllocatedStorageGb: 100 },
        { allocatedStorageGb: 22, maxAllocatedStorageGb: 100 },
      ),
      'autoscaler',
      /up to 100 GiB/,
    ],
  ])('%s', (_, given, owner, why) => {
    const { changes } = driftOf(given);
    // A change of the schedule itself is another thing.
    const told = changes.filter(({ subject, attribute }) => subject.kind !== 'scheduled-action' || attribute === null);
    expect(told.map((change) => [change.owner, change.why])).toEqual([[owner, expect.stringMatching(why)]]);
  });

  it('since when is told by the trail, from the first change that the baseline does not have', () => {
    const [change] = driftOf({
      before: raised.before,
      now: [
        ...raised.now,
        trail({ eventId: 'old', at: '2026-11-10T00:00:00.000Z', values: { minCapacity: 4 } }),
        trail({ eventId: 'first', at: '2026-11-16T00:00:00.000Z', values: { minCapacity: 8 } }),
        trail({ eventId: 'last', at: '2026-11-18T00:00:00.000Z', values: { minCapacity: 10 }, session: 'bob' }),
      ],
    }).changes;
    expect(change).toMatchObject({
      since: '2026-11-16T00:00:00.000Z',
      by: 'alice (role platform-admin)',
      class: 'trail',
    });
  });
});

describe('the undo', () => {
  const undo = (given: Case) => driftOf(given).changes.map(({ remediation }) => remediation);

  it('brings back what a person changed alone, and has an undo of its own', () => {
    const [remediation] = undo(
      beside(
        attributes('scalable-target', { minCapacity: 4, maxCapacity: 40 }, { minCapacity: 10, maxCapacity: 50 }),
        action({ minCapacity: null, maxCapacity: 50, schedule: 'cron(0 18 ? * * *)' }),
      ),
    );
    const command = (minimum: string) =>
      [
        ['aws', 'application-autoscaling', 'register-scalable-target', '--service-namespace', 'ecs'],
        ['--resource-id', 'service/shop/web', '--scalable-dimension', 'ecs:service:DesiredCount'],
        ['--min-capacity', minimum, '--region', 'eu-central-1'],
      ].flat();
    expect(remediation?.commands).toEqual([command('4')]);
    expect(remediation?.undo).toEqual([command('10')]);
    expect(remediation?.summary).toBe('Bring minCapacity of service/shop/web back to the baseline.');
  });

  it('removes what is new', () => {
    const [remediation] = undo({ now: [aResource('scalable-target')] });
    expect(remediation?.commands[0]?.slice(0, 3)).toEqual([
      'aws',
      'application-autoscaling',
      'deregister-scalable-target',
    ]);
    expect(remediation?.undo[0]?.slice(0, 3)).toEqual(['aws', 'application-autoscaling', 'register-scalable-target']);
  });

  it('makes again what is gone', () => {
    const [remediation] = undo({ before: [aResource('scalable-target')] });
    expect(remediation?.commands[0]).toEqual(expect.arrayContaining(['--min-capacity', '4', '--max-capacity', '40']));
  });

  it('says so where no command can', () => {
    const [remediation] = undo({ before: [aResource('anomaly-monitor')] });
    expect(remediation).toMatchObject({ commands: [], undo: [], caveats: [expect.any(String)] });
  });

  it('is none for what others own', () => {
    expect(
      undo(beside(attributes('ecs-service', { desiredCount: 5 }, { desiredCount: 9 }), aResource('scalable-target'))),
    ).toEqual([null]);
  });
});

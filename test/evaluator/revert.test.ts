import { describe, expect, test } from 'vitest';
import { comparisonOf } from '../../src/evaluator/drift/drift.ts';
import { decreaseBudget } from '../../src/evaluator/facts/decrease-budget.ts';
import { planRevert } from '../../src/evaluator/revert/plan.ts';
import { buildWorld } from '../../src/evaluator/world.ts';
import type { DriftChange } from '../../src/model/drift.ts';
import { CalendarEvent } from '../../src/model/event.ts';
import type { OverrideEntry } from '../../src/model/override.ts';
import { RevertPlan, type RevertStep } from '../../src/model/revert.ts';
import type { Json, Resource } from '../../src/model/snapshot.ts';
import { aChange, aDrift, aLedger, anOverride } from '../support/revert.ts';
import { aPolicy, aResource, aSnapshot, testNow } from '../support/world.ts';

interface Given {
  resources: Resource[];
  overrides?: OverrideEntry[];
  changes?: DriftChange[];
  baseline?: Resource[];
  denied?: string[];
  policy?: unknown;
  events?: unknown[];
  now?: string;
}

function planOf({
  resources,
  overrides = [],
  changes = [],
  baseline,
  denied = [],
  policy,
  events = [],
  now = testNow,
}: Given): RevertPlan {
  const world = buildWorld(aSnapshot(resources, denied), aPolicy(policy), Date.parse(now), {
    baseline: baseline ? aSnapshot(baseline) : null,
    events: events.map((event) => CalendarEvent.parse(event)),
  });
  const drift = changes.length > 0 ? aDrift(changes) : (comparisonOf(world)?.report ?? null);
  const plan = planRevert({ world, ledger: aLedger(overrides), drift, tool: 'test' });
  return RevertPlan.parse(plan);
}

const stepsOf = (given: Given) => planOf(given).accounts.flatMap(({ steps }) => steps);

/** A step as phase and changes: "minimum minCapacity 100>10". */
const inShort = ({ phase, values, subject }: RevertStep) =>
  `${phase} ${values.map(({ attribute, from, to }) => (attribute === null ? `${to === null ? 'remove' : 'create'} ${subject.kind}` : `${attribute} ${told(from)}>${told(to)}`)).join(' ')}`;
const told = (value: Json) => (value !== null && typeof value === 'object' ? '…' : String(value));

const aTarget = (attributes: Record<string, Json> = {}) =>
  aResource('scalable-target', { attributes: { minCapacity: 100, maxCapacity: 400, ...attributes } });
const aService = (count: number, more: Record<string, Json> = {}) =>
  aResource('ecs-service', { attributes: { desiredCount: count }, observed: { runningCount: count, ...more } });
const scalesIn = aResource('scaling-policy');
const anAction = (attributes: Record<string, Json>) =>
  aResource('scheduled-action', { attributes: { timezone: 'UTC', ...attributes } });

const raised = (target: Resource, over: Partial<OverrideEntry> = {}) => anOverride(target, 'minCapacity', 10, over);

describe('steps come safest first', () => {
  test('capacity and scaling come back, policies follow, then the minimum, then the maximum, then what was added goes', () => {
    const target = aTarget({ suspendedDynamicScaleOut: true });
    const other = aTarget({ resourceId: 'service/shop/api', minCapacity: 1, maxCapacity: 2 });
    const configuration = { ...(scalesIn.attributes.configuration as object), ScaleOutCooldown: 900 };
    const slow = aResource('scaling-policy', { attributes: { scaleOutCooldownSeconds: 900, configuration } });
    const added = aTarget({ resourceId: 'service/shop/old' });
    const steps = stepsOf({
      resources: [target, other, slow, added, aService(100)],
      baseline: [
        aTarget(),
        aTarget({ resourceId: 'service/shop/api', minCapacity: 4, maxCapacity: 40 }),
        scalesIn,
        aService(10),
      ],
      overrides: [raised(target), anOverride(target, 'maxCapacity', 200)],
    });
    expect(steps.map(inShort)).toEqual([
      'restore maxCapacity 2>40 minCapacity 1>4',
      'restore suspendedDynamicScaleOut true>false',
      'policies configuration …>… scaleOutCooldownSeconds 900>30',
      'minimum minCapacity 100>10',
      'maximum maxCapacity 400>200',
      'delete remove scalable-target',
    ]);
    expect(steps.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('within a phase the dearest comes first, an unknown price last, and names decide between equals', () => {
    const targets = ['a', 'b', 'c', 'd'].map((name) => aTarget({ resourceId: `service/shop/${name}` }));
    const [a, b, c, d] = targets as [Resource, Resource, Resource, Resource];
    const cost = (usdPerDay: number | null) => ({ cost: { usdPerDay, usdSoFar: null, basis: 'test' } });
    const steps = stepsOf({
      resources: targets,
      overrides: [raised(a, cost(null)), raised(b, cost(50)), raised(c, cost(900)), raised(d, cost(50))],
    });
    expect(steps.map(({ subject }) => subject.name.slice(-1))).toEqual(['c', 'b', 'd', 'a']);
  });
});

describe('only what a person owns is brought back', () => {
  test('the others are listed with why they are left', () => {
    const target = aTarget();
    const owners = ['autoscaler', 'schedule', 'event', 'code', 'unknown'] as const;
    const plan = planOf({
      resources: [target],
      changes: owners.map((owner) =>
        aChange(target, { attribute: 'minCapacity', before: 10, now: 100, owner, why: 'so it is' }),
      ),
    });
    expect(plan.accounts[0]?.steps).toEqual([]);
    expect(plan.leftAlone.map(({ why }) => why)).toEqual([
      'the autoscaler owns it: so it is',
      'a schedule owns it: so it is',
      'an event owns it: so it is',
      'code declares it: so it is',
      'nobody knows whose it is: so it is',
    ]);
  });

  test('an override whose normal value nothing tells is left alone', () => {
    const target = aTarget();
    const plan = planOf({
      resources: [target],
      overrides: [anOverride(target, 'minCapacity', null, { normalFrom: null })],
    });
    expect(plan.accounts[0]?.steps).toEqual([]);
    expect(plan.leftAlone[0]?.why).toBe('nothing tells what is normal');
  });

  test('override and drift of one value are one step with both reasons; what the policy declares is meant', () => {
    const target = aTarget();
    const given = (normalFrom: 'policy' | 'trail') => ({
      resources: [target],
      overrides: [anOverride(target, 'minCapacity', 10, { normalFrom })],
      baseline: [aTarget({ minCapacity: 12 })],
    });
    const [step] = stepsOf(given('policy'));
    expect(step?.why.map(({ source }) => source)).toEqual(['drift', 'override']);
    expect(stepsOf(given('policy')).map(inShort)).toEqual(['minimum minCapacity 100>10']);
    expect(stepsOf(given('trail')).map(inShort)).toEqual(['minimum minCapacity 100>12']);
  });
});

describe('what a jump would harm goes in stages', () => {
  test('a maximum below what runs, a quarter at a time, after scale-in had its time', () => {
    const target = aTarget();
    const steps = stepsOf({
      resources: [target, aService(100), scalesIn],
      overrides: [raised(target), anOverride(target, 'maxCapacity', 40)],
    });
    expect(steps.map(inShort)).toEqual([
      'minimum minCapacity 100>10',
      'maximum maxCapacity 400>75',
      'maximum maxCapacity 75>56',
      'maximum maxCapacity 56>42',
      'maximum maxCapacity 42>40',
    ]);
    expect(steps.map(({ after }) => after)).toEqual([[], [1], [1, 2], [1, 3], [1, 4]]);
    expect(steps.map(({ waitFirst }) => waitFirst?.seconds ?? 0)).toEqual([0, 1200, 300, 300, 300]);
  });

  test('a maximum above what runs goes in one step', () => {
    const target = aTarget({ minCapacity: 4 });
    const [step, ...more] = stepsOf({
      resources: [target, aService(30), scalesIn],
      overrides: [anOverride(target, 'maxCapacity', 40)],
    });
    expect(more).toEqual([]);
    expect(step?.effects).toEqual(['It has 30 now: nothing is taken away.']);
  });

  test('tasks that no policy scales in are counted down after the minimum, no lower than the declared demand', () => {
    const target = aTarget();
    const subject = { ...raised(target).subject, workload: 'web' };
    const steps = stepsOf({
      resources: [target, aService(100)],
      overrides: [raised(target, { subject }), anOverride(target, 'maxCapacity', 60, { subject })],
      policy: { workloads: [{ name: 'web', match: {}, baseline: { minCapacity: 10, demand: 50 } }] },
    });
    expect(steps.map(inShort)).toEqual([
      'minimum minCapacity 100>10',
      'minimum desiredCount 100>75',
      'minimum desiredCount 75>56',
      'minimum desiredCount 56>50',
      'maximum maxCapacity 400>60',
    ]);
    expect(steps.at(-1)?.after).toEqual([1, 4]);
  });

  test('tasks are not counted down where it was not seen whether a policy scales in', () => {
    const target = aTarget();
    const steps = stepsOf({
      resources: [target, aService(100)],
      overrides: [raised(target)],
      denied: ['scaling-policy'],
    });
    expect(steps.map(inShort)).toEqual(['minimum minCapacity 100>10']);
    expect(steps[0]?.effects[0]).toContain('Whether a policy scales in was not seen');
  });

  test('replicas of a cache go one at a time', () => {
    const cache = aResource('elasticache-replication-group', { attributes: { replicasPerShard: 4 } });
    const steps = stepsOf({
      resources: [cache],
      baseline: [aResource('elasticache-replication-group', { attributes: { replicasPerShard: 2 } })],
    });
    expect(steps.map(inShort)).toEqual(['minimum replicasPerShard 4>3', 'minimum replicasPerShard 3>2']);
    expect(steps[1]?.waitFirst?.seconds).toBe(900);
  });

  test('units of a table and of its index go in separate calls', () => {
    const index = { name: 'by.date', readCapacityUnits: 500, writeCapacityUnits: 500 };
    const table = aResource('dynamodb-table', { attributes: { indexes: [index] } });
    const steps = stepsOf({
      resources: [table],
      overrides: [anOverride(table, 'read', 100), anOverride(table, 'write', 50)],
      baseline: [aResource('dynamodb-table', { attributes: { indexes: [{ ...index, readCapacityUnits: 20 }] } })],
    });
    expect(steps.map(inShort)).toEqual([
      'minimum readCapacityUnits 3000>100 writeCapacityUnits 1000>50',
      'minimum indexes …>…',
    ]);
    expect(steps[1]?.values[0]?.to).toEqual([{ ...index, readCapacityUnits: 20 }]);
    expect(steps[1]?.waitFirst?.seconds).toBe(60);
  });
});

describe('what would write the minimum again goes first', () => {
  const target = aTarget();
  const rate = anAction({ actionName: 'keep-up', schedule: 'rate(5 minutes)', minCapacity: 100 });
  const cron = anAction({ actionName: 'evening', schedule: 'cron(0 18 * * ? *)', minCapacity: 50 });

  test('a rate action is deleted before the minimum is lowered', () => {
    const steps = stepsOf({ resources: [target, rate, scalesIn], overrides: [raised(target)] });
    expect(steps.map(inShort)).toEqual(['policies remove scheduled-action', 'minimum minCapacity 100>10']);
    expect(steps[1]?.after).toEqual([1]);
    expect(steps[0]?.commands[0]).toContain('delete-scheduled-action');
    expect(steps[0]?.undo[0]).toContain('put-scheduled-action');
  });

  test('one that the approved snapshot holds is named, and stays; so is a daily one', () => {
    const steps = stepsOf({
      resources: [target, rate, cron, scalesIn],
      baseline: [target, rate, cron, scalesIn],
      overrides: [raised(target)],
    });
    expect(steps.map(inShort)).toEqual(['minimum minCapacity 100>10']);
    expect(steps[0]?.effects).toEqual([
      'The snapshot does not tell how much it has now. Scale-in follows when load has been below the target for some 15 minutes, a step every 300 seconds at most.',
      'The scheduled action evening sets the minimum to 50 at 2026-11-22T18:00:00Z.',
      expect.stringMatching(/^The scheduled action keep-up sets the minimum to 100 at 2026-11-22T04:0/),
    ]);
  });

  test('an action that was added goes before the minimum too', () => {
    const steps = stepsOf({
      resources: [target, cron, scalesIn],
      baseline: [target, scalesIn],
      overrides: [raised(target)],
    });
    expect(steps.map(inShort)).toEqual(['policies remove scheduled-action', 'minimum minCapacity 100>10']);
    expect(steps[1]?.after).toEqual([1]);
  });
});

describe('a policy that scales in stands before a minimum is lowered', () => {
  test('one that was removed comes back first, and the minimum needs it', () => {
    const target = aTarget();
    const steps = stepsOf({
      resources: [target],
      baseline: [target, scalesIn],
      overrides: [raised(target)],
    });
    expect(steps.map(inShort)).toEqual(['policies create scaling-policy', 'minimum minCapacity 100>10']);
    expect(steps[1]?.after).toEqual([1]);
  });

  test('an emergency policy that was added goes with the policies, after those that come back', () => {
    const emergency = aResource('scaling-policy', { attributes: { policyName: 'emergency-scale-down' } });
    const target = aTarget();
    const steps = stepsOf({
      resources: [target, emergency],
      baseline: [target, scalesIn],
      overrides: [raised(target)],
    });
    expect(steps.map(inShort)).toEqual([
      'policies create scaling-policy',
      'policies remove scaling-policy',
      'minimum minCapacity 100>10',
    ]);
  });

  test('a policy whose target is gone is blocked, and needs the target where that comes back too', () => {
    const target = aTarget();
    const [lonely] = stepsOf({ resources: [], baseline: [scalesIn] });
    expect(lonely?.blocked?.reason).toContain('its scalable target is not registered any more');
    const both = stepsOf({ resources: [], baseline: [target, scalesIn] });
    expect(both.map(inShort)).toEqual(['restore create scalable-target', 'policies create scaling-policy']);
    expect(both.map(({ blocked, after }) => [blocked, after])).toEqual([
      [null, []],
      [null, [1]],
    ]);
  });
});

describe('what AWS would refuse is blocked', () => {
  test('a maximum below the minimum', () => {
    const target = aTarget();
    const [step] = stepsOf({ resources: [target, scalesIn], overrides: [anOverride(target, 'maxCapacity', 50)] });
    expect(step?.blocked).toEqual({
      reason: 'AWS refuses it: the minimum would be 100 and the maximum 50',
      until: null,
    });
  });

  test.each<[string, Record<string, Json>, string, string | null]>([
    ['three decreases today leave a fourth', { decreasesToday: 3 }, testNow, null],
    ['the fifth may come an hour after the snapshot', { decreasesToday: 4 }, testNow, '2026-11-22T05:00:00.000Z'],
    [
      'the fifth may come an hour after the last',
      { decreasesToday: 6, lastDecreaseAt: '2026-11-22T03:20:00Z' },
      testNow,
      '2026-11-22T04:20:00.000Z',
    ],
    [
      'an hour later it may come',
      { decreasesToday: 6, lastDecreaseAt: '2026-11-22T03:20:00Z' },
      '2026-11-22T04:21:00Z',
      null,
    ],
    ['after 27 it is over for the day', { decreasesToday: 27 }, testNow, '2026-11-23T00:00:00.000Z'],
    ['yesterday counts no more', { decreasesToday: 27 }, '2026-11-23T00:10:00Z', null],
  ])('decreases of a table: %s', (_, observed, now, until) => {
    const table = aResource('dynamodb-table', { observed });
    const world = buildWorld(aSnapshot([table]), aPolicy(), Date.parse(now));
    const { nextAt } = decreaseBudget(table, null, world);
    expect(nextAt <= world.now ? null : new Date(nextAt).toISOString()).toBe(until);
  });

  test('anything in an account that nobody knows', () => {
    const target = aResource('scalable-target', { attributes: { minCapacity: 100 }, account: 'unknown' });
    const snapshot = {
      ...aSnapshot([target]),
      scopes: [{ partition: 'aws', account: 'unknown', region: 'eu-central-1' }],
    };
    const world = buildWorld(snapshot, aPolicy(), Date.parse(testNow));
    const plan = planRevert({ world, ledger: aLedger([raised(target)]), drift: null, tool: 'test' });
    expect(plan.accounts[0]?.steps[0]?.blocked?.reason).toBe('the snapshot does not tell of which account it is');
  });
});

describe('what would hurt users waits, and what helps them does not', () => {
  const workloads = [
    { name: 'web', match: { name: 'service/shop/*' }, baseline: { minCapacity: 10, maxCapacity: 50 } },
  ];
  const quiet = [{ from: '03:00', to: '09:00' }];
  const given = (target: Resource, over: Partial<Given>): Given => {
    const subject = { ...raised(target).subject, workload: 'web' };
    return {
      resources: [target, scalesIn, aService(40)],
      overrides: [
        raised(target, { subject }),
        anOverride(target, 'maxCapacity', 50, { subject }),
        anOverride(target, 'suspendedDynamicScaleIn', false, { direction: 'disabled', normalFrom: null, subject }),
      ],
      policy: { workloads },
      ...over,
    };
  };
  const suspended = aTarget({ suspendedDynamicScaleIn: true });

  test('quiet hours hold back what takes capacity, until they end, and what needs it', () => {
    const steps = stepsOf(given(suspended, { policy: { workloads, override: { quietHours: quiet } } }));
    expect(steps.map(({ phase, blocked }) => [phase, blocked?.until ?? null])).toEqual([
      ['restore', null],
      ['minimum', '2026-11-22T09:00:00.000Z'],
      ['maximum', '2026-11-22T09:00:00.000Z'],
    ]);
    expect(steps[2]?.blocked?.reason).toBe('quiet hours of the policy, 03:00 to 09:00 UTC; step 2 must run before');
  });

  test('so does an event of the workload within a day, and what only drifted is held back too', () => {
    const events = [
      { id: 'release', start: '2026-11-22T10:00:00Z', duration: '2h', holdAfter: '1h', targets: [{ workload: 'web' }] },
    ];
    const [, step] = stepsOf(given(suspended, { events }));
    expect(step?.blocked).toEqual({
      reason: 'event release begins at 2026-11-22T10:00:00.000Z',
      until: '2026-11-22T13:00:00.000Z',
    });
    const drifted = stepsOf(
      given(aTarget(), { events, overrides: [], baseline: [aTarget({ minCapacity: 10 }), scalesIn, aService(40)] }),
    );
    expect(drifted.map(({ blocked }) => blocked?.until)).toEqual(['2026-11-22T13:00:00.000Z']);
  });

  test('and a deployment that runs', () => {
    const busy = aService(40, { rolloutState: 'IN_PROGRESS' });
    const steps = stepsOf(given(suspended, { resources: [suspended, scalesIn, busy] }));
    expect(steps.map(({ phase, blocked }) => [phase, blocked?.reason ?? null])).toEqual([
      ['restore', null],
      ['minimum', 'a deployment is in progress since 2026-11-20T09:00:00Z'],
      ['maximum', 'a deployment is in progress since 2026-11-20T09:00:00Z; step 2 must run before'],
    ]);
  });

  test('the fifth decrease of a table within the hour', () => {
    const table = aResource('dynamodb-table', {
      observed: { decreasesToday: 4, lastDecreaseAt: '2026-11-22T03:20:00Z' },
    });
    const [step] = stepsOf({ resources: [table], overrides: [anOverride(table, 'read', 100)] });
    expect(step?.blocked).toEqual({
      reason: '4 decreases were made today, and AWS takes the next an hour after the last',
      until: '2026-11-22T04:20:00.000Z',
    });
    expect(step?.commands[0]?.slice(0, 3)).toEqual(['aws', 'dynamodb', 'update-table']);
  });

  test('model units whose commitment is not over', () => {
    const units = aResource('bedrock-provisioned-throughput', {
      attributes: { commitmentDuration: 'OneMonth', commitmentExpirationTime: '2026-12-10T00:00:00Z' },
    });
    const [step] = stepsOf({ resources: [units], baseline: [] });
    expect(step?.blocked?.until).toBe('2026-12-10T00:00:00.000Z');
    expect(step?.commands[0]).toContain('delete-provisioned-model-throughput');
  });
});

test('money is shared between the stages, and adds up', () => {
  const target = aTarget();
  const plan = planOf({
    resources: [target, aService(100), scalesIn],
    overrides: [
      raised(target, { cost: { usdPerDay: 3800, usdSoFar: null, basis: 'test' } }),
      anOverride(target, 'maxCapacity', 40, { cost: { usdPerDay: null, usdSoFar: null, basis: 'unknown' } }),
    ],
  });
  expect(plan.accounts.map(({ usdPerDay, unpriced }) => [usdPerDay, unpriced])).toEqual([[3800, 4]]);
});

test('undo writes back what each step changed, in the state that the step left', () => {
  const target = aTarget();
  const steps = stepsOf({
    resources: [target, aService(100), scalesIn],
    overrides: [anOverride(target, 'maxCapacity', 100)],
  });
  expect(steps.map(({ commands, undo }) => [...commands, ...undo].map((words) => words.slice(-4, -2)))).toEqual([
    [
      ['--max-capacity', '100'],
      ['--max-capacity', '400'],
    ],
  ]);
});

test('the order of the inputs says nothing', () => {
  const targets = ['b', 'a'].map((name) => aTarget({ resourceId: `service/shop/${name}` }));
  const overrides = targets.map((target) => raised(target));
  const one = planOf({ resources: targets, overrides });
  expect(planOf({ resources: targets.toReversed(), overrides: overrides.toReversed() })).toEqual(one);
});

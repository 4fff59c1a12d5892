import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../src/evaluator/facts/joins.ts';
import { ageOf, type Trace } from '../../src/evaluator/facts/override-age.ts';
import { changesOf, trailReading } from '../../src/evaluator/facts/trail.ts';
import { subjectKinds } from '../../src/evaluator/subjects.ts';
import { factDefinition } from '../../src/evaluator/vocabulary.ts';
import { buildWorld, type World } from '../../src/evaluator/world.ts';
import { emptyPolicy, type Workload } from '../../src/model/policy.ts';
import type { CoverageEntry, Json, Resource } from '../../src/model/snapshot.ts';
import { aListing, aResource, aSnapshot, testNow } from '../support/world.ts';

const now = Date.parse(testNow);
const here = { account: '111122223333', region: 'eu-central-1' };
const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
const change = (hours: number, minCapacity: number, attributes: Record<string, Json> = {}) =>
  aResource('capacity-change', {
    attributes: { eventId: `${hours}`, at: hoursAgo(hours), values: { minCapacity }, ...attributes },
  });
const target = aResource('scalable-target', { attributes: { minCapacity: 100, maxCapacity: 200 } });
const workload = { name: 'web', match: {}, baseline: { minCapacity: 10 } } as Workload;

/** How the trail was read: to its end, or not. */
function aWorld(resources: Resource[], status: CoverageEntry['status'] = 'ok', since: string | null = null): World {
  const snapshot = aSnapshot([aResource('ecs-service'), target, ...resources]);
  const entry = aListing('capacity-change', status, {
    api: 'cloudtrail:LookupEvents',
    part: 'RegisterScalableTarget',
    since,
  });
  const coverage = [...snapshot.coverage.filter((one) => !one.kinds.includes('capacity-change')), entry];
  return buildWorld({ ...snapshot, coverage }, emptyPolicy(), now);
}

function fact(name: string, world: World) {
  const kind = subjectKinds.get('scalable-target');
  const definition = kind && factDefinition(kind, name);
  return definition?.compute(subjectOf(target), { world, workload, param: () => 2 });
}

describe('the age of a raised minimum', () => {
  it.each<[string, World, object, object]>([
    ['told by the trail', aWorld([change(100, 100)]), { value: false }, { value: true }],
    ['young by the trail', aWorld([change(5, 100)]), { value: false }, { value: false }],
    ['nowhere in a complete trail', aWorld([]), { value: false, class: 'inferred' }, { value: false }],
    ['not asked for', aWorld([], 'not-requested'), { value: false, class: 'inferred' }, { value: false }],
    ['denied', aWorld([], 'denied'), { known: false }, { known: false }],
    ['a long window cut short, without it', aWorld([], 'truncated', hoursAgo(100)), { value: false }, { value: true }],
    ['a short window cut short, without it', aWorld([], 'truncated', hoursAgo(10)), { known: false }, { known: false }],
    [
      'raised in the window, and what was before was seen',
      aWorld([change(5, 100), change(9, 10)], 'truncated', hoursAgo(10)),
      { value: true },
      { value: false },
    ],
    [
      'raised in the window, and what was before was not seen',
      aWorld([change(5, 100)], 'truncated', hoursAgo(10)),
      { known: false },
      { known: false },
    ],
    ['put again, raised long ago', aWorld([change(5, 120), change(100, 100)]), { value: false }, { value: true }],
    [
      'raised, lowered and raised again',
      aWorld([change(5, 100), change(50, 10), change(100, 100)]),
      {},
      { value: false },
    ],
    [
      'what the trail has last is normal',
      aWorld([change(5, 10)]),
      { value: false, class: 'inferred' },
      { value: false },
    ],
  ])('%s', (name, world, recently, overdue) => {
    if (name !== 'young by the trail') expect(fact('raisedRecently', world)).toMatchObject(recently);
    else expect(fact('raisedRecently', world)).toMatchObject({ value: true, class: 'trail' });
    expect(fact('raisedOverdue', world)).toMatchObject(overdue);
  });

  it('does not grow by judging later: it was seen raised when the snapshot was taken', () => {
    const snapshot = aSnapshot([aResource('ecs-service'), target, change(5, 100)]);
    const later = buildWorld(snapshot, emptyPolicy(), now + 100 * 3_600_000);
    expect(fact('raisedForHours', later)).toMatchObject({ value: 5 });
    expect(fact('raisedRecently', later)).toMatchObject({ value: true });
  });

  it('is never taken from another region, account or dimension', () => {
    const elsewhere = [
      { ...change(5, 100), region: 'us-east-1' },
      { ...change(6, 100), account: '444455556666' },
      change(7, 100, { changedKey: 'ecs|service/shop/api|ecs:service:DesiredCount' }),
    ];
    expect(fact('raisedBy', aWorld(elsewhere))).toMatchObject({ value: null });
  });

  it('names who began it, not who put it again', () => {
    const world = aWorld([change(5, 120, { session: 'bob' }), change(100, 100), change(200, 10)]);
    expect(fact('raisedBy', world)).toMatchObject({ value: 'alice (role platform-admin)' });
    expect(fact('raisedStory', world)).toMatchObject({
      value: `since ${hoursAgo(100)} by alice (role platform-admin), RegisterScalableTarget`,
    });
  });
});

describe('who changed something', () => {
  it.each<[string, Record<string, Json>, string]>([
    [
      'somebody with SSO',
      { principal: '111122223333:role/aws-reserved/AWSReservedSSO_Admin_1', session: 'alice' },
      'person',
    ],
    ['an IAM user', { principalType: 'user', principal: '111122223333:user/bob', session: null }, 'person'],
    ['the root user', { principalType: 'root', principal: '111122223333:root', session: null }, 'person'],
    ['Terraform by its role', { principal: '111122223333:role/ci/terraform-apply', session: 'run' }, 'code'],
    ['Terraform by what the collector saw', { byCode: true }, 'code'],
    ['a service for a role', { invokedBy: 'states.amazonaws.com' }, 'machine'],
    ['a service', { principalType: 'service', principal: 'x.amazonaws.com', session: null }, 'machine'],
    ['an instance', { session: 'i-0123456789abcdef0' }, 'machine'],
    ['a task of ECS', { session: '0123456789abcdef0123456789abcdef' }, 'machine'],
    ['a function of the account', { session: 'checkout' }, 'machine'],
    ['a service-linked role', { principal: '111122223333:role/aws-service-role/x/AWSServiceRoleForX' }, 'machine'],
  ])('%s', (_, attributes, by) => {
    const world = aWorld([aResource('lambda-function'), change(5, 100, attributes)]);
    expect(changesOf(world, here, 'scalable-target', String(target.key))[0]?.by).toBe(by);
  });

  it('is decided by the policy first', () => {
    const policy = { ...emptyPolicy(), principals: { iac: ['*:role/release'], automation: ['*:user/bot'] } };
    const by = (attributes: Record<string, Json>) => {
      const snapshot = aSnapshot([change(5, 100, attributes)]);
      return changesOf(buildWorld(snapshot, policy, now), here, 'scalable-target', String(target.key))[0]?.by;
    };
    expect(by({ principal: '111122223333:role/release' })).toBe('code');
    expect(by({ principal: '111122223333:user/bot', byCode: true })).toBe('machine');
  });
});

describe('the trail as evidence', () => {
  const trace: Trace = {
    kind: 'scalable-target',
    key: String(target.key),
    value: 'minCapacity',
    eventNames: ['RegisterScalableTarget'],
    holds: (minimum) => minimum > 20,
    elsewhere: () => ({ at: now - 7 * 3_600_000, class: 'activity' }),
  };
  it('goes before scaling activities', () => {
    expect(ageOf(aWorld([change(5, 100)]), here, trace)).toMatchObject({ since: now - 5 * 3_600_000, class: 'trail' });
    expect(ageOf(aWorld([]), here, trace)).toMatchObject({ since: now - 7 * 3_600_000, class: 'activity' });
  });
  it('that was denied is not replaced by activities, which do not say who', () => {
    expect(ageOf(aWorld([], 'denied'), here, trace)).toMatchObject({ since: null, because: [{ reason: 'denied' }] });
  });
  it('of one event name says nothing about another', () => {
    expect(trailReading(aWorld([]), here, ['UpdateTable']).complete).toBe(false);
    expect(trailReading(aWorld([]), here, ['RegisterScalableTarget']).complete).toBe(true);
  });
});

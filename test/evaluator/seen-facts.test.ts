import { describe, expect, it } from 'vitest';
import { alarmWatches } from '../../src/evaluator/facts/alarms.ts';
import { membersOf } from '../../src/evaluator/facts/cache-members.ts';
import { identityOf, subjectOf } from '../../src/evaluator/facts/joins.ts';
import { actingPolicyCount, anyPolicyScalesIn } from '../../src/evaluator/facts/scaling.ts';
import { subjectKinds } from '../../src/evaluator/subjects.ts';
import { factDefinition } from '../../src/evaluator/vocabulary.ts';
import { buildWorld } from '../../src/evaluator/world.ts';
import { aPolicy, aResource, aSnapshot, testNow } from '../support/world.ts';

const now = Date.parse(testNow);
const here = { account: '111122223333', region: 'eu-central-1' };
const later = 20 * 86_400_000;

describe('a Metrics Insights alarm', () => {
  it.each([
    ['SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/ECS", ClusterName, ServiceName)', true],
    ['SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/ECS", "ClusterName", "ServiceName") GROUP BY ServiceName', true],
    ['SELECT MAX(CPUUtilization) FROM "AWS/ECS"', true],
    ['SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/ECS", ClusterName)', false],
  ])('%s', (query, watches) => {
    const alarm = aResource('cloudwatch-alarm', { attributes: { metrics: [], expressions: [query] } });
    const watched = {
      namespace: 'AWS/ECS',
      metrics: ['CPUUtilization'],
      dimensions: { ClusterName: 'manga', ServiceName: 'web' },
      highest: 85,
    };
    expect(alarmWatches(buildWorld(aSnapshot([alarm]), aPolicy(), now), here, watched)).toMatchObject({
      value: watches,
    });
  });
});

describe('what was observed does not age', () => {
  it('spending keeps the pace that it had when the snapshot was taken', () => {
    const budget = aResource('budget', {
      attributes: { budgetType: 'COST', timeUnit: 'ANNUALLY', limitAmount: 365_000 },
      observed: { actualSpend: 300_000 },
    });
    const kind = subjectKinds.get('budget');
    const compute = kind && factDefinition(kind, 'suggestedAlert')?.compute;
    const alertAt = (at: number) => {
      const world = buildWorld(aSnapshot([budget]), aPolicy(), at);
      return compute?.(subjectOf(budget), { world, workload: null, param: () => null });
    };
    expect(alertAt(now + later)).toEqual(alertAt(now));
  });

  it('a policy is as old as it was when the snapshot was taken', () => {
    const policy = aResource('scaling-policy', { observed: { createdAt: '2026-11-22T03:50:00Z' } });
    const kind = subjectKinds.get('scaling-policy');
    const compute = kind && factDefinition(kind, 'policyAgeMinutes')?.compute;
    const world = buildWorld(aSnapshot([policy]), aPolicy(), now + later);
    expect(compute?.(subjectOf(policy), { world, workload: null, param: () => null })).toMatchObject({ value: 10 });
  });
});

describe('a member that was not read decides nothing', () => {
  it.each([
    ['TargetTrackingScaling', 'disableScaleIn', anyPolicyScalesIn],
    ['StepScaling', 'stepAdjustments', anyPolicyScalesIn],
    ['PredictiveScaling', 'predictiveMode', actingPolicyCount],
  ] as const)('%s: %s', (policyType, member, ask) => {
    const policy = aResource('scaling-policy', { attributes: { policyType }, unread: { [member]: 'after-apply' } });
    delete policy.attributes[member];
    const world = buildWorld(aSnapshot([policy]), aPolicy(), now);
    expect(ask(world, here, identityOf(policy))).toMatchObject({ because: [{ reason: 'after-apply' }] });
  });

  it('a group that names no members has those of the listing, when that is complete', () => {
    const group = aResource('elasticache-replication-group', { attributes: { memberClusterIds: [] } });
    const cluster = aResource('elasticache-cluster');
    const gapsWith = (denied: string[]) =>
      membersOf({ ...subjectOf(group), kind: 'cache' }, buildWorld(aSnapshot([group, cluster], denied), aPolicy(), now))
        .gaps;
    expect(gapsWith([])).toEqual([]);
    expect(gapsWith(['elasticache-cluster'])).toMatchObject([{ reason: 'denied' }]);
  });

  it('nothing is called null: a key that is known only after apply finds nothing', () => {
    const unnamed = { ...aResource('dynamodb-table'), key: null };
    expect(buildWorld(aSnapshot([unnamed]), aPolicy(), now).find('dynamodb-table', here, 'null')).toBeUndefined();
  });
});

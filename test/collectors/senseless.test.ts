import { describe, expect, it } from 'vitest';
import { Snapshot } from '../../src/model/snapshot.ts';
import type { Fault } from '../../src/sandbox/sandbox.ts';
import { auditAccount, readAccount, readExamplePolicy } from '../support/sandbox-audit.ts';

/** A member that is missing or of another type: what rests on it is on record as malformed, and the run goes on. */
const account = readAccount('mangaassist');
const policy = readExamplePolicy('mangaassist', String(account.now));

const scaling = 'application-autoscaling:';
const cases: [api: string, member: string, kind: Fault['do']][] = [
  [`${scaling}DescribeScalingActivities`, 'NotScaledReasons', 'wrong-types'],
  [`${scaling}DescribeScalingActivities`, 'ResourceId', 'missing-fields'],
  [`${scaling}DescribeScalingActivities`, 'ScalableDimension', 'wrong-types'],
  [`${scaling}DescribeScalableTargets`, 'ScalableTargetARN', 'wrong-types'],
  [`${scaling}DescribeScalableTargets`, 'ResourceId', 'wrong-types'],
  [`${scaling}DescribeScalingPolicies`, 'PolicyARN', 'wrong-types'],
  [`${scaling}DescribeScalingPolicies`, 'AlarmName', 'missing-fields'],
  [`${scaling}DescribeScalingPolicies`, 'PredefinedMetricType', 'missing-fields'],
  ['budgets:DescribeBudgetNotificationsForAccount', 'Notifications', 'missing-fields'],
  ['budgets:DescribeBudgetNotificationsForAccount', 'BudgetName', 'missing-fields'],
  ['budgets:DescribeBudgetNotificationsForAccount', 'Threshold', 'missing-fields'],
  ['cloudwatch:DescribeAlarms', 'Name', 'missing-fields'],
  ['dynamodb:DescribeTable', 'BillingMode', 'missing-fields'],
  ['dynamodb:ListContributorInsights', 'ContributorInsightsStatus', 'missing-fields'],
  ['dynamodb:ListContributorInsights', 'TableName', 'missing-fields'],
  ['ecs:DescribeServices', 'key', 'missing-fields'],
  ['tag:GetResources', 'ResourceARN', 'missing-fields'],
  ['tag:GetResources', 'Tags', 'missing-fields'],
  ['tag:GetResources', 'Key', 'missing-fields'],
];

describe('answers that make no sense in one member', () => {
  it.each(cases)('%s %s: %s', async (api, member, kind) => {
    const { snapshot } = await auditAccount(account, policy, [{ api, do: kind, members: [member] }]);
    expect(Snapshot.safeParse(snapshot).error?.issues ?? []).toEqual([]);
    const entries = snapshot.coverage.filter((entry) => entry.api === api && !entry.complete);
    expect(entries.map((entry) => entry.status)).toContain('malformed');
  });

  it('an activity that makes no sense leaves no window complete, and what was read still counts', async () => {
    const { snapshot } = await auditAccount(account, policy, [
      { api: `${scaling}DescribeScalingActivities`, do: 'missing-fields', members: ['StatusCode'] },
    ]);
    const entries = snapshot.coverage.filter((entry) => entry.api.endsWith('Activities') && !entry.complete);
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) expect(entry.since).toBeNull();
  });

  it('a tracking policy without a metric was not told in full', async () => {
    const api = `${scaling}DescribeScalingPolicies`;
    const { snapshot } = await auditAccount(account, policy, [
      { api, do: 'missing-fields', members: ['PredefinedMetricSpecification'] },
    ]);
    const unread = snapshot.resources.filter((one) => one.unread.predefinedMetric === 'malformed');
    expect(unread.length).toBeGreaterThan(0);
    for (const one of unread) expect(one.unreadApi?.predefinedMetric).toBe(api);
  });

  it('a scheduled action without sizes was not told in full', async () => {
    const api = `${scaling}DescribeScheduledActions`;
    const { snapshot } = await auditAccount(account, policy, [
      { api, do: 'missing-fields', members: ['ScalableTargetAction'] },
    ]);
    const actions = snapshot.resources.filter((one) => one.kind === 'scheduled-action');
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) {
      expect(action.unread).toMatchObject({ minCapacity: 'malformed', maxCapacity: 'malformed' });
    }
  });
});

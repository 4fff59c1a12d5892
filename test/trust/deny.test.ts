import { beforeAll, describe, expect, it } from 'vitest';
import { declaredReads } from '../../src/collectors/aws/registry.ts';
import type { AccountInput, Fault } from '../../src/sandbox/sandbox.ts';
import { padAccount } from '../support/padded-account.ts';
import { type Audited, auditAccount, readAccount, readExamplePolicy } from '../support/sandbox-audit.ts';
import { changedRules, lies, verdictsOf } from '../support/verdicts.ts';

/**
 * Not seen is not clean: whatever is denied, in whole or in part, no verdict changes but to unknown, and none goes
 * missing without a * in its place. The policy matches by tags, so that denied tags matter too.
 */
const account = readAccount('mangaassist');
const policy = readExamplePolicy('mangaassist', String(account.now));
const padded = padAccount(account, 'ap-northeast-1');
const apis = declaredReads().map((read) => read.api);

let small: Audited;
let large: Audited;

beforeAll(async () => {
  small = await auditAccount(account, policy);
  large = await auditAccount(padded, policy);
}, 120_000);

const strike = async (over: AccountInput, fault: Fault) => auditAccount(over, policy, [fault]);

describe('the healthy account', () => {
  it('calls every declared API at least once, and sees everything', () => {
    for (const run of [small, large]) {
      const called = new Set(run.sandbox.calls.map((call) => call.operation));
      expect(apis.map((api) => api.split(':')[1]).filter((operation) => !called.has(String(operation)))).toEqual([]);
      expect(run.snapshot.coverage.filter((entry) => !entry.complete)).toEqual([]);
      expect(run.report.results.filter((result) => result.outcome === 'unknown')).toEqual([]);
      expect(run.sandbox.problems).toEqual([]);
    }
  });
});

describe('every API, denied', () => {
  const variants: [string, (api: string) => Fault][] = [
    ['altogether', (api) => ({ api, do: 'denied' })],
    ['once', (api) => ({ api, count: 1, do: 'denied' })],
    ['but for its first call', (api) => ({ api, from: 2, do: 'denied' })],
  ];
  for (const [how, faultOf] of variants) {
    it.each(apis)(`${how}: %s`, async (api) => {
      const struck = await strike(account, faultOf(api));
      expect(lies(verdictsOf(small), verdictsOf(struck))).toEqual([]);
      if (how === 'altogether') {
        const entries = struck.snapshot.coverage.filter((entry) => entry.api === api);
        expect(entries.length).toBeGreaterThan(0);
        expect(entries.filter((entry) => entry.complete)).toEqual([]);
        expect(changedRules(verdictsOf(small), verdictsOf(struck)).filter((rule) => !restsOn(api, rule))).toEqual([]);
      }
    });
  }
});

describe('the second page, denied', () => {
  const paged = apis.filter(
    (api) =>
      !/:(GetCallerIdentity|GetAccountSettings|DescribeLimits|Batch|DescribeTable$|DescribeClusters|DescribeServices|DescribeTaskDefinition|ListTagsForResource)/.test(
        api,
      ),
  );
  it.each(paged)('%s', async (api) => {
    const struck = await strike(padded, { api, page: 2, do: 'denied' });
    expect(lies(verdictsOf(large), verdictsOf(struck))).toEqual([]);
    expect(changedRules(verdictsOf(large), verdictsOf(struck)).filter((rule) => !restsOn(api, rule))).toEqual([]);
  });
});

describe('one batch, denied', () => {
  it.each(['ecs:DescribeServices', 'ecs:DescribeClusters', 'aoss:BatchGetCollection', 'aoss:BatchGetCollectionGroup'])(
    '%s',
    async (api) => {
      const struck = await strike(padded, { api, from: 2, count: 1, do: 'denied' });
      expect(lies(verdictsOf(large), verdictsOf(struck))).toEqual([]);
      expect(struck.snapshot.coverage.find((entry) => entry.api === api)?.missed.length).toBeGreaterThan(0);
    },
  );
});

describe('one item, denied', () => {
  it.each<[string, string]>([
    ['dynamodb:DescribeTable', 'sessions'],
    ['elasticache:DescribeCacheParameters', 'semantic-noeviction'],
    ['ecs:DescribeTaskDefinition', 'orchestrator:12'],
    ['budgets:DescribeSubscribersForNotification', 'monthly-total'],
  ])('%s of %s', async (api, item) => {
    const struck = await strike(account, { api, item, do: 'denied' });
    expect(lies(verdictsOf(small), verdictsOf(struck))).toEqual([]);
    expect(struck.snapshot.coverage.find((entry) => entry.api === api)?.status).toBe('denied');
  });
});

/** Rules that may change when an API is denied, as read from the runbooks and AWS's data model, not from the code. */
const scalingRules =
  /^(ecs-(?!cpu-alarm)|target-utilization|scalable-target|scaling-|scale-in|min-|scheduled-|dynamodb-(provisioned|scale-in)|override-expired)/;
const anyWorkload = /^(ecs-|target-utilization|scalable-target|scaling-|scale-in|min-|scheduled-|override-expired)/;
const dependents: [RegExp, RegExp][] = [
  [/^sts:/, /./],
  [/^ecs:(ListClusters|ListServices|DescribeServices)$/, anyWorkload],
  [/^ecs:(DescribeClusters|DescribeTaskDefinition)$/, /^$/],
  [/^application-autoscaling:DescribeScalingActivities$/, /^(ecs-near-max|scaling-hit-max)$/],
  [/^application-autoscaling:DescribeScalableTargets$/, scalingRules],
  [/^application-autoscaling:/, scalingRules],
  [/^dynamodb:(ListTables|DescribeTable)$/, /^(dynamodb-|scal|min-|target-|override-expired|scheduled-)/],
  [/^dynamodb:DescribeLimits$/, /^$/],
  [/^dynamodb:ListContributorInsights$/, /^dynamodb-contributor-insights-off$/],
  [/^cloudwatch:/, /(-alarm-missing|^scaling-policy-inactive|^elasticache-noeviction)$/],
  [/^elasticache:/, /^(elasticache-|override-expired|scal|min-|target-)/],
  [/^aoss:/, /^(opensearch-|override-expired)/],
  [/^budgets:/, /^(daily-budget-missing|budget-dead)$/],
  [/^tag:/, /^(?!ecs-|daily-|budget-)/],
];

function restsOn(api: string, rule: string): boolean {
  const found = dependents.find(([pattern]) => pattern.test(api));
  if (!found) throw new Error(`${api} is not in the list of dependents`);
  return found[1].test(rule);
}

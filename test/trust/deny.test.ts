import { beforeAll, describe, expect, it } from 'vitest';
import { declaredReads } from '../../src/collectors/aws/registry.ts';
import type { Fault } from '../../src/sandbox/sandbox.ts';
import type { Audited } from '../support/sandbox-audit.ts';
import { falseNews } from '../support/since.ts';
import { callsOf, type Staged, stageAll, stageOf } from '../support/staged.ts';
import { changedRules, lies, verdictsOf } from '../support/verdicts.ts';

/**
 * Not seen is not clean: whatever is denied, in whole or in part, no verdict changes but to unknown, and none goes
 * missing without a * in its place. The policy matches by tags, so that denied tags matter too.
 */
const apis = declaredReads({ metrics: true }).map((read) => read.api);

let all: Staged[];

beforeAll(async () => {
  all = await stageAll();
}, 240_000);

describe('the healthy accounts', () => {
  it('call every declared API at least once between them', () => {
    expect(apis.filter((api) => !all.some(({ small }) => callsOf(small, api) > 0))).toEqual([]);
  });

  it('are seen as a whole', () => {
    for (const { small } of all) expectSeen(small);
  });
});

function expectSeen({ snapshot, report, sandbox }: Audited): void {
  expect(snapshot.coverage.filter((entry) => !entry.complete)).toEqual([]);
  expect(report.results.filter(isUnseen)).toEqual([]);
  expect(sandbox.problems).toEqual([]);
}

/** Unknown for want of something that should have been readable. */
function isUnseen(result: Audited['report']['results'][number]): boolean {
  return result.outcome === 'unknown' && result.unknownBecause?.some((one) => one.reason !== 'not-requested') !== false;
}

describe('every API, denied', () => {
  const variants: [string, (api: string) => Fault][] = [
    ['altogether', (api) => ({ api, do: 'denied' })],
    ['once', (api) => ({ api, count: 1, do: 'denied' })],
    ['but for its first call', (api) => ({ api, from: 2, do: 'denied' })],
  ];
  for (const [how, faultOf] of variants) {
    it.each(apis)(`${how}: %s`, async (api) => {
      const { account, small, strike } = stageOf(all, api);
      // Of one call the whole, the first and the rest are the same, or nothing.
      if (how !== 'altogether' && callsOf(small, api) < 2) return;
      const struck = await strike(account, [faultOf(api)]);
      expect(lies(verdictsOf(small), verdictsOf(struck))).toEqual([]);
      expect([...falseNews(small, struck), ...falseNews(struck, small)]).toEqual([]);
      if (how === 'altogether') {
        const entries = struck.snapshot.coverage.filter((entry) => entry.api === api);
        expect(entries.some((entry) => !entry.complete)).toBe(true);
        // A slice that nothing led to was not asked, and lacks nothing.
        expect(entries.filter((entry) => entry.complete && entry.calls > 0)).toEqual([]);
        expect(changedRules(verdictsOf(small), verdictsOf(struck)).filter((rule) => !restsOn(api, rule))).toEqual([]);
      }
    });
  }
});

/** APIs that are told in one page, or in batches that never fill one. */
const unpaged = [
  /^GetCallerIdentity/,
  /^GetAccountSettings/,
  /^DescribeLimits/,
  /^Batch/,
  /^DescribeTable$/,
  /^DescribeClusters/,
  /^DescribeServices/,
  /^DescribeTaskDefinition/,
  /^ListTagsForResource/,
  /^GetMetricData/,
  /^DescribeServiceRevisions/,
  /^DescribeSubnets/,
  /^DescribeAutoScalingGroups/,
  /^DescribeTargetGroupAttributes/,
  /^GetServiceSetting/,
  /^GetFunctionConcurrency/,
  /^GetSchedule$/,
  /^GetTopicAttributes/,
  /^DescribeTableReplicaAutoScaling/,
  /^ListFoundationModels/,
  // Paged, but a budget tells eleven at most, and the declared parameter groups are short.
  /^DescribeSubscribersForNotification/,
  /^Describe(Cache|DB)Parameters/,
];

describe('the second page, denied', () => {
  const paged = apis.filter((api) => !unpaged.some((name) => api.split(':')[1]?.match(name)));
  it.each(paged)('%s', async (api) => {
    const { padFor, strike } = stageOf(all, api);
    const { padded, large } = await padFor(api);
    expectSeen(large);
    const struck = await strike(padded, [{ api, page: 2, do: 'denied' }]);
    expect(struck.snapshot.coverage.filter((entry) => entry.api === api && !entry.complete)).not.toEqual([]);
    expect(lies(verdictsOf(large), verdictsOf(struck))).toEqual([]);
    expect(changedRules(verdictsOf(large), verdictsOf(struck)).filter((rule) => !restsOn(api, rule))).toEqual([]);
  });
});

describe('one batch, denied', () => {
  it.each([
    'ecs:DescribeServices',
    'ecs:DescribeClusters',
    'aoss:BatchGetCollection',
    'aoss:BatchGetCollectionGroup',
    'cloudwatch:GetMetricData',
  ])('%s', async (api) => {
    const { padFor, strike } = stageOf(all, api);
    const { padded, large } = await padFor(api);
    const struck = await strike(padded, [{ api, from: 2, count: 1, do: 'denied' }]);
    expect(lies(verdictsOf(large), verdictsOf(struck))).toEqual([]);
    expect(struck.snapshot.coverage.find((entry) => entry.api === api)?.missed.length).toBeGreaterThan(0);
  });
});

describe('one item, denied', () => {
  it.each<[string, string]>([
    ['dynamodb:DescribeTable', 'sessions'],
    ['elasticache:DescribeCacheParameters', 'semantic-noeviction'],
    ['ecs:DescribeTaskDefinition', 'orchestrator:12'],
    ['budgets:DescribeSubscribersForNotification', 'monthly-total'],
    ['lambda:GetFunctionConcurrency', 'vc-start'],
    ['lambda:ListProvisionedConcurrencyConfigs', 'search-api'],
    ['sns:GetTopicAttributes', 'oncall'],
  ])('%s of %s', async (api, item) => {
    const { account, small, strike } = stageOf(all, api);
    const struck = await strike(account, [{ api, item, do: 'denied' }]);
    expect(lies(verdictsOf(small), verdictsOf(struck))).toEqual([]);
    expect(struck.snapshot.coverage.find((entry) => entry.api === api)?.status).toBe('denied');
  });
});

/** Rules that may change when an API is denied, as read from the runbooks and AWS's data model, not from the code. */
const scalingRules =
  /^(ecs-(?!cpu-alarm)|ssm-throughput|target-utilization|scalable-target|scaling-|scale-in|predictive-|alb-metric-|min-|scheduled-|capacity-|dynamodb-(provisioned|scale-in|near-max|capacity-outside|index-write|replica-scaling)|lambda-(provisioned-concurrency|target)|emergency-|override-|revert-not)/;
const anyWorkload =
  /^(ecs-|ssm-throughput|target-utilization|scalable-target|scaling-|scale-in|predictive-|alb-metric-|min-|scheduled-|capacity-|override-|revert-not|alarm-without-action)/;
/** What an event asks for is found through everything that a workload may consist of. */
const eventRules = /^(event-|bedrock-quota-|websocket-quota-|quota-increase-|db-connections-)/;
/** Bounds when an event starts, and after it, are those that schedules write. */
const eventBounds = /^(event-(max-too-low|not-prescaled|revert-missing)|db-connections-below-max-tasks)$/;
const any = (...patterns: RegExp[]) => new RegExp(patterns.map(({ source }) => source).join('|'));
const dependents: [RegExp, RegExp][] = [
  [/^sts:/, /./],
  [/^ecs:(ListClusters|ListServices|DescribeServices)$/, any(anyWorkload, eventRules)],
  [/^ecs:DescribeClusters$/, /^ecs-cpu-alarm-missing$/],
  [/^ecs:DescribeTaskDefinition$/, /^(ecs-max-above-fargate-quota|ecs-start-path-slow|ssm-throughput-below-launch)$/],
  [/^(ecs:DescribeCapacityProviders|autoscaling:DescribeAutoScalingGroups)$/, /^ecs-capacity-provider-no-headroom$/],
  [/^ecs:DescribeServiceRevisions$/, /^ecs-high-resolution-metrics-missing$/],
  [/^ec2:DescribeSubnets$/, /^ecs-subnet-ips-below-max$/],
  [/^elasticloadbalancing:DescribeTargetGroup(s|Attributes)$/, /^ecs-start-path-slow$/],
  [/^ssm:GetServiceSetting$/, /^ssm-throughput-below-launch$/],
  [
    /^application-autoscaling:DescribeScalingActivities$/,
    /^(ecs-near-max|dynamodb-near-max|ecs-desired-outside-range|scaling-(hit-max|activity-failed|flapping|idle))$/,
  ],
  [
    /^application-autoscaling:DescribeScalableTargets$/,
    any(scalingRules, eventRules, /^(elasticache-replicas-left-low|scaled-to-max-unheard)$/),
  ],
  // How fast a target grows by itself says how much must stand before.
  [/^application-autoscaling:DescribeScalingPolicies$/, any(scalingRules, /^event-not-prescaled$/)],
  [/^application-autoscaling:/, any(scalingRules, eventBounds)],
  [
    /^dynamodb:(ListTables|DescribeTable)$/,
    any(/^(dynamodb-|scal|min-|target-|capacity-|override-|revert-not|scheduled-)/, eventRules),
  ],
  [/^dynamodb:DescribeLimits$/, /^$/],
  [/^dynamodb:DescribeTableReplicaAutoScaling$/, /^dynamodb-replica-scaling-differs$/],
  [/^dynamodb:ListContributorInsights$/, /^dynamodb-contributor-insights-off$/],
  [
    /^lambda:ListFunctions$/,
    any(/^(lambda-|rds-|override-|revert-not|capacity-|scal|min-|target-|scheduled-|emergency-)/, eventRules),
  ],
  // Reserved concurrency is a maximum, provisioned concurrency a minimum.
  [
    /^lambda:GetFunctionConcurrency$/,
    /^(lambda-|rds-connections-oversubscribed|override-untagged|event-max-too-low|db-connections-below-max-tasks)/,
  ],
  [/^lambda:ListProvisionedConcurrencyConfigs$/, /^(lambda-|capacity-|override-untagged|event-not-prescaled)/],
  [/^lambda:/, /^(lambda-|rds-connections-oversubscribed|capacity-|override-untagged)/],
  [
    /^cloudwatch:GetMetricData$/,
    /^(capacity-never-used|capacity-idle|dynamodb-throttled|dynamodb-on-demand-capped|elasticache-(keys-without-ttl|memory-over-budget|hit-rate-low)|opensearch-(near-max-ocu|max-ocu-low)|lambda-(cap-below-demand|near-timeout|unreserved-pool-low)|bedrock-throughput-idle|min-capacity-left-raised)$/,
  ],
  [/^cloudwatch:/, /(-alarm-missing|^alarm-.*|^scaling-policy-inactive|^elasticache-noeviction)$/],
  [
    /^elasticache:DescribeServerlessCaches$/,
    any(/^(elasticache-|override-|revert-not|scal|min-|target-|capacity-)/, eventRules),
  ],
  [/^elasticache:/, /^(elasticache-|override-|revert-not|scal|min-|target-|capacity-)/],
  [/^aoss:/, any(/^(opensearch-|override-|revert-not|capacity-left-raised)/, eventRules)],
  [
    /^cloudtrail:/,
    /^(min-capacity-left|capacity-left|elasticache-replicas-left|scheduled-raise|dynamodb-mode-left|lambda-c|override-untagged|revert-not|capacity-idle)/,
  ],
  [/^budgets:/, /^(daily-budget-missing|budget-dead)$/],
  [/^ce:/, /^anomaly-/],
  [/^sns:/, /^(alarm-topic-unheard|anomaly-alert-unheard|budget-dead|daily-budget-missing)$/],
  [/^bedrock:ListProvisionedModelThroughputs$/, /^(bedrock-(?!quota)|capacity-left-raised|override-|revert-not)/],
  [/^bedrock:ListFoundationModels$/, /^bedrock-model-retiring$/],
  [/^events:/, /^(revert-not-automated|scaled-to-max-unheard)$/],
  [/^scheduler:/, any(/^(revert-not-automated|scheduled-raise-without-revert)$/, eventBounds)],
  [
    /^servicequotas:/,
    /^(ecs-max-above-fargate-quota|bedrock-quota-below-event|websocket-quota-below-event|quota-increase-pending)$/,
  ],
  [
    /^rds:DescribeDB(Instances|Clusters)$/,
    /^(rds-|override-|revert-not|capacity-|scal|min-|target-|scheduled-|db-connections-)/,
  ],
  [/^rds:DescribeDBProxies$/, /^(rds-|override-|revert-not)/],
  [/^rds:DescribeDBProxyTargetGroups$/, /^rds-proxy-borrow-timeout-long$/],
  [/^rds:DescribeDBProxyTargets$/, /^rds-(proxy-missing|proxy-unhealthy|connections-oversubscribed)$/],
  [/^rds:ListTagsForResource$/, /^(rds-|override-|revert-not)/],
  [
    /^rds:DescribeDBParameters$/,
    /^(rds-(connection-alarm-missing|connections-oversubscribed)|db-connections-below-max-tasks)$/,
  ],
  [/^tag:/, /^(?!ecs-|daily-|budget-)/],
];

function restsOn(api: string, rule: string): boolean {
  const found = dependents.find(([pattern]) => pattern.test(api));
  if (!found) throw new Error(`${api} is not in the list of dependents`);
  // Whatever is not read may have changed, or tell who changed something.
  return rule === 'capacity-drifted' || found[1].test(rule);
}

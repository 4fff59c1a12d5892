import type { Severity } from '../../src/model/severity.ts';
import { accountId } from './account.ts';
import { forgottenShard, shards } from './account-dynamodb.ts';
import { workers } from './account-ecs.ts';

/** Names of subjects by the severity with which they fail. */
type Failing = Partial<Record<Severity, string[]>>;

/** What a rule must say of the account in account.ts: in eu-central-1, in us-east-1, and of the account as a whole. */
export interface Expected {
  rule: string;
  eu?: Failing;
  us?: Failing;
  /** Subjects that pass, as region and name. */
  passes?: string[];
  /** Subjects that nobody can judge, as region and name, and the API that moto lacks; null: moto answers without the member. */
  unknown?: { api: string | null; subjects: string[] };
}

const shop = (...names: string[]) => names.map((name) => `shop/${name}`);
const scaled = shop('checkout', 'feed', 'hot', 'mute', 'near', 'orders', 'peak', 'promo', 'raised', 'search', 'stream');
const activities = 'application-autoscaling:DescribeScalingActivities';
const notifications = 'budgets:DescribeBudgetNotificationsForAccount';
const inBoth = (...names: string[]) => names.flatMap((name) => [`eu-central-1 ${name}`, `us-east-1 ${name}`]);

/** Every failure of each rule, exactly; what passes and what is unknown at least. */
export const expected: Expected[] = [
  {
    rule: 'ecs-service-not-scaled',
    eu: { high: ['shop/cart'], medium: workers },
    us: { low: workers },
    passes: ['eu-central-1 shop/web', 'us-east-1 shop/web', 'us-east-1 shop/cart'],
  },
  { rule: 'ecs-max-below-peak', eu: { high: ['shop/peak'] }, passes: ['us-east-1 shop/peak'] },
  {
    rule: 'ecs-near-max',
    eu: { medium: ['shop/near'] },
    unknown: { api: activities, subjects: ['us-east-1 shop/near', ...inBoth('shop/web')] },
  },
  {
    rule: 'ecs-scale-out-cooldown-long',
    eu: { high: ['service/shop/web track'] },
    passes: ['us-east-1 service/shop/web track', 'eu-central-1 service/shop/hot track'],
  },
  {
    rule: 'ecs-predictive-scaling-off',
    eu: { info: [...scaled, 'shop/web'] },
    us: { info: [...scaled, ...shop('web', 'cart', 'pinned')] },
  },
  {
    rule: 'ecs-cpu-alarm-missing',
    eu: {
      medium: [
        ...scaled.filter((name) => name !== 'shop/peak' && name !== 'shop/raised'),
        ...shop('cart', 'pinned', 'web'),
      ],
      low: [...workers, ...shop('peak', 'raised')],
    },
    us: { low: [...workers, ...scaled, ...shop('cart', 'pinned')] },
    passes: ['us-east-1 shop/web'],
  },
  {
    rule: 'target-utilization-high',
    eu: { medium: ['service/shop/hot track', 'table/hot track'] },
    passes: ['us-east-1 service/shop/hot track', 'us-east-1 table/hot track'],
  },
  {
    rule: 'scalable-target-without-policy',
    eu: { high: ['service/shop/search'] },
    passes: ['us-east-1 service/shop/search', 'eu-central-1 service/shop/mute'],
    unknown: { api: 'application-autoscaling:DescribeScalableTargets', subjects: inBoth('*') },
  },
  {
    rule: 'scaling-suspended',
    eu: { critical: ['service/shop/checkout'] },
    passes: ['us-east-1 service/shop/checkout', 'eu-central-1 service/shop/web'],
    unknown: { api: 'application-autoscaling:DescribeScalableTargets', subjects: inBoth('*') },
  },
  {
    rule: 'scale-in-blocked',
    eu: { medium: ['service/shop/stream'] },
    passes: ['us-east-1 service/shop/stream', 'eu-central-1 service/shop/web'],
  },
  {
    rule: 'scaling-policy-inactive',
    eu: { high: ['service/shop/mute track'] },
    passes: [
      'us-east-1 service/shop/mute track',
      'eu-central-1 service/shop/web track',
      ...inBoth('table/carts track'),
    ],
  },
  { rule: 'scaling-hit-max', unknown: { api: activities, subjects: inBoth('table/carts') } },
  {
    rule: 'min-equals-max',
    eu: { low: ['service/shop/pinned'] },
    passes: ['us-east-1 service/shop/pinned', 'eu-central-1 service/shop/web'],
  },
  { rule: 'scheduled-rate-reasserts-minimum', eu: { high: ['service/shop/orders floor'] } },
  { rule: 'scheduled-action-above-max', eu: { high: ['service/shop/feed evening'] } },
  {
    rule: 'min-capacity-left-raised',
    // Whether it was raised a moment ago only the trail could tell, which moto does not keep.
    passes: ['us-east-1 service/shop/raised'],
    unknown: { api: 'cloudtrail:LookupEvents', subjects: ['eu-central-1 service/shop/raised'] },
  },
  {
    rule: 'override-expired',
    eu: { high: ['shop/promo', 'catalogue', forgottenShard, 'sessions'] },
    passes: ['us-east-1 shop/promo', 'us-east-1 catalogue', 'us-east-1 sessions'],
  },
  {
    rule: 'dynamodb-provisioned-not-scaled',
    eu: { medium: ['fixed read', 'fixed write', 'orders/index/by-date read', 'orders/index/by-date write'] },
    passes: ['eu-central-1 orders read', 'eu-central-1 orders write', 'us-east-1 fixed read', 'us-east-1 fixed write'],
  },
  { rule: 'dynamodb-spiky-table-provisioned', eu: { high: ['sessions'] }, passes: ['us-east-1 sessions'] },
  {
    // moto keeps no cap: that one fails can only be seen in the sandbox.
    rule: 'dynamodb-on-demand-capped',
    passes: [...inBoth('catalogue'), `eu-central-1 ${forgottenShard}`],
  },
  {
    rule: 'dynamodb-scale-in-disabled',
    eu: { low: ['carts write'] },
    passes: ['eu-central-1 carts read', 'us-east-1 carts write'],
  },
  {
    rule: 'dynamodb-contributor-insights-off',
    unknown: {
      api: 'dynamodb:ListContributorInsights',
      subjects: [...inBoth('orders', 'catalogue'), `eu-central-1 ${forgottenShard}`],
    },
  },
  {
    rule: 'dynamodb-throttle-alarm-missing',
    eu: { low: ['carts', 'catalogue', 'fixed', 'hot', 'orders', 'sessions', ...shards] },
    us: { low: ['carts', 'catalogue', 'fixed', 'hot', 'sessions'] },
    passes: ['us-east-1 orders'],
  },
  { rule: 'elasticache-noeviction', unknown: { api: null, subjects: inBoth('ledger', 'sessions') } },
  { rule: 'elasticache-volatile-policy', unknown: { api: null, subjects: inBoth('ledger', 'sessions') } },
  {
    rule: 'elasticache-memory-alarm-missing',
    eu: { medium: ['ledger'] },
    passes: ['us-east-1 ledger'],
    unknown: { api: 'elasticache:DescribeServerlessCaches', subjects: inBoth('*') },
  },
  {
    // moto names the members of a replication group and does not list them, and tells no cluster's parameter group.
    rule: 'elasticache-parameters-not-applied',
    unknown: { api: null, subjects: inBoth('ledger', 'sessions') },
  },
  { rule: 'opensearch-max-ocu-low', unknown: { api: 'aoss:GetAccountSettings', subjects: inBoth('*') } },
  {
    rule: 'opensearch-base-ocu-low',
    eu: { medium: ['catalogue'] },
    us: { info: ['catalogue'] },
    unknown: { api: 'aoss:ListCollectionGroups', subjects: inBoth('*') },
  },
  { rule: 'daily-budget-missing', unknown: { api: notifications, subjects: [`global ${accountId}`] } },
  {
    rule: 'budget-dead',
    unknown: { api: notifications, subjects: ['global daily-spend', 'global monthly-spend', 'global monthly-heard'] },
  },
];

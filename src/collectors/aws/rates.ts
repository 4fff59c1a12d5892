import type { Rate } from './pace.ts';

const published = (perSecond: number, burst: number): Rate => ({ perSecond, burst, published: true });

/**
 * Rates that AWS documents, per account and region.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 * https://docs.aws.amazon.com/general/latest/gr/cw_region.html
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html
 * https://docs.aws.amazon.com/servicequotas/latest/userguide/reference_limits.html
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const publishedRates: Readonly<Record<string, Rate>> = {
  'ecs:ListClusters': published(20, 50),
  'ecs:DescribeClusters': published(20, 50),
  'ecs:ListServices': published(20, 100),
  'ecs:DescribeServices': published(20, 100),
  'ecs:DescribeTaskDefinition': published(20, 50),
  'ecs:DescribeServiceRevisions': published(20, 50),
  'ec2:DescribeSubnets': published(20, 100),
  'cloudwatch:DescribeAlarms': published(9, 9),
  // 500 a second by the quota L-5E141212; older accounts were given 50, which is enough here.
  'cloudwatch:GetMetricData': published(50, 50),
  'dynamodb:DescribeLimits': published(1, 1),
  // Not documented; each request may be billed, so haste buys nothing.
  'ce:GetAnomalyMonitors': published(1, 1),
  'ce:GetAnomalySubscriptions': published(1, 1),
  'ce:GetCostAndUsage': published(1, 1),
  'servicequotas:ListAWSDefaultServiceQuotas': published(10, 20),
  'servicequotas:ListRequestedServiceQuotaChangeHistory': published(5, 10),
  'servicequotas:ListServiceQuotas': published(10, 20),
  // 15 a second are published, which deployments need too: a fifth is left to them.
  'lambda:*': published(12, 12),
  'cloudtrail:LookupEvents': published(2, 2),
};

/** Where an undocumented API starts: a small account is read at once, and the rate grows as long as nothing is throttled. */
const unpublished: Rate = { perSecond: 10, burst: 15, published: false };

/** The name of the budget that an API's calls are taken from: its own, or one that AWS has for several APIs of a service. */
export function budgetOf(api: string): string {
  const shared = api.replace(/:.*/, ':*');
  return shared in publishedRates ? shared : api;
}

export function startingRate(api: string): Rate {
  return publishedRates[budgetOf(api)] ?? unpublished;
}

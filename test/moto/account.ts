import { CreateBudgetCommand, type NotificationWithSubscribers, type TimeUnit } from '@aws-sdk/client-budgets';
import { PutMetricAlarmCommand, type PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { CreateCacheClusterCommand, CreateReplicationGroupCommand } from '@aws-sdk/client-elasticache';
import { CreateCollectionCommand, CreateSecurityPolicyCommand } from '@aws-sdk/client-opensearchserverless';
import { createTables } from './account-dynamodb.ts';
import { createServices } from './account-ecs.ts';
import { type Writers, writers } from './clients.ts';

export const accountId = '123456789012';
export const regions = ['eu-central-1', 'us-east-1'] as const;

/** Creates an account with equal names in two regions: wrong in eu-central-1 (production), right in us-east-1. */
export async function createAccount(endpoint: string): Promise<void> {
  await Promise.all(
    regions.map(async (region) => {
      const aws = writers(endpoint, region);
      await createServices(aws);
      await createTables(aws);
      await createAlarms(aws);
      await createCaches(aws);
      await createCollections(aws);
    }),
  );
  await createBudgets(writers(endpoint, 'us-east-1'));
}

/** Equal alarms in both regions; in production nobody gave them anything to do. */
async function createAlarms(aws: Writers): Promise<void> {
  const tells = aws.region === 'us-east-1' ? [`arn:aws:sns:${aws.region}:${accountId}:on-call`] : [];
  const alarms: Partial<PutMetricAlarmCommandInput>[] = [
    {
      AlarmName: 'web-cpu',
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Dimensions: [
        { Name: 'ClusterName', Value: 'shop' },
        { Name: 'ServiceName', Value: 'web' },
      ],
      Threshold: 80,
    },
    {
      AlarmName: 'orders-throttled',
      Namespace: 'AWS/DynamoDB',
      MetricName: 'WriteThrottleEvents',
      Dimensions: [{ Name: 'TableName', Value: 'orders' }],
      Threshold: 1,
    },
    {
      AlarmName: 'ledger-memory',
      Namespace: 'AWS/ElastiCache',
      MetricName: 'DatabaseMemoryUsagePercentage',
      Dimensions: [{ Name: 'CacheClusterId', Value: 'ledger' }],
      Threshold: 80,
    },
  ];
  for (const alarm of alarms) {
    await aws.cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: alarm.AlarmName,
        ...alarm,
        Statistic: 'Maximum',
        Period: 60,
        EvaluationPeriods: 2,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        AlarmActions: tells,
      }),
    );
  }
}

async function createCaches(aws: Writers): Promise<void> {
  const production = aws.region === 'eu-central-1';
  const Tags = [{ Key: 'env', Value: production ? 'prod' : 'staging' }];
  await aws.elasticache.send(
    new CreateReplicationGroupCommand({
      ReplicationGroupId: 'sessions',
      ReplicationGroupDescription: 'sessions',
      Engine: 'redis',
      NumCacheClusters: 2,
      CacheNodeType: 'cache.r6g.large',
      Tags: [...Tags, { Key: 'event', Value: production ? 'manga-release-20250322' : 'manga-release-20990322' }],
    }),
  );
  await aws.elasticache.send(
    new CreateCacheClusterCommand({
      CacheClusterId: 'ledger',
      Engine: 'redis',
      NumCacheNodes: 1,
      CacheNodeType: 'cache.r6g.large',
      Tags,
    }),
  );
}

async function createCollections(aws: Writers): Promise<void> {
  const policy = {
    Rules: [{ ResourceType: 'collection', Resource: ['collection/catalogue'] }],
    AWSOwnedKey: false,
    // moto cannot do without a key of the account.
    KmsARN: `arn:aws:kms:${aws.region}:${accountId}:key/00000000-0000-0000-0000-000000000000`,
  };
  await aws.opensearch.send(
    new CreateSecurityPolicyCommand({ name: 'all', type: 'encryption', policy: JSON.stringify(policy) }),
  );
  const production = aws.region === 'eu-central-1';
  const tags = [{ key: 'traffic', value: production ? 'spiky' : 'steady' }];
  await aws.opensearch.send(new CreateCollectionCommand({ name: 'catalogue', type: 'VECTORSEARCH', tags }));
}

async function createBudgets(aws: Writers): Promise<void> {
  const actual: NotificationWithSubscribers = {
    Notification: { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 100 },
    Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'finops@example.com' }],
  };
  const budgets: [string, TimeUnit, string, NotificationWithSubscribers[]][] = [
    ['daily-spend', 'DAILY', '3000', [actual]],
    ['monthly-spend', 'MONTHLY', '60000', []],
    ['monthly-heard', 'MONTHLY', '60000', [actual]],
  ];
  for (const [BudgetName, TimeUnit, Amount, NotificationsWithSubscribers] of budgets) {
    await aws.budgets.send(
      new CreateBudgetCommand({
        AccountId: accountId,
        Budget: { BudgetName, TimeUnit, BudgetType: 'COST', BudgetLimit: { Amount, Unit: 'USD' } },
        NotificationsWithSubscribers,
      }),
    );
  }
}

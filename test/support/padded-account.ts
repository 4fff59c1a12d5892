import type { AccountInput } from '../../src/sandbox/sandbox.ts';

const many = <T>(count: number, make: (name: string, n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(`pad-${String(n).padStart(4, '0')}`, n));

type Lists = Record<string, Record<string, unknown[]>>;

/** Parts of an account that an API lists, by its IAM prefix, where the account names them otherwise or an API lists several. */
const partsOf: Record<string, string[]> = {
  aoss: ['opensearchserverless'],
  'application-autoscaling': ['ecs', 'application-autoscaling'],
  autoscaling: ['ecs', 'auto-scaling'],
  ce: ['cost-explorer'],
  elasticloadbalancing: ['elastic-load-balancing-v2'],
  events: ['eventbridge'],
  servicequotas: ['service-quotas'],
  tag: ['dynamodb'],
};

/**
 * The account with quiet resources added to what APIs of an IAM prefix list, so that each of its listings has a second
 * page and each of its batches a second batch; without a prefix to what any API lists.
 */
export function padAccount(account: AccountInput, region: string, prefix?: string): AccountInput {
  const isPadded = (part: string) => prefix === undefined || (partsOf[prefix] ?? [prefix]).includes(part);
  const services = structuredClone(account.regions?.[region] ?? {}) as unknown as Lists;
  const add = (service: string, list: string, items: unknown[]) => {
    if (!isPadded(service)) return;
    services[service] ??= {};
    services[service][list] = [...(services[service][list] ?? []), ...items];
  };
  const target = (name: string) => ({
    ServiceNamespace: 'ecs',
    ResourceId: `service/manga/${name}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  });
  add(
    'ecs',
    'clusters',
    many(101, (name) => ({ clusterName: name })),
  );
  add(
    'ecs',
    'services',
    many(101, (name) => ({
      serviceName: name,
      cluster: 'manga',
      desiredCount: 2,
      runningCount: 2,
      taskDefinition: 'pad:1',
      tags: {},
    })),
  );
  // Eleven capacity providers, a page and one, of which each has a service.
  add(
    'ecs',
    'services',
    many(11, (name) => ({
      ...{
        serviceName: `${name}-nodes`,
        cluster: 'manga',
        desiredCount: 1,
        runningCount: 1,
        taskDefinition: 'pad:1',
        tags: {},
      },
      capacityProviderStrategy: [{ capacityProvider: name, weight: 1 }],
    })),
  );
  add(
    'ecs',
    'capacityProviders',
    many(11, (name) => ({ name })),
  );
  add(
    'auto-scaling',
    'groups',
    many(11, (name) => ({ AutoScalingGroupName: name, DesiredCapacity: 1, MaxSize: 10 })),
  );
  add(
    'elastic-load-balancing-v2',
    'targetGroups',
    many(400, (name) => ({ TargetGroupName: name })),
  );
  add(
    'application-autoscaling',
    'scalableTargets',
    many(51, (name) => ({ ...target(name), MinCapacity: 2, MaxCapacity: 20 })),
  );
  add(
    'application-autoscaling',
    'scalingPolicies',
    many(51, (name) => ({
      ...target(name),
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      CreationTime: '2024-11-02T09:00:00Z',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 60,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        ScaleOutCooldown: 30,
      },
    })),
  );
  add(
    'application-autoscaling',
    'scheduledActions',
    many(51, (name) => ({
      ...target(name),
      ScheduledActionName: 'evening',
      Schedule: 'cron(0 18 * * ? *)',
      ScalableTargetAction: { MinCapacity: 4 },
    })),
  );
  add(
    'application-autoscaling',
    'scalingActivities',
    many(51, (name, n) => ({
      ...target(name),
      ActivityId: name,
      StartTime: new Date(Date.parse('2025-03-25T00:00:00Z') - n * 60_000).toISOString(),
      StatusCode: 'Successful',
      Description: 'Setting desired count to 2.',
      Cause: 'monitor alarm in state ALARM triggered policy cpu',
    })),
  );
  add(
    'dynamodb',
    'tables',
    many(101, (name) => ({
      TableName: name,
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      tags: { env: 'test' },
    })),
  );
  add(
    'dynamodb',
    'contributorInsights',
    many(101, (name) => ({ TableName: name, ContributorInsightsStatus: 'ENABLED' })),
  );
  add(
    'elasticache',
    'replicationGroups',
    many(101, (name) => ({
      ReplicationGroupId: name,
      CacheNodeType: 'cache.t4g.small',
      engineVersion: '7.1',
      replicas: 1,
    })),
  );
  add(
    'elasticache',
    'serverlessCaches',
    many(51, (name) => ({ ServerlessCacheName: `serverless-${name}`, Engine: 'valkey' })),
  );
  add(
    'opensearchserverless',
    'collections',
    many(101, (name) => ({ name, type: 'SEARCH', tags: {} })),
  );
  add(
    'opensearchserverless',
    'collectionGroups',
    many(101, (name) => ({ name: `group-${name}` })),
  );
  // More functions than a page holds; the versions of some fill a page of their own, and one has provisioned concurrency for two.
  add(
    'lambda',
    'functions',
    many(51, (FunctionName, n) => ({ FunctionName, versions: n < 3 ? 1 : 0, tags: {} })),
  );
  add(
    'lambda',
    'provisionedConcurrency',
    many(51, (qualifier) => ({ function: 'pad-0000', qualifier })),
  );
  add(
    'lambda',
    'eventSourceMappings',
    many(101, (name) => ({ function: 'pad-0001', EventSourceArn: `arn:aws:sqs:${region}:${account.account}:${name}` })),
  );
  add(
    'cloudwatch',
    'metricAlarms',
    many(101, (name) => ({
      AlarmName: name,
      Namespace: 'Custom',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    })),
  );
  const heard = (n: number) => ({ Id: `t${n}`, Arn: 'arn:aws:sns:ap-northeast-1:111122223333:oncall' });
  add('eventbridge', 'rules', [
    ...many(101, (Name) => ({ Name, EventPattern: '{"source":["aws.ec2"]}', targets: [heard(0)] })),
    // The API takes any number; the quota of five targets a rule can be raised.
    {
      Name: 'pad-many-targets',
      EventPattern: '{"source":["aws.application-autoscaling"]}',
      targets: many(101, (_, n) => heard(n)),
    },
  ]);
  add(
    'scheduler',
    'schedules',
    many(101, (Name) => ({
      Name,
      ScheduleExpression: 'rate(1 day)',
      Target: { Arn: 'arn:aws:sqs:eu-central-1:1:queue', RoleArn: 'arn:aws:iam::1:role/r' },
    })),
  );
  add(
    'bedrock',
    'provisionedThroughputs',
    many(101, (name) => ({ provisionedModelName: name, tags: {} })),
  );
  add('bedrock', 'foundationModels', [{ modelId: 'anthropic.claude-3-haiku-20240307-v1:0' }]);
  add(
    'service-quotas',
    'quotas',
    ['apigateway', 'fargate'].flatMap((ServiceCode) =>
      many(101, (name) => ({ ServiceCode, QuotaCode: `L-${name}`, QuotaName: 'Something that nobody asks for' })),
    ),
  );
  add(
    'service-quotas',
    'requests',
    many(101, (name) => ({ ServiceCode: 'vpc', QuotaCode: `L-${name}`, DesiredValue: 10, Status: 'APPROVED' })),
  );
  add(
    'rds',
    'instances',
    many(101, (name) => ({ DBInstanceIdentifier: name, Engine: 'oracle-ee', MaxAllocatedStorage: 1000 })),
  );
  add(
    'rds',
    'clusters',
    many(101, (name) => ({ DBClusterIdentifier: `cluster-${name}`, Status: 'creating' })),
  );
  add(
    'rds',
    'proxies',
    many(101, (name) => ({ DBProxyName: `proxy-${name}`, targets: [{ RdsResourceId: name }], tags: {} })),
  );
  const longTargets = many(101, (name) => ({ RdsResourceId: name }));
  const longGroups = many(101, (name) => ({
    TargetGroupName: name,
    ConnectionPoolConfig: { ConnectionBorrowTimeout: 5 },
  }));
  add('rds', 'proxies', [{ DBProxyName: 'long', targets: longTargets, targetGroups: longGroups, tags: {} }]);
  add(
    'cloudtrail',
    'events',
    many(51, (name, n) => ({
      EventName: 'RegisterScalableTarget',
      EventTime: new Date(Date.parse(account.now ?? '2026-11-22T04:00:00Z') - n * 60_000).toISOString(),
      by: { user: 'pad' },
      request: {
        serviceNamespace: 'ecs',
        resourceId: `service/manga/${name}`,
        scalableDimension: 'ecs:service:DesiredCount',
        minCapacity: 2,
        maxCapacity: 20,
      },
    })),
  );
  const budgets = many(101, (name, n) => ({
    BudgetName: name,
    BudgetType: 'COST' as const,
    TimeUnit: 'MONTHLY' as const,
    BudgetLimit: { Amount: '100', Unit: 'USD' },
    CostFilters: { Service: ['Amazon DynamoDB'] },
    notifications:
      n < 60
        ? [
            {
              NotificationType: 'ACTUAL',
              ComparisonOperator: 'GREATER_THAN',
              Threshold: 100,
              subscribers: [{ SubscriptionType: 'SNS', Address: 'arn:aws:sns:us-east-1:111122223333:finance' }],
            },
          ]
        : [],
  }));
  const costs = account['cost-explorer'] ?? {};
  return {
    ...account,
    regions: { ...account.regions, [region]: services },
    'cost-explorer': !isPadded('cost-explorer')
      ? costs
      : {
          monitors: [...(costs.monitors ?? []), ...many(101, (name) => ({ MonitorName: name, MonitorType: 'CUSTOM' }))],
          subscriptions: [
            ...(costs.subscriptions ?? []),
            ...many(101, (name) => ({
              SubscriptionName: name,
              Subscribers: [{ Type: 'EMAIL', Address: 'finance@example.com', Status: 'CONFIRMED' }],
            })),
          ],
        },
    budgets: [...(account.budgets ?? []), ...(isPadded('budgets') ? budgets : [])],
  } as AccountInput;
}

import fc from 'fast-check';
import type { AccountInput } from '../../src/sandbox/sandbox.ts';

const region = 'ap-northeast-1';
const created = '2024-11-02T09:00:00Z';
const topic = `arn:aws:sns:${region}:111122223333:oncall`;

const tags = fc.constantFrom<Record<string, string>>(
  {},
  { env: 'prod', workload: 'orchestrator' },
  { env: 'prod', workload: 'recommender' },
  { env: 'prod', workload: 'sessions' },
  { workload: 'semantic-cache' },
  { env: 'prod', workload: 'search' },
  { scaling: 'fixed' },
  { event: 'release-20250322' },
);
const some = <T>(part: fc.Arbitrary<T>) => fc.option(part, { nil: undefined });

interface Target {
  ServiceNamespace: string;
  ResourceId: string;
  ScalableDimension: string;
}

const tracking = (metric: string) =>
  fc.record(
    {
      TargetValue: fc.integer({ min: 40, max: 90 }),
      PredefinedMetricSpecification: fc.constant({ PredefinedMetricType: metric }),
      ScaleOutCooldown: fc.integer({ min: 0, max: 300 }),
      DisableScaleIn: fc.boolean(),
    },
    { requiredKeys: ['TargetValue', 'PredefinedMetricSpecification'] },
  );

/** A scalable target with what may hang on it: policy, schedule, activity. */
const scaling = (target: Target, metric: string) =>
  fc
    .record({
      min: fc.integer({ min: 0, max: 20 }),
      room: fc.integer({ min: 0, max: 30 }),
      suspended: some(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean())),
      tags: some(tags),
      policy: some(tracking(metric)),
      schedule: some(
        fc.constantFrom('rate(1 hour)', 'at(2025-04-05T09:30:00)', 'at(2024-04-05T09:30:00)', 'cron(0 18 * * ? *)'),
      ),
      action: fc.constantFrom(
        { MinCapacity: 40 },
        { MinCapacity: 2 },
        { MinCapacity: 5, MaxCapacity: 60 },
        { MaxCapacity: 50 },
      ),
      hit: fc.boolean(),
    })
    .map(({ min, room, suspended, policy, schedule, action, hit, ...one }) => ({
      scalableTargets: [
        {
          ...target,
          MinCapacity: min,
          MaxCapacity: min + room,
          ...(one.tags ? { tags: one.tags } : {}),
          ...(suspended
            ? {
                SuspendedState: {
                  DynamicScalingInSuspended: suspended[0],
                  DynamicScalingOutSuspended: suspended[1],
                  ScheduledScalingSuspended: suspended[2],
                },
              }
            : {}),
        },
      ],
      scalingPolicies: policy
        ? [
            {
              ...target,
              PolicyName: 'p',
              PolicyType: 'TargetTrackingScaling',
              CreationTime: created,
              TargetTrackingScalingPolicyConfiguration: policy,
            },
          ]
        : [],
      scheduledActions: schedule
        ? [
            {
              ...target,
              ScheduledActionName: 's',
              Schedule: schedule,
              CreationTime: created,
              ScalableTargetAction: action,
            },
          ]
        : [],
      scalingActivities: hit
        ? [
            {
              ...target,
              ActivityId: target.ResourceId,
              StartTime: '2025-03-27T10:20:00Z',
              StatusCode: 'Unfulfilled',
              Description: 'x',
              Cause: 'y',
              NotScaledReasons: [{ Code: 'AlreadyAtMaxCapacity' }],
            },
          ]
        : [],
    }));

const targetGroupArn = `arn:aws:elasticloadbalancing:${region}:111122223333:targetgroup/web/0123456789abcdef`;
/** What a service rests on, each in a state that some rule looks at. */
const resting = fc
  .record({
    strategy: some(fc.constantFrom('FARGATE_SPOT', 'FARGATE', 'nodes', 'gone')),
    subnets: fc.subarray(['subnet-1', 'subnet-2', 'subnet-gone']),
    balanced: fc.boolean(),
    secrets: fc.boolean(),
    breaker: fc.boolean(),
    rollout: fc.constantFrom('COMPLETED', 'IN_PROGRESS', 'FAILED'),
    event: some(
      fc.constantFrom(
        'is unable to consistently start tasks',
        'was unable to place a task',
        'has reached a steady state',
      ),
    ),
  })
  .map(({ strategy, subnets, balanced, secrets, breaker, rollout, event }) => ({
    ...(strategy && { capacityProviderStrategy: [{ capacityProvider: strategy, weight: 1, base: 0 }] }),
    ...(subnets.length > 0 && { networkConfiguration: { awsvpcConfiguration: { subnets } } }),
    ...(balanced && { loadBalancers: [{ targetGroupArn }], healthCheckGracePeriodSeconds: 30 }),
    ...(secrets && { taskDefinition: 'secretive:1' }),
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: breaker, rollback: breaker } },
    deployments: [{ id: 'ecs-svc/1', status: 'PRIMARY', rolloutState: rollout, createdAt: '2025-03-28T01:00:00Z' }],
    events: event ? [{ id: 'e', createdAt: '2025-03-28T03:30:00Z', message: `(service x) ${event}.` }] : [],
  }));

const service = (name: string) =>
  fc.record({
    resting,
    service: some(
      fc.record({
        serviceName: fc.constant(name),
        cluster: fc.constant('manga'),
        desiredCount: fc.integer({ min: 0, max: 30 }),
        runningCount: fc.integer({ min: 0, max: 30 }),
        schedulingStrategy: fc.constantFrom('REPLICA', 'REPLICA', 'DAEMON'),
        tags,
      }),
    ),
    scaling: some(
      fc.constantFrom('', 'HighResolution').chain((resolution) =>
        scaling(
          {
            ServiceNamespace: 'ecs',
            ResourceId: `service/manga/${name}`,
            ScalableDimension: 'ecs:service:DesiredCount',
          },
          `ECSServiceAverageCPUUtilization${resolution}`,
        ),
      ),
    ),
    alarm: some(
      fc.boolean().map((heard) => ({
        AlarmName: `cpu-${name}`,
        Namespace: 'AWS/ECS',
        MetricName: 'CPUUtilization',
        Dimensions: [
          { Name: 'ClusterName', Value: 'manga' },
          { Name: 'ServiceName', Value: name },
        ],
        Statistic: 'Average',
        Period: 60,
        EvaluationPeriods: 2,
        Threshold: 80,
        ComparisonOperator: 'GreaterThanThreshold',
        ...(heard ? { AlarmActions: [topic] } : {}),
      })),
    ),
  });

const secretive = {
  family: 'secretive',
  containerDefinitions: [
    { name: 'app', secrets: [{ name: 'KEY', valueFrom: '/key' }], healthCheck: { command: ['true'], startPeriod: 60 } },
  ],
};

const table = (name: string) =>
  fc.record({
    table: fc.tuple(fc.boolean(), fc.boolean(), some(tags)).map(([onDemand, capped, tagged]) => ({
      TableName: name,
      ...(onDemand
        ? {
            BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
            ...(capped ? { OnDemandThroughput: { MaxReadRequestUnits: 100, MaxWriteRequestUnits: -1 } } : {}),
          }
        : { ProvisionedThroughput: { ReadCapacityUnits: 80, WriteCapacityUnits: 20 } }),
      ...(tagged ? { tags: tagged } : {}),
    })),
    insights: fc.boolean(),
    scaling: some(
      scaling(
        {
          ServiceNamespace: 'dynamodb',
          ResourceId: `table/${name}`,
          ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
        },
        'DynamoDBReadCapacityUtilization',
      ),
    ),
  });

const cache = (name: string) =>
  fc.record({
    ReplicationGroupId: fc.constant(name),
    CacheNodeType: fc.constant('cache.r6g.large'),
    engineVersion: fc.constant('7.1'),
    parameterGroup: fc.constantFrom('keep', 'default.redis7'),
    parameterApplyStatus: fc.constantFrom('in-sync', 'pending-reboot'),
    tags,
  });

const defined = <T>(items: (T | undefined)[]): T[] => items.filter((item) => item !== undefined);

/** A small account in which everything that rules look at comes in every state. */
export const randomAccount: fc.Arbitrary<AccountInput> = fc
  .record({
    services: fc.tuple(...['a', 'b', 'c', 'd', 'e', 'f'].map(service)),
    tables: fc.tuple(...['a', 'b', 'c', 'd'].map(table)),
    caches: fc.tuple(...['a', 'b'].map(cache)),
    groupTags: tags,
    search: fc.constantFrom(8, 32),
    heard: fc.boolean(),
    full: fc.constantFrom(90, 100),
    most: fc.constantFrom(9, 20),
    free: fc.constantFrom(0, 20, 400),
    checks: fc.constantFrom(2, 10),
  })
  .map(({ services, tables, caches, groupTags, search, heard, full, most, free, checks }) => {
    const parts = defined([...services, ...tables].map((one) => one.scaling));
    return {
      account: '111122223333',
      now: '2025-03-28T04:00:00Z',
      regions: {
        [region]: {
          ecs: {
            clusters: [{ clusterName: 'manga' }],
            services: defined(services.map((one) => one.service && { ...one.resting, ...one.service })),
            taskDefinitions: [secretive],
            capacityProviders: [
              { name: 'nodes', autoScalingGroupProvider: { managedScaling: { targetCapacity: full } } },
            ],
            serviceRevisions: [
              {
                service: 'manga/a',
                monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] },
              },
            ],
          },
          'auto-scaling': { groups: [{ AutoScalingGroupName: 'nodes', DesiredCapacity: 9, MaxSize: most }] },
          ec2: {
            subnets: [
              { SubnetId: 'subnet-1', AvailableIpAddressCount: free },
              { SubnetId: 'subnet-2', AvailableIpAddressCount: 3 },
            ],
          },
          'elastic-load-balancing-v2': {
            targetGroups: [
              { TargetGroupArn: targetGroupArn, HealthCheckIntervalSeconds: 10, HealthyThresholdCount: checks },
            ],
          },
          'application-autoscaling': {
            scalableTargets: parts.flatMap((one) => one.scalableTargets),
            scalingPolicies: parts.flatMap((one) => one.scalingPolicies),
            scheduledActions: parts.flatMap((one) => one.scheduledActions),
            scalingActivities: parts.flatMap((one) => one.scalingActivities),
          },
          dynamodb: {
            tables: tables.map((one) => one.table),
            contributorInsights: tables
              .filter((one) => one.insights)
              .map((one) => ({ TableName: one.table.TableName, ContributorInsightsStatus: 'ENABLED' })),
          },
          elasticache: {
            parameterGroups: [
              {
                CacheParameterGroupName: 'keep',
                CacheParameterGroupFamily: 'redis7',
                parameters: { 'maxmemory-policy': 'noeviction' },
              },
            ],
            replicationGroups: caches,
          },
          opensearchserverless: {
            collections: [
              { name: 'alone', type: 'SEARCH', tags: groupTags },
              { name: 'grouped', type: 'SEARCH', collectionGroupName: 'g' },
            ],
            collectionGroups: [
              {
                name: 'g',
                capacityLimits: {
                  minSearchCapacityInOCU: 2,
                  maxSearchCapacityInOCU: search,
                  maxIndexingCapacityInOCU: 8,
                },
                tags: groupTags,
              },
            ],
          },
          cloudwatch: { metricAlarms: defined(services.map((one) => one.alarm)) },
        },
      },
      budgets: [
        {
          BudgetName: 'daily',
          BudgetType: 'COST',
          TimeUnit: 'DAILY',
          BudgetLimit: { Amount: '100', Unit: 'USD' },
          notifications: [
            {
              NotificationType: 'ACTUAL',
              ComparisonOperator: 'GREATER_THAN',
              Threshold: 100,
              subscribers: heard ? [{ SubscriptionType: 'SNS', Address: topic }] : [],
            },
          ],
        },
      ],
    } as unknown as AccountInput;
  });

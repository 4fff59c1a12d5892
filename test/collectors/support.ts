import { expect, onTestFinished } from 'vitest';
import { fastClock } from '../../src/collectors/aws/clock.ts';
import { type CollectOptions, collectAws } from '../../src/collectors/aws/collect.ts';
import { type CoverageEntry, type Resource, Snapshot } from '../../src/model/snapshot.ts';
import { kindByName } from '../../src/resources/index.ts';
import { type AccountInput, type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';

export const region = 'eu-central-1';
export const accountId = '111122223333';
export const takenAt = '2026-11-22T04:00:00.000Z';
export const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };

export type Declared = NonNullable<AccountInput['regions']>[string];

export interface Collected {
  snapshot: Snapshot;
  sandbox: Sandbox;
  /** The coverage entry of an API, in the first region unless told otherwise. */
  coverage(api: string, part?: string, of?: string): CoverageEntry;
  /** Resources of a kind, in the order of the snapshot. */
  of(kind: string): Resource[];
  /** How often an operation arrived. */
  calls(operation: string): number;
}

/** Collects a declared account over the wire, and checks what holds for every snapshot. */
export async function collect(
  declared: Declared,
  sandboxOptions: Partial<SandboxOptions> = {},
  options: Partial<CollectOptions> = {},
): Promise<Collected> {
  const accounts = sandboxOptions.accounts ?? {
    account: accountId,
    now: takenAt,
    regions: { [region]: declared },
    budgets: smallBudgets(),
  };
  const sandbox = await startSandbox({ ...sandboxOptions, accounts });
  onTestFinished(() => sandbox.close());
  const snapshot = await collectAws({
    regions: [region],
    takenAt,
    tool: 'headroom test',
    endpoint: sandbox.url,
    credentials,
    clock: fastClock,
    ...options,
  });
  expectSound(snapshot);
  expect(sandbox.problems).toEqual([]);
  return {
    snapshot,
    sandbox,
    coverage(api, part, of = options.regions?.[0] ?? region) {
      const found = snapshot.coverage.find(
        (entry) => entry.api === api && entry.part === part && [of, 'global'].includes(entry.region),
      );
      if (!found) throw new Error(`no coverage of ${api} ${part ?? ''} in ${of}`);
      return found;
    },
    of: (kind) => snapshot.resources.filter((resource) => resource.kind === kind),
    calls: (operation) => sandbox.calls.filter((call) => call.operation === operation).length,
  };
}

/** Every snapshot satisfies its schema, and every resource its kind's, but for what is marked unread. */
export function expectSound(snapshot: Snapshot): void {
  Snapshot.parse(snapshot);
  for (const resource of snapshot.resources) {
    const kind = kindByName.get(resource.kind);
    if (!kind) throw new Error(`unknown kind ${resource.kind}`);
    kind.attributes.partial().parse(resource.attributes);
    const required = Object.keys(kind.attributes.shape).filter((member) => !(member in resource.unread));
    expect(Object.keys(resource.attributes).sort(), resource.name).toEqual(required.sort());
    expect(Object.keys(resource.unreadApi ?? {}).sort()).toEqual(Object.keys(resource.unread).sort());
  }
}

/** A region that holds something of everything that is collected. */
export function smallRegion(): Declared {
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/shop/web',
    ScalableDimension: 'ecs:service:DesiredCount',
  };
  const targetGroupArn = `arn:aws:elasticloadbalancing:${region}:${accountId}:targetgroup/web/0123456789abcdef`;
  const topicArn = `arn:aws:sns:${region}:${accountId}:oncall`;
  return {
    ecs: {
      clusters: [{ clusterName: 'shop', tags: { env: 'prod' } }],
      services: [
        {
          ...{
            serviceName: 'web',
            cluster: 'shop',
            desiredCount: 4,
            taskDefinition: 'web:1',
            tags: { owner: 'team-a' },
          },
          capacityProviderStrategy: [{ capacityProvider: 'nodes', weight: 1 }],
          networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
          loadBalancers: [{ targetGroupArn }],
        },
      ],
      taskDefinitions: [
        { family: 'web', containerDefinitions: [{ name: 'web', secrets: [{ name: 'KEY', valueFrom: '/shop/key' }] }] },
      ],
      capacityProviders: [{ name: 'nodes' }],
    },
    'auto-scaling': { groups: [{ AutoScalingGroupName: 'nodes', DesiredCapacity: 2, MaxSize: 9 }] },
    ec2: { subnets: [{ SubnetId: 'subnet-1' }] },
    'elastic-load-balancing-v2': {
      targetGroups: [{ TargetGroupArn: targetGroupArn, HealthCheckIntervalSeconds: 5, HealthyThresholdCount: 2 }],
    },
    'application-autoscaling': {
      scalableTargets: [{ ...target, MinCapacity: 2, MaxCapacity: 20, tags: { event: 'release' } }],
      scalingPolicies: [
        {
          ...target,
          PolicyName: 'cpu60',
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingScalingPolicyConfiguration: {
            TargetValue: 60,
            PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
          },
        },
        {
          ...target,
          PolicyName: 'fast',
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingScalingPolicyConfiguration: {
            TargetValue: 60,
            PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilizationHighResolution' },
          },
        },
      ],
      scheduledActions: [
        {
          ...target,
          ScheduledActionName: 'evening',
          Schedule: 'cron(0 18 * * ? *)',
          ScalableTargetAction: { MinCapacity: 10 },
        },
      ],
      scalingActivities: [{ ...target, StartTime: '2026-11-20T00:00:00Z', StatusCode: 'Successful' }],
    },
    dynamodb: {
      tables: [
        {
          TableName: 'sessions',
          ProvisionedThroughput: { ReadCapacityUnits: 30, WriteCapacityUnits: 10 },
          tags: { owner: 'team-b' },
        },
        {
          TableName: 'profiles',
          Replicas: [{ RegionName: 'us-east-1' }],
          replicaScaling: [{ RegionName: 'eu-central-1' }, { RegionName: 'us-east-1' }],
        },
        { TableName: 'events', BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } },
      ],
    },
    elasticache: { replicationGroups: [{ ReplicationGroupId: 'semantic' }] },
    opensearchserverless: {
      collections: [{ name: 'catalogue', collectionGroupName: 'search', tags: { owner: 'team-c' } }],
      collectionGroups: [{ name: 'search' }],
    },
    rds: {
      instances: [{ DBInstanceIdentifier: 'orders' }, { DBInstanceIdentifier: 'b-1', DBClusterIdentifier: 'b' }],
      clusters: [{ DBClusterIdentifier: 'b' }],
      proxies: [{ DBProxyName: 'orders-proxy', targets: [{ RdsResourceId: 'orders' }] }],
    },
    cloudtrail: {
      events: [
        {
          EventName: 'RegisterScalableTarget',
          EventTime: '2026-11-20T09:00:00Z',
          by: { user: 'bob' },
          request: {
            serviceNamespace: 'ecs',
            resourceId: 'service/shop/web',
            scalableDimension: 'ecs:service:DesiredCount',
            minCapacity: 2,
          },
        },
      ],
    },
    cloudwatch: {
      metricAlarms: [
        {
          AlarmName: 'web-cpu',
          Namespace: 'AWS/ECS',
          MetricName: 'CPUUtilization',
          Statistic: 'Average',
          Period: 60,
          EvaluationPeriods: 2,
          Threshold: 85,
          ComparisonOperator: 'GreaterThanThreshold',
          AlarmActions: [topicArn],
        },
      ],
      compositeAlarms: [{ AlarmName: 'all', AlarmRule: 'ALARM("web-cpu")' }],
    },
    'service-quotas': { quotas: untoldQuotas() },
    bedrock: {
      provisionedThroughputs: [{ provisionedModelName: 'assistant' }],
      foundationModels: [{ modelId: 'anthropic.claude-3-haiku-20240307-v1:0' }],
    },
    eventbridge: {
      rules: [
        {
          Name: 'at-maximum',
          EventPattern: '{"source":["aws.application-autoscaling"]}',
          targets: [{ Arn: 'arn:aws:sns:eu-central-1:111122223333:oncall' }],
        },
      ],
    },
    scheduler: { schedules: [revertSchedule()] },
    lambda: {
      functions: [{ FunctionName: 'checkout', versions: 1 }],
      provisionedConcurrency: [{ function: 'checkout' }],
    },
    sns: { topics: [{ TopicArn: topicArn }] },
  };
}

/** A schedule that brings a minimum back. */
export function revertSchedule() {
  const identity = {
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: 'service/shop/web',
  };
  return {
    Name: 'revert-web',
    ScheduleExpression: 'at(2026-12-03T00:00:00)',
    ScheduleExpressionTimezone: 'Asia/Tokyo',
    Target: {
      Arn: 'arn:aws:scheduler:::aws-sdk:applicationautoscaling:registerScalableTarget',
      RoleArn: 'arn:aws:iam::111122223333:role/scheduler',
      Input: JSON.stringify({ ...identity, MinCapacity: 10 }),
    },
  };
}

/** Quotas whose applied value AWS does not tell, at least one of each service, so that defaults are asked for. */
function untoldQuotas() {
  const bedrock = ['L-254CACF4', 'L-A50569E5', 'L-FF8B4E28'].map((code) => ['bedrock', code]);
  const others = [
    ['apigateway', 'L-9ED1E49A'],
    ['fargate', 'L-3032A538'],
    ['lambda', 'L-B99A9384'],
  ];
  return [...bedrock, ...others].map(([ServiceCode = '', QuotaCode = '']) => ({
    ServiceCode,
    QuotaCode,
    applied: false,
  }));
}

/** What an account has outside regions. */
export function smallBudgets(): NonNullable<AccountInput['budgets']> {
  const subscribers = [{ SubscriptionType: 'EMAIL', Address: 'somebody@example.com' }];
  const notifications = [{ NotificationType: 'ACTUAL', Threshold: 100, subscribers }];
  return [{ BudgetName: 'monthly', BudgetLimit: { Amount: '100', Unit: 'USD' }, notifications }];
}

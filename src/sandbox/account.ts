import { z } from 'zod';
import { cloudtrail } from './account-cloudtrail.ts';
import { dailyCost } from './account-costs.ts';
import { autoscaling, ec2, ecs, elbv2, ssm } from './account-ecs.ts';
import { item, items, named, number, tags } from './account-items.ts';
import { metric } from './account-metrics.ts';

const applicationAutoscaling = z.strictObject({
  scalableTargets: items.describe('ScalableTarget.'),
  scalingPolicies: items.describe(
    'ScalingPolicy. Target tracking policies get their alarms, unless Alarms is declared.',
  ),
  scheduledActions: items.describe('ScheduledAction.'),
  scalingActivities: items.describe('ScalingActivity.'),
});

const dynamodb = z.strictObject({
  tables: named({
    replicaScaling: items.describe('ReplicaAutoScalingDescription of a global table.'),
  }).describe('TableDescription. Without BillingModeSummary it is PROVISIONED, as in AWS.'),
  limits: item.optional().describe('DescribeLimits output. Default: 80,000 per account, 40,000 per table.'),
  contributorInsights: items.describe('ContributorInsightsSummary.'),
});

const elasticache = z.strictObject({
  replicationGroups: named({
    engineVersion: z
      .string()
      .optional()
      .describe('Engine version of the members, default 7.1 (Redis) or 8.0 (Valkey).'),
    parameterGroup: z
      .string()
      .optional()
      .describe('Parameter group of the members, default: the default group of engine and version.'),
    parameterApplyStatus: z.string().optional().describe('ParameterApplyStatus of the members, default in-sync.'),
    shards: number.describe('Node groups, default 1.'),
    replicas: number.describe('Replicas per node group, default 1.'),
    memberTags: tags.optional().describe('Tags of every member cluster.'),
  }).describe('ReplicationGroup. Its members appear in DescribeCacheClusters.'),
  cacheClusters: named({
    parameterGroup: z.string().optional(),
    parameterApplyStatus: z.string().optional(),
  }).describe('CacheCluster outside a replication group, or laid over a member by its CacheClusterId.'),
  serverlessCaches: items.describe('ServerlessCache.'),
  parameterGroups: z
    .array(
      z.strictObject({
        CacheParameterGroupName: z.string(),
        CacheParameterGroupFamily: z.string(),
        parameters: z
          .record(z.string(), z.union([z.string(), z.number()]))
          .optional()
          .describe('Parameters that a user set.'),
        absent: z.array(z.string()).optional().describe('Parameters of the family that this group does not return.'),
      }),
    )
    .optional()
    .describe('Custom parameter groups. default.* groups exist without being declared.'),
});

const opensearchserverless = z.strictObject({
  accountSettings: z
    .looseObject({})
    .optional()
    .describe('AccountSettingsDetail. Default: 10 indexing and 10 search OCU.'),
  collections: items.describe('CollectionDetail.'),
  collectionGroups: items.describe('CollectionGroupDetail.'),
});

const cloudwatch = z.strictObject({
  metricAlarms: items.describe('MetricAlarm.'),
  compositeAlarms: items.describe('CompositeAlarm.'),
  logAlarms: items.describe('LogAlarm.'),
  metrics: z.array(metric).optional().describe('Data of metrics.'),
});

const lambda = z.strictObject({
  accountSettings: z.looseObject({}).optional().describe('GetAccountSettings output. Default: 1,000 concurrent.'),
  functions: named({
    reserved: number.describe('Reserved concurrency. Default: none.'),
    versions: number.describe('How many versions are published, default 0.'),
  }).describe('FunctionConfiguration.'),
  eventSourceMappings: named({
    function: z.string().describe('Name of its function.'),
  }).describe('EventSourceMappingConfiguration.'),
  provisionedConcurrency: named({
    function: z.string().describe('Name of its function.'),
    qualifier: z.string().optional().describe('Alias or version, default live.'),
  }).describe('ProvisionedConcurrencyConfigListItem.'),
});

const rds = z.strictObject({
  instances: named({
    vpc: z.string().optional().describe('VPC of its subnet group, default vpc-sandbox.'),
    parameterGroup: z.string().optional().describe('Parameter group, default: the default group of the engine.'),
  }).describe('DBInstance. One with a DBClusterIdentifier is a member of that cluster.'),
  clusters: items.describe('DBCluster. Its members are the instances that name it; the first one writes.'),
  proxies: named({
    vpc: z.string().optional().describe('VpcId, default vpc-sandbox.'),
    targetGroups: items.describe('DBProxyTargetGroup. Default: one called default, as AWS makes it.'),
    targets: items.describe('DBProxyTarget. RdsResourceId is enough.'),
  }).describe('DBProxy.'),
  parameterGroups: z
    .array(
      z.strictObject({
        DBParameterGroupName: z.string(),
        DBParameterGroupFamily: z.string(),
        parameters: z.record(z.string(), z.string()).optional().describe('Parameters that a user set.'),
      }),
    )
    .optional()
    .describe('Custom parameter groups. default.* groups exist without being declared.'),
});

const bedrock = z.strictObject({
  provisionedThroughputs: items.describe('ProvisionedModelSummary. The name is enough: one unit by the hour.'),
  foundationModels: items.describe('FoundationModelSummary. modelId is enough: an active model.'),
});

const sns = z.strictObject({
  topics: named({ name: z.string().optional().describe('Name of the topic, instead of TopicArn.') }).describe(
    'Attributes of a topic, as GetTopicAttributes tells them: text, counts too.',
  ),
});

const eventbridge = z.strictObject({
  rules: named({ targets: z.array(z.looseObject({})).optional().describe('Target. Arn is enough.') }).describe(
    'Rule. On the default bus and enabled unless it says otherwise.',
  ),
});

const scheduler = z.strictObject({
  schedules: items.describe('GetSchedule output. Name, ScheduleExpression and Target are enough.'),
});

const serviceQuotas = z.strictObject({
  quotas: named({
    ServiceCode: z.string(),
    QuotaCode: z.string(),
    applied: z
      .boolean()
      .optional()
      .describe(
        'false: AWS tells its default alone. A quota that is not declared is told as an account of some age has it.',
      ),
  }).describe('ServiceQuota, laid over the one that the sandbox knows, if any.'),
  requests: items.describe('RequestedServiceQuotaChange. ServiceCode, QuotaCode, DesiredValue and Status are enough.'),
});

const region = z.strictObject({
  ecs: ecs.optional(),
  'application-autoscaling': applicationAutoscaling.optional(),
  dynamodb: dynamodb.optional(),
  elasticache: elasticache.optional(),
  opensearchserverless: opensearchserverless.optional(),
  cloudwatch: cloudwatch.optional(),
  lambda: lambda.optional(),
  rds: rds.optional(),
  bedrock: bedrock.optional(),
  sns: sns.optional(),
  eventbridge: eventbridge.optional(),
  scheduler: scheduler.optional(),
  'service-quotas': serviceQuotas.optional(),
  ec2: ec2.optional(),
  'auto-scaling': autoscaling.optional(),
  'elastic-load-balancing-v2': elbv2.optional(),
  cloudtrail: cloudtrail.optional(),
  ssm: ssm.optional(),
});

const costExplorer = z.strictObject({
  monitors: items.describe('AnomalyMonitor.'),
  subscriptions: named({
    monitors: z.array(z.string()).optional().describe('Names of declared monitors, instead of MonitorArnList.'),
  }).describe('AnomalySubscription.'),
  dailyCosts: z.array(dailyCost).optional().describe('What each service costs each day; by default nothing.'),
});

const budget = item.extend({
  notifications: z
    .array(z.looseObject({ subscribers: z.array(z.looseObject({})).optional() }))
    .optional()
    .describe('Notification, each with its Subscriber list.'),
});

/**
 * An AWS account as a file declares it. Items hold AWS's own response members; what AWS derives (ARNs, status, defaults) may be
 * left out, and null says that AWS does not return the member.
 */
export const account = z.strictObject({
  account: z
    .string()
    .regex(/^\d{12}$/)
    .describe('Account id, quoted.'),
  alias: z.string().optional().describe('For people; AWS is never asked for it.'),
  now: z
    .string()
    .optional()
    .describe("The account's own time, ISO 8601. Scaling activities older than six weeks before it are gone."),
  regions: z.record(z.string(), region).default({}),
  budgets: z.array(budget).optional().describe('Budget. Global: the same from every region.'),
  'cost-explorer': costExplorer
    .optional()
    .describe('Costs, and the detection of anomalies. Global: the same from every region.'),
});
/** An account, parsed. */
export type Account = z.infer<typeof account>;
/** An account as written, before defaults. */
export type AccountInput = z.input<typeof account>;
/** What one region of an account holds. */
export type AccountRegion = z.infer<typeof region>;

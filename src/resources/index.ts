import { anomalyMonitor } from './anomaly-monitor.ts';
import { anomalySubscription } from './anomaly-subscription.ts';
import { autoscalingGroup } from './autoscaling-group.ts';
import { bedrockModel } from './bedrock-model.ts';
import { bedrockProvisionedThroughput } from './bedrock-provisioned-throughput.ts';
import { budget } from './budget.ts';
import { capacityChange } from './capacity-change.ts';
import { cloudwatchAlarm } from './cloudwatch-alarm.ts';
import { dynamodbAccount } from './dynamodb-account.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { ecsCapacityProvider } from './ecs-capacity-provider.ts';
import { ecsCluster } from './ecs-cluster.ts';
import { ecsService } from './ecs-service.ts';
import { ecsServiceRevision } from './ecs-service-revision.ts';
import { elasticacheCluster } from './elasticache-cluster.ts';
import { elasticacheParameterGroup } from './elasticache-parameter-group.ts';
import { elasticacheReplicationGroup } from './elasticache-replication-group.ts';
import { elasticacheServerlessCache } from './elasticache-serverless-cache.ts';
import { eventbridgeRule } from './eventbridge-rule.ts';
import type { Kind } from './kind.ts';
import { lambdaAccount } from './lambda-account.ts';
import { lambdaFunction } from './lambda-function.ts';
import { metricSeries } from './metric-series.ts';
import { opensearchAccount } from './opensearch-account.ts';
import { opensearchCollection } from './opensearch-collection.ts';
import { opensearchCollectionGroup } from './opensearch-collection-group.ts';
import { rdsCluster } from './rds-cluster.ts';
import { rdsInstance } from './rds-instance.ts';
import { rdsProxy } from './rds-proxy.ts';
import { scalableTarget } from './scalable-target.ts';
import { scalingPolicy } from './scaling-policy.ts';
import { scheduledAction } from './scheduled-action.ts';
import { schedulerSchedule } from './scheduler-schedule.ts';
import { serviceCost } from './service-cost.ts';
import { serviceQuota } from './service-quota.ts';
import { snsTopic } from './sns-topic.ts';
import { ssmParameterStore } from './ssm-parameter-store.ts';
import { subnet } from './subnet.ts';
import { targetGroup } from './target-group.ts';

/** Every kind of resource that a snapshot may hold, by name. A test asserts that it equals the folder. */
export const kinds: readonly Kind[] = [
  anomalyMonitor,
  anomalySubscription,
  autoscalingGroup,
  bedrockModel,
  bedrockProvisionedThroughput,
  budget,
  capacityChange,
  cloudwatchAlarm,
  dynamodbAccount,
  dynamodbTable,
  ecsCapacityProvider,
  ecsCluster,
  ecsService,
  ecsServiceRevision,
  elasticacheCluster,
  elasticacheParameterGroup,
  elasticacheReplicationGroup,
  elasticacheServerlessCache,
  eventbridgeRule,
  lambdaAccount,
  lambdaFunction,
  metricSeries,
  opensearchAccount,
  opensearchCollection,
  opensearchCollectionGroup,
  rdsCluster,
  rdsInstance,
  rdsProxy,
  scalableTarget,
  scalingPolicy,
  scheduledAction,
  schedulerSchedule,
  serviceCost,
  serviceQuota,
  snsTopic,
  ssmParameterStore,
  subnet,
  targetGroup,
] as unknown as Kind[];

export const kindByName: ReadonlyMap<string, Kind> = new Map(kinds.map((kind) => [kind.kind, kind]));

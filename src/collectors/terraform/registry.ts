import type { TerraformType } from './translation.ts';
import { appautoscalingPolicy } from './types/appautoscaling-policy.ts';
import { appautoscalingScheduledAction } from './types/appautoscaling-scheduled-action.ts';
import { appautoscalingTarget } from './types/appautoscaling-target.ts';
import { bedrockProvisionedModelThroughput } from './types/bedrock-provisioned-model-throughput.ts';
import { budgetsBudget } from './types/budgets-budget.ts';
import { ceAnomalyMonitor } from './types/ce-anomaly-monitor.ts';
import { ceAnomalySubscription } from './types/ce-anomaly-subscription.ts';
import { cloudwatchCompositeAlarm } from './types/cloudwatch-composite-alarm.ts';
import { cloudwatchMetricAlarm } from './types/cloudwatch-metric-alarm.ts';
import { dbInstance } from './types/db-instance.ts';
import { dbParameterGroup } from './types/db-parameter-group.ts';
import { dbProxy } from './types/db-proxy.ts';
import { dbProxyDefaultTargetGroup } from './types/db-proxy-default-target-group.ts';
import { dbProxyTarget } from './types/db-proxy-target.ts';
import { dbSubnetGroup } from './types/db-subnet-group.ts';
import { dynamodbTable } from './types/dynamodb-table.ts';
import { ecsCluster } from './types/ecs-cluster.ts';
import { ecsService } from './types/ecs-service.ts';
import { ecsTaskDefinition } from './types/ecs-task-definition.ts';
import { elasticacheCluster } from './types/elasticache-cluster.ts';
import { elasticacheParameterGroup } from './types/elasticache-parameter-group.ts';
import { elasticacheReplicationGroup } from './types/elasticache-replication-group.ts';
import { elasticacheServerlessCache } from './types/elasticache-serverless-cache.ts';
import { lambdaEventSourceMapping } from './types/lambda-event-source-mapping.ts';
import { lambdaFunction } from './types/lambda-function.ts';
import { lambdaProvisionedConcurrencyConfig } from './types/lambda-provisioned-concurrency-config.ts';
import { opensearchserverlessCollection } from './types/opensearchserverless-collection.ts';
import { opensearchserverlessCollectionGroup } from './types/opensearchserverless-collection-group.ts';
import { rdsCluster } from './types/rds-cluster.ts';
import { rdsClusterInstance } from './types/rds-cluster-instance.ts';
import { schedulerSchedule } from './types/scheduler-schedule.ts';

/** Every resource type that is understood, in no order that matters. A test asserts that it equals the folder. */
export const terraformTypes: readonly TerraformType[] = [
  appautoscalingPolicy,
  appautoscalingScheduledAction,
  appautoscalingTarget,
  bedrockProvisionedModelThroughput,
  budgetsBudget,
  ceAnomalyMonitor,
  ceAnomalySubscription,
  cloudwatchCompositeAlarm,
  cloudwatchMetricAlarm,
  dbInstance,
  dbParameterGroup,
  dbProxy,
  dbProxyDefaultTargetGroup,
  dbProxyTarget,
  dbSubnetGroup,
  dynamodbTable,
  ecsCluster,
  ecsService,
  ecsTaskDefinition,
  elasticacheCluster,
  elasticacheParameterGroup,
  elasticacheReplicationGroup,
  elasticacheServerlessCache,
  lambdaEventSourceMapping,
  lambdaFunction,
  lambdaProvisionedConcurrencyConfig,
  opensearchserverlessCollection,
  opensearchserverlessCollectionGroup,
  rdsCluster,
  rdsClusterInstance,
  schedulerSchedule,
];

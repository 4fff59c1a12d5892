import type { Declaration } from './declaration.ts';
import { anomalyMonitorDeclaration } from './kinds/anomaly-monitor.ts';
import { anomalySubscriptionDeclaration } from './kinds/anomaly-subscription.ts';
import { bedrockProvisionedThroughputDeclaration } from './kinds/bedrock-provisioned-throughput.ts';
import { budgetDeclaration } from './kinds/budget.ts';
import { compositeAlarmDeclaration, metricAlarmDeclaration } from './kinds/cloudwatch-alarm.ts';
import { dynamodbTableDeclaration } from './kinds/dynamodb-table.ts';
import { ecsClusterDeclaration } from './kinds/ecs-cluster.ts';
import { ecsServiceDeclaration } from './kinds/ecs-service.ts';
import { elasticacheClusterDeclaration } from './kinds/elasticache-cluster.ts';
import { elasticacheMemberClusterDeclaration } from './kinds/elasticache-member-cluster.ts';
import { elasticacheParameterGroupDeclaration } from './kinds/elasticache-parameter-group.ts';
import { elasticacheReplicationGroupDeclaration } from './kinds/elasticache-replication-group.ts';
import { elasticacheServerlessCacheDeclaration } from './kinds/elasticache-serverless-cache.ts';
import { lambdaFunctionDeclaration } from './kinds/lambda-function.ts';
import { opensearchCollectionDeclaration } from './kinds/opensearch-collection.ts';
import { opensearchCollectionGroupDeclaration } from './kinds/opensearch-collection-group.ts';
import { rdsClusterDeclaration } from './kinds/rds-cluster.ts';
import { rdsInstanceDeclaration } from './kinds/rds-instance.ts';
import { rdsProxyDeclaration } from './kinds/rds-proxy.ts';
import { scalableTargetDeclaration } from './kinds/scalable-target.ts';
import { scalingPolicyDeclaration } from './kinds/scaling-policy.ts';
import { scheduledActionDeclaration, targetActionsDeclaration } from './kinds/scheduled-action.ts';
import { schedulerScheduleDeclaration } from './kinds/scheduler-schedule.ts';

/** Every declaration, in no order that matters. A test asserts that it equals the folder. */
export const declarations: readonly Declaration[] = [
  anomalyMonitorDeclaration,
  anomalySubscriptionDeclaration,
  bedrockProvisionedThroughputDeclaration,
  budgetDeclaration,
  compositeAlarmDeclaration,
  dynamodbTableDeclaration,
  ecsClusterDeclaration,
  ecsServiceDeclaration,
  elasticacheClusterDeclaration,
  elasticacheMemberClusterDeclaration,
  elasticacheParameterGroupDeclaration,
  elasticacheReplicationGroupDeclaration,
  elasticacheServerlessCacheDeclaration,
  lambdaFunctionDeclaration,
  metricAlarmDeclaration,
  opensearchCollectionDeclaration,
  opensearchCollectionGroupDeclaration,
  rdsClusterDeclaration,
  rdsInstanceDeclaration,
  rdsProxyDeclaration,
  scalableTargetDeclaration,
  scalingPolicyDeclaration,
  scheduledActionDeclaration,
  schedulerScheduleDeclaration,
  targetActionsDeclaration,
];

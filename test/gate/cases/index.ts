import type { SameVerdictCase } from '../same-verdict-case.ts';
import { anomalyMonitorCase } from './anomaly-monitor.ts';
import { anomalySubscriptionCase } from './anomaly-subscription.ts';
import { bedrockProvisionedThroughputCase } from './bedrock-provisioned-throughput.ts';
import { budgetCase } from './budget.ts';
import { cloudwatchAlarmCase } from './cloudwatch-alarm.ts';
import { dynamodbTableCase } from './dynamodb-table.ts';
import { ecsServiceCase } from './ecs-service.ts';
import { elasticacheClusterCase } from './elasticache-cluster.ts';
import { elasticacheParameterGroupCase } from './elasticache-parameter-group.ts';
import { elasticacheReplicationGroupCase } from './elasticache-replication-group.ts';
import { elasticacheServerlessCacheCase } from './elasticache-serverless-cache.ts';
import { lambdaFunctionCase } from './lambda-function.ts';
import { opensearchCollectionCase } from './opensearch-collection.ts';
import { opensearchCollectionGroupCase } from './opensearch-collection-group.ts';
import { rdsClusterCase } from './rds-cluster.ts';
import { rdsInstanceCase } from './rds-instance.ts';
import { scalableTargetCase } from './scalable-target.ts';
import { scalingPolicyCase } from './scaling-policy.ts';
import { scheduledActionCase } from './scheduled-action.ts';

/** One case a kind at least; the test asserts that every kind which is declared has one. */
export const sameVerdictCases: readonly SameVerdictCase[] = [
  anomalyMonitorCase,
  anomalySubscriptionCase,
  bedrockProvisionedThroughputCase,
  budgetCase,
  cloudwatchAlarmCase,
  dynamodbTableCase,
  ecsServiceCase,
  elasticacheClusterCase,
  elasticacheParameterGroupCase,
  elasticacheReplicationGroupCase,
  elasticacheServerlessCacheCase,
  opensearchCollectionGroupCase,
  opensearchCollectionCase,
  rdsClusterCase,
  rdsInstanceCase,
  lambdaFunctionCase,
  scalableTargetCase,
  scalingPolicyCase,
  scheduledActionCase,
];

import { writeAutoscalingGroup } from './autoscaling-group.ts';
import { writeProvisionedThroughput } from './bedrock-provisioned-throughput.ts';
import { writeBudget } from './budget.ts';
import { writeCloudwatchAlarm } from './cloudwatch-alarm.ts';
import { writeDynamodbTable } from './dynamodb-table.ts';
import { writeEcsCluster } from './ecs-cluster.ts';
import { writeEcsService } from './ecs-service.ts';
import { writeCacheCluster } from './elasticache-cluster.ts';
import { writeParameterGroup } from './elasticache-parameter-group.ts';
import { writeReplicationGroup } from './elasticache-replication-group.ts';
import { writeServerlessCache } from './elasticache-serverless-cache.ts';
import { writeEventbridgeRule } from './eventbridge-rule.ts';
import { writeLambdaFunction } from './lambda-function.ts';
import { writeOpensearchAccount } from './opensearch-account.ts';
import { writeCollectionGroup } from './opensearch-collection-group.ts';
import { writeRdsCluster } from './rds-cluster.ts';
import { writeRdsInstance } from './rds-instance.ts';
import { writeRdsProxy } from './rds-proxy.ts';
import { writeScalableTarget } from './scalable-target.ts';
import { writeScalingPolicy } from './scaling-policy.ts';
import { writeScheduledAction } from './scheduled-action.ts';
import { writeSchedule } from './scheduler-schedule.ts';
import { writeParameterStore } from './ssm-parameter-store.ts';
import { writeTargetGroup } from './target-group.ts';
import { unwritten } from './unwritten.ts';
import type { Writer } from './writer.ts';

/** What writes each kind, or says why nothing does. */
export const writers: Readonly<Record<string, Writer>> = {
  ...unwritten,
  'autoscaling-group': writeAutoscalingGroup,
  'bedrock-provisioned-throughput': writeProvisionedThroughput,
  budget: writeBudget,
  'cloudwatch-alarm': writeCloudwatchAlarm,
  'dynamodb-table': writeDynamodbTable,
  'ecs-cluster': writeEcsCluster,
  'ecs-service': writeEcsService,
  'elasticache-cluster': writeCacheCluster,
  'elasticache-parameter-group': writeParameterGroup,
  'elasticache-replication-group': writeReplicationGroup,
  'elasticache-serverless-cache': writeServerlessCache,
  'eventbridge-rule': writeEventbridgeRule,
  'lambda-function': writeLambdaFunction,
  'opensearch-account': writeOpensearchAccount,
  'opensearch-collection-group': writeCollectionGroup,
  'rds-cluster': writeRdsCluster,
  'rds-instance': writeRdsInstance,
  'rds-proxy': writeRdsProxy,
  'scalable-target': writeScalableTarget,
  'scaling-policy': writeScalingPolicy,
  'scheduled-action': writeScheduledAction,
  'scheduler-schedule': writeSchedule,
  'ssm-parameter-store': writeParameterStore,
  'target-group': writeTargetGroup,
};

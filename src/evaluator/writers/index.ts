import { writeDynamodbTable } from './dynamodb-table.ts';
import { writeCacheCluster } from './elasticache-cluster.ts';
import { writeParameterGroup } from './elasticache-parameter-group.ts';
import { writeReplicationGroup } from './elasticache-replication-group.ts';
import { writeServerlessCache } from './elasticache-serverless-cache.ts';
import { writeLambdaFunction } from './lambda-function.ts';
import { writeOpensearchAccount } from './opensearch-account.ts';
import { writeCollectionGroup } from './opensearch-collection-group.ts';
import { writeRdsCluster } from './rds-cluster.ts';
import { writeRdsInstance } from './rds-instance.ts';
import { writeRdsProxy } from './rds-proxy.ts';
import { writeScalableTarget } from './scalable-target.ts';
import { writeScalingPolicy } from './scaling-policy.ts';
import { writeScheduledAction } from './scheduled-action.ts';
import type { Writer } from './writer.ts';

/** The kinds whose configuration a command can write. For others no undo is proposed, and the reports say so. */
export const writers: Readonly<Record<string, Writer>> = {
  'dynamodb-table': writeDynamodbTable,
  'elasticache-cluster': writeCacheCluster,
  'elasticache-parameter-group': writeParameterGroup,
  'elasticache-replication-group': writeReplicationGroup,
  'elasticache-serverless-cache': writeServerlessCache,
  'lambda-function': writeLambdaFunction,
  'opensearch-account': writeOpensearchAccount,
  'opensearch-collection-group': writeCollectionGroup,
  'rds-cluster': writeRdsCluster,
  'rds-instance': writeRdsInstance,
  'rds-proxy': writeRdsProxy,
  'scalable-target': writeScalableTarget,
  'scaling-policy': writeScalingPolicy,
  'scheduled-action': writeScheduledAction,
};

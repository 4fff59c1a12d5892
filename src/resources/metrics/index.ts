import { bedrockThroughputMetrics } from './bedrock.ts';
import { dynamodbTableMetrics, dynamodbTargetMetrics } from './dynamodb.ts';
import { ecsTargetMetrics } from './ecs.ts';
import { elasticacheClusterMetrics } from './elasticache.ts';
import { lambdaFunctionMetrics, lambdaTargetMetrics } from './lambda.ts';
import { opensearchAccountMetrics } from './opensearch.ts';
import type { MetricNeed } from './query.ts';

/** What the rules need of each kind; a kind may have several declarations. */
export const metricNeeds: readonly MetricNeed[] = [
  bedrockThroughputMetrics,
  dynamodbTableMetrics,
  dynamodbTargetMetrics,
  ecsTargetMetrics,
  elasticacheClusterMetrics,
  lambdaFunctionMetrics,
  lambdaTargetMetrics,
  opensearchAccountMetrics,
];

import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { OpenSearchServerlessClient } from '@aws-sdk/client-opensearchserverless';
import { STSClient } from '@aws-sdk/client-sts';
import { state } from '@aws-sdk/core/client';

// What the SDK has to say of Node versions is no part of these tests.
state.warningEmitted = true;

export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Any keys are those of moto's account 123456789012. */
export const keys: Keys = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Clients that write: only the tests have any. */
export function writers(endpoint: string, region: string, credentials: Keys = keys) {
  const common = { endpoint, region, credentials };
  return {
    region,
    scaling: new ApplicationAutoScalingClient(common),
    budgets: new BudgetsClient(common),
    cloudwatch: new CloudWatchClient(common),
    dynamodb: new DynamoDBClient({ ...common, accountIdEndpointMode: 'disabled' }),
    ecs: new ECSClient(common),
    elasticache: new ElastiCacheClient(common),
    opensearch: new OpenSearchServerlessClient(common),
    sts: new STSClient(common),
  };
}

export type Writers = ReturnType<typeof writers>;

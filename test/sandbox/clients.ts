import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { BedrockClient } from '@aws-sdk/client-bedrock';
import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OpenSearchServerlessClient } from '@aws-sdk/client-opensearchserverless';
import { RDSClient } from '@aws-sdk/client-rds';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { AccountInput } from '../../src/sandbox/sandbox.ts';

export const region = 'eu-west-1';
export const accountId = '111122223333';

/** An account with one region. */
export function accountWith(
  declared: NonNullable<AccountInput['regions']>[string],
  rest: Partial<AccountInput> = {},
): AccountInput {
  return { account: accountId, regions: { [region]: declared }, ...rest };
}

/** The SDK's own clients, pointed at a sandbox, one attempt each. */
export function clientsFor(url: string, options: { region?: string; accessKeyId?: string } = {}) {
  const config = {
    endpoint: url,
    region: options.region ?? region,
    maxAttempts: 1,
    credentials: { accessKeyId: options.accessKeyId ?? 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  };
  return {
    ecs: new ECSClient(config),
    autoscaling: new ApplicationAutoScalingClient(config),
    dynamodb: new DynamoDBClient(config),
    elasticache: new ElastiCacheClient(config),
    lambda: new LambdaClient(config),
    rds: new RDSClient(config),
    aoss: new OpenSearchServerlessClient(config),
    budgets: new BudgetsClient(config),
    tagging: new ResourceGroupsTaggingAPIClient(config),
    cloudtrail: new CloudTrailClient(config),
    cloudwatch: new CloudWatchClient(config),
    ce: new CostExplorerClient(config),
    sns: new SNSClient(config),
    events: new EventBridgeClient(config),
    scheduler: new SchedulerClient(config),
    bedrock: new BedrockClient(config),
    quotas: new ServiceQuotasClient(config),
    groups: new AutoScalingClient(config),
    ec2: new EC2Client(config),
    elbv2: new ElasticLoadBalancingV2Client(config),
    ssm: new SSMClient(config),
    sts: new STSClient(config),
  };
}

/** A signed request written by hand, for what the SDK would never send. */
export async function sendRaw(
  url: string,
  request: { target?: string; signingName: string; region?: string; body?: string; path?: string },
) {
  const scope = `AKIA/20261122/${request.region ?? region}/${request.signingName}/aws4_request`;
  const response = await fetch(`${url}${request.path ?? ''}`, {
    method: request.body === undefined ? 'GET' : 'POST',
    body: request.body,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      ...(request.target ? { 'x-amz-target': request.target } : {}),
    },
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

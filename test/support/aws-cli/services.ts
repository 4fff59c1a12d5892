import type { NormalizedSchema } from '@smithy/core/schema';

/** An operation as the SDK's clients export it: `[9, namespace, name, traits, input, output]`. */
export type Operation = readonly [9, string, string, unknown, Parameters<typeof NormalizedSchema.of>[0], unknown];
type Client = Record<string, unknown>;

/** Clients by the name that the AWS CLI has for the service; what is not here no command may ask for. */
const clients: Record<string, () => Promise<Client>> = {
  'application-autoscaling': () => import('@aws-sdk/client-application-auto-scaling'),
  autoscaling: () => import('@aws-sdk/client-auto-scaling'),
  bedrock: () => import('@aws-sdk/client-bedrock'),
  budgets: () => import('@aws-sdk/client-budgets'),
  ce: () => import('@aws-sdk/client-cost-explorer'),
  cloudtrail: () => import('@aws-sdk/client-cloudtrail'),
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  dynamodb: () => import('@aws-sdk/client-dynamodb'),
  ec2: () => import('@aws-sdk/client-ec2'),
  ecs: () => import('@aws-sdk/client-ecs'),
  elasticache: () => import('@aws-sdk/client-elasticache'),
  elbv2: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  events: () => import('@aws-sdk/client-eventbridge'),
  lambda: () => import('@aws-sdk/client-lambda'),
  opensearchserverless: () => import('@aws-sdk/client-opensearchserverless'),
  rds: () => import('@aws-sdk/client-rds'),
  resourcegroupstaggingapi: () => import('@aws-sdk/client-resource-groups-tagging-api'),
  scheduler: () => import('@aws-sdk/client-scheduler'),
  'service-quotas': () => import('@aws-sdk/client-service-quotas'),
  sns: () => import('@aws-sdk/client-sns'),
  ssm: () => import('@aws-sdk/client-ssm'),
};

/** Options that the AWS CLI names otherwise than the member: its customisation argrename. */
const renamed: Record<string, string> = { 'sns subscribe notification-endpoint': 'endpoint' };

export interface FoundOperation {
  operation: Operation;
  /** Whether the AWS CLI pages through it, and so takes --max-items, --page-size and --starting-token. */
  paged: boolean;
}

/** The operation of a service by its name in the AWS CLI; in words what is wrong where there is none. */
export async function findOperation(service: string, name: string): Promise<FoundOperation | string> {
  const load = clients[service];
  if (!load) return `no client of service ${service} is installed`;
  const client = await load();
  const operation = Object.values(client).find(
    (one): one is Operation => Array.isArray(one) && one[0] === 9 && cliName(String(one[2])) === name,
  );
  if (!operation) return `${service} has no operation ${name}`;
  return { operation, paged: `paginate${operation[2]}` in client };
}

/** Name of the member behind an option, in the AWS CLI's own spelling. */
export function memberOption(service: string, operation: string, option: string): string {
  return renamed[`${service} ${operation} ${option}`] ?? option;
}

/** Kebab name of an operation or member as the AWS CLI makes it (botocore's xform_name): DescribeDBInstances is describe-db-instances. */
export function cliName(name: string): string {
  return name
    .replace(/[A-Z]{2,}s$/, (plural) => `-${plural.toLowerCase()}`)
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

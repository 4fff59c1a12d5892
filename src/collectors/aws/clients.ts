import type { STSClientConfig } from '@aws-sdk/client-sts';
import { guardClient } from './guard.ts';
import { type ConnectionOptions, createRequestHandler } from './request-handler.ts';

/** Keys, or a function that brings them. */
export type Credentials = NonNullable<STSClientConfig['credentials']>;

export interface ClientOptions extends ConnectionOptions {
  /** Endpoint of every service; unset: the SDK's own chain (AWS_ENDPOINT_URL, profiles, the region). */
  endpoint?: string;
  /** Unset: the SDK's own chain (environment, profiles, SSO, OIDC, containers, instances). */
  credentials?: Credentials;
  /** Name and version of the caller, for the user agent. */
  tool: string;
}

/** What all SDK clients have in common. */
export interface Client {
  send(command: unknown, options: { abortSignal: AbortSignal }): Promise<unknown>;
  destroy(): void;
}

interface Common {
  region: string;
  endpoint?: string;
  credentials?: Credentials;
  maxAttempts: number;
  requestHandler: Awaited<ReturnType<typeof createRequestHandler>>;
  customUserAgent: string;
}

/** How each service's client is made, by IAM prefix; a client's code is loaded when the first call needs it. */
const makers = {
  sts: async (common: Common) => new (await import('@aws-sdk/client-sts')).STSClient(common),
  ecs: async (common: Common) => new (await import('@aws-sdk/client-ecs')).ECSClient(common),
  'application-autoscaling': async (common: Common) =>
    new (await import('@aws-sdk/client-application-auto-scaling')).ApplicationAutoScalingClient(common),
  autoscaling: async (common: Common) => new (await import('@aws-sdk/client-auto-scaling')).AutoScalingClient(common),
  ec2: async (common: Common) => new (await import('@aws-sdk/client-ec2')).EC2Client(common),
  elasticloadbalancing: async (common: Common) =>
    new (await import('@aws-sdk/client-elastic-load-balancing-v2')).ElasticLoadBalancingV2Client(common),
  ssm: async (common: Common) => new (await import('@aws-sdk/client-ssm')).SSMClient(common),
  // Endpoints that hold the account id break allow-lists of proxies.
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-account-endpoints.html
  dynamodb: async (common: Common) =>
    new (await import('@aws-sdk/client-dynamodb')).DynamoDBClient({ ...common, accountIdEndpointMode: 'disabled' }),
  cloudwatch: async (common: Common) => new (await import('@aws-sdk/client-cloudwatch')).CloudWatchClient(common),
  cloudtrail: async (common: Common) => new (await import('@aws-sdk/client-cloudtrail')).CloudTrailClient(common),
  elasticache: async (common: Common) => new (await import('@aws-sdk/client-elasticache')).ElastiCacheClient(common),
  rds: async (common: Common) => new (await import('@aws-sdk/client-rds')).RDSClient(common),
  lambda: async (common: Common) => new (await import('@aws-sdk/client-lambda')).LambdaClient(common),
  aoss: async (common: Common) =>
    new (await import('@aws-sdk/client-opensearchserverless')).OpenSearchServerlessClient(common),
  bedrock: async (common: Common) => new (await import('@aws-sdk/client-bedrock')).BedrockClient(common),
  budgets: async (common: Common) => new (await import('@aws-sdk/client-budgets')).BudgetsClient(common),
  ce: async (common: Common) => new (await import('@aws-sdk/client-cost-explorer')).CostExplorerClient(common),
  sns: async (common: Common) => new (await import('@aws-sdk/client-sns')).SNSClient(common),
  events: async (common: Common) => new (await import('@aws-sdk/client-eventbridge')).EventBridgeClient(common),
  scheduler: async (common: Common) => new (await import('@aws-sdk/client-scheduler')).SchedulerClient(common),
  servicequotas: async (common: Common) =>
    new (await import('@aws-sdk/client-service-quotas')).ServiceQuotasClient(common),
  tag: async (common: Common) =>
    new (await import('@aws-sdk/client-resource-groups-tagging-api')).ResourceGroupsTaggingAPIClient(common),
} as const;

export interface Clients {
  /** The client of a service in a region, made once. */
  get(service: string, region: string): Promise<Client>;
  /** Closes connections. */
  destroy(): Promise<void>;
}

/** @param declared the only operations that the clients will send, such as ecs:ListServices */
export function createClients(options: ClientOptions, declared: ReadonlySet<string>): Clients {
  const made = new Map<string, Promise<Client>>();
  let handler: ReturnType<typeof createRequestHandler> | undefined;
  let credentials: Credentials | undefined = options.credentials;

  async function make(service: string, region: string): Promise<Client> {
    const maker = makers[service as keyof typeof makers];
    if (!maker) throw new Error(`No SDK client is known for the service ${service}; add it to clients.ts.`);
    await silenceNodeVersionWarning();
    handler ??= createRequestHandler(options);
    const client = await maker({
      region,
      ...(options.endpoint && { endpoint: options.endpoint }),
      ...(credentials && { credentials }),
      // Headroom repeats calls itself, at the pace of its own limiter.
      maxAttempts: 1,
      requestHandler: await handler,
      customUserAgent: options.tool.replaceAll(' ', '/'),
    });
    // The first client's resolved credentials serve the others, so that a role is assumed or SSO asked once a run.
    credentials ??= client.config.credentials;
    return guardClient(client, service, declared) as unknown as Client;
  }

  return {
    get(service, region) {
      const key = `${service} ${region}`;
      const known = made.get(key) ?? make(service, region);
      made.set(key, known);
      return known;
    },
    async destroy() {
      for (const client of await Promise.allSettled(made.values())) {
        if (client.status === 'fulfilled') client.value.destroy();
      }
      (await handler)?.destroy();
    },
  };
}

/** Region of the SDK's own chain (AWS_REGION, the profile); null when it names none. */
export async function defaultRegion(): Promise<string | null> {
  await silenceNodeVersionWarning();
  const { STSClient } = await import('@aws-sdk/client-sts');
  const client = new STSClient({});
  try {
    return await client.config.region();
  } catch {
    return null;
  } finally {
    client.destroy();
  }
}

/**
 * The SDK announces the end of Node 20 on stderr when a client is made; this is the flag that it sets itself once it has.
 * Which Node versions are supported is Headroom's business, said in its own documentation.
 */
async function silenceNodeVersionWarning(): Promise<void> {
  const { state } = await import('@aws-sdk/core/client');
  state.warningEmitted = true;
}

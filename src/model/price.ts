import { z } from 'zod';

/** What can be priced, and what one unit of it is. */
const items: Readonly<Record<string, string>> = {
  'fargate-x86-vcpu': 'one vCPU of Fargate tasks, Linux on x86',
  'fargate-x86-gb': 'one GB of memory of Fargate tasks, Linux on x86',
  'fargate-arm-vcpu': 'one vCPU of Fargate tasks, Linux on ARM',
  'fargate-arm-gb': 'one GB of memory of Fargate tasks, Linux on ARM',
  'fargate-ephemeral-gb': 'one GB of ephemeral storage of Fargate tasks above 20',
  'dynamodb-read-unit': 'one provisioned read unit, table class STANDARD',
  'dynamodb-write-unit': 'one provisioned write unit, table class STANDARD',
  'dynamodb-infrequent-read-unit': 'one provisioned read unit, table class STANDARD_INFREQUENT_ACCESS',
  'dynamodb-infrequent-write-unit': 'one provisioned write unit, table class STANDARD_INFREQUENT_ACCESS',
  'opensearch-ocu': 'one OCU of OpenSearch Serverless, for indexing or search',
  'elasticache-serverless-redis-gb': 'one GB stored in a serverless cache, Redis OSS',
  'elasticache-serverless-valkey-gb': 'one GB stored in a serverless cache, Valkey',
  'elasticache-serverless-memcached-gb': 'one GB stored in a serverless cache, Memcached',
  'elasticache-serverless-redis-ecpu': 'one ECPU a second of a serverless cache, Redis OSS',
  'elasticache-serverless-valkey-ecpu': 'one ECPU a second of a serverless cache, Valkey',
  'elasticache-serverless-memcached-ecpu': 'one ECPU a second of a serverless cache, Memcached',
  'lambda-provisioned-x86-gb': 'one GB of provisioned concurrency, x86',
  'lambda-provisioned-arm-gb': 'one GB of provisioned concurrency, ARM',
  'aurora-acu-standard': 'one ACU of Aurora Serverless v2, storage Standard',
  'aurora-acu-io-optimized': 'one ACU of Aurora Serverless v2, storage I/O-Optimized',
  'rds-proxy-vcpu': 'one vCPU behind an RDS Proxy',
  'rds-proxy-acu': 'one ACU of Serverless v2 behind an RDS Proxy',
};

/** What has a price for each type or model: the name of the family, and a slash, go before it. */
const families: Readonly<Record<string, { shape: RegExp; unit: string; example: string }>> = {
  'elasticache-redis': {
    shape: /^cache\.[\w.]+$/,
    unit: 'one ElastiCache node, Redis OSS',
    example: 'elasticache-redis/cache.r7g.large',
  },
  'elasticache-valkey': {
    shape: /^cache\.[\w.]+$/,
    unit: 'one ElastiCache node, Valkey',
    example: 'elasticache-valkey/cache.r7g.large',
  },
  'elasticache-memcached': {
    shape: /^cache\.[\w.]+$/,
    unit: 'one ElastiCache node, Memcached',
    example: 'elasticache-memcached/cache.r7g.large',
  },
  'bedrock-model-unit': {
    shape: /^[\w.:-]+$/,
    unit: 'one model unit of Bedrock provisioned throughput without commitment, by the id of the foundation model',
    example: 'bedrock-model-unit/anthropic.claude-3-sonnet-20240229-v1:0',
  },
};

/** What one unit of an item is, in words; null for what is no item. */
export function unitOf(item: string): string | null {
  if (Object.hasOwn(items, item)) return items[item] ?? null;
  const [, head = '', tail = ''] = /^([^/]+)\/(.*)$/s.exec(item) ?? [];
  const family = Object.hasOwn(families, head) ? families[head] : undefined;
  return family?.shape.test(tail) ? `${family.unit} (${tail})` : null;
}

/** Names of items, with an example for each family of them. */
export const priceItemNames: readonly string[] = [
  ...Object.keys(items),
  ...Object.values(families).map(({ example }) => example),
];

export const Price = z.strictObject({
  item: z
    .string()
    .describe('What is priced, such as fargate-x86-vcpu or dynamodb-read-unit; docs/prices.md lists them.'),
  region: z.string().describe('Region; a price holds nowhere else.'),
  usdPerHour: z.number().positive().describe('US dollars for one unit and hour, on demand, list price.'),
  confidence: z
    .enum(['high', 'medium', 'low'])
    .describe('high: two sources agree; medium: one; low: from memory or scaled.'),
  source: z.string().min(1).describe('Where it was read, and when.'),
});
export type Price = z.infer<typeof Price>;

export const PriceBook = z.strictObject({
  asOf: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD')
    .describe('Day on which the prices were compiled, YYYY-MM-DD.'),
  prices: z.array(Price),
});
export type PriceBook = z.infer<typeof PriceBook>;

/** A price of the user's own: a discount, another region, or what the list does not hold. */
export const OwnPrice = z.strictObject({
  item: z.string().describe('What is priced, such as fargate-x86-vcpu; docs/prices.md lists them.'),
  region: z.string().describe('Region that it holds in.'),
  usdPerHour: z.number().nonnegative().describe('US dollars for one unit and hour.'),
});
export type OwnPrice = z.infer<typeof OwnPrice>;

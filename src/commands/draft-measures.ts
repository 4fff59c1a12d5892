import type { Baseline } from '../model/policy.ts';
import type { Json, Resource } from '../model/snapshot.ts';

export type Bounds = { minCapacity?: number; maxCapacity?: number };
/** What is drafted of a baseline. */
export type DraftBaseline = Omit<Baseline, 'reviewed' | 'demand'>;

const isSize = (value: Json | undefined): value is number => typeof value === 'number' && value >= 0;
const size = <K extends string>(name: K, value: Json | undefined) =>
  (isSize(value) ? { [name]: value } : {}) as { [M in K]?: number };

/** Bounds of a scalable target: only what was read and makes sense; a maximum below the minimum does not. */
export function boundsOf({ attributes }: Resource): Bounds {
  const least = size('minCapacity', attributes.minCapacity);
  const most = size('maxCapacity', attributes.maxCapacity);
  return { ...least, ...((most.maxCapacity ?? 0) >= (least.minCapacity ?? 0) ? most : {}) };
}

/** Capacity that a resource has by itself, whether it is scaled or not, in the words of a baseline. */
export function standingOf({ kind, attributes }: Resource): DraftBaseline {
  return measures[kind]?.(attributes) ?? {};
}

const measures: Record<string, (attributes: Resource['attributes']) => DraftBaseline> = {
  'bedrock-provisioned-throughput': ({ modelUnits }) => size('minCapacity', modelUnits),
  'dynamodb-table': ({ billingMode }) =>
    billingMode === 'PROVISIONED' || billingMode === 'PAY_PER_REQUEST' ? { billingMode } : {},
  'elasticache-replication-group': ({ shardCount, replicasPerShard }) => ({
    ...(shardCount === 0 ? {} : size('shards', shardCount)),
    ...size('replicas', replicasPerShard),
  }),
  'elasticache-serverless-cache': ({ dataStorageMinimumGb, ecpuMinimumPerSecond }) => ({
    ...size('minDataStorageGb', dataStorageMinimumGb),
    ...size('minEcpuPerSecond', ecpuMinimumPerSecond),
  }),
  'lambda-function': ({ reservedConcurrency, provisionedConcurrency }) => ({
    ...size('reservedConcurrency', reservedConcurrency),
    ...size('provisionedConcurrency', requestedOf(provisionedConcurrency)),
  }),
  'opensearch-collection-group': ({ minIndexingOcu, minSearchOcu }) => ({
    ...size('minIndexingOcu', minIndexingOcu),
    ...size('minSearchOcu', minSearchOcu),
  }),
  'rds-cluster': ({ serverlessMinAcu }) => size('minAcu', serverlessMinAcu),
};

/** Provisioned concurrency over all aliases and versions; null where there is none. */
function requestedOf(configs: Json | undefined): number | null {
  const requested = (Array.isArray(configs) ? configs : []).map((one) =>
    Number((one as { requested?: Json }).requested),
  );
  return requested.length === 0 ? null : requested.reduce((sum, next) => sum + next, 0);
}

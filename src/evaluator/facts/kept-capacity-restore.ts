import type { Json, Resource } from '../../model/snapshot.ts';
import { type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { resourceOf } from './joins.ts';
import type { Kept } from './kept-capacity.ts';

type Attributes = Record<string, Json>;

/** Inputs of the commands that write capacity, by kind: what is raised is written, as it was or as it is. */
const inputs: Record<
  string,
  { fact: string; kind: string; what: string; input(resource: Resource, sizes: Map<string, number>): Json }
> = {
  table: { fact: 'Table', kind: 'dynamodb-table', what: 'update-table', input: tableInput },
  cache: {
    fact: 'ServerlessCache',
    kind: 'elasticache-serverless-cache',
    what: 'modify-serverless-cache',
    input: cacheInput,
  },
  reserved: {
    fact: 'Reserved',
    kind: 'lambda-function',
    what: 'put-function-concurrency',
    input: ({ key }, sizes) =>
      sizes.has('reservedConcurrency')
        ? { FunctionName: key, ReservedConcurrentExecutions: sizes.get('reservedConcurrency') ?? 0 }
        : null,
  },
  provisioned: {
    fact: 'Provisioned',
    kind: 'lambda-function',
    what: 'put-provisioned-concurrency-config',
    input: provisionedInput,
  },
  cluster: {
    fact: 'Cluster',
    kind: 'rds-cluster',
    what: 'modify-db-cluster',
    input: ({ key, attributes }, sizes) =>
      ({
        DBClusterIdentifier: key,
        ServerlessV2ScalingConfiguration: {
          MinCapacity: sizes.get('minAcu') ?? 0,
          MaxCapacity: attributes.serverlessMaxAcu ?? sizes.get('minAcu') ?? 0,
        },
        ApplyImmediately: true,
      }) as Json,
  },
  group: {
    fact: 'CollectionGroup',
    kind: 'opensearch-collection-group',
    what: 'update-collection-group',
    input: ({ attributes }, sizes) =>
      ({
        id: attributes.groupId,
        capacityLimits: {
          ...limits('Indexing', attributes.minIndexingOcu, attributes.maxIndexingOcu, sizes.get('minIndexingOcu')),
          ...limits('Search', attributes.minSearchOcu, attributes.maxSearchOcu, sizes.get('minSearchOcu')),
        },
      }) as Json,
  },
};

/** A group's limits are written as a whole. */
function limits(
  side: string,
  minimum: Json | undefined,
  maximum: Json | undefined,
  size: number | undefined,
): Attributes {
  const least = size ?? minimum ?? null;
  return {
    ...(least !== null && { [`min${side}CapacityInOCU`]: least }),
    ...(maximum !== undefined && maximum !== null && { [`max${side}CapacityInOCU`]: maximum }),
  };
}

/** Read and write units are written together: the side that is not raised keeps what it has. */
function throughput(units: Attributes, sizes: Map<string, number>, prefix: string): Attributes | null {
  if (!sizes.has(`${prefix}read`) && !sizes.has(`${prefix}write`)) return null;
  return {
    ReadCapacityUnits: sizes.get(`${prefix}read`) ?? units.readCapacityUnits ?? 0,
    WriteCapacityUnits: sizes.get(`${prefix}write`) ?? units.writeCapacityUnits ?? 0,
  };
}

function tableInput({ key, attributes }: Resource, sizes: Map<string, number>): Json {
  const own = throughput(attributes, sizes, '');
  const updates = (attributes.indexes as Attributes[]).flatMap((index) => {
    const units = throughput(index, sizes, `index/${index.name}/`);
    return units ? [{ Update: { IndexName: index.name ?? '', ProvisionedThroughput: units } }] : [];
  });
  return {
    TableName: key,
    ...(own && { ProvisionedThroughput: own }),
    ...(updates.length > 0 && { GlobalSecondaryIndexUpdates: updates }),
  };
}

function cacheInput({ key, attributes }: Resource, sizes: Map<string, number>): Json {
  const pair = (minimum: number | undefined, maximum: Json | undefined) => ({
    Minimum: minimum ?? 0,
    ...(typeof maximum === 'number' && { Maximum: maximum }),
  });
  return {
    ServerlessCacheName: key,
    CacheUsageLimits: {
      ...(sizes.has('minDataStorageGb') && {
        DataStorage: { ...pair(sizes.get('minDataStorageGb'), attributes.dataStorageMaximumGb), Unit: 'GB' },
      }),
      ...(sizes.has('minEcpuPerSecond') && {
        ECPUPerSecond: pair(sizes.get('minEcpuPerSecond'), attributes.ecpuMaximumPerSecond),
      }),
    },
  };
}

/** Over several aliases nobody can say which was raised; none at all is another command. */
function provisionedInput({ key, attributes }: Resource, sizes: Map<string, number>): Json {
  // Left out where it was not read, and then it is not what was raised.
  const [only, ...others] = (attributes.provisionedConcurrency ?? []) as { qualifier: string }[];
  const size = sizes.get('provisionedConcurrency');
  if (!only || others.length > 0 || !size) return null;
  return { FunctionName: key, Qualifier: only.qualifier, ProvisionedConcurrentExecutions: size };
}

/** The inputs as facts: `restored…` writes the baseline, `kept…` what is there now; null for other kinds. */
export function restoreFacts(
  raisedOf: (subject: Subject, context: Context) => Kept[] | Fact,
): Record<string, FactDefinition> {
  const fact = (one: (typeof inputs)[string], size: 'normal' | 'now', words: string): FactDefinition => ({
    type: 'object',
    nullable: true,
    description: `Input of ${one.what} that writes ${words}; null for other kinds, and where nothing is raised.`,
    parameters: ['ratio'],
    compute(subject, context) {
      const resource = resourceOf(subject);
      if (resource.kind !== one.kind) return known(null);
      const raised = raisedOf(subject, context);
      if ('known' in raised) return raised;
      const sizes = new Map(raised.map((kept) => [kept.value, kept[size]]));
      return known(sizes.size === 0 ? null : one.input(resource, sizes));
    },
  });
  return Object.fromEntries(
    Object.values(inputs).flatMap((one) => [
      [`restored${one.fact}`, fact(one, 'normal', 'the baseline')],
      [`kept${one.fact}`, fact(one, 'now', 'what is there now')],
    ]),
  );
}

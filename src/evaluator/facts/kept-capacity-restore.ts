import type { Json, Resource } from '../../model/snapshot.ts';
import { type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { provisionedUnits, updateTableInput } from '../writers/dynamodb-table.ts';
import { serverlessCacheInput } from '../writers/elasticache-serverless-cache.ts';
import { provisionedInput, reservedInput } from '../writers/lambda-function.ts';
import { capacityLimits } from '../writers/opensearch-limits.ts';
import { serverlessInput } from '../writers/rds-cluster.ts';
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
      sizes.has('reservedConcurrency') ? reservedInput(key ?? '', sizes.get('reservedConcurrency') ?? 0) : null,
  },
  provisioned: {
    fact: 'Provisioned',
    kind: 'lambda-function',
    what: 'put-provisioned-concurrency-config',
    input: provisionInput,
  },
  cluster: {
    fact: 'Cluster',
    kind: 'rds-cluster',
    what: 'modify-db-cluster',
    input: ({ key, attributes }, sizes) => {
      const minimum = sizes.get('minAcu') ?? 0;
      return serverlessInput(key ?? '', minimum, attributes.serverlessMaxAcu ?? minimum);
    },
  },
  group: {
    fact: 'CollectionGroup',
    kind: 'opensearch-collection-group',
    what: 'update-collection-group',
    input: ({ attributes }, sizes) => ({
      id: attributes.groupId ?? null,
      capacityLimits: capacityLimits({ ...attributes, ...Object.fromEntries(sizes) }),
    }),
  },
};

/** Read and write units are written together: the side that is not raised keeps what it has. */
function tableInput({ key, attributes }: Resource, sizes: Map<string, number>): Json {
  const part = (index: string | null, units: Attributes, prefix: string) => {
    const [read, write] = [sizes.get(`${prefix}read`), sizes.get(`${prefix}write`)];
    if (read === undefined && write === undefined) return [];
    const change = provisionedUnits({
      readCapacityUnits: read ?? units.readCapacityUnits ?? 0,
      writeCapacityUnits: write ?? units.writeCapacityUnits ?? 0,
    });
    return [{ index, change }];
  };
  const indexes = (attributes.indexes as Attributes[]).flatMap((index) =>
    part(String(index.name), index, `index/${index.name}/`),
  );
  return updateTableInput(key ?? '', [...part(null, attributes, ''), ...indexes]);
}

function cacheInput({ key, attributes }: Resource, sizes: Map<string, number>): Json {
  const limits = {
    ...attributes,
    dataStorageMinimumGb: sizes.get('minDataStorageGb') ?? null,
    ecpuMinimumPerSecond: sizes.get('minEcpuPerSecond') ?? null,
  };
  const written = { storage: sizes.has('minDataStorageGb'), requests: sizes.has('minEcpuPerSecond') };
  return serverlessCacheInput(key ?? '', limits, written);
}

/** Over several aliases nobody can say which was raised; none at all is another command. */
function provisionInput({ key, attributes }: Resource, sizes: Map<string, number>): Json {
  // Left out where it was not read, and then it is not what was raised.
  const [only, ...others] = (attributes.provisionedConcurrency ?? []) as { qualifier: string }[];
  const size = sizes.get('provisionedConcurrency');
  if (!only || others.length > 0 || !size) return null;
  return provisionedInput(key ?? '', { qualifier: only.qualifier, requested: size });
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

import type { Workload } from '../../model/policy.ts';
import type { Json, Resource } from '../../model/snapshot.ts';
import { baselineDimension, baselineOf, type OwnMeasure, ownBaselineOf } from '../facts/baseline.ts';
import { identityOf, type TargetIdentity } from '../facts/joins.ts';
import { normalUnits } from '../facts/kept-capacity.ts';
import { ecpuBound } from '../writers/elasticache-serverless-cache.ts';
import { groupSize } from '../writers/opensearch-limits.ts';
import type { Attributes } from '../writers/writer.ts';

/** A number of a resource that may be raised for a while. */
export interface Value {
  /** As baselines name it. */
  name: string;
  /** Attribute that holds it. */
  attribute: string;
  /** What stands; null: nothing is set. */
  now: number | null;
  /** The attributes with another number; null takes it away. */
  write(attributes: Attributes, size: number | null): Attributes;
  /** What the policy says is normal; null where it does not. */
  normal(workload: Workload | null): number | null;
  /** The value that must not be below this one. */
  atMost?: string;
  /** Where Application Auto Scaling owns it, if a target is registered there. */
  target?: TargetIdentity;
  /** It never goes back. */
  irreversible?: boolean;
  /** Least step between two sizes; 1 where it is a whole number. */
  step?: number;
  /** The least size not below a number that AWS takes; the number itself where this is absent. */
  fit?(size: number): number;
}

const numberIn = (value: Json | undefined) => (typeof value === 'number' ? value : null);

/** A value that one attribute holds. */
function plain(resource: Resource, name: string, attribute: string, over: Partial<Value> = {}): Value {
  return {
    name,
    attribute,
    now: numberIn(resource.attributes[attribute]),
    write: (attributes, size) => ({ ...attributes, [attribute]: size }),
    normal: (workload) => ownBaselineOf(workload, name as OwnMeasure),
    ...over,
  };
}

/** A pair of bounds, each with its attribute. */
const bounds = (
  resource: Resource,
  [low, least]: [string, string],
  [high, most]: [string, string],
  over: Pick<Value, 'step' | 'fit'> = {},
) => [plain(resource, low, least, { atMost: high, ...over }), plain(resource, high, most, over)];

const inGroup = ({ attributes }: Resource) => ({ fit: (ocu: number) => groupSize(attributes.generation, ocu) });

const kinds: Record<string, (resource: Resource) => Value[]> = {
  'scalable-target': (target) => {
    const dimension = baselineDimension(identityOf(target));
    const normal = (name: 'minCapacity' | 'maxCapacity') => (workload: Workload | null) => {
      const fact = baselineOf(workload, name, dimension);
      return fact.known ? numberIn(fact.value) : null;
    };
    return [
      plain(target, 'minCapacity', 'minCapacity', { atMost: 'maxCapacity', normal: normal('minCapacity') }),
      plain(target, 'maxCapacity', 'maxCapacity', { normal: normal('maxCapacity') }),
    ];
  },
  'dynamodb-table': tableValues,
  'elasticache-serverless-cache': (cache) => [
    ...bounds(cache, ['minDataStorageGb', 'dataStorageMinimumGb'], ['maxDataStorageGb', 'dataStorageMaximumGb']),
    ...bounds(cache, ['minEcpuPerSecond', 'ecpuMinimumPerSecond'], ['maxEcpuPerSecond', 'ecpuMaximumPerSecond'], {
      fit: ecpuBound,
    }),
  ],
  'lambda-function': (lambda) => [
    plain(lambda, 'reservedConcurrency', 'reservedConcurrency'),
    ...provisionedOf(lambda.attributes).map(({ qualifier }) => provisionedValue(lambda, qualifier)),
  ],
  'opensearch-account': (account) => [
    plain(account, 'maxIndexingOcu', 'maxIndexingOcu'),
    plain(account, 'maxSearchOcu', 'maxSearchOcu'),
  ],
  'opensearch-collection-group': (group) => [
    ...bounds(group, ['minIndexingOcu', 'minIndexingOcu'], ['maxIndexingOcu', 'maxIndexingOcu'], inGroup(group)),
    ...bounds(group, ['minSearchOcu', 'minSearchOcu'], ['maxSearchOcu', 'maxSearchOcu'], inGroup(group)),
  ],
  'rds-cluster': (cluster) =>
    bounds(cluster, ['minAcu', 'serverlessMinAcu'], ['maxAcu', 'serverlessMaxAcu'], { step: 0.5 }),
};

/** Kinds that have something to raise. */
export const raisableKinds: readonly string[] = Object.keys(kinds);

export const valuesOf = (resource: Resource): Value[] => kinds[resource.kind]?.(resource) ?? [];

/** The value of a resource by its name; a function may be given concurrency under an alias that has none yet. */
export function valueNamed(resource: Resource, name: string): Value | undefined {
  const values = valuesOf(resource);
  const found = values.find((value) => value.name === name);
  if (found || resource.kind !== 'lambda-function') return found;
  const provisioned = values.filter((value) => value.name.startsWith('provisionedConcurrency/'));
  if (name === 'provisionedConcurrency') return provisioned.length === 1 ? provisioned[0] : undefined;
  const [, alias] = /^provisionedConcurrency\/(.+)$/.exec(name) ?? [];
  return alias === undefined || alias === '$LATEST' ? undefined : provisionedValue(resource, alias);
}

const sides = ['read', 'write'] as const;
const capital = (side: string) => side.charAt(0).toUpperCase() + side.slice(1);

function tableValues(table: Resource): Value[] {
  const indexes = (table.attributes.indexes ?? []) as Attributes[];
  const slices = [null, ...indexes.map((index) => String(index.name))];
  return slices.flatMap((index) => [
    ...sides.map((side) => unitsValue(table, index, side)),
    ...sides.map((side) => warmValue(table, index, side)),
  ]);
}

const slicePrefix = (index: string | null) => (index === null ? '' : `index/${index}/`);

function unitsValue(table: Resource, index: string | null, side: (typeof sides)[number]): Value {
  const name = `${slicePrefix(index)}${side}`;
  return {
    ...sliceValue(table, index, `${side}CapacityUnits`),
    name,
    normal: (workload) => normalUnits(workload, name),
    target: {
      serviceNamespace: 'dynamodb',
      resourceId: index === null ? `table/${table.key}` : `table/${table.key}/index/${index}`,
      scalableDimension: `dynamodb:${index === null ? 'table' : 'index'}:${capital(side)}CapacityUnits`,
    },
  };
}

const warmValue = (table: Resource, index: string | null, side: (typeof sides)[number]): Value => ({
  ...sliceValue(table, index, `warm${capital(side)}UnitsPerSecond`),
  name: `${slicePrefix(index)}warm${capital(side)}`,
  normal: () => null,
  irreversible: true,
});

function sliceValue(
  table: Resource,
  index: string | null,
  attribute: string,
): Pick<Value, 'attribute' | 'now' | 'write'> {
  if (index === null) {
    const { now, write } = plain(table, attribute, attribute);
    return { attribute, now, write };
  }
  const indexesOf = (attributes: Attributes) => (attributes.indexes ?? []) as Attributes[];
  const found = indexesOf(table.attributes).find((one) => one.name === index);
  return {
    attribute: 'indexes',
    now: numberIn(found?.[attribute]),
    write: (attributes, size) => ({
      ...attributes,
      indexes: indexesOf(attributes).map((one) => (one.name === index ? { ...one, [attribute]: size } : one)),
    }),
  };
}

const provisionedOf = (attributes: Attributes) =>
  (attributes.provisionedConcurrency ?? []) as { qualifier: string; requested: number }[];

function provisionedValue(lambda: Resource, alias: string): Value {
  const all = provisionedOf(lambda.attributes);
  return {
    name: `provisionedConcurrency/${alias}`,
    attribute: 'provisionedConcurrency',
    now: all.find(({ qualifier }) => qualifier === alias)?.requested ?? null,
    write(attributes, size) {
      const others = provisionedOf(attributes).filter(({ qualifier }) => qualifier !== alias);
      const own = size === null || size === 0 ? [] : [{ qualifier: alias, requested: size }];
      return { ...attributes, provisionedConcurrency: [...others, ...own] };
    },
    // What the policy says is normal of a function is the sum over its aliases.
    normal: (workload) => (all.length > 1 ? null : ownBaselineOf(workload, 'provisionedConcurrency')),
    target: {
      serviceNamespace: 'lambda',
      resourceId: `function:${lambda.key}:${alias}`,
      scalableDimension: 'lambda:function:ProvisionedConcurrency',
    },
  };
}

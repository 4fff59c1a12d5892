import type { Workload } from '../../model/policy.ts';
import type { Json, Resource } from '../../model/snapshot.ts';
import { baselineDimension, baselineOf, ownBaselineOf } from '../facts/baseline.ts';
import { identityOf } from '../facts/joins.ts';
import { memberOf } from '../world.ts';

/** One value of a resource that a person may override for a while. */
export interface Held {
  /** As the policy and the trail name it: minCapacity, index/by-user/read, minAcu, …. */
  value: string;
  /** Where it stands: the attribute, then the names of items inside it. */
  path: readonly string[];
  /** What the policy calls normal; null where it says nothing. */
  declared: Json;
  /** The value in a state of the resource; undefined where that state does not tell. */
  of(state: Resource): Json | undefined;
}

type Named = { [member: string]: Json };
type HeldOf = (resource: Resource, workload: Workload | null) => Held[];

/** An attribute, as it is told; undefined where it was not read or not recorded. */
function told(state: Resource, attribute: string): Json | undefined {
  const fact = memberOf(state, attribute);
  return fact.known ? fact.value : undefined;
}

function plain(value: string, attribute: string, declared: Json): Held {
  return { value, path: [attribute], declared, of: (state) => told(state, attribute) };
}

/** A minimum that is none where it was never set. */
function least(value: string, attribute: string, declared: Json): Held {
  return { value, path: [attribute], declared, of: (state) => none(told(state, attribute)) };
}

const none = (value: Json | undefined) => (value === null ? 0 : value);

const suspensions = ['suspendedDynamicScaleIn', 'suspendedDynamicScaleOut', 'suspendedScheduled'] as const;

function ofTarget(target: Resource, workload: Workload | null): Held[] {
  const dimension = baselineDimension(identityOf(target));
  const bounds = (['minCapacity', 'maxCapacity'] as const).map((bound) => {
    const normal = baselineOf(workload, bound, dimension);
    return plain(bound, bound, normal.known ? normal.value : null);
  });
  return [...bounds, ...suspensions.map((name) => plain(name, name, null))];
}

/** Units mean something while the table is provisioned. */
function ofTable(table: Resource, workload: Workload | null): Held[] {
  const mode = plain('billingMode', 'billingMode', workload?.baseline?.billingMode ?? null);
  if (mode.of(table) !== 'PROVISIONED') return [mode];
  const indexes = (told(table, 'indexes') ?? []) as Named[];
  const units = (['read', 'write'] as const).flatMap((side) => [
    unitsOf(side, null, normalUnits(workload, side)),
    ...indexes.map(({ name }) => unitsOf(side, String(name), normalUnits(workload, `index/${name}/${side}`))),
  ]);
  return [mode, ...units];
}

function unitsOf(side: 'read' | 'write', index: string | null, declared: Json): Held {
  const member = `${side}CapacityUnits`;
  if (index === null)
    return { ...plain(side, member, declared), of: (state) => ofProvisioned(state, told(state, member)) };
  return {
    value: `index/${index}/${side}`,
    path: ['indexes', index, member],
    declared,
    of(state) {
      const items = told(state, 'indexes') as Named[] | undefined;
      return ofProvisioned(state, items?.find(({ name }) => name === index)?.[member]);
    },
  };
}

const ofProvisioned = (state: Resource, units: Json | undefined) =>
  told(state, 'billingMode') === 'PROVISIONED' ? units : undefined;

/** What is declared for the table says nothing about an index. */
function normalUnits(workload: Workload | null, dimension: string): Json {
  if (dimension.startsWith('index/')) return workload?.baseline?.dimensions?.[dimension]?.minCapacity ?? null;
  const normal = baselineOf(workload, 'minCapacity', dimension);
  return normal.known ? normal.value : null;
}

/** Provisioned concurrency counts over the aliases, as baselines have it. */
function ofFunction(one: Resource, workload: Workload | null): Held[] {
  const aliases = (told(one, 'provisionedConcurrency') ?? []) as Named[];
  const qualifier = aliases.length === 1 ? [String(aliases[0]?.qualifier), 'requested'] : [];
  return [
    plain('reservedConcurrency', 'reservedConcurrency', ownBaselineOf(workload, 'reservedConcurrency')),
    {
      value: 'provisionedConcurrency',
      path: ['provisionedConcurrency', ...qualifier],
      declared: ownBaselineOf(workload, 'provisionedConcurrency'),
      of(state) {
        const all = told(state, 'provisionedConcurrency') as Named[] | undefined;
        return all?.reduce((sum, { requested }) => sum + Number(requested), 0);
      },
    },
  ];
}

const heldByKind: Readonly<Record<string, HeldOf>> = {
  'scalable-target': ofTarget,
  'dynamodb-table': ofTable,
  'lambda-function': ofFunction,
  'ecs-service': () => [plain('desiredCount', 'desiredCount', null)],
  'rds-cluster': (_, workload) => [least('minAcu', 'serverlessMinAcu', ownBaselineOf(workload, 'minAcu'))],
  'elasticache-serverless-cache': (_, workload) => [
    least('minDataStorageGb', 'dataStorageMinimumGb', ownBaselineOf(workload, 'minDataStorageGb')),
    least('minEcpuPerSecond', 'ecpuMinimumPerSecond', ownBaselineOf(workload, 'minEcpuPerSecond')),
  ],
  'elasticache-replication-group': (_, workload) => [
    plain('shards', 'shardCount', ownBaselineOf(workload, 'shards')),
    plain('replicas', 'replicasPerShard', ownBaselineOf(workload, 'replicas')),
  ],
  'opensearch-collection-group': (_, workload) => [
    least('minIndexingOcu', 'minIndexingOcu', ownBaselineOf(workload, 'minIndexingOcu')),
    least('minSearchOcu', 'minSearchOcu', ownBaselineOf(workload, 'minSearchOcu')),
  ],
  // What failed was never there, and is not paid.
  'bedrock-provisioned-throughput': (throughput, workload) =>
    told(throughput, 'status') === 'Failed'
      ? []
      : [plain('modelUnits', 'modelUnits', workload?.baseline?.minCapacity ?? workload?.baseline?.demand ?? null)],
};

/** Kinds of resources that hold such values, sorted. */
export const heldKinds: readonly string[] = Object.keys(heldByKind).sort();

/** The values of a resource that a person may override. */
export function heldOf(resource: Resource, workload: Workload | null): Held[] {
  return heldByKind[resource.kind]?.(resource, workload) ?? [];
}

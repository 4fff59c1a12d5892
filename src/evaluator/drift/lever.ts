import type { Resource } from '../../model/snapshot.ts';
import { eventDimension } from '../facts/baseline.ts';
import { identityOf, type TargetIdentity } from '../facts/joins.ts';

/** One value that sets capacity: who besides people may write it, and where the trail tells of it. */
export interface Lever {
  /** Target whose autoscaler moves the value, within its bounds. */
  moves?: TargetIdentity;
  /** Target of which the value is a bound: scheduled actions write it, the autoscaler never does. */
  bounds?: TargetIdentity;
  /** What an event may ask of it; left out where it asks for nothing of the kind. */
  asked?: { bound: 'minCapacity' | 'maxCapacity'; dimension: string | null };
  /** How the trail names it. */
  trail?: { eventNames: readonly string[]; value: string; key?: string };
}

type LeverOf = (resource: Resource, path: readonly string[]) => Lever | null;

/** What an event may ask of one side of a capacity, as its targets name that; null where there is one side only. */
const least = (dimension: string | null) => ({ asked: { bound: 'minCapacity', dimension } }) as const;
const most = (dimension: string | null) => ({ asked: { bound: 'maxCapacity', dimension } }) as const;
const told = (value: string, ...eventNames: string[]) => ({ trail: { eventNames, value } });

function scaledBy(serviceNamespace: string, resourceId: string, dimension: string): TargetIdentity {
  return { serviceNamespace, resourceId, scalableDimension: `${serviceNamespace}:${dimension}` };
}

/** Units of a table or an index: `readCapacityUnits`, `indexes.by-date.readCapacityUnits`. */
function unitsLever(table: Resource, path: readonly string[]): Lever | null {
  const [head = '', index, member = ''] = path;
  const units = head === 'indexes' ? member : head;
  const [, side] = /^(read|write)CapacityUnits$/.exec(units) ?? [];
  if (side === undefined) return null;
  const name = side === 'read' ? 'Read' : 'Write';
  const part = head === 'indexes' ? `/index/${index}` : '';
  const dimension = part === '' ? side : `index/${index}/${side}`;
  const scaled = part === '' ? `table:${name}CapacityUnits` : `index:${name}CapacityUnits`;
  return {
    moves: scaledBy('dynamodb', `table/${table.key}${part}`, scaled),
    asked: { bound: 'minCapacity', dimension },
    ...told(dimension, 'UpdateTable'),
  };
}

const levers: Readonly<Record<string, LeverOf>> = {
  'scalable-target': (target, [name]) => {
    if (name?.startsWith('suspended')) return told(name, 'RegisterScalableTarget');
    if (name !== 'minCapacity' && name !== 'maxCapacity') return null;
    const identity = identityOf(target);
    return {
      bounds: identity,
      asked: { bound: name, dimension: eventDimension(identity) },
      ...told(name, 'RegisterScalableTarget'),
    };
  },
  'bedrock-provisioned-throughput': (_, [name]) =>
    name === 'modelUnits' ? { ...least(null), ...told(name, 'CreateProvisionedModelThroughput') } : null,
  'ecs-service': (service, [name]) =>
    name === 'desiredCount'
      ? {
          moves: scaledBy('ecs', `service/${service.key}`, 'service:DesiredCount'),
          ...least(null),
          ...told('desiredCount', 'UpdateService'),
        }
      : null,
  'dynamodb-table': (table, path) =>
    path[0] === 'billingMode' ? told('billingMode', 'UpdateTable') : unitsLever(table, path),
  'lambda-function': (lambda, [name, qualifier]) => {
    if (name === 'reservedConcurrency')
      return { ...most(null), ...told('reservedConcurrency', 'PutFunctionConcurrency20171031') };
    if (name !== 'provisionedConcurrency' || qualifier === undefined) return null;
    return {
      moves: scaledBy('lambda', `function:${lambda.key}:${qualifier}`, 'function:ProvisionedConcurrency'),
      ...least(null),
      ...told('provisionedConcurrency', 'PutProvisionedConcurrencyConfig'),
    };
  },
  'elasticache-replication-group': (group, [name]) => {
    const scaled = (dimension: string) =>
      scaledBy('elasticache', `replication-group/${group.key}`, `replication-group:${dimension}`);
    if (name === 'shardCount')
      return {
        moves: scaled('NodeGroups'),
        ...least('shards'),
        ...told('shards', 'ModifyReplicationGroupShardConfiguration'),
      };
    return name === 'replicasPerShard'
      ? {
          moves: scaled('Replicas'),
          ...least('replicas'),
          ...told('replicas', 'DecreaseReplicaCount', 'IncreaseReplicaCount'),
        }
      : null;
  },
  'elasticache-cluster': (cluster, [name]) =>
    name === 'nodeCount'
      ? { moves: scaledBy('elasticache', `cache-cluster/${cluster.key}`, 'cache-cluster:Nodes'), ...least(null) }
      : null,
  'elasticache-serverless-cache': (_, [name]) =>
    ({
      dataStorageMinimumGb: { ...least('storage'), ...told('minDataStorageGb', 'ModifyServerlessCache') },
      dataStorageMaximumGb: most('storage'),
      ecpuMinimumPerSecond: { ...least('ecpu'), ...told('minEcpuPerSecond', 'ModifyServerlessCache') },
      ecpuMaximumPerSecond: most('ecpu'),
    })[name ?? ''] ?? null,
  'opensearch-collection-group': (group, [name]) => {
    const trail = (value: string) => ({
      trail: { eventNames: ['UpdateCollectionGroup'], value, key: String(group.attributes.groupId) },
    });
    const lever: Record<string, Lever> = {
      minIndexingOcu: { ...least('indexing'), ...trail('minIndexingOcu') },
      minSearchOcu: { ...least('search'), ...trail('minSearchOcu') },
      maxIndexingOcu: most('indexing'),
      maxSearchOcu: most('search'),
    };
    return lever[name ?? ''] ?? null;
  },
  'rds-cluster': (_, [name]) =>
    ({
      serverlessMinAcu: { ...least(null), ...told('minAcu', 'ModifyDBCluster') },
      serverlessMaxAcu: { ...most(null) },
    })[name ?? ''] ?? null,
};

/** The lever that a value of a resource is; null where it sets no capacity. */
export function leverOf(resource: Resource, path: readonly string[]): Lever | null {
  return levers[resource.kind]?.(resource, path) ?? null;
}

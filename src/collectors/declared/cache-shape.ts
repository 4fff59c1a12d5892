import type { DeclaredElement, Neighbours } from './element.ts';
import { AfterApplyError, MalformedPropertyError, type Properties } from './properties.ts';
import { steady } from './steady.ts';

/** Whether the keys of a replication group are spread over shards: the parameter cluster-enabled of its group decides. */
export function clusterModeOf(group: Properties, neighbours: Neighbours): boolean {
  const mode = group.text('ClusterMode');
  if (mode !== undefined) return mode !== 'disabled';
  if (shardsOf(group) > 1) return true;
  const parameters = group.name('CacheParameterGroupName');
  // AWS takes one of its own without cluster mode where nothing asks for more than one shard.
  if (parameters === undefined) return false;
  if (parameters.startsWith('default.')) return parameters.endsWith('.cluster.on');
  const own = parameterGroupNamed(group, parameters, neighbours);
  if (own) return own.properties.text('Properties.cluster-enabled') === 'yes';
  // NumCacheClusters is not meant for shards.
  if (!group.has('NumNodeGroups') && group.has('NumCacheClusters')) return false;
  throw new AfterApplyError('CacheParameterGroupName');
}

function parameterGroupNamed(group: Properties, name: string, neighbours: Neighbours): DeclaredElement | undefined {
  const type = 'AWS::ElastiCache::ParameterGroup';
  return (
    neighbours.referenced(group, 'CacheParameterGroupName', type) ??
    neighbours.of(type).find(({ properties }) => nameOf(properties, 'CacheParameterGroupName') === name)
  );
}

/** A name that may not be known at all, which then equals no other. */
function nameOf(properties: Properties, path: string): string | undefined {
  try {
    return properties.name(path);
  } catch {
    return undefined;
  }
}

const shardsOf = (group: Properties) =>
  within(
    'NumNodeGroups',
    mostShards,
    group.number('NumNodeGroups') ?? group.list('NodeGroupConfiguration')?.length ?? 1,
  );

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const mostShards = 500;
const mostNodesPerShard = 6;

/** A count that AWS takes: names are made of it, so that none may be beyond all measure. */
function within(path: string, most: number, count: number): number {
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new MalformedPropertyError(`${path}: expected a whole number from 1 to ${most}, found ${count}`);
}

const nodes = (count: number) => within('NumCacheClusters', mostNodesPerShard, count);

/** Nodes of each shard. https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html */
export function shardSizes(group: Properties, neighbours: Neighbours): number[] {
  const inCluster = clusterModeOf(group, neighbours);
  const replicas = group.number('ReplicasPerNodeGroup');
  const configured = group.list('NodeGroupConfiguration') ?? [];
  if (!inCluster) {
    // Of a cluster that becomes the primary the name is its own.
    if (group.has('PrimaryClusterId')) throw new AfterApplyError('PrimaryClusterId');
    const own = replicas ?? configured[0]?.number('ReplicaCount');
    return [nodes(group.number('NumCacheClusters') ?? (own === undefined ? 1 : own + 1))];
  }
  return Array.from({ length: shardsOf(group) }, (_, index) => {
    const own = configured[index]?.number('ReplicaCount') ?? replicas;
    // AWS does not document how many it makes then.
    if (own === undefined) throw new AfterApplyError('ReplicasPerNodeGroup', true);
    return nodes(own + 1);
  });
}

/** Names that AWS gives the nodes: group-001, or group-0001-001 with shards. Those that the state tells go before. */
export function memberIds(group: Properties, neighbours: Neighbours): string[] {
  const id = group.name('ReplicationGroupId');
  if (id === undefined) throw new AfterApplyError('ReplicationGroupId');
  const sizes = shardSizes(group, neighbours);
  const told = group.names('MemberClusters');
  if (told && told.length === sizes.reduce((sum, size) => sum + size, 0)) return told.sort();
  const inCluster = clusterModeOf(group, neighbours);
  return sizes.flatMap((size, shard) =>
    Array.from({ length: size }, (_, node) => `${id}-${inCluster ? `${pad(shard + 1, 4)}-` : ''}${pad(node + 1, 3)}`),
  );
}

const pad = (value: number, length: number) => String(value).padStart(length, '0');

/** The parameter group that AWS takes where none is named; undefined while the version is not known. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html */
export function defaultParameterGroup(
  engine: string | undefined,
  version: string | undefined,
  inCluster: boolean,
): string | undefined {
  const [, major, minor] = /^(\d+)(?:\.(\d+|x))?/.exec(version ?? '') ?? [];
  if (engine === undefined || major === undefined) return undefined;
  if (engine === 'memcached') return minor === undefined ? undefined : `default.memcached${major}.${minor}`;
  const whole = engine === 'valkey' || Number(major) >= 7;
  const family = whole ? major : Number(major) === 6 ? '6.x' : `${major}.${minor ?? '0'}`;
  return `default.${engine}${family}${inCluster ? '.cluster.on' : ''}`;
}

/** AWS completes 7.1 to the patch that it runs, which the live account tells; 6.x is whichever it takes. */
export function versionOf(version: string | undefined) {
  return version !== undefined && /^\d+(\.\d+)*$/.test(version) ? steady(version) : undefined;
}

import { defaultParameterGroupName } from './cache-parameters.ts';
import { arnOf, createdLongAgo, type Place } from './identity.ts';
import { count, type Item, parts, text, texts, withDefaults, without } from './item.ts';

/** A cache cluster: on its own, or a member of a replication group. */
export type CacheMember = { id: string; group: Item | null; item: Item };

/** Members of replication groups, each with what is declared under its own id laid over it, then the clusters on their own. */
export function expandMembers(groups: readonly Item[], declared: readonly Item[]): CacheMember[] {
  const overlays = new Map(declared.map((item) => [text(item, 'CacheClusterId'), item]));
  const members = groups.flatMap((group) =>
    memberIds(group).map((id): CacheMember => {
      const overlay = overlays.get(id);
      overlays.delete(id);
      return { id, group, item: { ...(group.memberTags ? { tags: group.memberTags } : {}), ...overlay } };
    }),
  );
  const alone = [...overlays].map(([id, item]): CacheMember => ({ id, group: null, item }));
  return [...members, ...alone];
}

/** The ids of a group's members, declared or derived: `<group>-001`, or `<group>-0001-001` in cluster mode. */
export function memberIds(group: Item): string[] {
  const declared = texts(group, 'MemberClusters');
  if (declared.length > 0) return declared;
  return nodeGroupsOf(group).flatMap((nodes) =>
    parts(nodes, 'NodeGroupMembers').map((member) => text(member, 'CacheClusterId')),
  );
}

/** The node groups of a replication group, declared or derived from `shards` and `replicas`. */
export function nodeGroupsOf(group: Item): Item[] {
  const declared = parts(group, 'NodeGroups');
  if (declared.length > 0) return declared;
  const id = text(group, 'ReplicationGroupId');
  const shards = count(group, 'shards', 1);
  const sharded = group.ClusterEnabled === true || shards > 1;
  const named = texts(group, 'MemberClusters');
  const perShard = named.length > 0 ? Math.ceil(named.length / shards) : count(group, 'replicas', 1) + 1;
  return Array.from({ length: shards }, (_, shard) => {
    const NodeGroupId = pad(shard + 1, 4);
    const ids = Array.from({ length: perShard }, (_entry, node) =>
      named.length > 0
        ? named[shard * perShard + node]
        : `${id}-${sharded ? `${NodeGroupId}-` : ''}${pad(node + 1, 3)}`,
    ).filter((name) => name !== undefined);
    const role = (node: number) => (sharded ? {} : { CurrentRole: node === 0 ? 'primary' : 'replica' });
    return {
      NodeGroupId,
      NodeGroupMembers: ids.map((CacheClusterId, node) => ({ CacheClusterId, CacheNodeId: '0001', ...role(node) })),
    };
  });
}

/** The cluster as DescribeCacheClusters returns it; nodes only when asked for. */
export function completeCacheCluster(
  { id, group, item }: CacheMember,
  showNodes: boolean,
  place: Place,
): Record<string, unknown> {
  const engine = text(item, 'Engine') || text(group ?? {}, 'Engine') || 'redis';
  const version =
    text(item, 'EngineVersion') || text(group ?? {}, 'engineVersion') || newestVersions[engine] || '7.1.0';
  const sharded = group?.ClusterEnabled === true || (group !== null && nodeGroupsOf(group).length > 1);
  const declaredGroup = text(item, 'parameterGroup') || text(group ?? {}, 'parameterGroup');
  const nodeCount = count(item, 'NumCacheNodes', 1);
  const declared = without(
    item,
    'tags',
    'parameterGroup',
    'parameterApplyStatus',
    ...(showNodes ? [] : ['CacheNodes']),
  );
  return withDefaults(declared, {
    CacheClusterId: id,
    CacheNodeType: group?.CacheNodeType ?? 'cache.r7g.large',
    Engine: engine,
    EngineVersion: version,
    CacheClusterStatus: 'available',
    NumCacheNodes: nodeCount,
    PreferredAvailabilityZone: `${place.region}a`,
    CacheClusterCreateTime: createdLongAgo,
    PreferredMaintenanceWindow: 'sun:05:00-sun:06:00',
    PendingModifiedValues: {},
    CacheSecurityGroups: [],
    CacheParameterGroup: {
      CacheParameterGroupName: declaredGroup || defaultParameterGroupName(engine, version, sharded),
      ParameterApplyStatus:
        text(item, 'parameterApplyStatus') || text(group ?? {}, 'parameterApplyStatus') || 'in-sync',
      CacheNodeIdsToReboot: [],
    },
    CacheSubnetGroupName: 'default',
    ...(showNodes ? { CacheNodes: nodesOf(id, engine, nodeCount, place) } : {}),
    AutoMinorVersionUpgrade: true,
    SecurityGroups: [],
    ...(group ? { ReplicationGroupId: text(group, 'ReplicationGroupId') } : {}),
    SnapshotRetentionLimit: 0,
    SnapshotWindow: '05:00-06:00',
    AuthTokenEnabled: false,
    TransitEncryptionEnabled: false,
    AtRestEncryptionEnabled: false,
    ARN: arnOf('elasticache', place, `cluster:${id}`),
    ReplicationGroupLogDeliveryEnabled: false,
    LogDeliveryConfigurations: [],
    NetworkType: 'ipv4',
    IpDiscovery: 'ipv4',
  });
}

const newestVersions: Record<string, string> = { redis: '7.1.0', valkey: '8.0.1', memcached: '1.6.22' };

function nodesOf(id: string, engine: string, nodeCount: number, place: Place): unknown[] {
  return Array.from({ length: nodeCount }, (_, index) => ({
    CacheNodeId: pad(index + 1, 4),
    CacheNodeStatus: 'available',
    CacheNodeCreateTime: createdLongAgo,
    Endpoint: {
      Address: `${id}.${pad(index + 1, 4)}.${place.region}.cache.amazonaws.com`,
      Port: engine === 'memcached' ? 11211 : 6379,
    },
    ParameterGroupStatus: 'in-sync',
    CustomerAvailabilityZone: `${place.region}a`,
  }));
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

import type { CacheCluster, ReplicationGroup, ServerlessCache } from '@aws-sdk/client-elasticache';
import { compareText } from '../../../model/snapshot.ts';
import type { elasticacheCluster } from '../../../resources/elasticache-cluster.ts';
import {
  type elasticacheReplicationGroup,
  elasticacheReplicationGroupDefaults,
} from '../../../resources/elasticache-replication-group.ts';
import type { elasticacheServerlessCache } from '../../../resources/elasticache-serverless-cache.ts';
import { withDefaults } from '../../../resources/kind.ts';
import type { DraftOf } from '../collector.ts';

export function describeReplicationGroup(group: ReplicationGroup): DraftOf<typeof elasticacheReplicationGroup> {
  const sizes = shardSizes(group);
  const given = {
    replicationGroupId: group.ReplicationGroupId,
    status: group.Status,
    engine: group.Engine ?? null,
    nodeType: group.CacheNodeType ?? null,
    clusterModeEnabled: clusterMode(group),
    shardCount: sizes.length,
    replicasPerShard: sizes.length === 0 ? 0 : Math.max(0, Math.min(...sizes) - 1),
    memberClusterIds: (group.MemberClusters ?? []).toSorted(compareText),
    automaticFailover: group.AutomaticFailover,
    multiAz: group.MultiAZ,
    dataTiering: group.DataTiering,
    effectiveDurability: group.EffectiveDurability ?? null,
    globalRole: group.GlobalReplicationGroupInfo?.GlobalReplicationGroupMemberRole?.toUpperCase() ?? null,
    snapshotRetentionDays: group.SnapshotRetentionLimit,
    pendingChanges: setMembers(group.PendingModifiedValues),
  };
  return { ...withDefaults(given, elasticacheReplicationGroupDefaults), id: group.ARN, observed: {} };
}

/** Answers of old have no flag, but only cluster mode has more than one shard. */
function clusterMode(group: ReplicationGroup): boolean | undefined {
  return group.ClusterEnabled ?? ((group.NodeGroups?.length ?? 0) > 1 ? true : undefined);
}

/** Nodes of each shard. While a group is being created AWS tells no node groups; without cluster mode it will have one. */
function shardSizes(group: ReplicationGroup): number[] {
  const told = (group.NodeGroups ?? []).map((shard) => shard.NodeGroupMembers?.length ?? 0);
  return told.length > 0 || clusterMode(group) ? told : [group.MemberClusters?.length ?? 0];
}

/** A cluster of Redis OSS or Valkey is one node. https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CacheCluster.html */
const singleNode = { nodeCount: 1, snapshotRetentionDays: 0 } as const;

/** Memcached has no backups. */
const memcachedDefaults = { snapshotRetentionDays: 0 } as const;

export function describeCacheCluster(cluster: CacheCluster): DraftOf<typeof elasticacheCluster> {
  const group = cluster.CacheParameterGroup;
  const given = {
    clusterId: cluster.CacheClusterId,
    status: cluster.CacheClusterStatus,
    engine: cluster.Engine,
    engineVersion: cluster.EngineVersion ?? null,
    nodeType: cluster.CacheNodeType ?? null,
    nodeCount: cluster.NumCacheNodes,
    replicationGroupId: cluster.ReplicationGroupId ?? null,
    parameterGroup: group?.CacheParameterGroupName ?? null,
    parameterApplyStatus: group?.ParameterApplyStatus ?? null,
    nodesToReboot: (group?.CacheNodeIdsToReboot ?? []).toSorted(compareText),
    snapshotRetentionDays: cluster.SnapshotRetentionLimit,
    pendingChanges: setMembers(cluster.PendingModifiedValues),
  };
  const defaults = cluster.Engine === 'memcached' ? memcachedDefaults : singleNode;
  return { ...withDefaults(given, defaults), id: cluster.ARN, observed: {} };
}

export function describeServerlessCache(cache: ServerlessCache): DraftOf<typeof elasticacheServerlessCache> {
  const storage = cache.CacheUsageLimits?.DataStorage;
  const ecpu = cache.CacheUsageLimits?.ECPUPerSecond;
  return {
    id: cache.ARN,
    attributes: {
      cacheName: cache.ServerlessCacheName,
      status: cache.Status,
      engine: cache.Engine,
      // GB is the only unit. https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DataStorage.html
      dataStorageMinimumGb: storage?.Minimum ?? null,
      dataStorageMaximumGb: storage?.Maximum ?? null,
      ecpuMinimumPerSecond: ecpu?.Minimum ?? null,
      ecpuMaximumPerSecond: ecpu?.Maximum ?? null,
    },
    observed: {},
  };
}

/** Names of the members that are set, sorted; an empty list is not. */
function setMembers(pending: object | undefined): string[] {
  return Object.entries(pending ?? {})
    .filter(([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name]) => name)
    .sort(compareText);
}

import { type Declared, type DeclaredObject, isFilled, isObject } from '../../declared/value.ts';
import { allTags, onlyIfSet, terraformType } from '../translation.ts';

/**
 * What AWS makes up is left out where the configuration does not set it: the shape of the group follows from what is set.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_replication_group
 */
export const elasticacheReplicationGroup = terraformType(
  'aws_elasticache_replication_group',
  'AWS::ElastiCache::ReplicationGroup',
  {
    ReplicationGroupId: 'replication_group_id',
    Engine: 'engine',
    EngineVersion: onlyIfSet('engine_version'),
    CacheNodeType: 'node_type',
    CacheParameterGroupName: onlyIfSet('parameter_group_name'),
    ClusterMode: clusterMode,
    NumNodeGroups: (group) => onlyIfSet('num_node_groups')(group) ?? ofClusterMode(group, 'num_node_groups'),
    ReplicasPerNodeGroup: (group) =>
      onlyIfSet('replicas_per_node_group')(group) ?? ofClusterMode(group, 'replicas_per_node_group'),
    NumCacheClusters: (group) => onlyIfSet('num_cache_clusters')(group) ?? onlyIfSet('number_cache_clusters')(group),
    MemberClusters: onlyIfSet('member_clusters'),
    AutomaticFailoverEnabled: onlyIfSet('automatic_failover_enabled'),
    MultiAZEnabled: onlyIfSet('multi_az_enabled'),
    DataTieringEnabled: onlyIfSet('data_tiering_enabled'),
    GlobalReplicationGroupId: onlyIfSet('global_replication_group_id'),
    SnapshotRetentionLimit: onlyIfSet('snapshot_retention_limit'),
    Durability: onlyIfSet('durability'),
    Tags: allTags,
  },
  { name: 'replication_group_id', idIsName: true },
);

/** Set, or told by the state. */
function clusterMode(group: DeclaredObject): Declared | undefined {
  const mode = onlyIfSet('cluster_mode')(group);
  // A block of this name held the shards until version 5 of the provider.
  if (mode !== undefined && !Array.isArray(mode) && !(isFilled(mode) && Array.isArray(mode.value))) return mode;
  const isOn = group.cluster_enabled;
  return typeof isOn === 'boolean' ? (isOn ? 'enabled' : 'disabled') : undefined;
}

function ofClusterMode({ cluster_mode: block }: DeclaredObject, name: string): Declared | undefined {
  const [one] = Array.isArray(block) ? block : [];
  return isObject(one) ? one[name] : undefined;
}

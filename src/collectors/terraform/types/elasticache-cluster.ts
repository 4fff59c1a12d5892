import { allTags, onlyIfSet, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_cluster */
export const elasticacheCluster = terraformType(
  'aws_elasticache_cluster',
  'AWS::ElastiCache::CacheCluster',
  {
    ClusterName: 'cluster_id',
    Engine: 'engine',
    EngineVersion: onlyIfSet('engine_version'),
    CacheNodeType: 'node_type',
    NumCacheNodes: 'num_cache_nodes',
    ReplicationGroupId: onlyIfSet('replication_group_id'),
    CacheParameterGroupName: onlyIfSet('parameter_group_name'),
    SnapshotRetentionLimit: onlyIfSet('snapshot_retention_limit'),
    Tags: allTags,
  },
  { name: 'cluster_id', idIsName: true },
);

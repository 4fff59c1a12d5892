import type {
  DescribeCacheClustersCommandOutput,
  DescribeCacheParametersCommandOutput,
  DescribeReplicationGroupsCommandOutput,
} from '@aws-sdk/client-elasticache';
import { expectResources, reading } from './reading.ts';

const describeClusters = reading<DescribeCacheClustersCommandOutput>({
  api: 'elasticache:DescribeCacheClusters',
  answer: ({ operation }, data) => {
    if (operation === 'DescribeCacheParameters') return { Parameters: [] };
    return operation === 'DescribeCacheClusters' ? data : undefined;
  },
  check: (collected, data) => {
    const clusters = data.CacheClusters ?? [];
    const expected = clusters.map((cluster) => ({
      key: cluster.CacheClusterId ?? '',
      ...(cluster.ARN !== undefined && { id: cluster.ARN }),
      attributes: {
        clusterId: cluster.CacheClusterId,
        status: cluster.CacheClusterStatus,
        engine: cluster.Engine,
        engineVersion: cluster.EngineVersion,
        nodeType: cluster.CacheNodeType,
        nodeCount: cluster.NumCacheNodes,
        replicationGroupId: cluster.ReplicationGroupId ?? null,
        parameterGroup: cluster.CacheParameterGroup?.CacheParameterGroupName,
        parameterApplyStatus: cluster.CacheParameterGroup?.ParameterApplyStatus,
        nodesToReboot: cluster.CacheParameterGroup?.CacheNodeIdsToReboot,
        pendingChanges: Object.keys(cluster.PendingModifiedValues ?? {}).sort(),
      },
    }));
    expectResources(collected, 'elasticache-cluster', expected);
    const groups = new Set(clusters.map((cluster) => cluster.CacheParameterGroup?.CacheParameterGroupName ?? ''));
    expectResources(
      collected,
      'elasticache-parameter-group',
      [...groups].map((key) => ({ key })),
    );
  },
});

const describeGroups = reading<DescribeReplicationGroupsCommandOutput>({
  api: 'elasticache:DescribeReplicationGroups',
  answer: ({ operation }, data) => (operation === 'DescribeReplicationGroups' ? data : undefined),
  check: (collected, data) => {
    const expected = (data.ReplicationGroups ?? []).map((group) => {
      const shards = group.NodeGroups ?? [];
      const [fewest = 1] = shards.map((shard) => shard.NodeGroupMembers?.length ?? 0).sort((a, b) => a - b);
      return {
        key: group.ReplicationGroupId ?? '',
        ...(group.ARN !== undefined && { id: group.ARN }),
        attributes: {
          replicationGroupId: group.ReplicationGroupId,
          status: group.Status,
          engine: group.Engine ?? null,
          nodeType: group.CacheNodeType ?? null,
          clusterModeEnabled: group.ClusterEnabled ?? shards.length > 1,
          shardCount: shards.length,
          replicasPerShard: fewest - 1,
          memberClusterIds: group.MemberClusters?.toSorted(),
          automaticFailover: group.AutomaticFailover,
          multiAz: group.MultiAZ ?? 'disabled',
          dataTiering: group.DataTiering ?? 'disabled',
          pendingChanges: Object.keys(group.PendingModifiedValues ?? {}).sort(),
        },
      };
    });
    expectResources(collected, 'elasticache-replication-group', expected);
  },
});

const describeParameters = reading<DescribeCacheParametersCommandOutput>({
  api: 'elasticache:DescribeCacheParameters',
  answer: ({ operation }, data) => {
    if (operation === 'DescribeCacheParameters') return data;
    if (operation !== 'DescribeCacheClusters') return undefined;
    const CacheParameterGroup = { CacheParameterGroupName: 'recorded', ParameterApplyStatus: 'in-sync' };
    const cluster = { CacheClusterId: 'c', CacheClusterStatus: 'available', Engine: 'redis', NumCacheNodes: 1 };
    return { CacheClusters: [{ ...cluster, CacheParameterGroup }] };
  },
  check: (collected, data) => {
    const named = (name: string) => data.Parameters?.find(({ ParameterName }) => ParameterName === name);
    const number = (name: string) => {
      const text = named(name)?.ParameterValue;
      return text === undefined ? null : Number.parseFloat(text);
    };
    const attributes = {
      groupName: 'recorded',
      maxmemoryPolicy: named('maxmemory-policy')?.ParameterValue ?? null,
      maxmemoryPolicySource: named('maxmemory-policy')?.Source ?? null,
      reservedMemoryPercent: number('reserved-memory-percent'),
      reservedMemoryBytes: number('reserved-memory'),
      errorOnMemoryExhausted: number('error_on_memory_exhausted'),
    };
    expectResources(collected, 'elasticache-parameter-group', [{ key: 'recorded', attributes }]);
  },
});

export const elasticache = {
  'elasticache.DescribeCacheClusters': describeClusters,
  'elasticache.DescribeReplicationGroups': describeGroups,
  'elasticache.DescribeCacheParameters': describeParameters,
};

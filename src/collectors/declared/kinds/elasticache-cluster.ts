import { elasticacheCluster } from '../../../resources/elasticache-cluster.ts';
import { defaultParameterGroup, versionOf } from '../cache-shape.ts';
import { declare } from '../declaration.ts';
import { steady } from '../steady.ts';
import { filled } from '../value.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-cachecluster.html */
export const elasticacheClusterDeclaration = declare({
  kind: elasticacheCluster,
  type: 'AWS::ElastiCache::CacheCluster',
  attributes: {
    clusterId: (cluster) => cluster.name('ClusterName'),
    status: () => steady('available'),
    engine: (cluster) => cluster.text('Engine'),
    engineVersion: (cluster) => versionOf(cluster.text('EngineVersion')),
    nodeType: (cluster) => cluster.text('CacheNodeType'),
    nodeCount: (cluster) => cluster.number('NumCacheNodes'),
    replicationGroupId: (cluster) => cluster.name('ReplicationGroupId') ?? null,
    parameterGroup: (cluster) => {
      const named = cluster.name('CacheParameterGroupName');
      if (named !== undefined) return named;
      const own = defaultParameterGroup(cluster.text('Engine'), cluster.text('EngineVersion'), false);
      return own === undefined ? undefined : filled(own);
    },
    parameterApplyStatus: () => steady('in-sync'),
    nodesToReboot: () => steady([]),
    snapshotRetentionDays: (cluster) => cluster.number('SnapshotRetentionLimit'),
    pendingChanges: () => steady([]),
  },
  defaults: { snapshotRetentionDays: 0 },
  tags: 'Tags',
});

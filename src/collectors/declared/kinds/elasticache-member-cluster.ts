import { elasticacheCluster } from '../../../resources/elasticache-cluster.ts';
import { clusterModeOf, defaultParameterGroup, memberIds, versionOf } from '../cache-shape.ts';
import { declare } from '../declaration.ts';
import { AfterApplyError, propertiesOf } from '../properties.ts';
import { steady } from '../steady.ts';
import { filled } from '../value.ts';

/** The nodes that AWS makes for a replication group, each of them a cluster: rules on caches look at these. */
export const elasticacheMemberClusterDeclaration = declare({
  kind: elasticacheCluster,
  type: 'AWS::ElastiCache::ReplicationGroup',
  each: (group, _, neighbours) => {
    try {
      return memberIds(group, neighbours).map((CacheClusterId) => propertiesOf({ CacheClusterId }));
    } catch (error) {
      // How many there will be, or what they are called, is not known: then none is told.
      if (error instanceof AfterApplyError) return [];
      throw error;
    }
  },
  attributes: {
    clusterId: (member) => member.text('CacheClusterId'),
    status: () => steady('available'),
    engine: (_, { properties }) => properties.text('Engine'),
    engineVersion: (_, { properties }) => versionOf(properties.text('EngineVersion')),
    nodeType: (_, { properties }) => properties.text('CacheNodeType'),
    nodeCount: () => 1,
    replicationGroupId: (_, { properties }) => properties.name('ReplicationGroupId'),
    parameterGroup: (_, { properties }, neighbours) => {
      const named = properties.name('CacheParameterGroupName');
      if (named !== undefined) return named;
      const version = properties.text('EngineVersion');
      const own = defaultParameterGroup(properties.text('Engine'), version, clusterModeOf(properties, neighbours));
      return own === undefined ? undefined : filled(own);
    },
    parameterApplyStatus: () => steady('in-sync'),
    nodesToReboot: () => steady([]),
    // AWS tells them of the member alone that it makes them of.
    snapshotRetentionDays: null,
    pendingChanges: () => steady([]),
  },
});

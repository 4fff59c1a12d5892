import {
  elasticacheReplicationGroup,
  elasticacheReplicationGroupDefaults,
} from '../../../resources/elasticache-replication-group.ts';
import { clusterModeOf, memberIds, shardSizes } from '../cache-shape.ts';
import { declare } from '../declaration.ts';
import type { Properties } from '../properties.ts';
import { steady } from '../steady.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html */
export const elasticacheReplicationGroupDeclaration = declare({
  kind: elasticacheReplicationGroup,
  type: 'AWS::ElastiCache::ReplicationGroup',
  attributes: {
    replicationGroupId: (group) => group.name('ReplicationGroupId'),
    status: () => steady('available'),
    engine: (group) => group.text('Engine'),
    nodeType: (group) => group.text('CacheNodeType'),
    clusterModeEnabled: (group, _, neighbours) => clusterModeOf(group, neighbours),
    shardCount: (group, _, neighbours) => shardSizes(group, neighbours).length,
    replicasPerShard: (group, _, neighbours) => Math.max(0, Math.min(...shardSizes(group, neighbours)) - 1),
    memberClusterIds: (group, _, neighbours) => memberIds(group, neighbours),
    automaticFailover: (group) => onOrOff(group, 'AutomaticFailoverEnabled'),
    multiAz: (group) => onOrOff(group, 'MultiAZEnabled'),
    dataTiering: (group) => onOrOff(group, 'DataTieringEnabled'),
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Durability.Configuring.html
    effectiveDurability: (group) => {
      const durability = group.text('Durability') ?? 'default';
      return durability === 'default' ? steady('disabled') : durability;
    },
    // A group that names a global datastore may be its primary or not.
    globalRole: (group) => (group.has('GlobalReplicationGroupId') ? undefined : steady(null)),
    snapshotRetentionDays: (group) => group.number('SnapshotRetentionLimit'),
    pendingChanges: () => steady([]),
  },
  defaults: elasticacheReplicationGroupDefaults,
  tags: 'Tags',
});

function onOrOff(group: Properties, path: string): string | undefined {
  const isOn = group.boolean(path);
  return isOn === undefined ? undefined : isOn ? 'enabled' : 'disabled';
}

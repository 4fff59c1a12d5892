import { type Change, defineWriter, one } from './define-writer.ts';
import type { Plan } from './writer.ts';

const modified = ['parameterGroup', 'nodeCount', 'nodeType', 'snapshotRetentionDays'];

/** The members of a replication group are modified together, through their group. */
function modify({ resource, from, to, changed }: Change): Plan {
  const group = to.replicationGroupId ?? null;
  if (group !== null) {
    if (!changed('parameterGroup'))
      return { cannot: 'Members of a replication group are modified through their group.' };
    return one(
      'elasticache',
      'ModifyReplicationGroup',
      { ReplicationGroupId: group, CacheParameterGroupName: to.parameterGroup ?? null, ApplyImmediately: true },
      'Every member of the replication group gets the parameter group.',
    );
  }
  if (Number(to.nodeCount) < Number(from.nodeCount)) {
    return { cannot: 'Fewer nodes need the ids of those that go, and the snapshot does not hold them.' };
  }
  return one(
    'elasticache',
    'ModifyCacheCluster',
    {
      CacheClusterId: resource.key,
      ...(changed('parameterGroup') && { CacheParameterGroupName: to.parameterGroup ?? null }),
      ...(changed('nodeCount') && { NumCacheNodes: to.nodeCount ?? null }),
      ...(changed('nodeType') && { CacheNodeType: to.nodeType ?? null }),
      ...(changed('snapshotRetentionDays') && { SnapshotRetentionLimit: to.snapshotRetentionDays ?? null }),
      ApplyImmediately: true,
    },
    ...(changed('nodeType') ? ['The node is replaced; the keys must fit into the memory of the new type.'] : []),
  );
}

export const writeCacheCluster = defineWriter({
  levers: [{ attributes: modified, write: modify }],
  follows: ['status', 'parameterApplyStatus', 'nodesToReboot', 'pendingChanges'],
  fixed: 'What a cluster was made with is not written.',
  notCreated: 'The snapshot does not hold network and data of a cluster.',
  notRemoved: 'Deleting a cluster would delete its data.',
});

import type { Json } from '../../model/snapshot.ts';
import { type Change, defineWriter, join, one } from './define-writer.ts';
import type { Plan } from './writer.ts';

const modified = ['automaticFailover', 'multiAz', 'snapshotRetentionDays', 'nodeType'];
const isOn = (state: Json | undefined) => state === 'enabled' || state === 'enabling';

function shards({ resource, from, to }: Change): Plan {
  if (Number(to.shardCount) < Number(from.shardCount)) {
    return { cannot: 'Fewer shards need the ids of those that go or stay, and the snapshot does not hold them.' };
  }
  return one(
    'elasticache',
    'ModifyReplicationGroupShardConfiguration',
    { ReplicationGroupId: resource.key, NodeGroupCount: to.shardCount ?? null, ApplyImmediately: true },
    'Keys move while the cluster serves, which takes from minutes to hours and costs it processor time.',
  );
}

/** Failover needs a replica: it is switched on after replicas came, and off before the last one goes. */
function availability(change: Change): Plan {
  const more = Number(change.to.replicasPerShard) > Number(change.from.replicasPerShard);
  const plans = [
    ...(change.changed('replicasPerShard') ? [replicas(change, more)] : []),
    ...(modified.some(change.changed) ? [modify(change)] : []),
  ];
  return join(more ? plans : plans.reverse());
}

function replicas({ resource, to }: Change, more: boolean): Plan {
  return one(
    'elasticache',
    more ? 'IncreaseReplicaCount' : 'DecreaseReplicaCount',
    { ReplicationGroupId: resource.key, NewReplicaCount: to.replicasPerShard ?? null, ApplyImmediately: true },
    'Every shard gets this number of replicas.',
  );
}

function modify({ resource, from, to, changed }: Change): Plan {
  const members = (to.memberClusterIds ?? from.memberClusterIds ?? []) as string[];
  // Backups of a group without shards are made from one of its members, which must be named when they begin.
  const begins =
    changed('snapshotRetentionDays') && from.snapshotRetentionDays === 0 && to.clusterModeEnabled === false;
  const source = begins ? members.at(-1) : undefined;
  const input: Record<string, Json> = {
    ReplicationGroupId: resource.key,
    ...(changed('automaticFailover') && { AutomaticFailoverEnabled: isOn(to.automaticFailover) }),
    ...(changed('multiAz') && { MultiAZEnabled: isOn(to.multiAz) }),
    ...(changed('snapshotRetentionDays') && { SnapshotRetentionLimit: to.snapshotRetentionDays ?? null }),
    ...(source !== undefined && { SnapshottingClusterId: source }),
    ...(changed('nodeType') && { CacheNodeType: to.nodeType ?? null }),
    ApplyImmediately: true,
  };
  const off = changed('automaticFailover') && !isOn(to.automaticFailover);
  return one(
    'elasticache',
    'ModifyReplicationGroup',
    input,
    ...(changed('nodeType') ? ['Nodes are replaced; the keys must fit into the memory of the new type.'] : []),
    ...(off ? ['Without failover the loss of a primary takes the shard down.'] : []),
  );
}

export const writeReplicationGroup = defineWriter({
  levers: [
    { attributes: ['shardCount'], write: shards },
    { attributes: ['replicasPerShard', ...modified], write: availability },
  ],
  follows: ['status', 'memberClusterIds', 'pendingChanges'],
  fixed: 'What a replication group was made with is not written.',
  notCreated: 'The snapshot does not hold network, keys and data of a replication group.',
  notRemoved: 'Deleting a replication group would delete its data.',
});

import { z } from 'zod';
import { defineKind } from './kind.ts';

/** What holds for a group that never asked for it. https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html */
export const elasticacheReplicationGroupDefaults = {
  clusterModeEnabled: false,
  automaticFailover: 'disabled',
  multiAz: 'disabled',
  dataTiering: 'disabled',
  snapshotRetentionDays: 0,
} as const;

export const elasticacheReplicationGroup = defineKind({
  kind: 'elasticache-replication-group',
  title: 'ElastiCache replication group',
  attributes: z.strictObject({
    replicationGroupId: z.string().describe('Identifier of the group.'),
    status: z.string().describe('available, creating, modifying, …'),
    engine: z.string().nullable().describe('redis or valkey; null where AWS does not tell (its member clusters do).'),
    nodeType: z
      .string()
      .nullable()
      .describe('Node type, such as cache.r6g.large; null while the group is being created.'),
    clusterModeEnabled: z.boolean().describe('Whether the keys are spread over shards.'),
    shardCount: z.number().int().describe('Number of shards (node groups).'),
    replicasPerShard: z.number().int().describe('Fewest replicas that a shard has.'),
    memberClusterIds: z.array(z.string()).describe('Member cache clusters, sorted.'),
    automaticFailover: z.string().describe('enabled, disabled, enabling or disabling.'),
    multiAz: z.string().describe('enabled or disabled.'),
    dataTiering: z.string().describe('enabled or disabled: r6gd nodes know fewer eviction policies.'),
    effectiveDurability: z
      .string()
      .nullable()
      .describe('sync, async or disabled; a durable store rightly evicts nothing; null where AWS does not tell.'),
    globalRole: z
      .string()
      .nullable()
      .describe('PRIMARY or SECONDARY in a global datastore, whose secondaries follow its primary; null outside one.'),
    snapshotRetentionDays: z.number().int().describe('Days that automatic backups are kept; 0: none are made.'),
    pendingChanges: z.array(z.string()).describe('Names of modifications that wait, sorted.'),
  }),
  observed: z.strictObject({}),
  tags: 'tagging-api',
  global: false,
  comparison: { states: ['status', 'memberClusterIds', 'pendingChanges'] },
  keyFormat: 'replication group id',
  key: (group) => group.replicationGroupId,
  name: (group) => group.replicationGroupId,
  example: {
    id: 'arn:aws:elasticache:eu-central-1:111122223333:replicationgroup:semantic',
    attributes: {
      replicationGroupId: 'semantic',
      status: 'available',
      engine: 'redis',
      nodeType: 'cache.r6g.large',
      clusterModeEnabled: false,
      shardCount: 1,
      replicasPerShard: 1,
      memberClusterIds: ['semantic-001', 'semantic-002'],
      automaticFailover: 'enabled',
      multiAz: 'enabled',
      dataTiering: 'disabled',
      effectiveDurability: 'disabled',
      globalRole: null,
      snapshotRetentionDays: 0,
      pendingChanges: [],
    },
    observed: {},
    defaulted: [],
  },
});

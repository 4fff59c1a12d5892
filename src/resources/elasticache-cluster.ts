import { z } from 'zod';
import { defineKind } from './kind.ts';

export const elasticacheCluster = defineKind({
  kind: 'elasticache-cluster',
  title: 'ElastiCache cluster: a member of a replication group, a single node, or Memcached',
  attributes: z.strictObject({
    clusterId: z.string().describe('Identifier of the cluster.'),
    status: z.string().describe('available, creating, modifying, …'),
    engine: z.string().describe('redis, valkey or memcached.'),
    engineVersion: z.string().nullable().describe('Version that runs; null where AWS does not tell.'),
    nodeType: z.string().nullable().describe('Node type, such as cache.r6g.large; null where AWS does not tell.'),
    nodeCount: z.number().int().describe('Number of nodes; more than one for Memcached only.'),
    replicationGroupId: z
      .string()
      .nullable()
      .describe('Replication group that the cluster is a member of; null for a cluster of its own.'),
    parameterGroup: z.string().nullable().describe('Name of the parameter group; null where AWS does not tell.'),
    parameterApplyStatus: z.string().nullable().describe('in-sync, or that a change waits (pending-reboot, applying).'),
    nodesToReboot: z.array(z.string()).describe('Nodes that must be rebooted before their parameters hold, sorted.'),
    snapshotRetentionDays: z.number().int().describe('Days that automatic backups are kept; 0: none are made.'),
    pendingChanges: z.array(z.string()).describe('Names of modifications that wait, sorted.'),
  }),
  observed: z.strictObject({}),
  tags: 'tagging-api',
  global: false,
  comparison: {
    states: ['status', 'parameterApplyStatus', 'nodesToReboot', 'pendingChanges'],
    // A member comes and goes with the number of replicas and shards of its group.
    standsAlone: ({ replicationGroupId }) => typeof replicationGroupId !== 'string',
  },
  keyFormat: 'cluster id',
  key: (cluster) => cluster.clusterId,
  name: (cluster) => cluster.clusterId,
  example: {
    id: 'arn:aws:elasticache:eu-central-1:111122223333:cluster:semantic-001',
    attributes: {
      clusterId: 'semantic-001',
      status: 'available',
      engine: 'redis',
      engineVersion: '7.1.0',
      nodeType: 'cache.r6g.large',
      nodeCount: 1,
      replicationGroupId: 'semantic',
      parameterGroup: 'semantic-lfu',
      parameterApplyStatus: 'in-sync',
      nodesToReboot: [],
      snapshotRetentionDays: 0,
      pendingChanges: [],
    },
    observed: {},
    defaulted: [],
  },
});

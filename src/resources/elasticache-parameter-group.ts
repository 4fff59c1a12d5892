import { z } from 'zod';
import { defineKind } from './kind.ts';

/** Parameters that rules read; the hundreds of others are never kept. */
export const keptCacheParameters = {
  'maxmemory-policy': 'maxmemoryPolicy',
  'reserved-memory-percent': 'reservedMemoryPercent',
  'reserved-memory': 'reservedMemoryBytes',
  error_on_memory_exhausted: 'errorOnMemoryExhausted',
} as const;

export const elasticacheParameterGroup = defineKind({
  kind: 'elasticache-parameter-group',
  title: 'ElastiCache parameter group, of those that a cluster uses',
  attributes: z.strictObject({
    groupName: z.string().describe('Name of the group; default.* cannot be modified.'),
    maxmemoryPolicy: z.string().nullable().describe('Eviction policy; null for Memcached, which has none.'),
    maxmemoryPolicySource: z.string().nullable().describe('user when somebody set it, system when the default holds.'),
    reservedMemoryPercent: z
      .number()
      .nullable()
      .describe('Memory kept for failover and backup, percent; null where unknown to the engine.'),
    reservedMemoryBytes: z
      .number()
      .nullable()
      .describe('Memory kept in bytes, of old groups; null where unknown to the engine.'),
    errorOnMemoryExhausted: z
      .number()
      .nullable()
      .describe('Memcached: 1 answers errors when full, 0 evicts; null for other engines.'),
    pendingReboot: z.array(z.string()).describe('Kept parameters that AWS changes only at a reboot, sorted.'),
  }),
  observed: z.strictObject({}),
  tags: 'not-read',
  global: false,
  comparison: {
    states: ['pendingReboot'],
    follows: { maxmemoryPolicySource: ['maxmemoryPolicy'] },
    // Groups that no cluster uses are not read.
    standsAlone: () => false,
  },
  keyFormat: 'parameter group name',
  key: (group) => group.groupName,
  name: (group) => group.groupName,
  example: {
    id: 'semantic-lfu',
    attributes: {
      groupName: 'semantic-lfu',
      maxmemoryPolicy: 'allkeys-lfu',
      maxmemoryPolicySource: 'user',
      reservedMemoryPercent: 25,
      reservedMemoryBytes: null,
      errorOnMemoryExhausted: null,
      pendingReboot: [],
    },
    observed: {},
    defaulted: [],
  },
});

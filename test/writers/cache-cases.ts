import type { WriteCase } from './write-case.ts';

const cache = 'elasticache-serverless-cache';
const group = 'elasticache-replication-group';
const parameters = 'elasticache-parameter-group';
const limits = { dataStorageMinimumGb: 10, dataStorageMaximumGb: 100, ecpuMinimumPerSecond: 1000 };

export const cacheCases: WriteCase[] = [
  {
    what: 'a storage minimum is written with its maximum',
    kind: cache,
    base: { ...limits, ecpuMaximumPerSecond: 50000 },
    from: { dataStorageMinimumGb: 80 },
    to: { dataStorageMinimumGb: 10 },
    expected: [
      [
        'elasticache ModifyServerlessCache',
        {
          ServerlessCacheName: 'answers',
          CacheUsageLimits: { DataStorage: { Minimum: 10, Maximum: 100, Unit: 'GB' } },
        },
      ],
    ],
  },
  {
    what: 'a minimum that nobody set is 0',
    kind: cache,
    base: { ...limits, ecpuMaximumPerSecond: 50000 },
    from: { ecpuMinimumPerSecond: 5000 },
    to: { ecpuMinimumPerSecond: null, ecpuMaximumPerSecond: 20000 },
    expected: [
      [
        'elasticache ModifyServerlessCache',
        { ServerlessCacheName: 'answers', CacheUsageLimits: { ECPUPerSecond: { Minimum: 0, Maximum: 20000 } } },
      ],
    ],
    caveat: /throttled/,
  },
  {
    what: 'a maximum is not taken away',
    kind: cache,
    from: { dataStorageMaximumGb: 100 },
    to: { dataStorageMaximumGb: null },
    expected: /how a maximum is taken away/,
  },
  {
    what: 'a minimum is not written where its maximum was not read',
    kind: cache,
    base: { dataStorageMaximumGb: null },
    unread: { dataStorageMaximumGb: 'malformed' },
    from: { dataStorageMinimumGb: 80 },
    to: { dataStorageMinimumGb: 10 },
    expected: /does not tell dataStorageMaximumGb/,
  },
  { what: 'a cache is not deleted', kind: cache, to: null, expected: /delete its data/ },
  {
    what: 'only the parameter that differs is set',
    kind: parameters,
    from: { maxmemoryPolicy: 'noeviction', maxmemoryPolicySource: 'user' },
    to: { maxmemoryPolicy: 'allkeys-lfu', maxmemoryPolicySource: 'user' },
    expected: [
      [
        'elasticache ModifyCacheParameterGroup',
        {
          CacheParameterGroupName: 'semantic-lfu',
          ParameterNameValues: [{ ParameterName: 'maxmemory-policy', ParameterValue: 'allkeys-lfu' }],
        },
      ],
    ],
    caveat: /Every cluster of the group/,
  },
  {
    what: 'a default is reset to, not set',
    kind: parameters,
    from: { maxmemoryPolicy: 'noeviction', maxmemoryPolicySource: 'user', reservedMemoryPercent: 50 },
    to: { maxmemoryPolicy: 'volatile-lru', maxmemoryPolicySource: 'system', reservedMemoryPercent: 25 },
    oneWay: true,
    expected: [
      [
        'elasticache ModifyCacheParameterGroup',
        {
          CacheParameterGroupName: 'semantic-lfu',
          ParameterNameValues: [{ ParameterName: 'reserved-memory-percent', ParameterValue: '25' }],
        },
      ],
      [
        'elasticache ResetCacheParameterGroup',
        {
          CacheParameterGroupName: 'semantic-lfu',
          ParameterNameValues: [{ ParameterName: 'maxmemory-policy' }],
        },
      ],
    ],
  },
  {
    what: 'a parameter that waits for a reboot says so',
    kind: parameters,
    base: { pendingReboot: ['reserved-memory-percent'] },
    from: { reservedMemoryPercent: 10 },
    to: { reservedMemoryPercent: 25 },
    expected: [
      [
        'elasticache ModifyCacheParameterGroup',
        {
          CacheParameterGroupName: 'semantic-lfu',
          ParameterNameValues: [{ ParameterName: 'reserved-memory-percent', ParameterValue: '25' }],
        },
      ],
    ],
    caveat: /rebooted/,
  },
  {
    what: 'a parameter that was not read is not reset',
    kind: parameters,
    from: { maxmemoryPolicy: 'noeviction' },
    to: { maxmemoryPolicy: null, maxmemoryPolicySource: null },
    unread: { maxmemoryPolicy: 'truncated', maxmemoryPolicySource: 'truncated' },
    expected: [],
    oneWay: true,
  },
  {
    what: 'a default group is left alone',
    kind: parameters,
    base: { groupName: 'default.redis7' },
    from: { maxmemoryPolicy: 'noeviction' },
    to: { maxmemoryPolicy: 'allkeys-lfu' },
    expected: /cannot be modified/,
  },
  {
    what: 'failover is switched on after its replicas came',
    kind: group,
    from: { replicasPerShard: 0, automaticFailover: 'disabled', multiAz: 'disabled' },
    to: { replicasPerShard: 2, automaticFailover: 'enabled', multiAz: 'enabled' },
    oneWay: true,
    expected: [
      [
        'elasticache IncreaseReplicaCount',
        { ReplicationGroupId: 'semantic', NewReplicaCount: 2, ApplyImmediately: true },
      ],
      [
        'elasticache ModifyReplicationGroup',
        {
          ReplicationGroupId: 'semantic',
          AutomaticFailoverEnabled: true,
          MultiAZEnabled: true,
          ApplyImmediately: true,
        },
      ],
    ],
  },
  {
    what: 'failover is switched off before its replicas go',
    kind: group,
    from: { replicasPerShard: 2, automaticFailover: 'enabled', multiAz: 'disabled' },
    to: { replicasPerShard: 0, automaticFailover: 'disabled', multiAz: 'disabled' },
    oneWay: true,
    expected: [
      [
        'elasticache ModifyReplicationGroup',
        { ReplicationGroupId: 'semantic', AutomaticFailoverEnabled: false, ApplyImmediately: true },
      ],
      [
        'elasticache DecreaseReplicaCount',
        { ReplicationGroupId: 'semantic', NewReplicaCount: 0, ApplyImmediately: true },
      ],
    ],
    caveat: /takes the shard down/,
  },
  {
    what: 'shards are added',
    kind: group,
    base: { clusterModeEnabled: true },
    from: { shardCount: 2 },
    to: { shardCount: 4 },
    expected: [
      [
        'elasticache ModifyReplicationGroupShardConfiguration',
        { ReplicationGroupId: 'semantic', NodeGroupCount: 4, ApplyImmediately: true },
      ],
    ],
  },
  {
    what: 'shards are not taken away: their ids are not known',
    kind: group,
    from: { shardCount: 4 },
    to: { shardCount: 2 },
    expected: /ids of those that go/,
  },
  {
    what: 'backups that begin name the member that they are made from',
    kind: group,
    base: { clusterModeEnabled: false, memberClusterIds: ['semantic-001', 'semantic-002'] },
    from: { snapshotRetentionDays: 0 },
    to: { snapshotRetentionDays: 7 },
    oneWay: true,
    expected: [
      [
        'elasticache ModifyReplicationGroup',
        {
          ReplicationGroupId: 'semantic',
          SnapshotRetentionLimit: 7,
          SnapshottingClusterId: 'semantic-002',
          ApplyImmediately: true,
        },
      ],
    ],
  },
  {
    what: 'what a group was made with is not written',
    kind: group,
    from: { dataTiering: 'disabled' },
    to: { dataTiering: 'enabled' },
    expected: /made with is not written.*dataTiering/,
  },
  {
    what: 'a member gets its parameter group through its replication group',
    kind: 'elasticache-cluster',
    base: { replicationGroupId: 'semantic' },
    from: { parameterGroup: 'default.redis7' },
    to: { parameterGroup: 'semantic-lfu' },
    expected: [
      [
        'elasticache ModifyReplicationGroup',
        { ReplicationGroupId: 'semantic', CacheParameterGroupName: 'semantic-lfu', ApplyImmediately: true },
      ],
    ],
  },
  {
    what: 'nodes of a cluster of its own are added',
    kind: 'elasticache-cluster',
    base: { clusterId: 'shop-memcached', engine: 'memcached', replicationGroupId: null },
    from: { nodeCount: 2 },
    to: { nodeCount: 4 },
    expected: [
      [
        'elasticache ModifyCacheCluster',
        { CacheClusterId: 'shop-memcached', NumCacheNodes: 4, ApplyImmediately: true },
      ],
    ],
    oneWay: true,
  },
];

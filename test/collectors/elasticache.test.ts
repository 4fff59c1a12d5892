import { describe, expect, it } from 'vitest';
import { collect, type Declared } from './support.ts';

const numbered = <T>(count: number, one: (name: string) => T) =>
  Array.from({ length: count }, (_, index) => one(`n${String(index).padStart(4, '0')}`));
const arn = (rest: string) => `arn:aws:elasticache:eu-central-1:111122223333:${rest}`;
const lfu = (absent: string[] = []) => ({
  CacheParameterGroupName: 'lfu',
  CacheParameterGroupFamily: 'redis7',
  parameters: { 'maxmemory-policy': 'allkeys-lfu' },
  absent,
});
/** A group of so many parameters that the kept ones are on the first and on the second page. */
const longGroup = {
  CacheParameterGroupName: 'long',
  CacheParameterGroupFamily: 'redis7',
  parameters: { ...Object.fromEntries(numbered(120, (name) => [name, 1])), 'maxmemory-policy': 'noeviction' },
};
const alone = (CacheClusterId: string, parameterGroup: string) => ({ CacheClusterId, parameterGroup });

const elasticache = (declared: Declared['elasticache']): Declared => ({ elasticache: declared });

describe('a replication group', () => {
  it('is described with its shards, members and waiting changes', async () => {
    const { of } = await collect(
      elasticache({
        replicationGroups: [
          {
            ReplicationGroupId: 'semantic',
            CacheNodeType: 'cache.r6g.large',
            shards: 2,
            replicas: 2,
            EffectiveDurability: 'async',
            GlobalReplicationGroupInfo: {
              GlobalReplicationGroupId: 'ldgnf-semantic',
              GlobalReplicationGroupMemberRole: 'SECONDARY',
            },
            PendingModifiedValues: {
              AutomaticFailoverStatus: 'disabled',
              Resharding: {},
              LogDeliveryConfigurations: [],
            },
            tags: { owner: 'team-a' },
          },
        ],
      }),
    );
    expect(of('elasticache-replication-group')).toMatchObject([
      {
        key: 'semantic',
        id: arn('replicationgroup:semantic'),
        tags: { owner: 'team-a' },
        defaulted: [],
        unread: {},
        attributes: {
          replicationGroupId: 'semantic',
          status: 'available',
          engine: 'redis',
          nodeType: 'cache.r6g.large',
          clusterModeEnabled: true,
          shardCount: 2,
          replicasPerShard: 2,
          memberClusterIds: [
            'semantic-0001-001',
            'semantic-0001-002',
            'semantic-0001-003',
            'semantic-0002-001',
            'semantic-0002-002',
            'semantic-0002-003',
          ],
          automaticFailover: 'enabled',
          multiAz: 'enabled',
          dataTiering: 'disabled',
          effectiveDurability: 'async',
          globalRole: 'SECONDARY',
          pendingChanges: ['AutomaticFailoverStatus', 'Resharding'],
        },
      },
    ]);
  });

  it('has as many replicas as the shard with the fewest', async () => {
    const shard = (NodeGroupId: string, nodes: string[]) => ({
      NodeGroupId,
      NodeGroupMembers: nodes.map((CacheClusterId) => ({ CacheClusterId })),
    });
    const NodeGroups = [shard('0001', ['a', 'b', 'c']), shard('0002', ['d', 'e'])];
    const { of } = await collect(elasticache({ replicationGroups: [{ ReplicationGroupId: 'uneven', NodeGroups }] }));
    expect(of('elasticache-replication-group')[0]?.attributes).toMatchObject({ shardCount: 2, replicasPerShard: 1 });
  });

  it('that told nothing but its name has what holds without being asked for, marked as such', async () => {
    const untold = {
      ...{ AutomaticFailover: null, MultiAZ: null, DataTiering: null, ClusterEnabled: null, ClusterMode: null },
      ...{ Engine: null, CacheNodeType: null, EffectiveDurability: null, PendingModifiedValues: null },
    };
    const { of } = await collect(elasticache({ replicationGroups: [{ ReplicationGroupId: 'bare', ...untold }] }));
    expect(of('elasticache-replication-group')[0]).toMatchObject({
      defaulted: ['automaticFailover', 'clusterModeEnabled', 'dataTiering', 'multiAz'],
      attributes: {
        automaticFailover: 'disabled',
        clusterModeEnabled: false,
        dataTiering: 'disabled',
        multiAz: 'disabled',
        engine: null,
        nodeType: null,
        effectiveDurability: null,
        globalRole: null,
        pendingChanges: [],
      },
    });
  });

  it('that is being created has one shard of all its members, unless it is in cluster mode', async () => {
    const replicationGroups = [
      { ReplicationGroupId: 'plain', Status: 'creating', replicas: 2 },
      { ReplicationGroupId: 'sharded', Status: 'creating', shards: 2 },
    ];
    const { of } = await collect(elasticache({ replicationGroups }), {
      faults: [{ api: 'elasticache:DescribeReplicationGroups', do: 'missing-fields', members: ['NodeGroups'] }],
    });
    expect(of('elasticache-replication-group').map(({ attributes }) => attributes)).toMatchObject([
      { replicationGroupId: 'plain', shardCount: 1, replicasPerShard: 2 },
      { replicationGroupId: 'sharded', shardCount: 0, replicasPerShard: 0 },
    ]);
  });
});

describe('a cluster', () => {
  it('tells its parameter group and what waits for a reboot, as a member and alone', async () => {
    const { of } = await collect(
      elasticache({
        replicationGroups: [
          { ReplicationGroupId: 'rg', parameterGroup: 'lfu', parameterApplyStatus: 'pending-reboot', replicas: 0 },
        ],
        cacheClusters: [
          {
            CacheClusterId: 'sessions',
            Engine: 'memcached',
            NumCacheNodes: 3,
            CacheParameterGroup: {
              CacheParameterGroupName: 'default.memcached1.6',
              ParameterApplyStatus: 'applying',
              CacheNodeIdsToReboot: ['0003', '0001'],
            },
            PendingModifiedValues: { NumCacheNodes: 2, CacheNodeIdsToRemove: ['0003'] },
            tags: {},
          },
        ],
        parameterGroups: [lfu()],
      }),
    );
    const [member, memcached] = of('elasticache-cluster');
    expect(member?.attributes).toMatchObject({
      clusterId: 'rg-001',
      replicationGroupId: 'rg',
      parameterGroup: 'lfu',
      parameterApplyStatus: 'pending-reboot',
      nodesToReboot: [],
      pendingChanges: [],
    });
    expect(memcached).toMatchObject({
      id: arn('cluster:sessions'),
      tags: {},
      attributes: {
        clusterId: 'sessions',
        engine: 'memcached',
        nodeCount: 3,
        replicationGroupId: null,
        parameterApplyStatus: 'applying',
        nodesToReboot: ['0001', '0003'],
        pendingChanges: ['CacheNodeIdsToRemove', 'NumCacheNodes'],
      },
    });
  });

  it('whose answer holds little is kept where the engine says the rest', async () => {
    const untold = { NumCacheNodes: null, EngineVersion: null, CacheNodeType: null, CacheParameterGroup: null };
    const { of, coverage } = await collect(
      elasticache({
        cacheClusters: [
          { CacheClusterId: 'a', Engine: 'valkey', ...untold },
          { CacheClusterId: 'b', Engine: 'memcached', ...untold },
        ],
      }),
    );
    expect(of('elasticache-cluster')).toMatchObject([
      {
        defaulted: ['nodeCount'],
        attributes: { nodeCount: 1, engineVersion: null, nodeType: null, parameterGroup: null },
      },
    ]);
    expect(coverage('elasticache:DescribeCacheClusters')).toMatchObject({ status: 'malformed', missed: ['b'] });
  });
});

it('a serverless cache has its limits, null where none is set', async () => {
  const { of } = await collect(
    elasticache({
      serverlessCaches: [
        {
          ServerlessCacheName: 'answers',
          CacheUsageLimits: { DataStorage: { Maximum: 50, Unit: 'GB' }, ECPUPerSecond: { Minimum: 1000 } },
          tags: { env: 'prod' },
        },
        { ServerlessCacheName: 'free' },
      ],
    }),
  );
  const none = { dataStorageMinimumGb: null, ecpuMaximumPerSecond: null };
  expect(of('elasticache-serverless-cache')).toMatchObject([
    { tags: { env: 'prod' }, attributes: { ...none, dataStorageMaximumGb: 50, ecpuMinimumPerSecond: 1000 } },
    { tags: {}, attributes: { ...none, dataStorageMaximumGb: null, ecpuMinimumPerSecond: null } },
  ]);
});

describe('a parameter group', () => {
  it('is read once however many use it, and only the parameters that rules read are kept', async () => {
    const { of, calls } = await collect(
      elasticache({
        replicationGroups: [{ ReplicationGroupId: 'rg', parameterGroup: 'lfu', replicas: 3 }],
        cacheClusters: [alone('c', 'lfu')],
        parameterGroups: [lfu(), { CacheParameterGroupName: 'unused', CacheParameterGroupFamily: 'redis7' }],
      }),
    );
    expect(calls('DescribeCacheParameters')).toBe(1);
    expect(of('elasticache-parameter-group').map(({ id, tags, attributes }) => ({ id, tags, attributes }))).toEqual([
      {
        id: 'lfu',
        tags: null,
        attributes: {
          groupName: 'lfu',
          maxmemoryPolicy: 'allkeys-lfu',
          maxmemoryPolicySource: 'user',
          reservedMemoryPercent: 25,
          reservedMemoryBytes: null,
          errorOnMemoryExhausted: null,
          pendingReboot: [],
        },
      },
    ]);
  });

  it('of Memcached has no eviction policy; what somebody set and a reboot applies is listed', async () => {
    const own = {
      CacheParameterGroupName: 'own',
      CacheParameterGroupFamily: 'memcached1.6',
      parameters: { error_on_memory_exhausted: 1, chunk_size: 96 },
    };
    const { of } = await collect(
      elasticache({
        cacheClusters: [
          { CacheClusterId: 'a', Engine: 'memcached' },
          { CacheClusterId: 'b', Engine: 'memcached', parameterGroup: 'own' },
        ],
        parameterGroups: [own],
      }),
    );
    const none = { maxmemoryPolicy: null, maxmemoryPolicySource: null, reservedMemoryPercent: null };
    expect(of('elasticache-parameter-group').map(({ attributes }) => attributes)).toMatchObject([
      { groupName: 'default.memcached1.6', ...none, errorOnMemoryExhausted: 0, pendingReboot: [] },
      { groupName: 'own', ...none, errorOnMemoryExhausted: 1, pendingReboot: ['error_on_memory_exhausted'] },
    ]);
  });

  it('of old has its reservation in bytes', async () => {
    const old = { ...lfu(['reserved-memory-percent']), parameters: { 'reserved-memory': 1024 } };
    const { of } = await collect(elasticache({ cacheClusters: [alone('c', 'lfu')], parameterGroups: [old] }));
    expect(of('elasticache-parameter-group')[0]?.attributes).toMatchObject({
      reservedMemoryPercent: null,
      reservedMemoryBytes: 1024,
      maxmemoryPolicy: 'volatile-lru',
      maxmemoryPolicySource: 'system',
    });
  });

  it('that nobody uses is never asked for: nothing is missing then', async () => {
    const { coverage } = await collect(elasticache({ parameterGroups: [lfu()] }));
    expect(coverage('elasticache:DescribeCacheParameters')).toMatchObject({
      status: 'ok',
      complete: true,
      calls: 0,
      kinds: ['elasticache-parameter-group'],
    });
  });
});

describe('more than one page', () => {
  it('of everything is found, with the calls of an independent formula', async () => {
    const { of, calls } = await collect(
      elasticache({
        replicationGroups: numbered(120, (ReplicationGroupId) => ({ ReplicationGroupId })),
        cacheClusters: [...numbered(40, (name) => alone(`c-${name}`, 'lfu')), alone('last', 'long')],
        serverlessCaches: numbered(130, (ServerlessCacheName) => ({ ServerlessCacheName })),
        parameterGroups: [lfu(), longGroup],
      }),
    );
    expect(of('elasticache-replication-group')).toHaveLength(120);
    expect(of('elasticache-cluster')).toHaveLength(2 * 120 + 41);
    expect(of('elasticache-serverless-cache')).toHaveLength(130);
    expect(of('elasticache-parameter-group').map(({ key }) => key)).toEqual(['default.redis7', 'lfu', 'long']);
    expect(calls('DescribeReplicationGroups')).toBe(2);
    expect(calls('DescribeCacheClusters')).toBe(3);
    expect(calls('DescribeServerlessCaches')).toBe(3);
    expect(calls('DescribeCacheParameters')).toBe(1 + 1 + 2);
  });

  it.each([
    ['elasticache:DescribeReplicationGroups', 'elasticache-replication-group', 100],
    ['elasticache:DescribeCacheClusters', 'elasticache-cluster', 100],
    ['elasticache:DescribeServerlessCaches', 'elasticache-serverless-cache', 50],
  ])('%s: what was read before a denied page is kept', async (api, kind, kept) => {
    const declared = elasticache({
      replicationGroups: numbered(110, (ReplicationGroupId) => ({ ReplicationGroupId, replicas: 0 })),
      serverlessCaches: numbered(60, (ServerlessCacheName) => ({ ServerlessCacheName })),
    });
    const { of, coverage } = await collect(declared, { faults: [{ api, page: 2, do: 'denied' }] });
    expect(of(kind)).toHaveLength(kept);
    expect(coverage(api)).toMatchObject({ status: 'denied', complete: false, calls: 2, kinds: [kind] });
  });
});

describe('parameter groups that could not be read', () => {
  const api = 'elasticache:DescribeCacheParameters';
  const declared = elasticache({
    cacheClusters: [alone('a', 'lfu'), alone('b', 'long'), alone('c', 'default.redis7')],
    parameterGroups: [lfu(), longGroup],
  });

  it('are named, and take no other with them', async () => {
    const { of, coverage } = await collect(declared, { faults: [{ api, item: 'lfu', do: 'denied' }] });
    expect(of('elasticache-parameter-group').map(({ key }) => key)).toEqual(['default.redis7', 'long']);
    expect(coverage(api)).toMatchObject({ status: 'denied', complete: false, missed: ['lfu'] });
  });

  it('to the end keep what was read, and say of the rest why it was not', async () => {
    const { of, coverage } = await collect(declared, { faults: [{ api, item: 'long', page: 2, do: 'denied' }] });
    const group = of('elasticache-parameter-group').find(({ key }) => key === 'long');
    expect(group?.attributes).toEqual({
      groupName: 'long',
      maxmemoryPolicy: 'noeviction',
      maxmemoryPolicySource: 'user',
    });
    const { unread, unreadApi } = group ?? {};
    const members = ['errorOnMemoryExhausted', 'pendingReboot', 'reservedMemoryBytes', 'reservedMemoryPercent'];
    expect(Object.keys(unread ?? {}).sort()).toEqual(members);
    expect(new Set(Object.values(unread ?? {}))).toEqual(new Set(['denied']));
    expect(new Set(Object.values(unreadApi ?? {}))).toEqual(new Set([api]));
    expect(coverage(api)).toMatchObject({ status: 'denied', complete: false, missed: ['long'] });
  });

  it.each(['repeat-token', 'endless'] as const)('because the listing does not end (%s) are cut off', async (fault) => {
    const { of, coverage } = await collect(declared, { faults: [{ api, item: 'lfu', do: fault }] });
    expect(coverage(api)).toMatchObject({ status: 'truncated', complete: false, missed: ['lfu'] });
    expect(of('elasticache-parameter-group')).toHaveLength(3);
  });

  it('because the clusters that name them were not are missed too', async () => {
    const { coverage } = await collect(declared, {
      faults: [{ api: 'elasticache:DescribeCacheClusters', do: 'denied' }],
    });
    expect(coverage(api)).toMatchObject({ status: 'denied', complete: false, calls: 0 });
    expect(coverage('elasticache:DescribeReplicationGroups')).toMatchObject({ status: 'ok', complete: true });
  });
});

it('tags that could not be read are unknown for caches, not empty', async () => {
  const { of } = await collect(elasticache({ replicationGroups: [{ ReplicationGroupId: 'rg' }] }), {
    faults: [{ api: 'tag:GetResources', do: 'denied' }],
  });
  for (const one of [...of('elasticache-replication-group'), ...of('elasticache-cluster')]) {
    expect(one).toMatchObject({ tags: null, unread: { tags: 'denied' }, unreadApi: { tags: 'tag:GetResources' } });
  }
  for (const group of of('elasticache-parameter-group')) expect(group).toMatchObject({ tags: null, unread: {} });
});

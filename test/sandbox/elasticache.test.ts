import {
  DescribeCacheClustersCommand,
  DescribeCacheParametersCommand,
  DescribeReplicationGroupsCommand,
  paginateDescribeCacheClusters,
  paginateDescribeServerlessCaches,
} from '@aws-sdk/client-elasticache';
import { describe, expect, test } from 'vitest';
import { names, pagesOf, serve } from './serving.ts';

describe('ElastiCache', () => {
  test('a replication group has node groups, endpoints and members', async () => {
    const replicationGroups = [
      { ReplicationGroupId: 'plain', CacheNodeType: 'cache.r6g.large', Description: 'a < b & "c"' },
      { ReplicationGroupId: 'sharded', shards: 2, replicas: 1, Engine: 'valkey' },
    ];
    const { elasticache } = await serve({ elasticache: { replicationGroups } });
    const { ReplicationGroups } = await elasticache.send(new DescribeReplicationGroupsCommand({}));
    expect(ReplicationGroups?.[0]).toMatchObject({
      Description: 'a < b & "c"',
      MemberClusters: ['plain-001', 'plain-002'],
      ClusterEnabled: false,
      AutomaticFailover: 'enabled',
      ARN: 'arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:plain',
    });
    expect(ReplicationGroups?.[0]?.NodeGroups?.[0]?.NodeGroupMembers?.[1]).toMatchObject({
      CacheClusterId: 'plain-002',
      CurrentRole: 'replica',
    });
    expect(ReplicationGroups?.[0]?.ReplicationGroupCreateTime).toBeInstanceOf(Date);
    expect(ReplicationGroups?.[1]).toMatchObject({
      ClusterEnabled: true,
      ClusterMode: 'enabled',
      ConfigurationEndpoint: { Port: 6379 },
    });
    expect(ReplicationGroups?.[1]?.MemberClusters).toEqual([
      'sharded-0001-001',
      'sharded-0001-002',
      'sharded-0002-001',
      'sharded-0002-002',
    ]);
    const gone = new DescribeReplicationGroupsCommand({ ReplicationGroupId: 'gone' });
    await expect(elasticache.send(gone)).rejects.toMatchObject({
      name: 'ReplicationGroupNotFoundFault',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('DescribeCacheClusters returns members and clusters on their own, nodes only on request', async () => {
    const { elasticache } = await serve({
      elasticache: {
        replicationGroups: [
          { ReplicationGroupId: 'rg', engineVersion: '6.2.6', parameterGroup: 'ours', shards: 1, replicas: 1 },
        ],
        cacheClusters: [
          { CacheClusterId: 'rg-002', CacheClusterStatus: 'modifying' },
          { CacheClusterId: 'mem', Engine: 'memcached', NumCacheNodes: 3 },
        ],
      },
    });
    const read = async (input: object) =>
      (await elasticache.send(new DescribeCacheClustersCommand(input))).CacheClusters ?? [];
    const bare = await read({});
    expect(bare.map((cluster) => [cluster.CacheClusterId, cluster.ReplicationGroupId])).toEqual([
      ['rg-001', 'rg'],
      ['rg-002', 'rg'],
      ['mem', undefined],
    ]);
    expect(bare[1]).toMatchObject({ CacheClusterStatus: 'modifying', EngineVersion: '6.2.6' });
    expect(bare[0]?.CacheParameterGroup).toEqual({
      CacheParameterGroupName: 'ours',
      ParameterApplyStatus: 'in-sync',
      CacheNodeIdsToReboot: [],
    });
    expect(bare[2]?.CacheParameterGroup?.CacheParameterGroupName).toBe('default.memcached1.6');
    expect(bare[0]).not.toHaveProperty('CacheNodes');
    const [memcached] = await read({ ShowCacheNodeInfo: true, ShowCacheClustersNotInReplicationGroups: true });
    expect(memcached?.CacheNodes?.map((node) => node.CacheNodeId)).toEqual(['0001', '0002', '0003']);
    await expect(read({ CacheClusterId: 'gone' })).rejects.toMatchObject({ name: 'CacheClusterNotFoundFault' });
  });

  test('pages hold 100 clusters, 20 at least, and 50 serverless caches', async () => {
    const cacheClusters = names('c', 130).map((CacheClusterId) => ({ CacheClusterId }));
    const serverlessCaches = names('s', 60).map((ServerlessCacheName) => ({
      ServerlessCacheName,
      CacheUsageLimits: { DataStorage: { Maximum: 10, Unit: 'GB' }, ECPUPerSecond: { Maximum: 5000 } },
    }));
    const { elasticache: client } = await serve({ elasticache: { cacheClusters, serverlessCaches } });
    expect((await pagesOf(paginateDescribeCacheClusters({ client }, {}), (page) => page.CacheClusters)).sizes).toEqual([
      100, 30,
    ]);
    const tooSmall = new DescribeCacheClustersCommand({ MaxRecords: 19 });
    await expect(client.send(tooSmall)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
    const caches = await pagesOf(paginateDescribeServerlessCaches({ client }, {}), (page) => page.ServerlessCaches);
    expect(caches.sizes).toEqual([50, 10]);
    expect(caches.items[0]).toMatchObject({ Status: 'available', CacheUsageLimits: { DataStorage: { Maximum: 10 } } });
  });

  test("parameter groups: AWS's own without declaration, custom ones with their values", async () => {
    const parameterGroups = [
      {
        CacheParameterGroupName: 'ours',
        CacheParameterGroupFamily: 'redis7',
        parameters: { 'maxmemory-policy': 'noeviction', timeout: 60 },
      },
    ];
    const { elasticache } = await serve({ elasticache: { parameterGroups } });
    const read = (CacheParameterGroupName: string, Source?: string) =>
      elasticache.send(new DescribeCacheParametersCommand({ CacheParameterGroupName, Source }));
    const value = async (group: string, name: string) =>
      (await read(group)).Parameters?.find((parameter) => parameter.ParameterName === name)?.ParameterValue;
    expect(await value('default.redis7', 'maxmemory-policy')).toBe('volatile-lru');
    expect(await value('default.valkey8.cluster.on', 'cluster-enabled')).toBe('yes');
    expect(await value('default.memcached1.6', 'maxmemory-policy')).toBeUndefined();
    expect(await value('ours', 'maxmemory-policy')).toBe('noeviction');
    expect((await read('ours', 'user')).Parameters?.map((parameter) => parameter.ParameterName)).toEqual([
      'maxmemory-policy',
      'timeout',
    ]);
    const [memory] = (await read('ours')).CacheNodeTypeSpecificParameters ?? [];
    expect(memory?.CacheNodeTypeSpecificValues).toContainEqual({
      CacheNodeType: 'cache.r7g.large',
      Value: '14037181030',
    });
    await expect(read('gone')).rejects.toMatchObject({ name: 'CacheParameterGroupNotFoundFault' });
  });
});

import { describe, expect, it } from 'vitest';
import {
  describeCacheCluster,
  describeReplicationGroup,
  describeServerlessCache,
} from '../../../src/collectors/aws/describe/elasticache.ts';
import { describeParameterGroup } from '../../../src/collectors/aws/describe/elasticache-parameter-group.ts';
import { changeSetOf } from '../../../src/collectors/declared/change-set.ts';
import { filled, leftToAws, unresolved } from '../../../src/collectors/declared/value.ts';
import { symbolFor } from '../../../src/model/symbolic-name.ts';
import { attributesBut, place, plan, resourcesOf, template } from './thrice.ts';

const groupOf = (attributes = {}) =>
  plan({
    semantic: [
      'aws_elasticache_replication_group',
      {
        replication_group_id: 'semantic',
        engine: 'redis',
        engine_version: '7.1',
        node_type: 'cache.r6g.large',
        num_cache_clusters: 2,
        num_node_groups: leftToAws(),
        replicas_per_node_group: leftToAws(),
        cluster_enabled: leftToAws(),
        cluster_mode: leftToAws(),
        member_clusters: leftToAws(),
        parameter_group_name: 'semantic-lfu',
        automatic_failover_enabled: true,
        multi_az_enabled: true,
        data_tiering_enabled: leftToAws(),
        global_replication_group_id: leftToAws(),
        snapshot_retention_limit: null,
        tags: { env: 'prod' },
        tags_all: { env: 'prod', team: 'search' },
        ...attributes,
      },
    ],
  });

const groupIn = (properties = {}) =>
  template({
    Semantic: [
      'AWS::ElastiCache::ReplicationGroup',
      {
        ReplicationGroupId: 'semantic',
        Engine: 'redis',
        EngineVersion: '7.1',
        CacheNodeType: 'cache.r6g.large',
        NumCacheClusters: 2,
        CacheParameterGroupName: 'semantic-lfu',
        AutomaticFailoverEnabled: true,
        MultiAZEnabled: 'true',
        Tags: [
          { Key: 'env', Value: 'prod' },
          { Key: 'team', Value: 'search' },
        ],
        ...properties,
      },
    ],
  });

describe('a replication group', () => {
  it('is the same from the live account, a plan and a template, and so are its members', () => {
    const group = describeReplicationGroup({
      ReplicationGroupId: 'semantic',
      Status: 'available',
      Engine: 'redis',
      CacheNodeType: 'cache.r6g.large',
      ClusterEnabled: false,
      NodeGroups: [{ NodeGroupMembers: [{}, {}] }],
      MemberClusters: ['semantic-001', 'semantic-002'],
      AutomaticFailover: 'enabled',
      MultiAZ: 'enabled',
      DataTiering: 'disabled',
      EffectiveDurability: 'disabled',
    });
    const member = describeCacheCluster({
      CacheClusterId: 'semantic-001',
      CacheClusterStatus: 'available',
      Engine: 'redis',
      EngineVersion: '7.1',
      CacheNodeType: 'cache.r6g.large',
      NumCacheNodes: 1,
      ReplicationGroupId: 'semantic',
      CacheParameterGroup: { CacheParameterGroupName: 'semantic-lfu', ParameterApplyStatus: 'in-sync' },
    });

    for (const resources of [resourcesOf(groupOf()), resourcesOf(groupIn())]) {
      expect(resources.get('elasticache-replication-group semantic')?.attributes).toEqual(group.attributes);
      expect(resources.get('elasticache-replication-group semantic')?.tags).toEqual({ env: 'prod', team: 'search' });
      expect(resources.get('elasticache-cluster semantic-001')?.attributes).toEqual(
        attributesBut(member, 'snapshotRetentionDays'),
      );
      expect([...resources.keys()].filter((key) => key.startsWith('elasticache-cluster '))).toEqual([
        'elasticache-cluster semantic-001',
        'elasticache-cluster semantic-002',
      ]);
    }
  });

  it.each([
    [
      'two shards',
      { NumNodeGroups: 2, ReplicasPerNodeGroup: 1, NumCacheClusters: undefined },
      true,
      ['semantic-0001-001', 'semantic-0001-002', 'semantic-0002-001', 'semantic-0002-002'],
    ],
    [
      'one shard of a group in cluster mode',
      { CacheParameterGroupName: 'default.redis7.cluster.on', ReplicasPerNodeGroup: 0, NumCacheClusters: undefined },
      true,
      ['semantic-0001-001'],
    ],
    [
      'shards that are configured one by one',
      { NodeGroupConfiguration: [{ ReplicaCount: 0 }, { ReplicaCount: 1 }], NumCacheClusters: undefined },
      true,
      ['semantic-0001-001', 'semantic-0002-001', 'semantic-0002-002'],
    ],
    ['no number at all', { CacheParameterGroupName: undefined, NumCacheClusters: undefined }, false, ['semantic-001']],
  ])('with %s has the nodes that AWS makes for it', (_, properties, inCluster, members) => {
    const group = resourcesOf(groupIn(properties)).get('elasticache-replication-group semantic');

    expect(group?.attributes).toMatchObject({ clusterModeEnabled: inCluster, memberClusterIds: members });
  });

  it('with an unknown number of nodes tells no members', () => {
    const resources = resourcesOf(groupOf({ num_cache_clusters: unresolved() }));

    expect(resources.get('elasticache-replication-group semantic')?.unread).toMatchObject({
      memberClusterIds: 'after-apply',
      replicasPerShard: 'after-apply',
    });
    expect([...resources.keys()]).toEqual(['elasticache-replication-group semantic']);
  });

  it('with a parameter group of another stack is in cluster mode or not', () => {
    const properties = { NumNodeGroups: 1, ReplicasPerNodeGroup: 1, NumCacheClusters: undefined };
    const group = resourcesOf(groupIn(properties)).get('elasticache-replication-group semantic');

    expect(group?.unread).toMatchObject({ clusterModeEnabled: 'after-apply', memberClusterIds: 'after-apply' });
  });

  it('takes a default parameter group of its version where none is named', () => {
    const nameOf = (properties: object) =>
      resourcesOf(groupIn({ CacheParameterGroupName: undefined, ...properties })).get(
        'elasticache-cluster semantic-001',
      )?.attributes.parameterGroup;

    expect(nameOf({})).toBe('default.redis7');
    expect(nameOf({ EngineVersion: '6.x' })).toBe('default.redis6.x');
    expect(nameOf({ Engine: 'valkey', EngineVersion: '8.0' })).toBe('default.valkey8');
    expect(nameOf({ EngineVersion: undefined })).toBeUndefined();
  });

  it('without a known name joins its members by a symbol, each of them apart', () => {
    const elements = groupIn({ ReplicationGroupId: unresolved(['Semantic']) });
    const made = changeSetOf('cloudformation', elements, place).changes.flatMap(({ after }) => after ?? []);
    const members = made.filter(({ kind }) => kind === 'elasticache-cluster');

    expect(made.map(({ key }) => key)).toEqual([null, null, null]);
    expect(new Set(made.map(({ keyHash }) => keyHash)).size).toBe(3);
    expect(members.map(({ attributes }) => attributes.replicationGroupId)).toEqual(
      Array(2).fill(symbolFor('Semantic')),
    );
    expect(made[2]?.attributes.memberClusterIds).toEqual(members.map(({ attributes }) => attributes.clusterId));
  });
});

describe('a parameter group', () => {
  it.each([
    [
      'redis7',
      { 'maxmemory-policy': 'noeviction' },
      [
        { ParameterName: 'maxmemory-policy', ParameterValue: 'noeviction', Source: 'user', ChangeType: 'immediate' },
        { ParameterName: 'reserved-memory-percent', ParameterValue: '25', Source: 'system' },
      ],
    ],
    [
      'valkey8',
      { 'reserved-memory-percent': '10' },
      [
        { ParameterName: 'maxmemory-policy', ParameterValue: 'volatile-lru', Source: 'system' },
        { ParameterName: 'reserved-memory-percent', ParameterValue: '10', Source: 'user', ChangeType: 'immediate' },
      ],
    ],
    [
      'memcached1.6',
      { error_on_memory_exhausted: '1' },
      [
        {
          ParameterName: 'error_on_memory_exhausted',
          ParameterValue: '1',
          Source: 'user',
          ChangeType: 'requires-reboot',
        },
      ],
    ],
  ] as const)('of %s is the same from the live account, a plan and a template', (family, parameters, listed) => {
    const live = describeParameterGroup('own', { items: [...listed], unread: null } as never);
    const planned = resourcesOf(
      plan({
        own: [
          'aws_elasticache_parameter_group',
          { name: 'own', family, parameter: Object.entries(parameters).map(([name, value]) => ({ name, value })) },
        ],
      }),
    ).get('elasticache-parameter-group own');
    const templated = resourcesOf(
      template({
        Own: ['AWS::ElastiCache::ParameterGroup', { CacheParameterGroupFamily: family, Properties: parameters }],
      }),
    ).get('elasticache-parameter-group Own');

    expect(planned?.attributes).toEqual(live.attributes);
    expect(templated?.attributes).toEqual({ ...live.attributes, groupName: symbolFor('Own') });
  });

  it('whose parameters are known only after apply does not tell them', () => {
    const open = resourcesOf(
      plan({ own: ['aws_elasticache_parameter_group', { name: 'own', family: 'redis7', parameter: unresolved() }] }),
    ).get('elasticache-parameter-group own');

    expect(open?.unread).toMatchObject({
      maxmemoryPolicy: 'after-apply',
      maxmemoryPolicySource: 'after-apply',
      reservedMemoryPercent: 'after-apply',
    });
  });
});

describe('a cluster of its own', () => {
  it('is the same from the live account, a plan and a template', () => {
    const live = describeCacheCluster({
      CacheClusterId: 'fragments',
      CacheClusterStatus: 'available',
      Engine: 'memcached',
      EngineVersion: '1.6.22',
      CacheNodeType: 'cache.t4g.small',
      NumCacheNodes: 2,
      CacheParameterGroup: { CacheParameterGroupName: 'default.memcached1.6', ParameterApplyStatus: 'in-sync' },
    });
    const planned = resourcesOf(
      plan({
        fragments: [
          'aws_elasticache_cluster',
          {
            cluster_id: 'fragments',
            engine: 'memcached',
            engine_version: '1.6.22',
            node_type: 'cache.t4g.small',
            num_cache_nodes: 2,
            parameter_group_name: leftToAws(),
            replication_group_id: leftToAws(),
          },
        ],
      }),
    ).get('elasticache-cluster fragments');
    const templated = resourcesOf(
      template({
        Fragments: [
          'AWS::ElastiCache::CacheCluster',
          {
            ClusterName: 'fragments',
            Engine: 'memcached',
            EngineVersion: '1.6.22',
            CacheNodeType: 'cache.t4g.small',
            NumCacheNodes: '2',
          },
        ],
      }),
    ).get('elasticache-cluster fragments');

    expect(planned?.attributes).toEqual(live.attributes);
    expect(templated?.attributes).toEqual(live.attributes);
  });
});

describe('a serverless cache', () => {
  it('is the same from the live account, a plan and a template', () => {
    const live = describeServerlessCache({
      ServerlessCacheName: 'answers',
      Status: 'available',
      Engine: 'valkey',
      CacheUsageLimits: { DataStorage: { Maximum: 50, Unit: 'GB' } },
    });
    const planned = resourcesOf(
      plan({
        answers: [
          'aws_elasticache_serverless_cache',
          {
            name: 'answers',
            engine: 'valkey',
            cache_usage_limits: [{ data_storage: [{ maximum: 50, minimum: null, unit: 'GB' }], ecpu_per_second: [] }],
            daily_snapshot_time: filled('00:00'),
          },
        ],
      }),
    ).get('elasticache-serverless-cache answers');
    const templated = resourcesOf(
      template({
        Answers: [
          'AWS::ElastiCache::ServerlessCache',
          {
            ServerlessCacheName: 'answers',
            Engine: 'valkey',
            CacheUsageLimits: { DataStorage: { Maximum: 50, Unit: 'GB' } },
          },
        ],
      }),
    ).get('elasticache-serverless-cache answers');

    expect(planned?.attributes).toEqual(live.attributes);
    expect(templated?.attributes).toEqual(live.attributes);
  });
});

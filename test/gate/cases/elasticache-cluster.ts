import type { SameVerdictCase } from '../same-verdict-case.ts';

export const elasticacheClusterCase: SameVerdictCase = {
  kind: 'elasticache-cluster',
  fault: 'Memcached answers errors when it is full',
  live: {
    elasticache: {
      parameterGroups: [
        {
          CacheParameterGroupName: 'strict',
          CacheParameterGroupFamily: 'memcached1.6',
          parameters: { error_on_memory_exhausted: 1 },
        },
      ],
      cacheClusters: [
        {
          CacheClusterId: 'fragments',
          Engine: 'memcached',
          EngineVersion: '1.6.22',
          NumCacheNodes: 2,
          CacheNodeType: 'cache.t4g.small',
          parameterGroup: 'strict',
        },
      ],
    },
  },
  plan: [
    {
      type: 'aws_elasticache_parameter_group',
      name: 'strict',
      values: {
        name: 'strict',
        family: 'memcached1.6',
        parameter: [{ name: 'error_on_memory_exhausted', value: '1' }],
      },
    },
    {
      type: 'aws_elasticache_cluster',
      name: 'fragments',
      values: {
        cluster_id: 'fragments',
        engine: 'memcached',
        engine_version: '1.6.22',
        node_type: 'cache.t4g.small',
        num_cache_nodes: 2,
        parameter_group_name: 'strict',
      },
    },
  ],
  template: {
    Strict: {
      Type: 'AWS::ElastiCache::ParameterGroup',
      Properties: {
        CacheParameterGroupFamily: 'memcached1.6',
        Description: 'strict',
        Properties: { error_on_memory_exhausted: '1' },
      },
    },
    Fragments: {
      Type: 'AWS::ElastiCache::CacheCluster',
      Properties: {
        ClusterName: 'fragments',
        Engine: 'memcached',
        EngineVersion: '1.6.22',
        CacheNodeType: 'cache.t4g.small',
        NumCacheNodes: 2,
        CacheParameterGroupName: { Ref: 'Strict' },
      },
    },
  },
  same: [['elasticache-memcached-errors-when-full', 'cluster/fragments', 'fail']],
  beside: [],
  afterApply: {
    attribute: 'aws_elasticache_parameter_group.strict.parameter',
    property: 'Strict.Properties',
    unknown: ['elasticache-memcached-errors-when-full'],
  },
};

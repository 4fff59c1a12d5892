import type { SameVerdictCase } from '../same-verdict-case.ts';

export const elasticacheParameterGroupCase: SameVerdictCase = {
  kind: 'elasticache-parameter-group',
  fault: 'it keeps little memory for backups',
  live: {
    elasticache: {
      parameterGroups: [
        {
          CacheParameterGroupName: 'own',
          CacheParameterGroupFamily: 'redis7',
          parameters: { 'reserved-memory-percent': 5 },
        },
      ],
      replicationGroups: [
        {
          ReplicationGroupId: 'semantic',
          CacheNodeType: 'cache.r6g.large',
          engineVersion: '7.1',
          parameterGroup: 'own',
          replicas: 1,
        },
      ],
    },
  },
  plan: [
    {
      type: 'aws_elasticache_parameter_group',
      name: 'own',
      values: { name: 'own', family: 'redis7', parameter: [{ name: 'reserved-memory-percent', value: '5' }] },
    },
    {
      type: 'aws_elasticache_replication_group',
      name: 'semantic',
      values: {
        replication_group_id: 'semantic',
        description: 'answers by meaning',
        engine: 'redis',
        engine_version: '7.1',
        node_type: 'cache.r6g.large',
        num_cache_clusters: 2,
        parameter_group_name: 'own',
        automatic_failover_enabled: true,
      },
      filled: { multi_az_enabled: false },
    },
  ],
  template: {
    Own: {
      Type: 'AWS::ElastiCache::ParameterGroup',
      Properties: {
        CacheParameterGroupFamily: 'redis7',
        Description: 'own',
        Properties: { 'reserved-memory-percent': '5' },
      },
    },
    Semantic: {
      Type: 'AWS::ElastiCache::ReplicationGroup',
      Properties: {
        ReplicationGroupId: 'semantic',
        ReplicationGroupDescription: 'answers by meaning',
        Engine: 'redis',
        EngineVersion: '7.1',
        CacheNodeType: 'cache.r6g.large',
        NumCacheClusters: 2,
        CacheParameterGroupName: { Ref: 'Own' },
        AutomaticFailoverEnabled: true,
      },
    },
  },
  same: [['elasticache-reserved-memory-low', 'replication-group/semantic', 'fail']],
  beside: [],
  afterApply: {
    attribute: 'aws_elasticache_parameter_group.own.parameter',
    property: 'Own.Properties',
    unknown: ['elasticache-reserved-memory-low'],
  },
};

import type { SameVerdictCase } from '../same-verdict-case.ts';

export const elasticacheServerlessCacheCase: SameVerdictCase = {
  kind: 'elasticache-serverless-cache',
  fault: 'its cost has no end',
  live: {
    elasticache: {
      serverlessCaches: [
        {
          ServerlessCacheName: 'answers',
          Engine: 'valkey',
          CacheUsageLimits: { DataStorage: { Maximum: 50, Unit: 'GB' } },
        },
      ],
    },
  },
  plan: [
    {
      type: 'aws_elasticache_serverless_cache',
      name: 'answers',
      values: {
        name: 'answers',
        engine: 'valkey',
        cache_usage_limits: [{ data_storage: [{ maximum: 50, unit: 'GB' }], ecpu_per_second: [] }],
      },
    },
  ],
  template: {
    Answers: {
      Type: 'AWS::ElastiCache::ServerlessCache',
      Properties: {
        ServerlessCacheName: 'answers',
        Engine: 'valkey',
        CacheUsageLimits: { DataStorage: { Maximum: 50, Unit: 'GB' } },
      },
    },
  },
  same: [['elasticache-serverless-limits', 'answers', 'fail']],
  beside: [],
  afterApply: {
    attribute: 'aws_elasticache_serverless_cache.answers.cache_usage_limits',
    property: 'Answers.CacheUsageLimits',
    unknown: ['elasticache-serverless-limits'],
  },
};

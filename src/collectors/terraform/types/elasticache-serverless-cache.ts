import { allTags, block, terraformType } from '../translation.ts';

const bounds = { Minimum: 'minimum', Maximum: 'maximum' };

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_serverless_cache */
export const elasticacheServerlessCache = terraformType(
  'aws_elasticache_serverless_cache',
  'AWS::ElastiCache::ServerlessCache',
  {
    ServerlessCacheName: 'name',
    Engine: 'engine',
    CacheUsageLimits: block('cache_usage_limits', {
      DataStorage: block('data_storage', bounds),
      ECPUPerSecond: block('ecpu_per_second', bounds),
    }),
    Tags: allTags,
  },
  { name: 'name', idIsName: true },
);

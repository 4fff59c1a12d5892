import { elasticacheServerlessCache } from '../../../resources/elasticache-serverless-cache.ts';
import { declare } from '../declaration.ts';
import { steady } from '../steady.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-serverlesscache.html */
export const elasticacheServerlessCacheDeclaration = declare({
  kind: elasticacheServerlessCache,
  type: 'AWS::ElastiCache::ServerlessCache',
  attributes: {
    cacheName: (cache) => cache.name('ServerlessCacheName'),
    status: () => steady('available'),
    engine: (cache) => cache.text('Engine'),
    dataStorageMinimumGb: (cache) => cache.number('CacheUsageLimits.DataStorage.Minimum') ?? null,
    dataStorageMaximumGb: (cache) => cache.number('CacheUsageLimits.DataStorage.Maximum') ?? null,
    ecpuMinimumPerSecond: (cache) => cache.number('CacheUsageLimits.ECPUPerSecond.Minimum') ?? null,
    ecpuMaximumPerSecond: (cache) => cache.number('CacheUsageLimits.ECPUPerSecond.Maximum') ?? null,
  },
  tags: 'Tags',
});

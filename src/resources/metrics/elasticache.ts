import { day, hour, type MetricNeed, type MetricQuery } from './query.ts';

export const ofNode = (node: string) => ({ namespace: 'AWS/ElastiCache', dimensions: { CacheClusterId: node } });

/** Memory of a node, percent of maxmemory, by hour of a week. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html */
export const nodeMemory = (node: string): MetricQuery => ({
  ...ofNode(node),
  metricName: 'DatabaseMemoryUsagePercentage',
  statistic: 'Average',
  periodSeconds: hour,
  windowSeconds: 7 * day,
});

/** Keys of a node, or those of them that have a TTL, by hour of a day. */
export const nodeItems = (node: string, metricName: 'CurrItems' | 'CurrVolatileItems'): MetricQuery => ({
  ...ofNode(node),
  metricName,
  statistic: 'Average',
  periodSeconds: hour,
  windowSeconds: day,
});

/** Counts of a node, by hour of a week. */
export const nodeCount = (node: string, metricName: 'CacheHits' | 'CacheMisses' | 'Evictions'): MetricQuery => ({
  ...ofNode(node),
  metricName,
  statistic: 'Sum',
  periodSeconds: hour,
  windowSeconds: 7 * day,
});

/** Nodes of Redis and Valkey. Memory is not asked of those that fill it on purpose, TTLs of those alone that evict by them. */
export const elasticacheClusterMetrics: MetricNeed = {
  kind: 'elasticache-cluster',
  needs(cluster, peers) {
    const node = String(cluster.attributes.clusterId);
    if (cluster.attributes.engine === 'memcached') return [];
    const group = peers.find('elasticache-parameter-group', String(cluster.attributes.parameterGroup));
    const policy = String(group?.attributes.maxmemoryPolicy ?? '');
    return [
      ...(['CacheHits', 'CacheMisses', 'Evictions'] as const).map((metric) => nodeCount(node, metric)),
      ...(policy.startsWith('allkeys') ? [] : [nodeMemory(node)]),
      ...(policy.startsWith('volatile')
        ? (['CurrItems', 'CurrVolatileItems'] as const).map((metric) => nodeItems(node, metric))
        : []),
    ];
  },
};

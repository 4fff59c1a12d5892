import { elasticacheCluster } from '../../../resources/elasticache-cluster.ts';
import { elasticacheParameterGroup } from '../../../resources/elasticache-parameter-group.ts';
import { elasticacheReplicationGroup } from '../../../resources/elasticache-replication-group.ts';
import { elasticacheServerlessCache } from '../../../resources/elasticache-serverless-cache.ts';
import type { Collector, Context } from '../collector.ts';
import { describeCacheCluster, describeReplicationGroup, describeServerlessCache } from '../describe/elasticache.ts';
import { describeParameterGroup } from '../describe/elasticache-parameter-group.ts';
import { readListing } from '../listing.ts';

const groupApi = 'elasticache:DescribeReplicationGroups';
const clusterApi = 'elasticache:DescribeCacheClusters';
const serverlessApi = 'elasticache:DescribeServerlessCaches';
const parameterApi = 'elasticache:DescribeCacheParameters';

/** Replication groups, their members and other clusters, serverless caches, and the parameter groups in use. https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/ */
export const elasticache: Collector = {
  name: 'elasticache',
  scope: 'regional',
  reads: [
    { api: groupApi, kinds: ['elasticache-replication-group'] },
    { api: clusterApi, kinds: ['elasticache-cluster'] },
    { api: serverlessApi, kinds: ['elasticache-serverless-cache'] },
    { api: parameterApi, kinds: ['elasticache-parameter-group'], after: clusterApi },
  ],
  async collect(context) {
    await Promise.all([
      collectReplicationGroups(context),
      collectClusters(context).then((groups) => collectParameterGroups(context, groups)),
      collectServerlessCaches(context),
    ]);
  },
};

async function collectReplicationGroups(context: Context): Promise<void> {
  const { DescribeReplicationGroupsCommand } = await import('@aws-sdk/client-elasticache');
  const pages = context.pages(
    groupApi,
    (token) => new DescribeReplicationGroupsCommand({ MaxRecords: 100, Marker: token }),
    { next: (page) => page.Marker, items: (page) => page.ReplicationGroups },
  );
  for await (const page of pages) {
    for (const group of page) {
      context.add(elasticacheReplicationGroup, { api: groupApi, item: group.ReplicationGroupId }, () =>
        describeReplicationGroup(group),
      );
    }
  }
}

/** Returns the names of the parameter groups in use: only clusters tell them, replication groups do not. */
async function collectClusters(context: Context): Promise<Set<string>> {
  const { DescribeCacheClustersCommand } = await import('@aws-sdk/client-elasticache');
  const groups = new Set<string>();
  const pages = context.pages(
    clusterApi,
    (token) => new DescribeCacheClustersCommand({ ShowCacheNodeInfo: false, MaxRecords: 100, Marker: token }),
    { next: (page) => page.Marker, items: (page) => page.CacheClusters },
  );
  for await (const page of pages) {
    for (const cluster of page) {
      const group = cluster.CacheParameterGroup?.CacheParameterGroupName;
      if (group !== undefined) groups.add(group);
      context.add(elasticacheCluster, { api: clusterApi, item: cluster.CacheClusterId }, () =>
        describeCacheCluster(cluster),
      );
    }
  }
  return groups;
}

async function collectServerlessCaches(context: Context): Promise<void> {
  const { DescribeServerlessCachesCommand } = await import('@aws-sdk/client-elasticache');
  const pages = context.pages(
    serverlessApi,
    (token) => new DescribeServerlessCachesCommand({ MaxResults: 50, NextToken: token }),
    { next: (page) => page.NextToken, items: (page) => page.ServerlessCaches },
  );
  for await (const page of pages) {
    for (const cache of page) {
      context.add(elasticacheServerlessCache, { api: serverlessApi, item: cache.ServerlessCacheName }, () =>
        describeServerlessCache(cache),
      );
    }
  }
}

/** A group of which no page could be read is left to the coverage; of one that was read in part, the rest is unread. */
async function collectParameterGroups(context: Context, groups: Iterable<string>): Promise<void> {
  const { DescribeCacheParametersCommand } = await import('@aws-sdk/client-elasticache');
  await context.forEach(groups, async (name) => {
    const parameters = await readListing(
      context,
      parameterApi,
      (token) => new DescribeCacheParametersCommand({ CacheParameterGroupName: name, MaxRecords: 100, Marker: token }),
      { next: (page) => page.Marker, items: (page) => page.Parameters, missed: [name] },
    );
    if (parameters.unread && parameters.items.length === 0) return;
    context.add(elasticacheParameterGroup, { api: parameterApi, item: name }, () =>
      describeParameterGroup(name, parameters),
    );
  });
}

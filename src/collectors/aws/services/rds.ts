import type { DBInstance, DBProxy, Parameter } from '@aws-sdk/client-rds';
import { rdsCluster } from '../../../resources/rds-cluster.ts';
import { rdsInstance } from '../../../resources/rds-instance.ts';
import { rdsProxy } from '../../../resources/rds-proxy.ts';
import type { Collector, Context } from '../collector.ts';
import {
  clusterApi,
  describeCluster,
  describeInstance,
  describeProxy,
  instanceApi,
  isForeign,
  parameterGroupOf,
} from '../describe/rds.ts';
import { type Listing, readListing } from '../listing.ts';

const parameterApi = 'rds:DescribeDBParameters';
const proxyApi = 'rds:DescribeDBProxies';
const groupApi = 'rds:DescribeDBProxyTargetGroups';
const targetApi = 'rds:DescribeDBProxyTargets';
const tagsApi = 'rds:ListTagsForResource';

/** Instances with their connection limit, clusters, and proxies with their targets. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/ */
export const rds: Collector = {
  name: 'rds',
  scope: 'regional',
  reads: [
    { api: instanceApi, kinds: ['rds-instance'] },
    { api: clusterApi, kinds: ['rds-cluster'] },
    { api: proxyApi, kinds: ['rds-proxy'] },
    { api: groupApi, kinds: [], after: proxyApi },
    { api: targetApi, kinds: [], after: proxyApi },
    { api: tagsApi, kinds: [], after: proxyApi },
    { api: parameterApi, kinds: [], after: instanceApi },
  ],
  async collect(context) {
    await Promise.all([
      listInstances(context).then((instances) => addInstances(context, instances)),
      collectClusters(context),
      listProxies(context).then((proxies) => context.forEach(proxies, (proxy) => addProxy(context, proxy))),
    ]);
  },
};

async function listInstances(context: Context): Promise<DBInstance[]> {
  const { DescribeDBInstancesCommand } = await import('@aws-sdk/client-rds');
  const instances: DBInstance[] = [];
  const pages = context.pages(
    instanceApi,
    (token) => new DescribeDBInstancesCommand({ MaxRecords: 100, Marker: token }),
    { next: (page) => page.Marker, items: (page) => page.DBInstances },
  );
  for await (const page of pages) instances.push(...page.filter(({ Engine }) => !isForeign(Engine)));
  return instances;
}

/** Engines whose limit of connections is the parameter max_connections; SQL Server and Oracle name theirs otherwise. */
const hasMaxConnections = (engine: string | undefined) => /^(aurora|mysql|mariadb|postgres)/.test(engine ?? '');

/** Each parameter group is asked once, for the one parameter that rules read. */
async function addInstances(context: Context, instances: readonly DBInstance[]): Promise<void> {
  const { DescribeDBParametersCommand } = await import('@aws-sdk/client-rds');
  const groups = new Set<string>();
  for (const instance of instances) {
    const group = parameterGroupOf(instance);
    if (group !== null && hasMaxConnections(instance.Engine)) groups.add(group);
  }
  const parameters = new Map<string, Listing<Parameter>>();
  await context.forEach(groups, async (name) => {
    const asked = {
      DBParameterGroupName: name,
      Filters: [{ Name: 'parameter-name', Values: ['max_connections'] }],
      MaxRecords: 100,
    };
    const listing = await readListing(
      context,
      parameterApi,
      (token) => new DescribeDBParametersCommand({ ...asked, Marker: token }),
      { next: (page) => page.Marker, items: (page) => page.Parameters, missed: [name] },
    );
    parameters.set(name, listing);
  });
  for (const instance of instances) {
    context.add(rdsInstance, { api: instanceApi, item: instance.DBInstanceIdentifier }, () =>
      describeInstance(
        instance,
        hasMaxConnections(instance.Engine) ? parameters.get(parameterGroupOf(instance) ?? '') : undefined,
      ),
    );
  }
}

async function collectClusters(context: Context): Promise<void> {
  const { DescribeDBClustersCommand } = await import('@aws-sdk/client-rds');
  const pages = context.pages(
    clusterApi,
    (token) => new DescribeDBClustersCommand({ MaxRecords: 100, Marker: token }),
    { next: (page) => page.Marker, items: (page) => page.DBClusters },
  );
  for await (const page of pages) {
    for (const cluster of page.filter(({ Engine }) => !isForeign(Engine))) {
      context.add(rdsCluster, { api: clusterApi, item: cluster.DBClusterIdentifier }, () => describeCluster(cluster));
    }
  }
}

async function listProxies(context: Context): Promise<DBProxy[]> {
  const { DescribeDBProxiesCommand } = await import('@aws-sdk/client-rds');
  const proxies: DBProxy[] = [];
  const pages = context.pages(proxyApi, (token) => new DescribeDBProxiesCommand({ MaxRecords: 100, Marker: token }), {
    next: (page) => page.Marker,
    items: (page) => page.DBProxies,
  });
  for await (const page of pages) proxies.push(...page);
  return proxies;
}

/** Groups, targets and tags can be listed for one proxy at a time only. */
async function addProxy(context: Context, proxy: DBProxy): Promise<void> {
  const { DescribeDBProxyTargetGroupsCommand, DescribeDBProxyTargetsCommand, ListTagsForResourceCommand } =
    await import('@aws-sdk/client-rds');
  const name = proxy.DBProxyName;
  const options = { missed: [name ?? 'a nameless proxy'], gone: ['DBProxyNotFoundFault'] };
  const asked = { DBProxyName: name, MaxRecords: 100 };
  const [groups, targets, tags] = await Promise.all([
    readListing(context, groupApi, (token) => new DescribeDBProxyTargetGroupsCommand({ ...asked, Marker: token }), {
      ...options,
      next: (page) => page.Marker,
      items: (page) => page.TargetGroups,
    }),
    readListing(context, targetApi, (token) => new DescribeDBProxyTargetsCommand({ ...asked, Marker: token }), {
      ...options,
      next: (page) => page.Marker,
      items: (page) => page.Targets,
    }),
    context.call(tagsApi, new ListTagsForResourceCommand({ ResourceName: proxy.DBProxyArn }), {
      ...options,
      holds: (output) => output.TagList,
    }),
  ]);
  if ([groups.unread, targets.unread, tags].some((one) => one && 'gone' in one && one.gone)) return;
  context.add(rdsProxy, { api: proxyApi, item: name }, () => describeProxy(proxy, groups, targets, tags));
}

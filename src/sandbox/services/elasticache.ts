import {
  DescribeCacheClusters$,
  type DescribeCacheClustersMessage,
  DescribeCacheParameters$,
  type DescribeCacheParametersMessage,
  DescribeReplicationGroups$,
  type DescribeReplicationGroupsMessage,
  DescribeServerlessCaches$,
  type DescribeServerlessCachesRequest,
} from '@aws-sdk/client-elasticache';
import { type CacheMember, completeCacheCluster, expandMembers } from '../derive/cache-clusters.ts';
import { nodeTypeParameters, type ParameterGroup, parameterGroup, parametersOf } from '../derive/cache-parameters.ts';
import { completeReplicationGroup, completeServerlessCache } from '../derive/caches.ts';
import { arnOf } from '../derive/identity.ts';
import { type Item, indexBy, text } from '../derive/item.ts';
import { addTagged, type Tagged } from '../derive/tags.ts';
import { takePage } from '../paging.ts';
import { awsQuery } from '../protocol/query-xml.ts';
import { type Context, failed, operation, queryCodes, type Service } from '../service.ts';

/** ElastiCache in one account and region. */
export type ElastiCacheState = {
  groups: Map<string, Item>;
  clusters: Map<string, CacheMember>;
  serverless: Map<string, Item>;
  parameterGroups: Map<string, ParameterGroup>;
};

type ElastiCache = Context<ElastiCacheState>;
const token = { input: 'Marker', output: 'Marker' };
const limits = { default: 100, min: 20, max: 100 };

/** Amazon ElastiCache. */
export const elasticache: Service<ElastiCacheState> = {
  prefix: 'elasticache',
  signingName: 'elasticache',
  protocol: awsQuery({ version: '2015-02-02', xmlNamespace: 'http://elasticache.amazonaws.com/doc/2015-02-02/' }),
  errors: queryCodes(),
  index: ({ region: { elasticache: declared } }) => {
    const groups = declared?.replicationGroups ?? [];
    return {
      groups: indexBy<Item>(groups, (item) => text(item, 'ReplicationGroupId')),
      clusters: indexBy(expandMembers(groups, declared?.cacheClusters ?? []), ({ id }) => id),
      serverless: indexBy<Item>(declared?.serverlessCaches ?? [], (item) => text(item, 'ServerlessCacheName')),
      parameterGroups: indexBy<ParameterGroup>(
        declared?.parameterGroups ?? [],
        (group) => group.CacheParameterGroupName,
      ),
    };
  },
  operations: {
    DescribeReplicationGroups: operation({ schema: DescribeReplicationGroups$, token, handle: describeGroups }),
    DescribeCacheClusters: operation({ schema: DescribeCacheClusters$, token, handle: describeClusters }),
    DescribeCacheParameters: operation({
      schema: DescribeCacheParameters$,
      token,
      required: ['CacheParameterGroupName'],
      handle: describeParameters,
    }),
    DescribeServerlessCaches: operation({
      schema: DescribeServerlessCaches$,
      token: { input: 'NextToken', output: 'NextToken' },
      handle: describeServerless,
    }),
  },
  tagged: listTagged,
};

function describeGroups(input: DescribeReplicationGroupsMessage, context: ElastiCache) {
  const { groups } = context.state;
  const id = input.ReplicationGroupId;
  const listed = id === undefined ? [...groups.values()] : [groups.get(id)].filter((item) => item !== undefined);
  if (id && listed.length === 0)
    throw failed('ReplicationGroupNotFoundFault', `ReplicationGroup ${id} not found.`, 404);
  const page = cut(`DescribeReplicationGroups ${id}`, listed, input);
  return { ReplicationGroups: page.items.map((item) => completeReplicationGroup(item, context)), Marker: page.token };
}

function describeClusters(input: DescribeCacheClustersMessage, context: ElastiCache) {
  const { clusters } = context.state;
  const id = input.CacheClusterId;
  const alone = input.ShowCacheClustersNotInReplicationGroups === true;
  const listed =
    id === undefined ? [...clusters.values()] : [clusters.get(id)].filter((member) => member !== undefined);
  if (id && listed.length === 0) throw failed('CacheClusterNotFound', `CacheCluster not found: ${id}`, 404);
  const kept = alone ? listed.filter(({ group }) => group === null) : listed;
  const page = cut(`DescribeCacheClusters ${id} ${alone}`, kept, input);
  const complete = (member: CacheMember) => completeCacheCluster(member, input.ShowCacheNodeInfo === true, context);
  return { CacheClusters: page.items.map(complete), Marker: page.token };
}

function describeParameters(input: DescribeCacheParametersMessage, { state }: ElastiCache) {
  const name = input.CacheParameterGroupName ?? '';
  const group = parameterGroup(name, state.parameterGroups);
  if (!group) throw failed('CacheParameterGroupNotFound', `CacheParameterGroup not found: ${name}`, 404);
  const source = input.Source;
  const listed = parametersOf(group).filter((parameter) => source === undefined || parameter.Source === source);
  const page = cut(`DescribeCacheParameters ${name} ${source}`, listed, input);
  return { Parameters: page.items, CacheNodeTypeSpecificParameters: nodeTypeParameters, Marker: page.token };
}

function describeServerless(input: DescribeServerlessCachesRequest, context: ElastiCache) {
  const { serverless } = context.state;
  const name = input.ServerlessCacheName;
  const listed =
    name === undefined ? [...serverless.values()] : [serverless.get(name)].filter((item) => item !== undefined);
  if (name && listed.length === 0)
    throw failed('ServerlessCacheNotFoundFault', `ServerlessCache ${name} not found.`, 404);
  const page = takePage(listed, {
    token: input.NextToken,
    size: input.MaxResults,
    limits: { default: 50, max: 100 },
    scope: `DescribeServerlessCaches ${name}`,
  });
  return { ServerlessCaches: page.items.map((item) => completeServerlessCache(item, context)), NextToken: page.token };
}

function cut<T>(scope: string, items: readonly T[], input: { Marker?: string; MaxRecords?: number }) {
  return takePage(items, { token: input.Marker, size: input.MaxRecords, limits, scope });
}

function listTagged(context: ElastiCache): Tagged[] {
  const { groups, clusters, serverless } = context.state;
  const list: Tagged[] = [];
  for (const [id, item] of groups) addTagged(list, arnOf('elasticache', context, `replicationgroup:${id}`), item);
  for (const { id, item } of clusters.values()) addTagged(list, arnOf('elasticache', context, `cluster:${id}`), item);
  for (const [name, item] of serverless)
    addTagged(list, arnOf('elasticache', context, `serverlesscache:${name}`), item);
  return list;
}

import {
  DescribeDBClusters$,
  type DescribeDBClustersMessage,
  DescribeDBInstances$,
  type DescribeDBInstancesMessage,
  DescribeDBParameters$,
  type DescribeDBParametersMessage,
  DescribeDBProxies$,
  type DescribeDBProxiesRequest,
  DescribeDBProxyTargetGroups$,
  type DescribeDBProxyTargetGroupsRequest,
  DescribeDBProxyTargets$,
  type DescribeDBProxyTargetsRequest,
  ListTagsForResource$,
  type ListTagsForResourceMessage,
} from '@aws-sdk/client-rds';
import { arnOf } from '../derive/identity.ts';
import { groupBy, type Item, indexBy, parts, text } from '../derive/item.ts';
import {
  completeCluster,
  completeInstance,
  completeProxy,
  completeTarget,
  completeTargetGroup,
  proxyArn,
  tagList,
} from '../derive/rds-items.ts';
import { type DbParameterGroup, dbParameterGroup, dbParametersOf } from '../derive/rds-parameters.ts';
import { addTagged, type Tagged } from '../derive/tags.ts';
import { takePage } from '../paging.ts';
import { awsQuery } from '../protocol/query-xml.ts';
import { type Context, failed, operation, queryCodes, type Service } from '../service.ts';

/** RDS in one account and region. */
export type RdsState = {
  instances: Map<string, Item>;
  clusters: Map<string, Item>;
  proxies: Map<string, Item>;
  parameterGroups: Map<string, DbParameterGroup>;
  members: Map<string, Item[]>;
};

type Rds = Context<RdsState>;
const token = { input: 'Marker', output: 'Marker' };
const limits = { default: 100, min: 20, max: 100 };

/** Amazon RDS, which also lists Neptune and DocumentDB. */
export const rds: Service<RdsState> = {
  prefix: 'rds',
  signingName: 'rds',
  protocol: awsQuery({ version: '2014-10-31', xmlNamespace: 'http://rds.amazonaws.com/doc/2014-10-31/' }),
  errors: queryCodes(),
  index: ({ region: { rds: declared } }) => ({
    instances: indexBy<Item>(declared?.instances ?? [], (item) => text(item, 'DBInstanceIdentifier')),
    clusters: indexBy<Item>(declared?.clusters ?? [], (item) => text(item, 'DBClusterIdentifier')),
    proxies: indexBy<Item>(declared?.proxies ?? [], (item) => text(item, 'DBProxyName')),
    parameterGroups: indexBy<DbParameterGroup>(declared?.parameterGroups ?? [], (group) => group.DBParameterGroupName),
    members: groupBy<Item>(declared?.instances ?? [], (item) => text(item, 'DBClusterIdentifier')),
  }),
  operations: {
    DescribeDBInstances: operation({ schema: DescribeDBInstances$, token, handle: describeInstances }),
    DescribeDBClusters: operation({ schema: DescribeDBClusters$, token, handle: describeClusters }),
    DescribeDBParameters: operation({
      schema: DescribeDBParameters$,
      token,
      required: ['DBParameterGroupName'],
      handle: describeParameters,
    }),
    DescribeDBProxies: operation({ schema: DescribeDBProxies$, token, handle: describeProxies }),
    DescribeDBProxyTargetGroups: operation({
      schema: DescribeDBProxyTargetGroups$,
      token,
      required: ['DBProxyName'],
      handle: describeTargetGroups,
    }),
    DescribeDBProxyTargets: operation({
      schema: DescribeDBProxyTargets$,
      token,
      required: ['DBProxyName'],
      handle: describeTargets,
    }),
    ListTagsForResource: operation({ schema: ListTagsForResource$, required: ['ResourceName'], handle: listTags }),
  },
  tagged: listTagged,
};

function describeInstances(input: DescribeDBInstancesMessage, context: Rds) {
  const id = input.DBInstanceIdentifier;
  const listed = one(context.state.instances, id, 'DBInstanceNotFound', `DBInstance ${id} not found.`);
  const page = cut(`DescribeDBInstances ${id}`, listed, input);
  return { DBInstances: page.items.map((item) => completeInstance(item, context)), Marker: page.token };
}

function describeClusters(input: DescribeDBClustersMessage, context: Rds) {
  const id = input.DBClusterIdentifier;
  const listed = one(context.state.clusters, id, 'DBClusterNotFoundFault', `DBCluster ${id} not found.`);
  const page = cut(`DescribeDBClusters ${id}`, listed, input);
  const membersOf = (item: Item) =>
    (context.state.members.get(text(item, 'DBClusterIdentifier')) ?? []).map((each) =>
      text(each, 'DBInstanceIdentifier'),
    );
  return { DBClusters: page.items.map((item) => completeCluster(item, membersOf(item), context)), Marker: page.token };
}

function describeParameters(input: DescribeDBParametersMessage, { state }: Rds) {
  const name = input.DBParameterGroupName ?? '';
  const group = dbParameterGroup(name, state.parameterGroups);
  if (!group) throw failed('DBParameterGroupNotFound', `DBParameterGroup not found: ${name}`, 404);
  const wanted = input.Filters?.find((filter) => filter.Name === 'parameter-name')?.Values;
  const listed = dbParametersOf(group).filter(
    (parameter) =>
      (wanted === undefined || wanted.includes(parameter.ParameterName)) &&
      (input.Source === undefined || parameter.Source === input.Source),
  );
  const page = cut(`DescribeDBParameters ${name} ${wanted} ${input.Source}`, listed, input);
  return { Parameters: page.items, Marker: page.token };
}

function describeProxies(input: DescribeDBProxiesRequest, context: Rds) {
  const name = input.DBProxyName;
  const listed = one(context.state.proxies, name, 'DBProxyNotFoundFault', `DBProxy ${name} not found.`);
  const page = cut(`DescribeDBProxies ${name}`, listed, input);
  return { DBProxies: page.items.map((item) => completeProxy(item, context)), Marker: page.token };
}

function describeTargetGroups(input: DescribeDBProxyTargetGroupsRequest, context: Rds) {
  const proxy = proxyNamed(input.DBProxyName, context);
  const declared = parts(proxy, 'targetGroups');
  const page = cut(`DescribeDBProxyTargetGroups ${input.DBProxyName}`, declared.length > 0 ? declared : [{}], input);
  const complete = (item: Item) => completeTargetGroup(item, text(proxy, 'DBProxyName'), context);
  return { TargetGroups: page.items.map(complete), Marker: page.token };
}

function describeTargets(input: DescribeDBProxyTargetsRequest, context: Rds) {
  const proxy = proxyNamed(input.DBProxyName, context);
  const page = cut(`DescribeDBProxyTargets ${input.DBProxyName}`, parts(proxy, 'targets'), input);
  return { Targets: page.items.map(completeTarget), Marker: page.token };
}

function listTags(input: ListTagsForResourceMessage, context: Rds) {
  const arn = input.ResourceName ?? '';
  const { instances, clusters, proxies } = context.state;
  const [, , , , , type, id = ''] = arn.split(':');
  const proxy = [...proxies.values()].find((each) => proxyArn(each, context) === arn);
  const found = type === 'db' ? instances.get(id) : type === 'cluster' ? clusters.get(id) : proxy;
  if (!found) throw failed('DBProxyNotFoundFault', `${arn} not found.`, 404);
  return { TagList: tagList(found) };
}

function proxyNamed(name: string | undefined, { state }: Rds): Item {
  const [proxy] = one(state.proxies, name ?? '', 'DBProxyNotFoundFault', `DBProxy ${name} not found.`);
  return proxy as Item;
}

/** All items, or the one that is asked for by name. */
function one(items: Map<string, Item>, name: string | undefined, code: string, message: string): Item[] {
  if (name === undefined) return [...items.values()];
  const found = items.get(name);
  if (!found) throw failed(code, message, 404);
  return [found];
}

function cut<T>(scope: string, items: readonly T[], input: { Marker?: string; MaxRecords?: number }) {
  return takePage(items, { token: input.Marker, size: input.MaxRecords, limits, scope });
}

function listTagged(context: Rds): Tagged[] {
  const { instances, clusters, proxies } = context.state;
  const list: Tagged[] = [];
  for (const [id, item] of instances) addTagged(list, arnOf('rds', context, `db:${id}`), item);
  for (const [id, item] of clusters) addTagged(list, arnOf('rds', context, `cluster:${id}`), item);
  for (const item of proxies.values()) addTagged(list, proxyArn(item, context), item);
  return list;
}

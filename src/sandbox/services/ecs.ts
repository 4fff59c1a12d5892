import {
  DescribeCapacityProviders$,
  type DescribeCapacityProvidersRequest,
  DescribeClusters$,
  type DescribeClustersRequest,
  DescribeServiceRevisions$,
  type DescribeServiceRevisionsRequest,
  DescribeServices$,
  type DescribeServicesRequest,
  DescribeTaskDefinition$,
  type DescribeTaskDefinitionRequest,
  ListClusters$,
  type ListClustersRequest,
  ListServices$,
  type ListServicesRequest,
  ListTagsForResource$,
  type ListTagsForResourceRequest,
} from '@aws-sdk/client-ecs';
import { completeCapacityProvider } from '../derive/ecs-capacity-providers.ts';
import { completeEcsService, type EcsService, revisionArn } from '../derive/ecs-items.ts';
import { clusterArn, completeCluster, type EcsState, findService, indexEcs } from '../derive/ecs-state.ts';
import { completeTaskDefinition, findTaskDefinition } from '../derive/ecs-task-definitions.ts';
import { arnOf } from '../derive/identity.ts';
import { text } from '../derive/item.ts';
import { addTagged, lowerCaseTags, type Tagged } from '../derive/tags.ts';
import { takePage } from '../paging.ts';
import { awsJson } from '../protocol/json.ts';
import { type Context, failed, invalid, jsonCodes, operation, type Service } from '../service.ts';

type Ecs = Context<EcsState>;
const token = { input: 'nextToken', output: 'nextToken' };

/** Amazon ECS. */
export const ecs: Service<EcsState> = {
  prefix: 'ecs',
  signingName: 'ecs',
  protocol: awsJson({ version: '1.1', target: 'AmazonEC2ContainerServiceV20141113' }),
  errors: jsonCodes({
    invalid: 'InvalidParameterException',
    badToken: 'InvalidParameterException',
    internal: 'ServerException',
  }),
  index: ({ region }, place) => indexEcs(region.ecs ?? {}, place),
  operations: {
    ListClusters: operation({ schema: ListClusters$, token, handle: listClusters }),
    DescribeClusters: operation({ schema: DescribeClusters$, handle: describeClusters }),
    ListServices: operation({ schema: ListServices$, token, handle: listServices }),
    DescribeServices: operation({ schema: DescribeServices$, required: ['services'], handle: describeServices }),
    DescribeTaskDefinition: operation({
      schema: DescribeTaskDefinition$,
      required: ['taskDefinition'],
      handle: describeTaskDefinition,
    }),
    DescribeCapacityProviders: operation({
      schema: DescribeCapacityProviders$,
      token,
      handle: describeCapacityProviders,
    }),
    ListTagsForResource: operation({ schema: ListTagsForResource$, required: ['resourceArn'], handle: listTags }),
    DescribeServiceRevisions: operation({
      schema: DescribeServiceRevisions$,
      required: ['serviceRevisionArns'],
      handle: describeRevisions,
    }),
  },
  tagged: listTagged,
};

function listClusters(input: ListClustersRequest, { state }: Ecs) {
  const limits = { default: 100, max: 100 };
  const page = takePage(state.clusterArns, {
    token: input.nextToken,
    size: input.maxResults,
    limits,
    scope: 'ListClusters',
  });
  return { clusterArns: page.items, nextToken: page.token };
}

function describeClusters(input: DescribeClustersRequest, context: Ecs) {
  const asked = input.clusters?.length ? input.clusters : ['default'];
  if (asked.length > 100) throw invalid('Clusters cannot contain more than 100 elements.');
  const clusters: unknown[] = [];
  const failures: unknown[] = [];
  for (const name of asked) {
    const cluster = context.state.clusters.get(shortName(name));
    if (cluster) clusters.push(completeCluster(cluster, input.include ?? [], context.state, context));
    else failures.push({ arn: clusterArn(shortName(name), context), reason: 'MISSING' });
  }
  return { clusters, failures };
}

function listServices(input: ListServicesRequest, context: Ecs) {
  const { nextToken, maxResults, ...question } = input;
  const { launchType, schedulingStrategy, resourceManagementType } = question;
  const matches = (service: EcsService) =>
    (!launchType || launchType === (text(service.item, 'launchType') || 'FARGATE')) &&
    (!schedulingStrategy || schedulingStrategy === (text(service.item, 'schedulingStrategy') || 'REPLICA')) &&
    (!resourceManagementType ||
      resourceManagementType === (text(service.item, 'resourceManagementType') || 'CUSTOMER'));
  const services = servicesOf(input.cluster, context);
  const listed = launchType || schedulingStrategy || resourceManagementType ? services.filter(matches) : services;
  const scope = `ListServices ${JSON.stringify(question)}`;
  const page = takePage(listed, { token: nextToken, size: maxResults, limits: { default: 10, max: 100 }, scope });
  return { serviceArns: page.items.map((service) => service.arn), nextToken: page.token };
}

function describeServices(input: DescribeServicesRequest, context: Ecs) {
  const asked = input.services ?? [];
  if (asked.length === 0) throw invalid('Services cannot be empty.');
  if (asked.length > 10) throw invalid('Services cannot contain more than 10 elements.');
  servicesOf(input.cluster, context);
  const cluster = shortName(input.cluster ?? 'default');
  const services: unknown[] = [];
  const failures: unknown[] = [];
  for (const name of asked) {
    const service = findService(context.state, cluster, shortName(name));
    if (!service)
      failures.push({ arn: arnOf('ecs', context, `service/${cluster}/${shortName(name)}`), reason: 'MISSING' });
    else {
      const tags = input.include?.includes('TAGS') ? { tags: lowerCaseTags(service.item) } : {};
      services.push({ ...completeEcsService(service, context), ...tags });
    }
  }
  return { services, failures };
}

function describeTaskDefinition(input: DescribeTaskDefinitionRequest, context: Ecs) {
  const found = findTaskDefinition(context.state.taskDefinitions, input.taskDefinition ?? '', context);
  if (!found) throw failed('ClientException', 'Unable to describe task definition.');
  const tags = input.include?.includes('TAGS') ? { tags: lowerCaseTags(found.item) } : {};
  return { taskDefinition: completeTaskDefinition(found.arn, found.item), ...tags };
}

/** By name or ARN, ten a page; without any, all. */
function describeCapacityProviders(input: DescribeCapacityProvidersRequest, context: Ecs) {
  const { nextToken, maxResults, ...question } = input;
  const { capacityProviders: known } = context.state;
  const asked = input.capacityProviders?.map(shortName);
  if (asked && asked.length > 100) throw invalid('Capacity providers cannot contain more than 100 elements.');
  const listed = asked
    ? asked.map((name) => known.get(name)).filter((item) => item !== undefined)
    : [...known.values()];
  const limits = { default: 10, max: 10 };
  const scope = `DescribeCapacityProviders ${JSON.stringify(question)}`;
  const page = takePage(listed, { token: nextToken, size: maxResults, limits, scope });
  const missing = nextToken === undefined ? (asked?.filter((name) => !known.has(name)) ?? []) : [];
  return {
    capacityProviders: page.items.map((item) => completeCapacityProvider(item, context)),
    failures: missing.map((name) => ({ arn: arnOf('ecs', context, `capacity-provider/${name}`), reason: 'MISSING' })),
    nextToken: page.token,
  };
}

function listTags(input: ListTagsForResourceRequest, { state }: Ecs) {
  const arn = input.resourceArn ?? '';
  const item = state.clusters.get(shortName(arn))?.item;
  if (/:cluster\//.test(arn) && item) return { tags: lowerCaseTags(item) };
  const service = state.byArn.get(arn);
  if (service) return { tags: lowerCaseTags(service.item) };
  const definition = state.taskDefinitions.byArn.get(arn);
  if (definition) return { tags: lowerCaseTags(definition) };
  throw invalid(`The specified resource was not found: ${arn}`);
}

function describeRevisions(input: DescribeServiceRevisionsRequest, context: Ecs) {
  const asked = input.serviceRevisionArns ?? [];
  if (asked.length > 20) throw invalid('Service revision ARNs cannot contain more than 20 elements.');
  const found = asked.map((arn) => ({ arn, service: context.state.byRevision.get(arn) }));
  return {
    serviceRevisions: found.flatMap(({ service }) => (service ? [completeRevision(service, context)] : [])),
    failures: found.flatMap(({ arn, service }) => (service ? [] : [{ arn, reason: 'MISSING' }])),
  };
}

function completeRevision(service: EcsService, context: Ecs): Record<string, unknown> {
  const full = completeEcsService(service, context);
  const shared = [
    'clusterArn',
    'taskDefinition',
    'capacityProviderStrategy',
    'launchType',
    'platformVersion',
    'platformFamily',
  ];
  const copied = [...shared, 'loadBalancers', 'serviceRegistries', 'networkConfiguration', 'createdAt'];
  const {
    service: _service,
    tags: _tags,
    ...declared
  } = context.state.revisions.get(`${service.cluster}/${service.name}`) ?? {};
  return {
    serviceRevisionArn: revisionArn(service, context),
    serviceArn: service.arn,
    ...Object.fromEntries(copied.flatMap((name) => (name in full ? [[name, full[name]]] : []))),
    ...declared,
  };
}

function servicesOf(cluster: string | undefined, { state }: Ecs): readonly EcsService[] {
  const name = shortName(cluster ?? 'default');
  if (!state.clusters.has(name)) throw failed('ClusterNotFoundException', 'Cluster not found.');
  return state.byCluster.get(name) ?? [];
}

function listTagged(context: Ecs): Tagged[] {
  const list: Tagged[] = [];
  for (const { name, item } of context.state.clusters.values()) addTagged(list, clusterArn(name, context), item);
  for (const service of context.state.byArn.values()) addTagged(list, service.arn, service.item);
  for (const [arn, item] of context.state.taskDefinitions.byArn) addTagged(list, arn, item);
  return list;
}

const shortName = (nameOrArn: string): string => nameOrArn.split('/').at(-1) ?? nameOrArn;

import { GetResources$, type GetResourcesInput } from '@aws-sdk/client-resource-groups-tagging-api';
import { indexBy } from '../derive/item.ts';
import type { Tagged } from '../derive/tags.ts';
import { takePage } from '../paging.ts';
import { awsJson } from '../protocol/json.ts';
import { type Context, invalid, jsonCodes, operation, type Service } from '../service.ts';
import { applicationAutoscaling } from './application-autoscaling.ts';
import { bedrock } from './bedrock.ts';
import { cloudwatch } from './cloudwatch.ts';
import { dynamodb } from './dynamodb.ts';
import { ecs } from './ecs.ts';
import { elasticache } from './elasticache.ts';
import { lambda } from './lambda.ts';
import { rds } from './rds.ts';

/** A tagged resource with its type as ResourceTypeFilters name it. */
type Resource = Tagged & { service: string; type: string };

/** Everything in the account and region that was ever tagged. */
export type TagState = { all: Resource[]; byArn: Map<string, Resource> };

/** The services whose tags the Tagging API serves. Collections of OpenSearch Serverless are not among them: they have ListTagsForResource. */
const sources = [
  applicationAutoscaling,
  bedrock,
  cloudwatch,
  dynamodb,
  ecs,
  elasticache,
  lambda,
  rds,
] as Service<unknown>[];

/** Types that a filter may name, beside the services themselves. */
const knownTypes = new Set([
  'application-autoscaling:scalable-target',
  'aoss:collection',
  'bedrock:provisioned-model',
  'cloudwatch:alarm',
  'dynamodb:table',
  'ecs:cluster',
  'ecs:service',
  'ecs:task-definition',
  'elasticache:cluster',
  'elasticache:parametergroup',
  'elasticache:replicationgroup',
  'elasticache:serverlesscache',
  'lambda:function',
  'rds:cluster',
  'rds:db',
]);
const knownServices = new Set([...knownTypes].map((type) => type.split(':')[0]));

/** Resource Groups Tagging API. */
export const tag: Service<TagState> = {
  prefix: 'tag',
  signingName: 'tagging',
  protocol: awsJson({ version: '1.1', target: 'ResourceGroupsTaggingAPI_20170126' }),
  errors: jsonCodes({
    invalid: 'InvalidParameterException',
    badToken: 'InvalidParameterException',
    throttled: { code: 'ThrottledException', status: 400, message: 'Rate exceeded' },
    internal: 'InternalServiceException',
  }),
  index: (_declared, place) => {
    const all = sources
      .flatMap((service) => service.tagged?.({ ...place, state: place.peer(service) }) ?? [])
      .map(withType);
    return { all, byArn: indexBy(all, ({ arn }) => arn) };
  },
  operations: {
    GetResources: operation({
      schema: GetResources$,
      token: { input: 'PaginationToken', output: 'PaginationToken' },
      handle: getResources,
    }),
  },
};

/** The last page carries an empty token, and an empty token asks for the first page. */
function getResources(input: GetResourcesInput, { state }: Context<TagState>) {
  const { PaginationToken, ResourcesPerPage, ...question } = input;
  checkFilters(input);
  const listed = input.ResourceARNList?.length
    ? input.ResourceARNList.flatMap((arn) => state.byArn.get(arn) ?? [])
    : state.all.filter((resource) => hasType(resource, input) && hasTags(resource, input));
  const page = takePage(listed, {
    token: PaginationToken || undefined,
    size: ResourcesPerPage,
    limits: { default: 100, max: 100 },
    scope: `GetResources ${JSON.stringify(question)}`,
  });
  const mappings = page.items.map(({ arn, tags }) => ({
    ResourceARN: arn,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  }));
  return { ResourceTagMappingList: mappings, PaginationToken: page.token ?? '' };
}

function checkFilters({
  ResourceARNList: arns,
  ResourceTypeFilters: types,
  TagFilters: tags,
}: GetResourcesInput): void {
  if (arns?.length && (types?.length || tags?.length))
    throw invalid('ResourceARNList cannot be used with other filters.');
  if (arns && arns.length > 100) throw invalid('ResourceARNList cannot contain more than 100 elements.');
  if (types && types.length > 100) throw invalid('ResourceTypeFilters cannot contain more than 100 elements.');
  if (tags && tags.length > 50) throw invalid('TagFilters cannot contain more than 50 elements.');
  const unknown = types?.find((type) => !knownTypes.has(type) && !knownServices.has(type));
  if (unknown) throw invalid(`ResourceTypeFilters: ${unknown} is not a supported resource type.`);
}

function hasType(resource: Resource, { ResourceTypeFilters: types }: GetResourcesInput): boolean {
  return !types?.length || types.some((type) => type === resource.service || type === resource.type);
}

function hasTags(resource: Resource, { TagFilters: filters }: GetResourcesInput): boolean {
  return (filters ?? []).every(({ Key = '', Values }) => {
    const value = resource.tags[Key];
    return value !== undefined && (!Values?.length || Values.includes(value));
  });
}

/** The type is spelled as in the ARN: the service, and what the resource part begins with. */
function withType(tagged: Tagged): Resource {
  const [, , service = '', , , ...resource] = tagged.arn.split(':');
  return { ...tagged, service, type: `${service}:${resource.join(':').split(/[:/]/)[0]}` };
}

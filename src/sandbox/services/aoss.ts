import {
  BatchGetCollection$,
  BatchGetCollectionGroup$,
  type BatchGetCollectionGroupRequest,
  type BatchGetCollectionRequest,
  GetAccountSettings$,
  ListCollectionGroups$,
  type ListCollectionGroupsRequest,
  ListCollections$,
  type ListCollectionsRequest,
  ListTagsForResource$,
  type ListTagsForResourceRequest,
} from '@aws-sdk/client-opensearchserverless';
import { completeCollection, completeGroup, summarise } from '../derive/aoss-items.ts';
import { type Item, indexBy, text, withDefaults } from '../derive/item.ts';
import { lowerCaseTags } from '../derive/tags.ts';
import { takePage } from '../paging.ts';
import { awsJson } from '../protocol/json.ts';
import { type Context, failed, invalid, jsonCodes, operation, type Service } from '../service.ts';

type Listing = { all: Item[]; byId: Map<string, Item>; byName: Map<string, Item>; byArn: Map<string, Item> };

/** OpenSearch Serverless in one account and region; items are complete but for their tags. */
export type AossState = { settings: Item; collections: Listing; groups: Listing };

type Aoss = Context<AossState>;
const token = { input: 'nextToken', output: 'nextToken' };
const limits = { default: 20, max: 100 };

/** Amazon OpenSearch Serverless. */
export const aoss: Service<AossState> = {
  prefix: 'aoss',
  signingName: 'aoss',
  protocol: awsJson({ version: '1.0', target: 'OpenSearchServerless' }),
  errors: jsonCodes(),
  index: ({ region: { opensearchserverless: declared } }, place) => {
    const collections = (declared?.collections ?? []).map((item) => completeCollection(item, place));
    const groups = (declared?.collectionGroups ?? []).map((item) => completeGroup(item, collections, place));
    return { settings: declared?.accountSettings ?? {}, collections: listing(collections), groups: listing(groups) };
  },
  operations: {
    GetAccountSettings: operation<AossState, object>({
      schema: GetAccountSettings$,
      handle: (_input, { state }) => ({
        accountSettingsDetail: withDefaults(state.settings, {
          capacityLimits: { maxIndexingCapacityInOCU: 10, maxSearchCapacityInOCU: 10 },
        }),
      }),
    }),
    ListCollections: operation({ schema: ListCollections$, token, handle: listCollections }),
    BatchGetCollection: operation({ schema: BatchGetCollection$, handle: batchGetCollection }),
    ListCollectionGroups: operation({ schema: ListCollectionGroups$, token, handle: listGroups }),
    BatchGetCollectionGroup: operation({ schema: BatchGetCollectionGroup$, handle: batchGetGroup }),
    ListTagsForResource: operation({ schema: ListTagsForResource$, required: ['resourceArn'], handle: listTags }),
  },
};

function listCollections(input: ListCollectionsRequest, { state }: Aoss) {
  const { name, status, collectionGroupName } = input.collectionFilters ?? {};
  const wanted = { name, status, collectionGroupName };
  const listed = state.collections.all.filter((item) =>
    Object.entries(wanted).every(([member, value]) => value === undefined || item[member] === value),
  );
  const page = cut('ListCollections', listed, input);
  const members = ['id', 'name', 'status', 'arn', 'kmsKeyArn', 'collectionGroupName'];
  return { collectionSummaries: page.items.map((item) => summarise(item, members)), nextToken: page.token };
}

function listGroups(input: ListCollectionGroupsRequest, { state }: Aoss) {
  const page = cut('ListCollectionGroups', state.groups.all, input);
  const members = ['id', 'arn', 'name', 'numberOfCollections', 'createdDate', 'capacityLimits', 'generation'];
  return { collectionGroupSummaries: page.items.map((item) => summarise(item, members)), nextToken: page.token };
}

function batchGetCollection(input: BatchGetCollectionRequest, { state }: Aoss) {
  const { found, errors } = batchGet(state.collections, input);
  return { collectionDetails: found.map(({ tags: _tags, ...detail }) => detail), collectionErrorDetails: errors };
}

function batchGetGroup(input: BatchGetCollectionGroupRequest, { state }: Aoss) {
  const { found, errors } = batchGet(state.groups, input);
  return {
    collectionGroupDetails: found.map((item) => ({ ...item, tags: lowerCaseTags(item) })),
    collectionGroupErrorDetails: errors,
  };
}

function listTags(input: ListTagsForResourceRequest, { state }: Aoss) {
  const arn = input.resourceArn ?? '';
  const item = state.collections.byArn.get(arn) ?? state.groups.byArn.get(arn);
  if (!item) throw failed('ResourceNotFoundException', `Resource ${arn} not found.`);
  return { tags: lowerCaseTags(item) };
}

/** Ids or names, never both, 1 to 100 of them; what is not found is told apart. */
function batchGet(
  listing: Listing,
  { ids, names }: { ids?: string[]; names?: string[] },
): { found: Item[]; errors: unknown[] } {
  if ((ids === undefined) === (names === undefined)) throw invalid('Exactly one of ids and names must be given.');
  const asked = ids ?? names ?? [];
  if (asked.length < 1 || asked.length > 100) throw invalid('Between 1 and 100 ids or names can be asked for.');
  const index = ids ? listing.byId : listing.byName;
  const missing = asked.filter((key) => !index.has(key));
  return {
    found: asked.map((key) => index.get(key)).filter((item) => item !== undefined),
    errors: missing.map((key) => ({
      [ids ? 'id' : 'name']: key,
      errorCode: 'NOT_FOUND',
      errorMessage: 'The specified resource was not found.',
    })),
  };
}

function cut(name: string, items: readonly Item[], input: { nextToken?: string; maxResults?: number }) {
  const { nextToken, maxResults, ...question } = input;
  return takePage(items, { token: nextToken, size: maxResults, limits, scope: `${name} ${JSON.stringify(question)}` });
}

function listing(all: Item[]): Listing {
  const by = (member: string) => indexBy(all, (item) => text(item, member));
  return { all, byId: by('id'), byName: by('name'), byArn: by('arn') };
}

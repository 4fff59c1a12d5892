import type { CollectionDetail } from '@aws-sdk/client-opensearchserverless';
import { opensearchAccount } from '../../../resources/opensearch-account.ts';
import { opensearchCollection } from '../../../resources/opensearch-collection.ts';
import { opensearchCollectionGroup } from '../../../resources/opensearch-collection-group.ts';
import type { Answer, Collector, Context, Problem } from '../collector.ts';
import {
  describeAccountSettings,
  describeCollection,
  describeCollectionGroup,
  tagRecord,
} from '../describe/opensearch.ts';
import { listIn } from '../listing.ts';
import { batches } from '../pool.ts';

const settingsApi = 'aoss:GetAccountSettings';
const tagsApi = 'aoss:ListTagsForResource';

/** Collections, collection groups, and the account's limits for collections outside groups. https://docs.aws.amazon.com/opensearch-service/latest/ServerlessAPIReference/ */
export const opensearchserverless: Collector = {
  name: 'opensearchserverless',
  scope: 'regional',
  reads: [
    { api: settingsApi, kinds: ['opensearch-account'] },
    { api: 'aoss:ListCollections', kinds: ['opensearch-collection'] },
    { api: 'aoss:BatchGetCollection', kinds: ['opensearch-collection'], after: 'aoss:ListCollections' },
    { api: tagsApi, kinds: [], after: 'aoss:BatchGetCollection' },
    { api: 'aoss:ListCollectionGroups', kinds: ['opensearch-collection-group'] },
    {
      api: 'aoss:BatchGetCollectionGroup',
      kinds: ['opensearch-collection-group'],
      after: 'aoss:ListCollectionGroups',
    },
  ],
  async collect(context) {
    await Promise.all([collectSettings(context), collectCollections(context), collectGroups(context)]);
  },
};

async function collectSettings(context: Context): Promise<void> {
  const { GetAccountSettingsCommand } = await import('@aws-sdk/client-opensearchserverless');
  const answer = await context.call(settingsApi, new GetAccountSettingsCommand({}), {
    missed: ['account settings'],
    holds: (output) => output.accountSettingsDetail,
  });
  if (!answer.ok) return;
  const settings = answer.value.accountSettingsDetail ?? {};
  context.add(opensearchAccount, { api: settingsApi, item: 'account settings' }, () =>
    describeAccountSettings(settings),
  );
}

async function collectCollections(context: Context): Promise<void> {
  const { BatchGetCollectionCommand } = await import('@aws-sdk/client-opensearchserverless');
  const api = 'aoss:BatchGetCollection';
  await context.forEach(batches(await listCollections(context), 100), async (batch) => {
    const answer = await context.call(api, new BatchGetCollectionCommand({ ids: batch.map(({ id }) => id) }), {
      missed: batch.map(({ name }) => name),
      holds: (output) => listIn(output, output.collectionDetails),
    });
    if (!answer.ok) return;
    const { collectionDetails = [], collectionErrorDetails } = answer.value;
    noteUntold(context, api, batch, collectionDetails, collectionErrorDetails);
    await Promise.all(collectionDetails.map((collection) => addCollection(context, api, collection)));
  });
}

async function listCollections(context: Context): Promise<Listed[]> {
  const { ListCollectionsCommand } = await import('@aws-sdk/client-opensearchserverless');
  const api = 'aoss:ListCollections';
  const listed: Listed[] = [];
  const pages = context.pages(api, (nextToken) => new ListCollectionsCommand({ maxResults: 100, nextToken }), {
    next: (page) => page.nextToken,
    items: (page) => listIn(page, page.collectionSummaries),
  });
  for await (const page of pages) listed.push(...withId(context, api, page));
  return listed;
}

async function addCollection(context: Context, api: string, collection: CollectionDetail): Promise<void> {
  const tags = await readTags(context, collection);
  // Deleted since it was described.
  if (!tags.ok && tags.gone) return;
  context.add(opensearchCollection, { api, item: collection.name ?? collection.id }, () =>
    describeCollection(collection, tags),
  );
}

async function readTags(
  context: Context,
  { arn, name, id }: CollectionDetail,
): Promise<Answer<Record<string, string>>> {
  const { ListTagsForResourceCommand } = await import('@aws-sdk/client-opensearchserverless');
  const missed = [name ?? id ?? 'a nameless collection'];
  if (arn === undefined) {
    context.note(tagsApi, { reason: 'malformed', detail: 'a collection without an ARN', missed });
    return { ok: false, reason: 'malformed', api: tagsApi, gone: false };
  }
  const answer = await context.call(tagsApi, new ListTagsForResourceCommand({ resourceArn: arn }), {
    missed,
    gone: ['ResourceNotFoundException'],
    holds: (output) => listIn(output, output.tags),
  });
  return answer.ok ? { ok: true, value: tagRecord(answer.value.tags) } : answer;
}

async function collectGroups(context: Context): Promise<void> {
  const { BatchGetCollectionGroupCommand } = await import('@aws-sdk/client-opensearchserverless');
  const api = 'aoss:BatchGetCollectionGroup';
  await context.forEach(batches(await listGroups(context), 100), async (batch) => {
    const answer = await context.call(api, new BatchGetCollectionGroupCommand({ ids: batch.map(({ id }) => id) }), {
      missed: batch.map(({ name }) => name),
      holds: (output) => listIn(output, output.collectionGroupDetails),
    });
    if (!answer.ok) return;
    const { collectionGroupDetails = [], collectionGroupErrorDetails } = answer.value;
    noteUntold(context, api, batch, collectionGroupDetails, collectionGroupErrorDetails);
    for (const group of collectionGroupDetails) {
      context.add(opensearchCollectionGroup, { api, item: group.name ?? group.id }, () =>
        describeCollectionGroup(group),
      );
    }
  });
}

async function listGroups(context: Context): Promise<Listed[]> {
  const { ListCollectionGroupsCommand } = await import('@aws-sdk/client-opensearchserverless');
  const api = 'aoss:ListCollectionGroups';
  const listed: Listed[] = [];
  const pages = context.pages(api, (nextToken) => new ListCollectionGroupsCommand({ maxResults: 100, nextToken }), {
    next: (page) => page.nextToken,
    items: (page) => listIn(page, page.collectionGroupSummaries),
  });
  for await (const page of pages) listed.push(...withId(context, api, page));
  return listed;
}

/** What a listing names: the id asks for its details, the name is for people. */
interface Listed {
  id: string;
  name: string;
}

function withId(context: Context, api: string, page: readonly Partial<Listed>[]): Listed[] {
  return page.flatMap(({ id, name }) => {
    if (id !== undefined) return [{ id, name: name ?? id }];
    context.note(api, { reason: 'malformed', detail: 'listed without an id', missed: [name ?? 'a nameless item'] });
    return [];
  });
}

interface BatchError {
  id?: string;
  errorCode?: string;
}

/**
 * What a batch asked for and did not get. NOT_FOUND means deleted since it was listed; anything else is a hole.
 * https://docs.aws.amazon.com/opensearch-service/latest/ServerlessAPIReference/API_CollectionErrorDetail.html
 */
function noteUntold(
  context: Context,
  api: string,
  asked: readonly Listed[],
  told: readonly { id?: string }[],
  errors: readonly BatchError[] = [],
): void {
  const ids = new Set(told.map(({ id }) => id));
  const codes = new Map(errors.map(({ id, errorCode }) => [id, errorCode ?? 'no reason given']));
  for (const { id, name } of asked) {
    const code = codes.get(id);
    if (ids.has(id) || code === 'NOT_FOUND') continue;
    const detail = `not told: ${code ?? 'neither described nor refused'}`;
    context.note(api, { reason: reasonOf(code), detail, missed: [name] });
  }
}

function reasonOf(code: string | undefined): Problem['reason'] {
  if (code === undefined) return 'malformed';
  return /denied|authori[sz]/i.test(code) ? 'denied' : 'failed';
}

import {
  BatchGetCollectionCommand,
  BatchGetCollectionGroupCommand,
  GetAccountSettingsCommand,
  ListCollectionsCommand,
  ListTagsForResourceCommand,
  paginateListCollectionGroups,
  paginateListCollections,
} from '@aws-sdk/client-opensearchserverless';
import { describe, expect, test } from 'vitest';
import { names, pagesOf, serve } from './serving.ts';

describe('OpenSearch Serverless', () => {
  test('account settings default to 10 and 10 OCU', async () => {
    const { aoss } = await serve({});
    const { accountSettingsDetail } = await aoss.send(new GetAccountSettingsCommand({}));
    expect(accountSettingsDetail).toEqual({
      capacityLimits: { maxIndexingCapacityInOCU: 10, maxSearchCapacityInOCU: 10 },
    });
  });

  test('listings have 20 items a page unless asked for up to 100', async () => {
    const collections = names('c', 45).map((name) => ({ name }));
    const collectionGroups = names('g', 25).map((name) => ({ name }));
    const { aoss: client } = await serve({ opensearchserverless: { collections, collectionGroups } });
    const read = (maxResults?: number) =>
      pagesOf(paginateListCollections({ client }, { maxResults }), (page) => page.collectionSummaries);
    expect((await read()).sizes).toEqual([20, 20, 5]);
    expect((await read(100)).sizes).toEqual([45]);
    await expect(read(101)).rejects.toMatchObject({ name: 'ValidationException' });
    const groups = await pagesOf(paginateListCollectionGroups({ client }, {}), (page) => page.collectionGroupSummaries);
    expect(groups.sizes).toEqual([20, 5]);
  });

  test('details come by ids or names, never both; what is missing is told apart', async () => {
    const collections = [
      { name: 'search', type: 'VECTORSEARCH', collectionGroupName: 'shared', tags: { env: 'prod' } },
    ];
    const currentCapacity = { search: { capacityInOcu: 2, autoscalingStatus: 'NO_ACTION' } };
    const collectionGroups = [
      {
        name: 'shared',
        tags: { team: 'x' },
        capacityLimits: { minSearchCapacityInOCU: 2, maxSearchCapacityInOCU: 8 },
        currentCapacity,
      },
    ];
    const { aoss } = await serve({ opensearchserverless: { collections, collectionGroups } });
    const { collectionSummaries } = await aoss.send(
      new ListCollectionsCommand({ collectionFilters: { collectionGroupName: 'shared' } }),
    );
    const id = collectionSummaries?.[0]?.id ?? '';
    const details = await aoss.send(new BatchGetCollectionCommand({ ids: [id, 'gone'] }));
    expect(details.collectionDetails?.[0]).toMatchObject({
      name: 'search',
      type: 'VECTORSEARCH',
      createdDate: 1735689600000,
    });
    expect(details.collectionErrorDetails).toEqual([
      { id: 'gone', errorCode: 'NOT_FOUND', errorMessage: 'The specified resource was not found.' },
    ]);
    const groups = await aoss.send(new BatchGetCollectionGroupCommand({ names: ['shared'] }));
    expect(groups.collectionGroupDetails?.[0]).toMatchObject({
      numberOfCollections: 1,
      currentCapacity,
      tags: [{ key: 'team', value: 'x' }],
    });
    const refused = { name: 'ValidationException' };
    await expect(aoss.send(new BatchGetCollectionCommand({ ids: [id], names: ['search'] }))).rejects.toMatchObject(
      refused,
    );
    await expect(aoss.send(new BatchGetCollectionCommand({ ids: names('id', 101) }))).rejects.toMatchObject(refused);
    const resourceArn = collectionSummaries?.[0]?.arn ?? '';
    expect((await aoss.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual([
      { key: 'env', value: 'prod' },
    ]);
  });
});

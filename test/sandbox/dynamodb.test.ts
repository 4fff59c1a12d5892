import {
  DescribeLimitsCommand,
  DescribeTableCommand,
  ListTablesCommand,
  paginateListContributorInsights,
  paginateListTables,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { names, pagesOf, serve } from './serving.ts';

const read = async (table: Record<string, unknown>) => {
  const { dynamodb } = await serve({ dynamodb: { tables: [{ TableName: 'T', ...table }] } });
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'T' }));
  return Table;
};

describe('DynamoDB', () => {
  test('ListTables returns 100 a page and goes on behind any name', async () => {
    const { dynamodb } = await serve({ dynamodb: { tables: names('t', 230).map((TableName) => ({ TableName })) } });
    const { sizes, items } = await pagesOf(paginateListTables({ client: dynamodb }, {}), (page) => page.TableNames);
    expect(sizes).toEqual([100, 100, 30]);
    expect(new Set(items).size).toBe(230);
    const behind = new ListTablesCommand({ ExclusiveStartTableName: 't-0009-deleted', Limit: 1 });
    expect((await dynamodb.send(behind)).TableNames).toEqual(['t-0010']);
    await expect(dynamodb.send(new ListTablesCommand({ Limit: 101 }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test('a table without BillingModeSummary is provisioned and does not say so', async () => {
    const table = await read({ ProvisionedThroughput: { ReadCapacityUnits: 100, WriteCapacityUnits: 50 } });
    expect(table).not.toHaveProperty('BillingModeSummary');
    expect(table?.ProvisionedThroughput).toEqual({
      NumberOfDecreasesToday: 0,
      ReadCapacityUnits: 100,
      WriteCapacityUnits: 50,
    });
    expect(table).toMatchObject({ TableStatus: 'ACTIVE', TableArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/T' });
    expect(table?.WarmThroughput).toEqual({ ReadUnitsPerSecond: 100, WriteUnitsPerSecond: 50, Status: 'ACTIVE' });
  });

  test('an on-demand table and its indexes report zero units', async () => {
    const table = await read({
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST', LastUpdateToPayPerRequestDateTime: '2026-01-02T03:04:05Z' },
      OnDemandThroughput: { MaxReadRequestUnits: 500, MaxWriteRequestUnits: -1 },
      GlobalSecondaryIndexes: [{ IndexName: 'by-author' }],
    });
    expect(table?.BillingModeSummary?.LastUpdateToPayPerRequestDateTime).toEqual(new Date('2026-01-02T03:04:05Z'));
    expect(table?.ProvisionedThroughput).toMatchObject({ ReadCapacityUnits: 0, WriteCapacityUnits: 0 });
    expect(table?.WarmThroughput?.ReadUnitsPerSecond).toBe(12_000);
    expect(table?.GlobalSecondaryIndexes?.[0]).toMatchObject({
      IndexArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/T/index/by-author',
      IndexStatus: 'ACTIVE',
      ProvisionedThroughput: { ReadCapacityUnits: 0 },
    });
  });

  test('an unknown table, limits and contributor insights', async () => {
    const contributorInsights = names('t', 101).map((TableName) => ({ TableName }));
    const { dynamodb } = await serve({ dynamodb: { limits: { AccountMaxReadCapacityUnits: 5 }, contributorInsights } });
    await expect(dynamodb.send(new DescribeTableCommand({ TableName: 'gone' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    expect(await dynamodb.send(new DescribeLimitsCommand({}))).toMatchObject({
      AccountMaxReadCapacityUnits: 5,
      TableMaxReadCapacityUnits: 40_000,
    });
    const insights = await pagesOf(
      paginateListContributorInsights({ client: dynamodb }, {}),
      (page) => page.ContributorInsightsSummaries,
    );
    expect(insights.sizes).toEqual([100, 1]);
    expect(insights.items[0]).toEqual({ TableName: 't-0000', ContributorInsightsStatus: 'ENABLED' });
  });
});

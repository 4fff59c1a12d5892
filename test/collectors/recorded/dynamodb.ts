import type {
  DescribeLimitsCommandOutput,
  DescribeTableCommandOutput,
  ListTablesCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { expect } from 'vitest';
import { expectResources, isoText, reading } from './reading.ts';

const listTables = reading<ListTablesCommandOutput>({
  api: 'dynamodb:ListTables',
  answer: ({ operation, input }, data) => {
    if (operation === 'ListTables') return data;
    if (operation !== 'DescribeTable') return undefined;
    const ProvisionedThroughput = { NumberOfDecreasesToday: 0, ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
    return { Table: { TableName: input.TableName, TableStatus: 'ACTIVE', ProvisionedThroughput } };
  },
  check: (collected, data) => {
    const expected = (data.TableNames ?? []).map((key) => ({ key }));
    expectResources(collected, 'dynamodb-table', expected);
  },
});

const describeTable = reading<DescribeTableCommandOutput>({
  api: 'dynamodb:DescribeTable',
  answer: ({ operation }, data) => {
    if (operation === 'ListTables') return { TableNames: [data.Table?.TableName] };
    return operation === 'DescribeTable' ? data : undefined;
  },
  check: (collected, data) => {
    const table = data.Table ?? {};
    const summary = table.BillingModeSummary;
    const units = table.ProvisionedThroughput;
    expectResources(collected, 'dynamodb-table', [
      {
        key: table.TableName ?? '',
        ...(table.TableArn !== undefined && { id: table.TableArn }),
        attributes: {
          tableName: table.TableName,
          status: table.TableStatus,
          billingMode: summary ? summary.BillingMode : 'PROVISIONED',
          readCapacityUnits: units?.ReadCapacityUnits,
          writeCapacityUnits: units?.WriteCapacityUnits,
          warmReadUnitsPerSecond: table.WarmThroughput?.ReadUnitsPerSecond ?? null,
          warmWriteUnitsPerSecond: table.WarmThroughput?.WriteUnitsPerSecond ?? null,
          contributorInsights: false,
        },
        observed: {
          decreasesToday: units?.NumberOfDecreasesToday,
          onDemandSince: isoText(summary?.LastUpdateToPayPerRequestDateTime),
        },
      },
    ]);
    const [found] = collected.of('dynamodb-table');
    expect(found?.defaulted).toEqual(summary ? [] : ['billingMode']);
    const indexes = (table.GlobalSecondaryIndexes ?? []).map(({ IndexName, ProvisionedThroughput: own }) => ({
      name: IndexName,
      readCapacityUnits: own?.ReadCapacityUnits,
      writeCapacityUnits: own?.WriteCapacityUnits,
    }));
    expect(found?.attributes.indexes).toMatchObject(indexes);
    expect(found?.attributes.indexes).toHaveLength(indexes.length);
  },
});

const describeLimits = reading<DescribeLimitsCommandOutput>({
  api: 'dynamodb:DescribeLimits',
  answer: ({ operation }, data) => (operation === 'DescribeLimits' ? data : undefined),
  check: ({ of }, data) => {
    expect(of('dynamodb-account')[0]?.attributes).toEqual({
      accountMaxReadCapacityUnits: data.AccountMaxReadCapacityUnits,
      accountMaxWriteCapacityUnits: data.AccountMaxWriteCapacityUnits,
      tableMaxReadCapacityUnits: data.TableMaxReadCapacityUnits,
      tableMaxWriteCapacityUnits: data.TableMaxWriteCapacityUnits,
    });
  },
});

export const dynamodb = {
  'dynamodb.ListTables': listTables,
  'dynamodb.DescribeTable': describeTable,
  'dynamodb.DescribeLimits': describeLimits,
};

import type { Json } from '../../src/model/snapshot.ts';
import type { WriteCase } from './write-case.ts';

const kind = 'dynamodb-table';
const update = 'dynamodb UpdateTable';
const units = (readCapacityUnits: number, writeCapacityUnits: number) => ({ readCapacityUnits, writeCapacityUnits });
const throughput = (read: number, write: number) => ({
  ProvisionedThroughput: { ReadCapacityUnits: read, WriteCapacityUnits: write },
});
const noCaps = { maxReadRequestUnits: null, maxWriteRequestUnits: null };
const onDemand = { billingMode: 'PAY_PER_REQUEST', ...units(0, 0) };
const warm = { warmReadUnitsPerSecond: 12000, warmWriteUnitsPerSecond: 4000 };

const index = (name: string, read: number, write: number, over: Record<string, Json> = {}) => ({
  name,
  ...units(read, write),
  ...noCaps,
  ...warm,
  ...over,
});

export const dynamodbCases: WriteCase[] = [
  {
    what: 'units are written as a pair',
    kind,
    from: units(3000, 1000),
    to: units(3000, 2000),
    expected: [[update, { TableName: 'sessions', ...throughput(3000, 2000) }]],
  },
  {
    what: 'a table and indexes that are all raised take one call',
    kind,
    from: { ...units(10, 10), indexes: [index('by-user', 10, 10), index('by-day', 5, 5)] },
    to: { ...units(20, 10), indexes: [index('by-user', 10, 40), index('by-day', 5, 5)] },
    oneWay: true,
    expected: [
      [
        update,
        {
          TableName: 'sessions',
          ...throughput(20, 10),
          GlobalSecondaryIndexUpdates: [{ Update: { IndexName: 'by-user', ...throughput(10, 40) } }],
        },
      ],
    ],
  },
  {
    what: 'what is lowered takes calls of its own: one that is refused would take the others with it',
    kind,
    from: { ...units(100, 100), indexes: [index('by-user', 100, 100), index('by-day', 5, 5)] },
    to: { ...units(10, 10), indexes: [index('by-user', 10, 100), index('by-day', 50, 5)] },
    oneWay: true,
    expected: [
      [
        update,
        {
          TableName: 'sessions',
          GlobalSecondaryIndexUpdates: [{ Update: { IndexName: 'by-day', ...throughput(50, 5) } }],
        },
      ],
      [update, { TableName: 'sessions', ...throughput(10, 10) }],
      [
        update,
        {
          TableName: 'sessions',
          GlobalSecondaryIndexUpdates: [{ Update: { IndexName: 'by-user', ...throughput(10, 100) } }],
        },
      ],
    ],
    caveat: /4 times in the first hour.*ACTIVE again/,
  },
  {
    what: 'caps on demand are written, and none is -1',
    kind,
    base: { ...onDemand, indexes: [index('by-user', 0, 0)] },
    from: { maxReadRequestUnits: 100, maxWriteRequestUnits: 50 },
    to: { maxReadRequestUnits: 4000, maxWriteRequestUnits: null },
    expected: [
      [update, { TableName: 'sessions', OnDemandThroughput: { MaxReadRequestUnits: 4000, MaxWriteRequestUnits: -1 } }],
    ],
  },
  {
    what: 'a switch to on demand brings its caps along',
    kind,
    from: { billingMode: 'PROVISIONED' },
    to: { ...onDemand, maxReadRequestUnits: 500 },
    oneWay: true,
    expected: [
      [
        update,
        {
          TableName: 'sessions',
          BillingMode: 'PAY_PER_REQUEST',
          OnDemandThroughput: { MaxReadRequestUnits: 500, MaxWriteRequestUnits: -1 },
        },
      ],
    ],
    caveat: /4 times in 24 hours/,
  },
  {
    what: 'a switch back provisions the table and every index',
    kind,
    from: { ...onDemand, indexes: [index('by-user', 0, 0)] },
    to: { billingMode: 'PROVISIONED', ...units(30, 20), indexes: [index('by-user', 7, 8)] },
    oneWay: true,
    expected: [
      [
        update,
        {
          TableName: 'sessions',
          BillingMode: 'PROVISIONED',
          ...throughput(30, 20),
          GlobalSecondaryIndexUpdates: [{ Update: { IndexName: 'by-user', ...throughput(7, 8) } }],
        },
      ],
    ],
    caveat: /throttled/,
  },
  {
    what: 'a switch back without units for an index is not proposed',
    kind,
    from: { ...onDemand, indexes: [index('by-user', 0, 0)] },
    to: { billingMode: 'PROVISIONED', ...units(30, 20), indexes: [index('by-user', 0, 0)] },
    expected: /does not tell all of them/,
  },
  {
    what: 'warm throughput is raised, and the side that is lower is kept',
    kind,
    from: { warmReadUnitsPerSecond: 12000, warmWriteUnitsPerSecond: 5000 },
    to: { warmReadUnitsPerSecond: 50000, warmWriteUnitsPerSecond: 4000 },
    expected: [
      [update, { TableName: 'sessions', WarmThroughput: { ReadUnitsPerSecond: 50000, WriteUnitsPerSecond: 5000 } }],
    ],
    oneWay: true,
    caveat: /billed once.*cannot be lowered/,
  },
  {
    what: 'warm throughput is never lowered',
    kind,
    from: { warmReadUnitsPerSecond: 50000 },
    to: { warmReadUnitsPerSecond: 12000 },
    expected: /^Warm throughput cannot be lowered\.$/,
  },
  {
    what: 'an index that is gone is not made',
    kind,
    from: { indexes: [] },
    to: { indexes: [index('by-user', 5, 5)] },
    expected: /does not hold what makes index by-user/,
  },
  {
    what: 'an index that is new is not deleted, and the rest is written',
    kind,
    from: { ...units(3000, 1000), indexes: [index('by-user', 5, 5)] },
    to: { ...units(3000, 1500), indexes: [] },
    expected: [[update, { TableName: 'sessions', ...throughput(3000, 1500) }]],
    caveat: /would delete its data/,
  },
  {
    what: 'units that were not read are not written as none',
    kind,
    from: { contributorInsights: true },
    to: { readCapacityUnits: null, writeCapacityUnits: null, indexes: null, contributorInsights: false },
    unread: { readCapacityUnits: 'denied', writeCapacityUnits: 'denied', indexes: 'denied' },
    expected: [['dynamodb UpdateContributorInsights', { TableName: 'sessions', ContributorInsightsAction: 'DISABLE' }]],
    oneWay: true,
  },
  {
    what: 'a class is written',
    kind,
    from: { tableClass: 'STANDARD_INFREQUENT_ACCESS' },
    to: { tableClass: 'STANDARD' },
    expected: [[update, { TableName: 'sessions', TableClass: 'STANDARD' }]],
  },
  { what: 'a table is not made', kind, from: null, to: {}, expected: /keys and its data/ },
  { what: 'a table is not deleted', kind, to: null, expected: /would delete its data/ },
  {
    what: 'a status is nobody’s to write',
    kind,
    from: { status: 'UPDATING' },
    to: { status: 'ACTIVE' },
    expected: /^Nothing writes status/,
  },
];

import { z } from 'zod';
import { defineKind } from './kind.ts';

/**
 * A table without BillingModeSummary is provisioned: AWS returns the summary only once a table was on demand.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
 */
export const dynamodbTableDefaults = { billingMode: 'PROVISIONED' } as const;

const units = {
  readCapacityUnits: z.number().int().describe('Provisioned read capacity units; 0 on demand.'),
  writeCapacityUnits: z.number().int().describe('Provisioned write capacity units; 0 on demand.'),
  maxReadRequestUnits: z
    .number()
    .int()
    .nullable()
    .describe('Cap on on-demand reads per second; null: no cap (absent or -1).'),
  maxWriteRequestUnits: z
    .number()
    .int()
    .nullable()
    .describe('Cap on on-demand writes per second; null: no cap (absent or -1).'),
  warmReadUnitsPerSecond: z
    .number()
    .int()
    .nullable()
    .describe('Reads per second that are served at once; null where AWS tells none.'),
  warmWriteUnitsPerSecond: z
    .number()
    .int()
    .nullable()
    .describe('Writes per second that are served at once; null where AWS tells none.'),
};

export const DynamodbIndex = z.strictObject({ name: z.string(), ...units });

const range = {
  minCapacity: z.number().int().nullable().describe('Least write units; null where writes are not scaled there.'),
  maxCapacity: z.number().int().nullable().describe('Most write units; null where writes are not scaled there.'),
};

export const dynamodbTable = defineKind({
  kind: 'dynamodb-table',
  title: 'DynamoDB table with its global secondary indexes',
  attributes: z.strictObject({
    tableName: z.string().describe('Table name.'),
    status: z.string().describe('ACTIVE, CREATING, UPDATING, DELETING, …'),
    billingMode: z.string().describe('PROVISIONED or PAY_PER_REQUEST (on demand).'),
    tableClass: z
      .string()
      .describe('STANDARD, or STANDARD_INFREQUENT_ACCESS, whose throughput costs more; AWS is silent about STANDARD.'),
    ...units,
    indexes: z
      .array(DynamodbIndex)
      .describe('Global secondary indexes by name; each has capacity, scaling and a decrease budget of its own.'),
    contributorInsights: z.boolean().describe('Whether Contributor Insights is enabled on the table.'),
    replicaRegions: z
      .array(z.string())
      .describe('Other regions of a global table, sorted; empty for a single-region table.'),
    replicaWriteScaling: z
      .array(
        z.strictObject({
          region: z.string().describe('Region of the replica; the own one is among them.'),
          ...range,
          indexes: z
            .array(z.strictObject({ name: z.string().describe('Name of the index.'), ...range }))
            .describe('Write scaling of its global secondary indexes, sorted by name.'),
        }),
      )
      .describe('Write scaling of each replica of a provisioned global table, sorted by region; else empty.'),
  }),
  observed: z.strictObject({
    decreasesToday: z.number().int().describe('Decreases of provisioned capacity since midnight UTC.'),
    lastDecreaseAt: z
      .string()
      .nullable()
      .describe('When provisioned capacity was last lowered (ISO 8601); null: never, or AWS does not tell.'),
    indexDecreases: z
      .array(
        z.strictObject({
          name: z.string().describe('Name of the index.'),
          today: z.number().int().describe('Decreases of its provisioned capacity since midnight UTC.'),
          lastAt: z.string().nullable().describe('When it was last lowered (ISO 8601); null: never, or not told.'),
        }),
      )
      .describe('Decreases of each global secondary index, which has a budget of its own; sorted by name.'),
    itemCount: z
      .number()
      .int()
      .nullable()
      .describe('Items of the table, counted every six hours or so; null where AWS does not tell.'),
    indexItemCounts: z
      .array(
        z.strictObject({
          name: z.string().describe('Name of the index.'),
          items: z
            .number()
            .int()
            .nullable()
            .describe('Items in the index; fewer than in the table where it is sparse.'),
        }),
      )
      .describe('Items of each global secondary index, sorted by name.'),
    onDemandSince: z
      .string()
      .nullable()
      .describe('When the table was last switched to on demand (ISO 8601); null: never.'),
  }),
  tags: 'tagging-api',
  global: false,
  comparison: {
    // Warm throughput grows with traffic, and never shrinks; the scaling of replicas is that of the targets in their regions.
    states: [
      'status',
      'warmReadUnitsPerSecond',
      'warmWriteUnitsPerSecond',
      'indexes.warmReadUnitsPerSecond',
      'indexes.warmWriteUnitsPerSecond',
      'replicaWriteScaling',
    ],
    follows: {
      readCapacityUnits: ['billingMode'],
      writeCapacityUnits: ['billingMode'],
      'indexes.readCapacityUnits': ['billingMode'],
      'indexes.writeCapacityUnits': ['billingMode'],
    },
    namedBy: { indexes: 'name' },
  },
  keyFormat: 'table name',
  key: (table) => table.tableName,
  name: (table) => table.tableName,
  example: {
    id: 'arn:aws:dynamodb:eu-central-1:111122223333:table/sessions',
    attributes: {
      tableName: 'sessions',
      status: 'ACTIVE',
      billingMode: 'PROVISIONED',
      tableClass: 'STANDARD',
      readCapacityUnits: 3000,
      writeCapacityUnits: 1000,
      maxReadRequestUnits: null,
      maxWriteRequestUnits: null,
      warmReadUnitsPerSecond: 12000,
      warmWriteUnitsPerSecond: 4000,
      indexes: [],
      contributorInsights: true,
      replicaRegions: [],
      replicaWriteScaling: [],
    },
    observed: {
      decreasesToday: 0,
      lastDecreaseAt: null,
      indexDecreases: [],
      itemCount: 250000,
      indexItemCounts: [],
      onDemandSince: null,
    },
    defaulted: [],
  },
});

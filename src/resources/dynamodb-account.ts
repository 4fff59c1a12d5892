import { z } from 'zod';
import { defineKind } from './kind.ts';

export const dynamodbAccount = defineKind({
  kind: 'dynamodb-account',
  title: 'DynamoDB limits of an account in a region',
  attributes: z.strictObject({
    accountMaxReadCapacityUnits: z.number().int().describe('Provisioned reads of all tables together.'),
    accountMaxWriteCapacityUnits: z.number().int().describe('Provisioned writes of all tables together.'),
    tableMaxReadCapacityUnits: z.number().int().describe('Provisioned reads of one table.'),
    tableMaxWriteCapacityUnits: z.number().int().describe('Provisioned writes of one table.'),
  }),
  observed: z.strictObject({}),
  tags: 'none',
  global: false,
  comparison: null,
  keyFormat: 'the word limits',
  key: () => 'limits',
  name: () => 'DynamoDB limits',
  example: {
    id: 'dynamodb-limits',
    attributes: {
      accountMaxReadCapacityUnits: 80000,
      accountMaxWriteCapacityUnits: 80000,
      tableMaxReadCapacityUnits: 40000,
      tableMaxWriteCapacityUnits: 40000,
    },
    observed: {},
    defaulted: [],
  },
});

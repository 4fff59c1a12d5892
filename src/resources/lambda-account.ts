import { z } from 'zod';
import { defineKind } from './kind.ts';

export const lambdaAccount = defineKind({
  kind: 'lambda-account',
  title: 'Lambda concurrency limits of an account in a region',
  attributes: z.strictObject({
    concurrentExecutions: z.number().int().describe('Most executions at the same time, over all functions.'),
    unreservedConcurrentExecutions: z
      .number()
      .int()
      .describe('What of it no function has reserved: the pool that all functions without a reservation share.'),
  }),
  observed: z.strictObject({}),
  tags: 'none',
  global: false,
  comparison: null,
  keyFormat: 'the word settings',
  key: () => 'settings',
  name: () => 'Lambda account settings',
  example: {
    id: 'lambda-account-settings',
    attributes: { concurrentExecutions: 3000, unreservedConcurrentExecutions: 2400 },
    observed: {},
    defaulted: [],
  },
});

import { z } from 'zod';
import { defineKind } from './kind.ts';

/** OCU maxima of an account that never set them; they hold for collections outside any group. https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-scaling.html */
export const opensearchAccountDefaults = { maxIndexingOcu: 10, maxSearchOcu: 10 } as const;

export const opensearchAccount = defineKind({
  kind: 'opensearch-account',
  title: 'OpenSearch Serverless capacity limits of an account in a region',
  attributes: z.strictObject({
    maxIndexingOcu: z.number().int().describe('Most OCU for indexing, over all collections outside groups.'),
    maxSearchOcu: z.number().int().describe('Most OCU for search, over all collections outside groups.'),
  }),
  observed: z.strictObject({}),
  tags: 'none',
  global: false,
  keyFormat: 'the word settings',
  key: () => 'settings',
  name: () => 'OpenSearch Serverless account settings',
  example: {
    id: 'opensearch-account-settings',
    attributes: { maxIndexingOcu: 10, maxSearchOcu: 20 },
    observed: {},
    defaulted: [],
  },
});

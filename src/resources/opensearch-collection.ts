import { z } from 'zod';
import { defineKind } from './kind.ts';

/** Collections are redundant unless told otherwise. https://docs.aws.amazon.com/opensearch-service/latest/ServerlessAPIReference/API_CreateCollection.html */
export const opensearchCollectionDefaults = { standbyReplicas: 'ENABLED' } as const;

export const opensearchCollection = defineKind({
  kind: 'opensearch-collection',
  title: 'OpenSearch Serverless collection',
  attributes: z.strictObject({
    collectionName: z.string().describe('Name, unique within account and region.'),
    collectionId: z.string().describe('Identifier that alarms and metrics use.'),
    status: z.string().describe('ACTIVE, CREATING, DELETING or FAILED.'),
    type: z.string().nullable().describe('SEARCH, TIMESERIES or VECTORSEARCH.'),
    standbyReplicas: z.string().describe('ENABLED or DISABLED; cannot be changed later.'),
    groupName: z
      .string()
      .nullable()
      .describe('Collection group; null: the account limits hold, and no base capacity can be set.'),
  }),
  observed: z.strictObject({}),
  tags: 'list-call',
  global: false,
  comparison: { states: ['status', 'collectionId'] },
  keyFormat: 'collection name',
  key: (collection) => collection.collectionName,
  name: (collection) => collection.collectionName,
  example: {
    id: 'arn:aws:aoss:eu-central-1:111122223333:collection/07tjusf2h91cunochc',
    attributes: {
      collectionName: 'catalogue',
      collectionId: '07tjusf2h91cunochc',
      status: 'ACTIVE',
      type: 'VECTORSEARCH',
      standbyReplicas: 'ENABLED',
      groupName: null,
    },
    observed: {},
    defaulted: [],
  },
});

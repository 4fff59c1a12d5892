import { z } from 'zod';
import { defineKind } from './kind.ts';

/** Maxima of a group that never set them, and the generation when none was named. https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-collection-groups.html */
export const opensearchCollectionGroupDefaults = {
  maxIndexingOcu: 96,
  maxSearchOcu: 96,
  generation: 'CLASSIC',
} as const;

export const opensearchCollectionGroup = defineKind({
  kind: 'opensearch-collection-group',
  title: 'OpenSearch Serverless collection group',
  attributes: z.strictObject({
    groupName: z.string().describe('Name, unique within account and region.'),
    groupId: z.string().describe('Identifier that update-collection-group takes.'),
    generation: z
      .string()
      .describe('CLASSIC (scales in minutes) or NEXTGEN (scales in seconds, to zero unless a minimum is set).'),
    standbyReplicas: z.string().nullable().describe('ENABLED or DISABLED; null where AWS does not tell.'),
    minIndexingOcu: z
      .number()
      .nullable()
      .describe('OCU for indexing that are always there and billed; null: none set.'),
    maxIndexingOcu: z.number().describe('Most OCU for indexing.'),
    minSearchOcu: z.number().nullable().describe('OCU for search that are always there and billed; null: none set.'),
    maxSearchOcu: z.number().describe('Most OCU for search.'),
    collectionCount: z.number().int().nullable().describe('Collections in the group; null where AWS does not tell.'),
  }),
  observed: z.strictObject({
    searchOcu: z.number().nullable().describe('OCU that search has now; null where AWS does not tell.'),
    indexingOcu: z.number().nullable().describe('OCU that indexing has now; null where AWS does not tell.'),
  }),
  tags: 'inline',
  global: false,
  comparison: { states: ['groupId', 'collectionCount'] },
  keyFormat: 'group name',
  key: (group) => group.groupName,
  name: (group) => group.groupName,
  example: {
    id: 'arn:aws:aoss:eu-central-1:111122223333:collection-group/1a2b3c',
    attributes: {
      groupName: 'search',
      groupId: '1a2b3c',
      generation: 'CLASSIC',
      standbyReplicas: 'ENABLED',
      minIndexingOcu: 2,
      maxIndexingOcu: 16,
      minSearchOcu: 4,
      maxSearchOcu: 32,
      collectionCount: 1,
    },
    observed: { searchOcu: 4, indexingOcu: 2 },
    defaulted: [],
  },
});

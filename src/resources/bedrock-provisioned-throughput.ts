import { z } from 'zod';
import { defineKind } from './kind.ts';

export const bedrockProvisionedThroughput = defineKind({
  kind: 'bedrock-provisioned-throughput',
  title: 'Bedrock provisioned throughput: model units that are paid by the hour, used or not',
  attributes: z.strictObject({
    provisionedModelName: z.string().describe('Name, unique in the account and region.'),
    status: z.string().describe('Creating, InService, Updating or Failed.'),
    modelArn: z.string().describe('Model that it serves: a foundation model, or a custom one.'),
    foundationModelArn: z.string().describe('Foundation model behind it; that of a custom model is its base.'),
    modelUnits: z.number().int().describe('Model units that are paid. They cannot be changed after the purchase.'),
    commitmentDuration: z
      .string()
      .nullable()
      .describe('OneMonth or SixMonths; null: no commitment, so that it is paid by the hour and can be deleted.'),
    commitmentExpirationTime: z
      .string()
      .nullable()
      .describe('End of the commitment (ISO 8601 UTC), before which it cannot be deleted; null without one.'),
  }),
  observed: z.strictObject({ createdAt: z.string().nullable().describe('When it was bought (ISO 8601).') }),
  tags: 'tagging-api',
  global: false,
  comparison: { states: ['status'] },
  keyFormat: 'name of the provisioned throughput',
  key: (throughput) => throughput.provisionedModelName,
  name: (throughput) => throughput.provisionedModelName,
  example: {
    id: 'arn:aws:bedrock:eu-central-1:111122223333:provisioned-model/8fq2v8vkjx01',
    attributes: {
      provisionedModelName: 'assistant-sonnet',
      status: 'InService',
      modelArn: 'arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-3-sonnet-20240229-v1:0:28k',
      foundationModelArn: 'arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-3-sonnet-20240229-v1:0:28k',
      modelUnits: 1,
      commitmentDuration: null,
      commitmentExpirationTime: null,
    },
    observed: { createdAt: '2026-11-10T09:00:00.000Z' },
    defaulted: [],
  },
});

import { z } from 'zod';
import { defineKind } from './kind.ts';

export const bedrockModel = defineKind({
  kind: 'bedrock-model',
  title: 'Bedrock foundation model that a provisioned throughput rests on',
  attributes: z.strictObject({
    modelId: z.string().describe('Id of the model, such as anthropic.claude-3-sonnet-20240229-v1:0.'),
    lifecycleStatus: z
      .string()
      .nullable()
      .describe('ACTIVE, or LEGACY: its end of life is announced. Null where AWS does not tell.'),
    endOfLifeTime: z
      .string()
      .nullable()
      .describe('Instant after which requests fail (ISO 8601 UTC); null where none is announced.'),
  }),
  observed: z.strictObject({}),
  tags: 'none',
  global: false,
  comparison: null,
  keyFormat: 'model id',
  key: (model) => model.modelId,
  name: (model) => model.modelId,
  example: {
    id: 'arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-3-sonnet-20240229-v1:0:28k',
    attributes: {
      modelId: 'anthropic.claude-3-sonnet-20240229-v1:0:28k',
      lifecycleStatus: 'ACTIVE',
      endOfLifeTime: null,
    },
    observed: {},
    defaulted: [],
  },
});

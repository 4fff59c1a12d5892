import type { ListFoundationModelsCommandOutput } from '@aws-sdk/client-bedrock';
import { expectResources, reading } from './reading.ts';

/** Each recorded model has a throughput, so that all are kept. */
const listModels = reading<ListFoundationModelsCommandOutput>({
  api: 'bedrock:ListFoundationModels',
  answer: ({ operation }, data) => {
    if (operation === 'ListFoundationModels') return data;
    if (operation !== 'ListProvisionedModelThroughputs') return undefined;
    const models = data.modelSummaries ?? [];
    return {
      provisionedModelSummaries: models.map(({ modelArn, modelId }) => ({
        ...{ provisionedModelName: modelId, provisionedModelArn: modelId, foundationModelArn: modelArn },
        ...{ modelArn, modelUnits: 1, status: 'InService' },
      })),
    };
  },
  check: (collected, data) => {
    const expected = (data.modelSummaries ?? []).map(({ modelId = '', modelArn, modelLifecycle: life }) => ({
      key: modelId,
      id: modelArn,
      attributes: { modelId, lifecycleStatus: life?.status ?? null, endOfLifeTime: life?.endOfLifeTime ?? null },
    }));
    expectResources(collected, 'bedrock-model', expected);
  },
});

export const bedrock = { 'bedrock.ListFoundationModels': listModels };

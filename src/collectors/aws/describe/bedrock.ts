import type { FoundationModelSummary, ProvisionedModelSummary } from '@aws-sdk/client-bedrock';
import type { bedrockModel } from '../../../resources/bedrock-model.ts';
import type { bedrockProvisionedThroughput } from '../../../resources/bedrock-provisioned-throughput.ts';
import type { DraftOf } from '../collector.ts';
import { isoTime } from '../format.ts';

export function describeThroughput(bought: ProvisionedModelSummary): DraftOf<typeof bedrockProvisionedThroughput> {
  return {
    id: bought.provisionedModelArn,
    attributes: {
      provisionedModelName: bought.provisionedModelName,
      status: bought.status,
      modelArn: bought.modelArn,
      foundationModelArn: bought.foundationModelArn,
      modelUnits: bought.modelUnits,
      commitmentDuration: bought.commitmentDuration ?? null,
      commitmentExpirationTime: isoTime(bought.commitmentExpirationTime),
    },
    observed: { createdAt: isoTime(bought.creationTime) },
  };
}

export function describeModel(model: FoundationModelSummary): DraftOf<typeof bedrockModel> {
  return {
    id: model.modelArn,
    attributes: {
      modelId: model.modelId,
      lifecycleStatus: model.modelLifecycle?.status ?? null,
      endOfLifeTime: isoTime(model.modelLifecycle?.endOfLifeTime),
    },
    observed: {},
  };
}

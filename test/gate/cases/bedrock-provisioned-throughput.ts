import type { SameVerdictCase } from '../same-verdict-case.ts';

const modelId = 'anthropic.claude-v2';
const model = `arn:aws:bedrock:eu-central-1::foundation-model/${modelId}`;

export const bedrockProvisionedThroughputCase: SameVerdictCase = {
  kind: 'bedrock-provisioned-throughput',
  fault: 'the model that it pays for ends',
  live: {
    bedrock: {
      provisionedThroughputs: ['assistant', 'older'].map((provisionedModelName) => ({
        provisionedModelName,
        modelUnits: 1,
        modelArn: model,
        foundationModelArn: model,
      })),
      foundationModels: [{ modelId, modelLifecycle: { status: 'LEGACY' } }],
    },
  },
  around: {
    bedrock: {
      // AWS tells of models that something rests on.
      provisionedThroughputs: [
        { provisionedModelName: 'older', modelUnits: 1, modelArn: model, foundationModelArn: model },
      ],
      foundationModels: [{ modelId, modelLifecycle: { status: 'LEGACY' } }],
    },
  },
  plan: [
    {
      type: 'aws_bedrock_provisioned_model_throughput',
      name: 'assistant',
      values: { provisioned_model_name: 'assistant', model_arn: model, model_units: 1 },
    },
  ],
  // CloudFormation has no type for it.
  template: null,
  same: [],
  beside: [['bedrock-model-retiring', 'assistant', 'fail']],
  afterApply: {
    attribute: 'aws_bedrock_provisioned_model_throughput.assistant.model_arn',
    property: '',
    unknown: ['bedrock-model-retiring'],
  },
};

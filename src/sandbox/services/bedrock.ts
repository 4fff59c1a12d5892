import {
  ListFoundationModels$,
  type ListFoundationModelsRequest,
  ListProvisionedModelThroughputs$,
  type ListProvisionedModelThroughputsRequest,
} from '@aws-sdk/client-bedrock';
import { completeModel, completeThroughput } from '../derive/bedrock-items.ts';
import { type Item, text } from '../derive/item.ts';
import { addTagged, type Tagged } from '../derive/tags.ts';
import { takePage } from '../paging.ts';
import { restJson } from '../protocol/rest-json.ts';
import { type Context, operation, restCodes, type Service } from '../service.ts';

/** Bedrock in one account and region; items are complete. */
export type BedrockState = { throughputs: Item[]; models: Item[] };

type Bedrock = Context<BedrockState>;

/** Amazon Bedrock, its control plane. */
export const bedrock: Service<BedrockState> = {
  prefix: 'bedrock',
  signingName: 'bedrock',
  protocol: restJson({ errorText: 'message' }),
  errors: restCodes(),
  index: ({ region: { bedrock: declared } }, context) => ({
    throughputs: (declared?.provisionedThroughputs ?? []).map((item) => completeThroughput(item, context)),
    models: (declared?.foundationModels ?? []).map((item) => completeModel(item, context)),
  }),
  operations: {
    ListProvisionedModelThroughputs: operation({
      schema: ListProvisionedModelThroughputs$,
      token: { input: 'nextToken', output: 'nextToken' },
      handle: listThroughputs,
    }),
    ListFoundationModels: operation({ schema: ListFoundationModels$, handle: listModels }),
  },
  tagged: ({ state }) => {
    const list: Tagged[] = [];
    for (const item of state.throughputs) addTagged(list, text(item, 'provisionedModelArn'), item);
    return list;
  },
};

function listThroughputs(input: ListProvisionedModelThroughputsRequest, { state }: Bedrock) {
  const { statusEquals: status, modelArnEquals: model, nameContains: name } = input;
  const kept = state.throughputs.filter(
    (item) =>
      (status === undefined || item.status === status) &&
      (model === undefined || item.modelArn === model) &&
      (name === undefined || text(item, 'provisionedModelName').includes(name)),
  );
  const scope = `ListProvisionedModelThroughputs ${status} ${model} ${name}`;
  const limits = { default: 100, max: 1000 };
  const page = takePage(kept, { token: input.nextToken, size: input.maxResults, limits, scope });
  const untagged = ({ tags: _, ...item }: Item) => item;
  return { provisionedModelSummaries: page.items.map(untagged), nextToken: page.token };
}

/** All models at once. */
function listModels(input: ListFoundationModelsRequest, { state }: Bedrock) {
  const { byProvider: provider } = input;
  return { modelSummaries: state.models.filter((item) => provider === undefined || item.providerName === provider) };
}

import { bedrockModel } from '../../../resources/bedrock-model.ts';
import { bedrockProvisionedThroughput } from '../../../resources/bedrock-provisioned-throughput.ts';
import type { Collector, Context } from '../collector.ts';
import { describeModel, describeThroughput } from '../describe/bedrock.ts';
import { lastPart } from '../format.ts';

const throughputApi = 'bedrock:ListProvisionedModelThroughputs';
const modelApi = 'bedrock:ListFoundationModels';

/** Provisioned throughput, and the lifecycle of the models that it rests on: no model is asked for without any. https://docs.aws.amazon.com/bedrock/latest/APIReference/ */
export const bedrock: Collector = {
  name: 'bedrock',
  scope: 'regional',
  reads: [
    { api: throughputApi, kinds: ['bedrock-provisioned-throughput'] },
    { api: modelApi, kinds: ['bedrock-model'], after: throughputApi },
  ],
  async collect(context) {
    const models = await collectThroughputs(context);
    if (models.size > 0) await collectModels(context, models);
  },
};

/** Returns the ids of the foundation models that are served; "…:28k" is a variant of a model, whose lifecycle may be told of it alone. */
async function collectThroughputs(context: Context): Promise<Set<string>> {
  const { ListProvisionedModelThroughputsCommand } = await import('@aws-sdk/client-bedrock');
  const models = new Set<string>();
  const pages = context.pages(
    throughputApi,
    // Of up to 1,000; no account has as many as 100.
    (token) => new ListProvisionedModelThroughputsCommand({ maxResults: 100, nextToken: token }),
    { next: (page) => page.nextToken, items: (page) => page.provisionedModelSummaries },
  );
  for await (const page of pages) {
    for (const bought of page) {
      const id = lastPart(bought.foundationModelArn);
      if (id !== undefined) for (const one of [id, id.replace(/:\d+k$/, '')]) models.add(one);
      context.add(bedrockProvisionedThroughput, { api: throughputApi, item: bought.provisionedModelName }, () =>
        describeThroughput(bought),
      );
    }
  }
  return models;
}

/** One call tells all models of the region. */
async function collectModels(context: Context, wanted: ReadonlySet<string>): Promise<void> {
  const { ListFoundationModelsCommand } = await import('@aws-sdk/client-bedrock');
  const answer = await context.call(modelApi, new ListFoundationModelsCommand({}), {
    missed: [...wanted],
    holds: (output) => output.modelSummaries,
  });
  if (!answer.ok) return;
  for (const model of answer.value.modelSummaries ?? []) {
    if (model.modelId !== undefined && !wanted.has(model.modelId)) continue;
    context.add(bedrockModel, { api: modelApi, item: model.modelId }, () => describeModel(model));
  }
}

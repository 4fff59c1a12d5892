import {
  ListFoundationModelsCommand,
  ListProvisionedModelThroughputsCommand,
  paginateListProvisionedModelThroughputs,
} from '@aws-sdk/client-bedrock';
import { describe, expect, test } from 'vitest';
import { names, pagesOf, serve } from './serving.ts';

describe('Bedrock', () => {
  test('lists throughput up to 1,000 a page', async () => {
    const provisionedThroughputs = names('t', 130).map((provisionedModelName) => ({ provisionedModelName }));
    const { bedrock: client } = await serve({ bedrock: { provisionedThroughputs } });
    const read = (pageSize?: number) =>
      pagesOf(
        paginateListProvisionedModelThroughputs({ client, pageSize }, {}),
        (page) => page.provisionedModelSummaries,
      );
    expect((await read(60)).sizes).toEqual([60, 60, 10]);
    expect((await read(1000)).sizes).toEqual([130]);
    await expect(read(1001)).rejects.toMatchObject({ name: 'ValidationException' });
    const named = await client.send(new ListProvisionedModelThroughputsCommand({ nameContains: '-0007' }));
    expect(named.provisionedModelSummaries).toMatchObject([
      { provisionedModelName: 't-0007', modelUnits: 1, desiredModelUnits: 1, status: 'InService' },
    ]);
  });

  test('lists models at once, active unless they say otherwise', async () => {
    const foundationModels = [
      { modelId: 'amazon.nova-lite-v1:0' },
      {
        modelId: 'meta.llama2-13b-chat-v1',
        modelLifecycle: { status: 'LEGACY', endOfLifeTime: '2026-01-01T00:00:00Z' },
      },
    ];
    const { bedrock } = await serve({ bedrock: { foundationModels } });
    const all = await bedrock.send(new ListFoundationModelsCommand({}));
    expect(all.modelSummaries?.map(({ modelLifecycle }) => modelLifecycle)).toEqual([
      { status: 'ACTIVE' },
      { status: 'LEGACY', endOfLifeTime: new Date('2026-01-01T00:00:00Z') },
    ]);
    const amazon = await bedrock.send(new ListFoundationModelsCommand({ byProvider: 'amazon' }));
    expect(amazon.modelSummaries).toHaveLength(1);
  });
});

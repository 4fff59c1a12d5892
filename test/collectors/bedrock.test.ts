import { describe, expect, it } from 'vitest';
import { collect, type Declared } from './support.ts';

const throughputs = 'bedrock:ListProvisionedModelThroughputs';
const models = 'bedrock:ListFoundationModels';
const haiku = 'anthropic.claude-3-haiku-20240307-v1:0';
const arn = (id: string) => `arn:aws:bedrock:eu-central-1::foundation-model/${id}`;
const bedrock = (declared: Declared['bedrock']): Declared => ({ bedrock: declared });

describe('provisioned throughput', () => {
  it('tells its model, units and commitment, and has the tags that were given to it', async () => {
    const { of } = await collect(
      bedrock({
        provisionedThroughputs: [
          {
            provisionedModelName: 'assistant',
            modelUnits: 4,
            modelArn: 'arn:aws:bedrock:eu-central-1:111122223333:custom-model/base/abc',
            commitmentDuration: 'OneMonth',
            commitmentExpirationTime: '2026-12-10T09:00:00Z',
            creationTime: '2026-11-10T09:00:00Z',
            tags: { owner: 'team-a' },
          },
          { provisionedModelName: 'hourly' },
        ],
        foundationModels: [{ modelId: haiku }],
      }),
    );
    const [assistant, hourly] = of('bedrock-provisioned-throughput');
    expect(assistant).toMatchObject({
      key: 'assistant',
      id: expect.stringMatching(/^arn:aws:bedrock:eu-central-1:111122223333:provisioned-model\/\w{12}$/),
      tags: { owner: 'team-a' },
      attributes: {
        provisionedModelName: 'assistant',
        status: 'InService',
        modelArn: 'arn:aws:bedrock:eu-central-1:111122223333:custom-model/base/abc',
        foundationModelArn: arn(haiku),
        modelUnits: 4,
        commitmentDuration: 'OneMonth',
        commitmentExpirationTime: '2026-12-10T09:00:00.000Z',
      },
      observed: { createdAt: '2026-11-10T09:00:00.000Z' },
    });
    expect(hourly).toMatchObject({
      tags: {},
      attributes: { commitmentDuration: null, commitmentExpirationTime: null },
    });
  });

  it('is read on every page', async () => {
    const many = Array.from({ length: 230 }, (_, n) => ({ provisionedModelName: `t${n}` }));
    const { of, coverage } = await collect(bedrock({ provisionedThroughputs: many }));
    expect(of('bedrock-provisioned-throughput')).toHaveLength(230);
    expect(coverage(throughputs)).toMatchObject({ status: 'ok', complete: true, calls: 3 });
  });

  it('that makes no sense is malformed by name', async () => {
    const { of, coverage } = await collect(bedrock({ provisionedThroughputs: [{ provisionedModelName: 'odd' }] }), {
      faults: [{ api: throughputs, do: 'wrong-types', members: ['modelUnits'] }],
    });
    expect(of('bedrock-provisioned-throughput')).toEqual([]);
    expect(coverage(throughputs)).toMatchObject({ status: 'malformed', missed: ['odd'] });
  });
});

describe('foundation models', () => {
  it('are kept where throughput rests on them, under the id of its variant too', async () => {
    const { of, calls } = await collect(
      bedrock({
        provisionedThroughputs: [{ provisionedModelName: 'a', foundationModelArn: arn(`${haiku}:28k`) }],
        foundationModels: [
          { modelId: haiku, modelLifecycle: { status: 'LEGACY', endOfLifeTime: '2027-01-01T00:00:00Z' } },
          { modelId: `${haiku}:28k`, modelLifecycle: null },
          { modelId: `${haiku}:200k` },
          { modelId: 'amazon.nova-lite-v1:0' },
        ],
      }),
    );
    expect(of('bedrock-model').map(({ attributes }) => attributes)).toEqual([
      { modelId: haiku, lifecycleStatus: 'LEGACY', endOfLifeTime: '2027-01-01T00:00:00.000Z' },
      { modelId: `${haiku}:28k`, lifecycleStatus: null, endOfLifeTime: null },
    ]);
    expect(calls('ListFoundationModels')).toBe(1);
  });

  it('are not asked for without throughput', async () => {
    const { coverage } = await collect(bedrock({ foundationModels: [{ modelId: haiku }] }));
    expect(coverage(models)).toMatchObject({ status: 'ok', complete: true, calls: 0 });
  });

  it.each(['denied', 'empty', 'xml403'] as const)('%s: the models that are missing are named', async (fault) => {
    const { of, coverage } = await collect(bedrock({ provisionedThroughputs: [{ provisionedModelName: 'a' }] }), {
      faults: [{ api: models, do: fault }],
    });
    expect(of('bedrock-provisioned-throughput')).toHaveLength(1);
    expect(coverage(models)).toMatchObject({ complete: false, missed: [haiku] });
  });

  it('throttling is waited out', async () => {
    const { of } = await collect(
      bedrock({ provisionedThroughputs: [{ provisionedModelName: 'a' }], foundationModels: [{ modelId: haiku }] }),
      { faults: [{ api: models, count: 2, do: 'throttled' }] },
    );
    expect(of('bedrock-model')).toHaveLength(1);
  });
});

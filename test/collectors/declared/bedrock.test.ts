import { expect, it } from 'vitest';
import { describeThroughput } from '../../../src/collectors/aws/describe/bedrock.ts';
import { plan, resourcesOf } from './thrice.ts';

const model = 'arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-v2';

const planned = (over = {}) =>
  resourcesOf(
    plan({
      assistant: [
        'aws_bedrock_provisioned_model_throughput',
        { provisioned_model_name: 'assistant', model_arn: model, model_units: 1, commitment_duration: null, ...over },
      ],
    }),
  ).get('bedrock-provisioned-throughput assistant');

it('provisioned throughput is the same from the live account and a plan', () => {
  const live = describeThroughput({
    provisionedModelName: 'assistant',
    provisionedModelArn: undefined,
    modelArn: model,
    desiredModelArn: model,
    foundationModelArn: model,
    modelUnits: 1,
    desiredModelUnits: 1,
    status: 'InService',
    creationTime: undefined,
    lastModifiedTime: undefined,
  });

  expect(planned()?.attributes).toEqual(live.attributes);
});

it('provisioned throughput of a custom model, or with a commitment, leaves to AWS what follows', () => {
  const custom = planned({ model_arn: 'arn:aws:bedrock:eu-central-1:111122223333:custom-model/a/b' });

  expect(custom?.unread).toMatchObject({ foundationModelArn: 'after-apply' });
  expect(planned({ commitment_duration: 'OneMonth' })?.unread).toMatchObject({
    commitmentExpirationTime: 'after-apply',
  });
});

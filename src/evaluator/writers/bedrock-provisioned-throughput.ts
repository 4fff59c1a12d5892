import { defineWriter, one } from './define-writer.ts';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DeleteProvisionedModelThroughput.html */
export const writeProvisionedThroughput = defineWriter({
  levers: [],
  follows: ['status'],
  fixed: 'Model units cannot be changed after the purchase: delete the throughput, and buy another.',
  notCreated: 'A provisioned throughput is bought, for a time that somebody must answer for: nobody proposes that.',
  remove({ id, attributes }) {
    const steps = one(
      'bedrock',
      'DeleteProvisionedModelThroughput',
      { provisionedModelId: id },
      'Calls that name its ARN fail from then on; those of the model itself do not.',
    );
    const until = attributes.commitmentExpirationTime;
    if (typeof until !== 'string') return steps;
    return { cannot: `It is committed until ${until}: AWS refuses to delete it before.`, until, later: steps };
  },
});

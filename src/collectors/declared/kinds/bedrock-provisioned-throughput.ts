import { bedrockProvisionedThroughput } from '../../../resources/bedrock-provisioned-throughput.ts';
import { declare } from '../declaration.ts';
import { steady } from '../steady.ts';

/** CloudFormation has no such type; the name follows its others. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateProvisionedModelThroughput.html */
export const bedrockProvisionedThroughputDeclaration = declare({
  kind: bedrockProvisionedThroughput,
  type: 'AWS::Bedrock::ProvisionedModelThroughput',
  attributes: {
    provisionedModelName: (bought) => bought.name('ProvisionedModelName'),
    status: () => steady('InService'),
    modelArn: (bought) => bought.text('ModelArn'),
    // Only AWS knows on which model a custom one rests.
    foundationModelArn: (bought) => {
      const arn = bought.text('ModelArn');
      return arn?.includes(':foundation-model/') ? arn : undefined;
    },
    modelUnits: (bought) => bought.number('ModelUnits'),
    commitmentDuration: (bought) => bought.text('CommitmentDuration') ?? null,
    commitmentExpirationTime: (bought) => (bought.text('CommitmentDuration') === undefined ? null : undefined),
  },
  tags: 'Tags',
});

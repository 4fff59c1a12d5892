import { allTags, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/bedrock_provisioned_model_throughput */
export const bedrockProvisionedModelThroughput = terraformType(
  'aws_bedrock_provisioned_model_throughput',
  'AWS::Bedrock::ProvisionedModelThroughput',
  {
    ProvisionedModelName: 'provisioned_model_name',
    ModelArn: 'model_arn',
    ModelUnits: 'model_units',
    CommitmentDuration: 'commitment_duration',
    Tags: allTags,
  },
  { name: 'provisioned_model_name' },
);

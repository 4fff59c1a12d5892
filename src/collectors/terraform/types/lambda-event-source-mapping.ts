import { block, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_event_source_mapping */
export const lambdaEventSourceMapping = terraformType(
  'aws_lambda_event_source_mapping',
  'AWS::Lambda::EventSourceMapping',
  {
    FunctionName: 'function_name',
    EventSourceArn: 'event_source_arn',
    Enabled: 'enabled',
    ScalingConfig: block('scaling_config', { MaximumConcurrency: 'maximum_concurrency' }),
  },
);

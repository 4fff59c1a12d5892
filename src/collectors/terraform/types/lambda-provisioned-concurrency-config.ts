import { terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_provisioned_concurrency_config */
export const lambdaProvisionedConcurrencyConfig = terraformType(
  'aws_lambda_provisioned_concurrency_config',
  'AWS::Lambda::Alias',
  {
    FunctionName: 'function_name',
    Name: 'qualifier',
    ProvisionedConcurrencyConfig: ({ provisioned_concurrent_executions: requested }) => ({
      ProvisionedConcurrentExecutions: requested,
    }),
  },
);

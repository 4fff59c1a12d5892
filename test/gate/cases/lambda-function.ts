import type { SameVerdictCase } from '../same-verdict-case.ts';

export const lambdaFunctionCase: SameVerdictCase = {
  kind: 'lambda-function',
  fault: 'more is kept warm than may run',
  live: {
    lambda: {
      functions: [{ FunctionName: 'checkout', Timeout: 10, reserved: 10 }],
      provisionedConcurrency: [
        { function: 'checkout', qualifier: 'live', RequestedProvisionedConcurrentExecutions: 20 },
      ],
    },
  },
  plan: [
    {
      type: 'aws_lambda_function',
      name: 'checkout',
      values: { function_name: 'checkout', timeout: 10, reserved_concurrent_executions: 10 },
      filled: { memory_size: 128, package_type: 'Zip', architectures: ['x86_64'], vpc_config: [] },
    },
    {
      type: 'aws_lambda_provisioned_concurrency_config',
      name: 'live',
      values: { function_name: 'checkout', qualifier: 'live', provisioned_concurrent_executions: 20 },
      references: {
        function_name: ['aws_lambda_function.checkout.function_name', 'aws_lambda_function.checkout'],
      },
    },
  ],
  template: {
    Checkout: {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: 'checkout', Timeout: 10, ReservedConcurrentExecutions: 10 },
    },
    Live: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        FunctionName: { Ref: 'Checkout' },
        Name: 'live',
        FunctionVersion: '3',
        ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 20 },
      },
    },
  },
  same: [['lambda-provisioned-above-reserved', 'checkout', 'fail']],
  beside: [],
  afterApply: {
    attribute: 'aws_lambda_function.checkout.reserved_concurrent_executions',
    property: 'Checkout.ReservedConcurrentExecutions',
    unknown: ['lambda-provisioned-above-reserved'],
  },
};

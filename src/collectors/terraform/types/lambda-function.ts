import { allTags, block, mapped, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function */
export const lambdaFunction = terraformType(
  'aws_lambda_function',
  'AWS::Lambda::Function',
  {
    FunctionName: 'function_name',
    PackageType: 'package_type',
    Timeout: 'timeout',
    MemorySize: 'memory_size',
    Architectures: 'architectures',
    VpcConfig: block('vpc_config', { SubnetIds: 'subnet_ids', VpcId: 'vpc_id' }),
    CapacityProviderConfig: block('capacity_provider_config', {}),
    // -1 reserves nothing.
    ReservedConcurrentExecutions: mapped('reserved_concurrent_executions', (value) =>
      value === -1 ? undefined : value,
    ),
    Tags: allTags,
  },
  { name: 'function_name', idIsName: true },
);

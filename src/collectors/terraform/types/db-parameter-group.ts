import { keyed, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_parameter_group */
export const dbParameterGroup = terraformType(
  'aws_db_parameter_group',
  'AWS::RDS::DBParameterGroup',
  {
    DBParameterGroupName: 'name',
    Parameters: ({ parameter }) => keyed(parameter, 'name', 'value'),
  },
  { name: 'name', idIsName: true },
);

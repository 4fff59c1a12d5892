import { terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_subnet_group */
export const dbSubnetGroup = terraformType(
  'aws_db_subnet_group',
  'AWS::RDS::DBSubnetGroup',
  { DBSubnetGroupName: 'name', SubnetIds: 'subnet_ids', VpcId: 'vpc_id' },
  { name: 'name', idIsName: true },
);

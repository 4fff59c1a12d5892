import { allTags, onlyIfSet, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster_instance */
export const rdsClusterInstance = terraformType(
  'aws_rds_cluster_instance',
  'AWS::RDS::DBInstance',
  {
    DBInstanceIdentifier: 'identifier',
    DBClusterIdentifier: 'cluster_identifier',
    Engine: 'engine',
    DBInstanceClass: 'instance_class',
    DBParameterGroupName: onlyIfSet('db_parameter_group_name'),
    DBSubnetGroupName: onlyIfSet('db_subnet_group_name'),
    Tags: allTags,
  },
  { name: 'identifier', idIsName: true },
);

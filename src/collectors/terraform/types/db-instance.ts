import { allTags, onlyIfSet, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance */
export const dbInstance = terraformType(
  'aws_db_instance',
  'AWS::RDS::DBInstance',
  {
    DBInstanceIdentifier: 'identifier',
    Engine: 'engine',
    DBInstanceClass: 'instance_class',
    SourceDBInstanceIdentifier: ({ replicate_source_db: source }) => (source === '' ? undefined : source),
    DBSubnetGroupName: onlyIfSet('db_subnet_group_name'),
    StorageType: 'storage_type',
    AllocatedStorage: 'allocated_storage',
    MaxAllocatedStorage: 'max_allocated_storage',
    DBParameterGroupName: onlyIfSet('parameter_group_name'),
    Tags: allTags,
  },
  { name: 'identifier' },
);

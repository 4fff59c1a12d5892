import { allTags, block, onlyIfSet, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_cluster */
export const rdsCluster = terraformType(
  'aws_rds_cluster',
  'AWS::RDS::DBCluster',
  {
    DBClusterIdentifier: 'cluster_identifier',
    Engine: 'engine',
    EngineMode: 'engine_mode',
    EnableHttpEndpoint: 'enable_http_endpoint',
    StorageType: onlyIfSet('storage_type'),
    DBSubnetGroupName: onlyIfSet('db_subnet_group_name'),
    ServerlessV2ScalingConfiguration: block('serverlessv2_scaling_configuration', {
      MinCapacity: 'min_capacity',
      MaxCapacity: 'max_capacity',
    }),
    Tags: allTags,
  },
  { name: 'cluster_identifier', idIsName: true },
);

import { keyed, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elasticache_parameter_group */
export const elasticacheParameterGroup = terraformType(
  'aws_elasticache_parameter_group',
  'AWS::ElastiCache::ParameterGroup',
  {
    CacheParameterGroupName: 'name',
    CacheParameterGroupFamily: 'family',
    Properties: ({ parameter }) => keyed(parameter, 'name', 'value'),
  },
  { name: 'name', idIsName: true },
);

import { allTags, blocks, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_cluster */
export const ecsCluster = terraformType(
  'aws_ecs_cluster',
  'AWS::ECS::Cluster',
  { ClusterName: 'name', ClusterSettings: blocks('setting', { Name: 'name', Value: 'value' }), Tags: allTags },
  { name: 'name' },
);

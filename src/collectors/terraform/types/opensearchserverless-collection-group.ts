import { allTags, block, onlyIfSet, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/opensearchserverless_collection_group */
export const opensearchserverlessCollectionGroup = terraformType(
  'aws_opensearchserverless_collection_group',
  'AWS::OpenSearchServerless::CollectionGroup',
  {
    Name: 'name',
    Generation: onlyIfSet('generation'),
    StandbyReplicas: 'standby_replicas',
    CapacityLimits: block('capacity_limits', {
      MinIndexingCapacityInOCU: 'min_indexing_capacity_in_ocu',
      MaxIndexingCapacityInOCU: 'max_indexing_capacity_in_ocu',
      MinSearchCapacityInOCU: 'min_search_capacity_in_ocu',
      MaxSearchCapacityInOCU: 'max_search_capacity_in_ocu',
    }),
    Tags: allTags,
  },
  { name: 'name' },
);

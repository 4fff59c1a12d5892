import { allTags, onlyIfSet, terraformType } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/opensearchserverless_collection */
export const opensearchserverlessCollection = terraformType(
  'aws_opensearchserverless_collection',
  'AWS::OpenSearchServerless::Collection',
  {
    Name: 'name',
    Type: 'type',
    StandbyReplicas: onlyIfSet('standby_replicas'),
    CollectionGroupName: onlyIfSet('collection_group_name'),
    Tags: allTags,
  },
  { name: 'name' },
);

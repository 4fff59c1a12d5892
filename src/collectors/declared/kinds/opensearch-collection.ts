import { opensearchCollection, opensearchCollectionDefaults } from '../../../resources/opensearch-collection.ts';
import { declare } from '../declaration.ts';
import { steady } from '../steady.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-opensearchserverless-collection.html */
export const opensearchCollectionDeclaration = declare({
  kind: opensearchCollection,
  type: 'AWS::OpenSearchServerless::Collection',
  attributes: {
    collectionName: (collection) => collection.name('Name'),
    collectionId: null,
    status: () => steady('ACTIVE'),
    type: (collection) => collection.text('Type'),
    standbyReplicas: (collection) => collection.text('StandbyReplicas'),
    groupName: (collection) => collection.name('CollectionGroupName') ?? null,
  },
  defaults: opensearchCollectionDefaults,
  tags: 'Tags',
});

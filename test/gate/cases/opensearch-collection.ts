import type { SameVerdictCase } from '../same-verdict-case.ts';

export const opensearchCollectionCase: SameVerdictCase = {
  kind: 'opensearch-collection',
  fault: 'outside groups nothing keeps capacity ready',
  live: { opensearchserverless: { collections: [{ name: 'catalogue', type: 'VECTORSEARCH' }] } },
  plan: [
    {
      type: 'aws_opensearchserverless_collection',
      name: 'catalogue',
      values: { name: 'catalogue', type: 'VECTORSEARCH', collection_group_name: null },
    },
  ],
  template: {
    Catalogue: {
      Type: 'AWS::OpenSearchServerless::Collection',
      Properties: { Name: 'catalogue', Type: 'VECTORSEARCH', CollectionGroupName: { Ref: 'AWS::NoValue' } },
    },
  },
  same: [['opensearch-base-ocu-low', 'catalogue', 'fail']],
  beside: [],
  afterApply: {
    attribute: 'aws_opensearchserverless_collection.catalogue.collection_group_name',
    property: 'Catalogue.CollectionGroupName',
    unknown: ['opensearch-base-ocu-low'],
  },
};

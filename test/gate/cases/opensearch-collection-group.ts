import type { SameVerdictCase } from '../same-verdict-case.ts';

export const opensearchCollectionGroupCase: SameVerdictCase = {
  kind: 'opensearch-collection-group',
  fault: 'its base is small, and so is its maximum',
  live: {
    opensearchserverless: {
      collections: [{ name: 'catalogue', type: 'SEARCH', collectionGroupName: 'search' }],
      collectionGroups: [
        {
          name: 'search',
          standbyReplicas: 'ENABLED',
          capacityLimits: { minSearchCapacityInOCU: 2, maxSearchCapacityInOCU: 16 },
        },
      ],
    },
  },
  plan: [
    {
      type: 'aws_opensearchserverless_collection_group',
      name: 'search',
      values: {
        name: 'search',
        standby_replicas: 'ENABLED',
        capacity_limits: [{ min_search_capacity_in_ocu: 2, max_search_capacity_in_ocu: 16 }],
      },
    },
    {
      type: 'aws_opensearchserverless_collection',
      name: 'catalogue',
      values: { name: 'catalogue', type: 'SEARCH', collection_group_name: 'search' },
    },
  ],
  template: {
    Search: {
      Type: 'AWS::OpenSearchServerless::CollectionGroup',
      Properties: {
        Name: 'search',
        StandbyReplicas: 'ENABLED',
        CapacityLimits: { MinSearchCapacityInOCU: 2, MaxSearchCapacityInOCU: 16 },
      },
    },
    Catalogue: {
      Type: 'AWS::OpenSearchServerless::Collection',
      Properties: { Name: 'catalogue', Type: 'SEARCH', CollectionGroupName: 'search' },
    },
  },
  same: [
    ['opensearch-base-ocu-low', 'search', 'fail'],
    ['opensearch-max-ocu-low', 'search', 'fail'],
  ],
  beside: [],
  afterApply: {
    attribute: 'aws_opensearchserverless_collection_group.search.capacity_limits',
    property: 'Search.CapacityLimits',
    unknown: ['opensearch-base-ocu-low', 'opensearch-max-ocu-low'],
  },
  elsewhere: {
    plan: ['aws_opensearchserverless_collection.catalogue'],
    template: ['Catalogue'],
    live: {
      opensearchserverless: {
        collections: [{ name: 'catalogue', type: 'SEARCH', collectionGroupName: 'search' }],
        collectionGroups: [{ name: 'search', standbyReplicas: 'ENABLED' }],
      },
    },
    rules: ['opensearch-base-ocu-low', 'opensearch-max-ocu-low'],
  },
};

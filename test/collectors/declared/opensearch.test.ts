import { describe, expect, it } from 'vitest';
import { describeCollection, describeCollectionGroup } from '../../../src/collectors/aws/describe/opensearch.ts';
import { leftToAws, unresolved } from '../../../src/collectors/declared/value.ts';
import { attributesBut, plan, resourcesOf, template } from './thrice.ts';

const planned = (capacity: object[] = [{ min_search_capacity_in_ocu: 2, max_search_capacity_in_ocu: 16 }]) =>
  resourcesOf(
    plan({
      search: [
        'aws_opensearchserverless_collection_group',
        { name: 'search', standby_replicas: 'ENABLED', capacity_limits: capacity as never, generation: leftToAws() },
      ],
      catalogue: [
        'aws_opensearchserverless_collection',
        {
          name: 'catalogue',
          type: 'SEARCH',
          standby_replicas: leftToAws(),
          collection_group_name: 'search',
          tags_all: { env: 'prod' },
        },
      ],
    }),
  );

const templated = () =>
  resourcesOf(
    template({
      Search: [
        'AWS::OpenSearchServerless::CollectionGroup',
        {
          Name: 'search',
          StandbyReplicas: 'ENABLED',
          CapacityLimits: { MinSearchCapacityInOCU: 2, MaxSearchCapacityInOCU: 16 },
        },
      ],
      Catalogue: [
        'AWS::OpenSearchServerless::Collection',
        { Name: 'catalogue', Type: 'SEARCH', CollectionGroupName: 'search', Tags: [{ Key: 'env', Value: 'prod' }] },
      ],
    }),
  );

describe('search without servers', () => {
  it('is the same from the live account, a plan and a template', () => {
    const group = describeCollectionGroup({
      name: 'search',
      standbyReplicas: 'ENABLED',
      capacityLimits: { minSearchCapacityInOCU: 2, maxSearchCapacityInOCU: 16 },
    });
    const collection = describeCollection(
      { name: 'catalogue', type: 'SEARCH', status: 'ACTIVE', collectionGroupName: 'search' },
      { ok: true, value: { env: 'prod' } },
    );

    for (const resources of [planned(), templated()]) {
      const made = resources.get('opensearch-collection-group search');
      expect(made?.attributes).toEqual(attributesBut(group, 'groupId'));
      expect(made?.defaulted).toEqual(group.defaulted);
      expect(resources.get('opensearch-collection catalogue')?.attributes).toEqual(
        attributesBut(collection, 'collectionId'),
      );
      expect(resources.get('opensearch-collection catalogue')?.tags).toEqual(collection.tags);
    }
  });

  it('whose group has its collections elsewhere does not tell how many', () => {
    const { unread } =
      resourcesOf(template({ Search: ['AWS::OpenSearchServerless::CollectionGroup', { Name: 'search' }] })).get(
        'opensearch-collection-group search',
      ) ?? {};

    expect(unread).toMatchObject({ collectionCount: 'after-apply' });
  });

  it('whose limits are known only after apply does not tell them', () => {
    const { unread } = planned(unresolved() as never).get('opensearch-collection-group search') ?? {};

    expect(unread).toMatchObject({ minSearchOcu: 'after-apply', maxSearchOcu: 'after-apply' });
  });
});

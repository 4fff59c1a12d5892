import type {
  AccountSettingsDetail,
  CollectionDetail,
  CollectionGroupDetail,
  Tag,
} from '@aws-sdk/client-opensearchserverless';
import { withDefaults } from '../../../resources/kind.ts';
import { type opensearchAccount, opensearchAccountDefaults } from '../../../resources/opensearch-account.ts';
import { type opensearchCollection, opensearchCollectionDefaults } from '../../../resources/opensearch-collection.ts';
import {
  type opensearchCollectionGroup,
  opensearchCollectionGroupDefaults,
} from '../../../resources/opensearch-collection-group.ts';
import { type Answer, type DraftOf, unreadOf } from '../collector.ts';

export function describeAccountSettings(settings: AccountSettingsDetail): DraftOf<typeof opensearchAccount> {
  const given = {
    maxIndexingOcu: settings.capacityLimits?.maxIndexingCapacityInOCU,
    maxSearchOcu: settings.capacityLimits?.maxSearchCapacityInOCU,
  };
  return { ...withDefaults(given, opensearchAccountDefaults), id: 'opensearch-account-settings', observed: {} };
}

/** @param tags of the collection, or why they could not be read */
export function describeCollection(
  collection: CollectionDetail,
  tags: Answer<Record<string, string>>,
): DraftOf<typeof opensearchCollection> {
  const given = {
    collectionName: collection.name,
    collectionId: collection.id,
    status: collection.status,
    type: collection.type ?? null,
    standbyReplicas: collection.standbyReplicas,
    groupName: collection.collectionGroupName ?? null,
  };
  return {
    ...withDefaults(given, opensearchCollectionDefaults),
    id: collection.arn,
    observed: {},
    tags: tags.ok ? tags.value : null,
    unread: unreadOf(tags, ['tags']),
  };
}

export function describeCollectionGroup(group: CollectionGroupDetail): DraftOf<typeof opensearchCollectionGroup> {
  const limits = group.capacityLimits;
  const given = {
    groupName: group.name,
    groupId: group.id,
    generation: group.generation,
    standbyReplicas: group.standbyReplicas ?? null,
    minIndexingOcu: limits?.minIndexingCapacityInOCU ?? null,
    maxIndexingOcu: limits?.maxIndexingCapacityInOCU,
    minSearchOcu: limits?.minSearchCapacityInOCU ?? null,
    maxSearchOcu: limits?.maxSearchCapacityInOCU,
    collectionCount: group.numberOfCollections ?? null,
  };
  return {
    ...withDefaults(given, opensearchCollectionGroupDefaults),
    id: group.arn,
    observed: {
      searchOcu: group.currentCapacity?.search?.capacityInOcu ?? null,
      indexingOcu: group.currentCapacity?.indexing?.capacityInOcu ?? null,
    },
    tags: tagRecord(group.tags),
  };
}

export function tagRecord(tags: readonly Tag[] | undefined): Record<string, string> {
  return Object.fromEntries((tags ?? []).map(({ key, value }) => [key ?? '', value ?? '']));
}

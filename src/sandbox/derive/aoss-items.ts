import { arnOf, createdLongAgoMillis, hashId, type Place } from './identity.ts';
import { type Item, text, withDefaults } from './item.ts';

/** The collection as BatchGetCollection returns it, and its tags. */
export function completeCollection(item: Item, place: Place): Item {
  const id = text(item, 'id') || idOf('collection', item, place);
  return withDefaults(item, {
    id,
    status: 'ACTIVE',
    type: 'SEARCH',
    arn: arnOf('aoss', place, `collection/${id}`),
    kmsKeyArn: 'auto',
    standbyReplicas: 'ENABLED',
    createdDate: createdLongAgoMillis,
    lastModifiedDate: createdLongAgoMillis,
    collectionEndpoint: `https://${id}.${place.region}.aoss.amazonaws.com`,
    dashboardEndpoint: `https://${id}.${place.region}.aoss.amazonaws.com/_dashboards`,
  });
}

/** The collection group as BatchGetCollectionGroup returns it, and its tags as declared. */
export function completeGroup(item: Item, collections: readonly Item[], place: Place): Item {
  const id = text(item, 'id') || idOf('collection group', item, place);
  return withDefaults(item, {
    id,
    arn: arnOf('aoss', place, `collection-group/${id}`),
    standbyReplicas: 'ENABLED',
    createdDate: createdLongAgoMillis,
    capacityLimits: { maxIndexingCapacityInOCU: 96, maxSearchCapacityInOCU: 96 },
    numberOfCollections: collections.filter((collection) => collection.collectionGroupName === item.name).length,
    generation: 'CLASSIC',
  });
}

/** The members that a listing shows. */
export function summarise(item: Item, members: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(members.flatMap((name) => (name in item ? [[name, item[name]]] : [])));
}

/** Ids are twenty lower-case letters and digits. */
const idOf = (type: string, item: Item, place: Place): string =>
  hashId(`${type} ${place.account} ${place.region} ${text(item, 'name')}`, 20);

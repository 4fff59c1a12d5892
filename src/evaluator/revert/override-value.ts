import type { Json, Resource } from '../../model/snapshot.ts';

/** How a value of the ledger stands in the attributes of its resource. */
export interface AttributeChange {
  attribute: string;
  /** The attribute as it is wanted. @param before what is wanted of it already; undefined: nothing yet */
  wanted(before: Json | undefined): Json;
}

/** Values that policies and the trail name otherwise than the attributes. */
const otherNames: Readonly<Record<string, string>> = {
  minAcu: 'serverlessMinAcu',
  maxAcu: 'serverlessMaxAcu',
  minDataStorageGb: 'dataStorageMinimumGb',
  minEcpuPerSecond: 'ecpuMinimumPerSecond',
  shards: 'shardCount',
  replicas: 'replicasPerShard',
  read: 'readCapacityUnits',
  write: 'writeCapacityUnits',
};

type Named = { [member: string]: Json };

/** Null where no attribute holds the value, or it cannot be told how it is spread over its parts. */
export function attributeOf(resource: Resource, value: string, normal: Json): AttributeChange | null {
  const { attributes } = resource;
  const name = otherNames[value] ?? value;
  const [, index, side] = /^index\/(.*)\/(read|write)$/s.exec(value) ?? [];
  if (index !== undefined) {
    const put = (items: Json) =>
      (items as Named[]).map((one) => (one.name === index ? { ...one, [`${side}CapacityUnits`]: normal } : one));
    return { attribute: 'indexes', wanted: (before) => put(before ?? attributes.indexes ?? []) };
  }
  if (name === 'provisionedConcurrency') {
    const all = (attributes.provisionedConcurrency ?? []) as Named[];
    // A sum over several aliases does not tell how much each of them is to keep.
    if (normal !== 0 && all.length !== 1) return null;
    return { attribute: name, wanted: () => (normal === 0 ? [] : all.map((one) => ({ ...one, requested: normal }))) };
  }
  return name in attributes ? { attribute: name, wanted: () => normal } : null;
}

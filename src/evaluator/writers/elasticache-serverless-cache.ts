import type { Json } from '../../model/snapshot.ts';
import { type Change, defineWriter, one } from './define-writer.ts';
import type { Attributes, Plan } from './writer.ts';

const storage = ['dataStorageMinimumGb', 'dataStorageMaximumGb'] as const;
const requests = ['ecpuMinimumPerSecond', 'ecpuMaximumPerSecond'] as const;

/** The least bound on ECPU a second that is not below a number: 1,000 at least, or 0 for none. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html */
export const ecpuBound = (wanted: number) => (wanted === 0 ? 0 : Math.max(1000, Math.ceil(wanted)));

/** A minimum of 0 is none; a maximum that is not set is left out. */
const pair = (minimum: Json | undefined, maximum: Json | undefined) => ({
  Minimum: minimum ?? 0,
  ...(typeof maximum === 'number' && { Maximum: maximum }),
});

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyServerlessCache.html */
export function serverlessCacheInput(
  cacheName: string,
  limits: Attributes,
  written: { storage: boolean; requests: boolean },
): Record<string, Json> {
  const [minGb, maxGb] = storage.map((name) => limits[name]);
  const [minEcpu, maxEcpu] = requests.map((name) => limits[name]);
  return {
    ServerlessCacheName: cacheName,
    CacheUsageLimits: {
      ...(written.storage && { DataStorage: { ...pair(minGb, maxGb), Unit: 'GB' } }),
      ...(written.requests && { ECPUPerSecond: pair(minEcpu, maxEcpu) }),
    },
  };
}

function limit({ resource, from, to, changed, untold }: Change): Plan {
  const written = { storage: storage.some(changed), requests: requests.some(changed) };
  const unknown = untold([...(written.storage ? storage : []), ...(written.requests ? requests : [])]);
  if (unknown.length > 0)
    return { cannot: `The snapshot does not tell ${unknown.join(', ')}, which is written with it.` };
  const freed = (['dataStorageMaximumGb', 'ecpuMaximumPerSecond'] as const).filter(
    (name) => to[name] === null && typeof from[name] === 'number',
  );
  if (freed.length > 0) return { cannot: `AWS does not say how a maximum is taken away again (${freed.join(', ')}).` };
  const lowered = (name: string) => typeof to[name] === 'number' && Number(to[name]) < Number(from[name] ?? Infinity);
  return one(
    'elasticache',
    'ModifyServerlessCache',
    serverlessCacheInput(resource.key ?? '', to, written),
    ...(lowered('dataStorageMaximumGb') ? ['Above the new storage maximum keys are evicted, or writes fail.'] : []),
    ...(lowered('ecpuMaximumPerSecond') ? ['Requests above the new maximum are throttled.'] : []),
  );
}

export const writeServerlessCache = defineWriter({
  levers: [{ attributes: [...storage, ...requests], write: limit }],
  follows: ['status'],
  fixed: 'Name and engine of a cache are not written.',
  notCreated: 'The snapshot does not hold network, keys and data of a cache.',
  notRemoved: 'Deleting a cache would delete its data.',
});

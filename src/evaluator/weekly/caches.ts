import type { Resource } from '../../model/snapshot.ts';
import type { CacheEntry } from '../../model/weekly-document.ts';
import { namedSubject } from './use/use.ts';
import { type Hours, mean, present, short, shortOrNull, stepsOf, sum, type Window, zeroWhereSilent } from './window.ts';

type Halves = { before: Hours; now: Hours };

/** Nodes of Redis and Valkey against the period before; the fullest first. */
export function cachesOf(window: Window): CacheEntry[] {
  return window.world
    .all('elasticache-cluster')
    .filter(({ attributes }) => attributes.engine !== 'memcached')
    .flatMap((node) => entryOf(node, window))
    .sort((a, b) => (b.memoryPercent.now ?? -1) - (a.memoryPercent.now ?? -1));
}

function entryOf(node: Resource, window: Window): CacheEntry[] {
  const id = String(node.attributes.clusterId);
  const halvesOf = (steps: Hours | null): Halves => {
    const all = steps ?? [];
    return { before: all.slice(0, -window.hours), now: all.slice(-window.hours) };
  };
  const { ask, world } = window;
  const entries = halvesOf(stepsOf(window, node, ask.entries(id)));
  const memory = halvesOf(stepsOf(window, node, ask.memory(id)));
  const [hits, misses, evicted] = (['CacheHits', 'CacheMisses', 'Evictions'] as const).map((metric) =>
    halvesOf(stepsOf(window, node, ask.cacheCount(id, metric))),
  ) as [Halves, Halves, Halves];
  const read = [entries, memory, hits, misses, evicted].some(({ now }) => present(now).length > 0);
  if (!read) return [];
  const both = (compute: (half: 'before' | 'now') => number | null) => ({
    now: shortOrNull(compute('now')),
    before: shortOrNull(compute('before')),
  });
  return [
    {
      subject: namedSubject(node, world),
      entries: both((half) => mean(entries[half])),
      hitRatePercent: both((half) => hitRate(hits[half], misses[half])),
      memoryPercent: both((half) => mean(memory[half])),
      evictions: both((half) =>
        present(evicted[half]).length === 0 ? null : sum(zeroWhereSilent(evicted[half]) ?? []),
      ),
    },
  ];
}

/** Null where there were no reads, or nobody counted them. */
function hitRate(hits: Hours, misses: Hours): number | null {
  const [found, missed] = [sum(present(hits)), sum(present(misses))];
  return found + missed > 0 ? short((100 * found) / (found + missed)) : null;
}

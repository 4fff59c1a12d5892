import { nodeCount, nodeItems, nodeMemory } from '../../resources/metrics/elasticache.ts';
import type { MetricQuery } from '../../resources/metrics/query.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { joinKeyOf, memberOf } from '../world.ts';
import { isGroup, membersOf } from './cache-members.ts';
import { resourceOf } from './joins.ts';
import { dataPoints, ofValues, percentile, total } from './metrics.ts';

/** Something of a metric of every node, put together; each node must have been read and have data. */
function ofNodes(
  subject: Subject,
  { world }: Context,
  queryOf: (node: string) => MetricQuery,
  each: (values: number[]) => number,
  together: (values: number[]) => number,
): Fact {
  const { members, gaps } = membersOf(subject, world);
  if (gaps.length > 0) return { known: false, because: gaps };
  const nodes = members.map((one) => ofValues(world, subject, queryOf(joinKeyOf(one)), each));
  return derive(nodes, (...values) => together(values.map(Number)));
}

const mean = (values: number[]) => total(values) / values.length;
const most = (values: number[]) => Math.max(...values);

/** Nodes that hold the same keys: the primary of a shard and its replicas. */
const copiesOf = (subject: Subject): Fact =>
  isGroup(subject)
    ? derive([memberOf(resourceOf(subject), 'replicasPerShard')], (replicas) => Number(replicas) + 1)
    : known(1);

/** Keys of all nodes; a key that replicas hold counts once for each. */
const items = (subject: Subject, context: Context, metric: 'CurrItems' | 'CurrVolatileItems') =>
  ofNodes(subject, context, (node) => nodeItems(node, metric), mean, total);
const counted = (subject: Subject, context: Context, metric: 'CacheHits' | 'CacheMisses' | 'Evictions') =>
  ofNodes(subject, context, (node) => nodeCount(node, metric), total, total);
const memory = (subject: Subject, context: Context, share: number) =>
  ofNodes(subject, context, nodeMemory, (values) => percentile(values, share), most);

/** Data points of a metric over all nodes. */
function nodePoints(subject: Subject, { world }: Context, queryOf: (node: string) => MetricQuery): Fact {
  const { members, gaps } = membersOf(subject, world);
  if (gaps.length > 0) return { known: false, because: gaps };
  return derive(
    members.map((one) => dataPoints(world, subject, queryOf(joinKeyOf(one)))),
    (...points) => total(points.map(Number)),
  );
}

const number = (description: string, nullable: boolean, compute: FactDefinition['compute']): FactDefinition => ({
  type: 'number',
  nullable,
  description,
  compute,
});

/** What can be asked of a cache whose use was measured. */
export const cacheUsageFacts: Record<string, FactDefinition> = {
  itemCount: number(
    'Keys in the cache, mean of the day before the snapshot, each counted once however many replicas hold it.',
    false,
    (subject, context) =>
      derive([items(subject, context, 'CurrItems'), copiesOf(subject)], (all, copies) =>
        Math.round(Number(all) / Number(copies)),
      ),
  ),
  itemDataPoints: number('Hours behind itemCount, over its nodes.', false, (subject, context) =>
    nodePoints(subject, context, (node) => nodeItems(node, 'CurrItems')),
  ),
  volatilePercent: number(
    'Keys that have a TTL, percent of all, mean of the day before the snapshot; null for an empty cache.',
    true,
    (subject, context) =>
      derive([items(subject, context, 'CurrVolatileItems'), items(subject, context, 'CurrItems')], (withTtl, all) =>
        Number(all) > 0 ? (100 * Number(withTtl)) / Number(all) : null,
      ),
  ),
  memoryMedianPercent: number(
    'Memory in use, percent of maxmemory: the median hour of the week before the snapshot, of the fullest node.',
    false,
    (subject, context) => memory(subject, context, 0.5),
  ),
  memoryHighPercent: number(
    'Memory in use, percent of maxmemory: what 95 percent of the hours of that week did not exceed, of the fullest node.',
    false,
    (subject, context) => memory(subject, context, 0.95),
  ),
  memoryDataPoints: number('Hours behind these, over its nodes.', false, (subject, context) =>
    nodePoints(subject, context, nodeMemory),
  ),
  lookups: number('Reads of keys in the week before the snapshot, hits and misses.', false, (subject, context) =>
    derive(
      [counted(subject, context, 'CacheHits'), counted(subject, context, 'CacheMisses')],
      (hits, misses) => Number(hits) + Number(misses),
    ),
  ),
  hitRatePercent: number(
    'Reads of that week that found their key, percent; null without reads.',
    true,
    (subject, context) =>
      derive([counted(subject, context, 'CacheHits'), counted(subject, context, 'CacheMisses')], (hits, misses) => {
        const all = Number(hits) + Number(misses);
        return all > 0 ? (100 * Number(hits)) / all : null;
      }),
  ),
  hitRateDataPoints: number('Hours behind hitRatePercent, over its nodes.', false, (subject, context) =>
    nodePoints(subject, context, (node) => nodeCount(node, 'CacheHits')),
  ),
  evictionsInWeek: number('Keys that were evicted in that week to make room.', false, (subject, context) =>
    counted(subject, context, 'Evictions'),
  ),
};

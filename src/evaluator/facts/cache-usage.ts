import { nodeCount, nodeItems, nodeMemory } from '../../resources/metrics/elasticache.ts';
import type { MetricQuery } from '../../resources/metrics/query.ts';
import { derive, type Fact } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { membersOf } from './cache-members.ts';
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
  const nodes = members.map((one) => ofValues(world, subject, queryOf(String(one.key)), each));
  return derive(nodes, (...values) => together(values.map(Number)));
}

const mean = (values: number[]) => total(values) / values.length;
const most = (values: number[]) => Math.max(...values);

const items = (subject: Subject, context: Context) =>
  ofNodes(subject, context, (node) => nodeItems(node, 'CurrItems'), mean, total);
const counted = (subject: Subject, context: Context, metric: 'CacheHits' | 'CacheMisses' | 'Evictions') =>
  ofNodes(subject, context, (node) => nodeCount(node, metric), total, total);
const memory = (subject: Subject, context: Context, share: number) =>
  ofNodes(subject, context, nodeMemory, (values) => percentile(values, share), most);

/** Data points of a metric over all nodes. */
function nodePoints(subject: Subject, { world }: Context, queryOf: (node: string) => MetricQuery): Fact {
  const { members, gaps } = membersOf(subject, world);
  if (gaps.length > 0) return { known: false, because: gaps };
  return derive(
    members.map((one) => dataPoints(world, subject, queryOf(String(one.key)))),
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
  itemCount: number('Keys in the cache, mean of the day before the snapshot, over its nodes.', false, items),
  itemDataPoints: number('Hours behind itemCount, over its nodes.', false, (subject, context) =>
    nodePoints(subject, context, (node) => nodeItems(node, 'CurrItems')),
  ),
  volatilePercent: number(
    'Keys that have a TTL, percent of all, mean of the day before the snapshot; null for an empty cache.',
    true,
    (subject, context) =>
      derive(
        [
          ofNodes(subject, context, (node) => nodeItems(node, 'CurrVolatileItems'), mean, total),
          items(subject, context),
        ],
        (withTtl, all) => (Number(all) > 0 ? (100 * Number(withTtl)) / Number(all) : null),
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

import { derive, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { alarmTopic, alarmWatches } from './alarms.ts';
import { first, cacheNamespace as namespace, none, unwatchedMembers } from './cache-watch.ts';
import { resourceOf } from './joins.ts';

const memoryMetrics = ['DatabaseMemoryUsagePercentage', 'DatabaseMemoryUsageCountedForEvictPercentage'];

const unwatched = (subject: Subject, world: World, metrics: string[], highest: number | null): Fact =>
  unwatchedMembers(subject, world, { metrics, highest, steady: true });

/** How the memory of a cache is watched; each fact is there for nodes and for serverless caches. */
interface MemoryWatch {
  limited: FactDefinition['compute'];
  unwatched: FactDefinition['compute'];
  evictions: FactDefinition['compute'];
  metric: string;
  dimension: string;
  threshold: FactDefinition['compute'];
}

function memoryFacts(watch: MemoryWatch): Record<string, FactDefinition> {
  return {
    memoryLimited: {
      type: 'boolean',
      nullable: false,
      description: 'Whether the memory has an end: always for nodes, only with a data storage maximum for serverless.',
      compute: watch.limited,
    },
    memoryAlarmWatches: {
      type: 'boolean',
      nullable: false,
      description:
        'Whether alarms with actions watch the memory of the whole cache, or of each member, at or below alarmPercent.',
      parameters: ['alarmPercent'],
      compute: (subject, context) => none(watch.unwatched(subject, context)),
    },
    memoryUnwatched: {
      type: 'list',
      nullable: false,
      description: 'Members, or the serverless cache, whose memory no such alarm watches, sorted.',
      parameters: ['alarmPercent'],
      compute: watch.unwatched,
    },
    firstUnwatched: {
      type: 'string',
      nullable: true,
      description: 'The first of them; null when there is none.',
      parameters: ['alarmPercent'],
      compute: (subject, context) => first(watch.unwatched(subject, context)),
    },
    evictionAlarmWatches: {
      type: 'boolean',
      nullable: false,
      description: 'Whether alarms with actions watch the evictions of the whole cache, or of each member.',
      compute: watch.evictions,
    },
    memoryAlarmMetric: {
      type: 'string',
      nullable: false,
      description: 'Metric of AWS/ElastiCache that tells how full the memory is.',
      compute: () => known(watch.metric),
    },
    memoryAlarmDimension: {
      type: 'string',
      nullable: false,
      description: 'Dimension that names the member or the serverless cache in that metric.',
      compute: () => known(watch.dimension),
    },
    memoryAlarmThreshold: {
      type: 'number',
      nullable: true,
      description: 'Threshold of a memory alarm at alarmPercent: percent for nodes, bytes for serverless caches.',
      parameters: ['alarmPercent'],
      compute: watch.threshold,
    },
    alarmTopic,
  };
}

export const cacheMemoryFacts: Record<string, FactDefinition> = memoryFacts({
  limited: () => known(true),
  unwatched: (subject, { world, param }) => unwatched(subject, world, memoryMetrics, Number(param('alarmPercent'))),
  evictions: (subject, { world }) => none(unwatched(subject, world, ['Evictions'], null)),
  metric: 'DatabaseMemoryUsagePercentage',
  dimension: 'CacheClusterId',
  threshold: (_, { param }) => known(Number(param('alarmPercent'))),
});

/** Whether AWS counts in 1000s or 1024s is not told: coverage gives the benefit of the doubt, proposals stay below. */
function storageBytes(subject: Subject, percent: number, gigabyte: number): Fact {
  return derive([memberOf(resourceOf(subject), 'dataStorageMaximumGb')], (maximum) =>
    typeof maximum === 'number' ? Math.round((maximum * gigabyte * percent) / 100) : null,
  );
}

function watchesServerless(subject: Subject, world: World, metric: string, highest: number | null): Fact {
  const dimensions = { clusterId: subject.key };
  return alarmWatches(world, subject, { namespace, metrics: [metric], dimensions, highest });
}

/** The same for a serverless cache, which evicts keys with a TTL at its data storage maximum, then refuses writes. */
export const serverlessCacheFacts: Record<string, FactDefinition> = {
  ...memoryFacts({
    limited: (subject) =>
      derive([memberOf(resourceOf(subject), 'dataStorageMaximumGb')], (maximum) => maximum !== null),
    unwatched(subject, { world, param }) {
      const highest = storageBytes(subject, Number(param('alarmPercent')), 1024 ** 3);
      if (!highest.known) return highest;
      const bytes = typeof highest.value === 'number' ? highest.value : null;
      return derive([watchesServerless(subject, world, 'BytesUsedForCache', bytes)], (watched) =>
        watched === true ? [] : [subject.key],
      );
    },
    evictions: (subject, { world }) => watchesServerless(subject, world, 'Evictions', null),
    metric: 'BytesUsedForCache',
    dimension: 'clusterId',
    threshold: (subject, { param }) => storageBytes(subject, Number(param('alarmPercent')), 1000 ** 3),
  }),
  evictionFamily: {
    type: 'string',
    nullable: true,
    description: 'volatile: a serverless cache evicts keys with a TTL only; null for Memcached, which evicts any.',
    compute: (subject) =>
      derive([memberOf(resourceOf(subject), 'engine')], (engine) => (engine === 'memcached' ? null : 'volatile')),
  },
};

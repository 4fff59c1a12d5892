import { derive, type Fact } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { engineOf } from './cache-members.ts';
import { first, none, unwatchedMembers } from './cache-watch.ts';

/**
 * Redis OSS and Valkey run commands on one thread, whose CPU is EngineCPUUtilization; on nodes of one or two processors
 * CPUUtilization tells first. Memcached has the latter only.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html
 */
function unwatched(subject: Subject, { world, param }: Context): Fact {
  const engine = engineOf(subject, world);
  if (!engine.known) return engine;
  const metrics = engine.value === 'memcached' ? ['CPUUtilization'] : ['EngineCPUUtilization', 'CPUUtilization'];
  return unwatchedMembers(subject, world, { metrics, highest: Number(param('alarmPercent')), steady: true });
}

export const cacheCpuFacts: Record<string, FactDefinition> = {
  cpuAlarmWatches: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether alarms with actions watch the CPU of the whole cache, or of each member, at or below alarmPercent.',
    parameters: ['alarmPercent'],
    compute: (subject, context) => none(unwatched(subject, context)),
  },
  cpuUnwatched: {
    type: 'list',
    nullable: false,
    description: 'Members whose CPU no such alarm watches, sorted.',
    parameters: ['alarmPercent'],
    compute: unwatched,
  },
  firstCpuUnwatched: {
    type: 'string',
    nullable: true,
    description: 'The first of them; null when there is none.',
    parameters: ['alarmPercent'],
    compute: (subject, context) => first(unwatched(subject, context)),
  },
  cpuMetric: {
    type: 'string',
    nullable: false,
    description: 'EngineCPUUtilization, or CPUUtilization for Memcached.',
    compute: (subject, { world }) =>
      derive([engineOf(subject, world)], (engine) =>
        engine === 'memcached' ? 'CPUUtilization' : 'EngineCPUUtilization',
      ),
  },
};

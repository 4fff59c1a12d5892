import { derive, type Fact, known, numberOf } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { joinKeyOf, type World } from '../world.ts';
import { alarmTopic, alarmWatches } from './alarms.ts';
import { resourceOf } from './joins.ts';
import { maxConnections } from './rds-connections.ts';
import { instancesOf, isCluster, writerOf } from './rds-members.ts';

const namespace = 'AWS/RDS';

/**
 * Members that no alarm on a metric watches, sorted. An alarm over the cluster or its writer watches all, since the role
 * moves with a failover; one over the readers watches none.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
function unwatched(subject: Subject, world: World, metric: string, highest: number | null): Fact {
  const watches = (dimensions: Record<string, string>, without: string[] = []) =>
    alarmWatches(world, subject, { namespace, metrics: [metric], dimensions, without, highest, steady: true });
  const DBClusterIdentifier = joinKeyOf(resourceOf(subject));
  const whole = isCluster(subject)
    ? [watches({ DBClusterIdentifier }, ['Role']), watches({ DBClusterIdentifier, Role: 'WRITER' })]
    : [];
  if (whole.some((one) => one.known && one.value === true)) return known([]);
  const { instances, gaps } = instancesOf(subject, world);
  if (gaps.length > 0) return { known: false, because: gaps };
  const names = instances.map((one) => joinKeyOf(one)).sort();
  const each = names.map((DBInstanceIdentifier) => watches({ DBInstanceIdentifier }));
  return derive([...whole, ...each], (...watched) =>
    names.filter((_, index) => watched[whole.length + index] !== true),
  );
}

/** An alarm above the limit never rings. Where the limit was not read, whether one that is there does is not known. */
function connectionsUnwatched(subject: Subject, world: World): Fact {
  const limit = maxConnections(subject, world);
  const any = unwatched(subject, world, 'DatabaseConnections', null);
  const guessed = !limit.known && limit.because.every(({ reason }) => reason === 'not-recorded');
  if (guessed || (limit.known && limit.value === null)) return any;
  if (limit.known) return unwatched(subject, world, 'DatabaseConnections', Number(limit.value) - 1);
  const none = any.known && (any.value as string[]).length === instancesOf(subject, world).instances.length;
  return none ? any : limit;
}

const cpuUnwatched: FactDefinition['compute'] = (subject, { world, param }) =>
  unwatched(subject, world, 'CPUUtilization', Number(param('alarmPercent')));

const empty = (list: Fact): Fact => derive([list], (names) => (names as string[]).length === 0);

export const databaseAlarmFacts: Record<string, FactDefinition> = {
  alarmTopic,
  cpuAlarmWatches: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether alarms with actions watch CPUUtilization of the instance, of the writer of the cluster or of each member, at or below alarmPercent.',
    parameters: ['alarmPercent'],
    compute: (subject, context) => empty(cpuUnwatched(subject, context)),
  },
  cpuUnwatched: {
    type: 'list',
    nullable: false,
    description: 'Instances whose CPU no such alarm watches, sorted.',
    parameters: ['alarmPercent'],
    compute: cpuUnwatched,
  },
  connectionAlarmWatches: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether alarms with actions watch DatabaseConnections of the instance, of the writer of the cluster or of each member, below maxConnections where that is known.',
    compute: (subject, { world }) => empty(connectionsUnwatched(subject, world)),
  },
  connectionsUnwatched: {
    type: 'list',
    nullable: false,
    description: 'Instances whose connections no such alarm watches, sorted.',
    compute: (subject, { world }) => connectionsUnwatched(subject, world),
  },
  connectionAlarmThreshold: {
    type: 'number',
    nullable: true,
    description: 'alarmPercent of maxConnections, connections; null where that is not known.',
    parameters: ['alarmPercent'],
    compute: (subject, { world, param }) => {
      const limit = numberOf(maxConnections(subject, world));
      return known(limit === null ? null : Math.floor((limit * Number(param('alarmPercent'))) / 100));
    },
  },
  alarmDimensions: {
    type: 'list',
    nullable: false,
    description: 'Dimensions of an alarm over the whole database: the instance, or the writer of the cluster.',
    compute: (subject) =>
      known(
        isCluster(subject)
          ? [
              { Name: 'DBClusterIdentifier', Value: subject.key },
              { Name: 'Role', Value: 'WRITER' },
            ]
          : [{ Name: 'DBInstanceIdentifier', Value: subject.key }],
      ),
  },
  hasWriter: {
    type: 'boolean',
    nullable: false,
    description: 'Whether there is an instance that takes writes; a cluster may be without members.',
    compute(subject, { world }) {
      const { writer, gaps } = writerOf(subject, world);
      return gaps.length > 0 ? { known: false, because: gaps } : known(writer !== null);
    },
  },
};

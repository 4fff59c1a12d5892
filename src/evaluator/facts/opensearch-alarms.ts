import { derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { alarmTopic, alarmWatches } from './alarms.ts';
import { resourceOf } from './joins.ts';

const namespace = 'AWS/AOSS';

/** Whether an alarm watches how long searches of the collection take. */
function latencyWatched(subject: Subject, { world, param }: Context): Fact {
  const id = memberOf(resourceOf(subject), 'collectionId');
  if (!id.known) return id;
  return alarmWatches(world, subject, {
    namespace,
    metrics: ['SearchRequestLatency'],
    dimensions: { CollectionId: String(id.value) },
    highest: Number(param('alarmMilliseconds')),
  });
}

/** Most search OCU that the collections outside groups may use together. */
function accountMaximum(subject: Subject, world: World): Fact {
  const [settings] = world.at('opensearch-account', subject);
  if (settings) return memberOf(settings, 'maxSearchOcu');
  const gaps = world.gaps('opensearch-account', subject);
  return gaps.length > 0 ? { known: false, because: gaps } : known(null);
}

/** Whether an alarm rings before the account maximum is reached. Collections in a group have that of the group, whose metric differs. */
function ocuWatched(subject: Subject, { world }: Context): Fact {
  const group = memberOf(resourceOf(subject), 'groupName');
  if (!group.known) return group;
  if (group.value !== null) return known(true);
  const maximum = accountMaximum(subject, world);
  if (!maximum.known) return maximum;
  return alarmWatches(world, subject, {
    namespace,
    metrics: ['SearchOCU'],
    dimensions: { ClientId: subject.account },
    highest: typeof maximum.value === 'number' ? maximum.value : null,
  });
}

const missing = (watched: Fact, name: string): Fact => derive([watched], (yes) => (yes === true ? null : name));

/** How an OpenSearch Serverless collection is watched. https://docs.aws.amazon.com/opensearch-service/latest/developerguide/monitoring-cloudwatch.html */
export const opensearchAlarmFacts: Record<string, FactDefinition> = {
  latencyAlarmWatches: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether an alarm with actions watches SearchRequestLatency of the collection at or below alarmMilliseconds.',
    parameters: ['alarmMilliseconds'],
    compute: latencyWatched,
  },
  ocuAlarmWatches: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether an alarm with actions watches SearchOCU of the account at or below its maximum; true for collections in a group.',
    compute: ocuWatched,
  },
  unwatchedMetrics: {
    type: 'string',
    nullable: true,
    description: 'Metrics of those that no such alarm watches, in words; null when there is none.',
    parameters: ['alarmMilliseconds'],
    compute: (subject, context) =>
      derive(
        [
          missing(latencyWatched(subject, context), 'SearchRequestLatency'),
          missing(ocuWatched(subject, context), 'SearchOCU'),
        ],
        (...names) => names.filter((name) => name !== null).join(' and ') || null,
      ),
  },
  latencyUnwatched: {
    type: 'string',
    nullable: true,
    description: 'Identifier of the collection where no alarm watches its latency; else null.',
    parameters: ['alarmMilliseconds'],
    compute: (subject, context) =>
      derive([latencyWatched(subject, context), memberOf(resourceOf(subject), 'collectionId')], (watched, id) =>
        watched === true ? null : id,
      ),
  },
  ocuUnwatched: {
    type: 'string',
    nullable: true,
    description: 'Account id where no alarm watches its search OCU; else null.',
    compute: (subject, context) => missing(ocuWatched(subject, context), subject.account),
  },
  ocuAlarmThreshold: {
    type: 'number',
    nullable: true,
    description: 'OCU for such an alarm: 80 percent of the account maximum, rounded up.',
    compute: (subject, { world }) =>
      derive([accountMaximum(subject, world)], (maximum) =>
        typeof maximum === 'number' ? Math.ceil((8 * maximum) / 10) : null,
      ),
  },
  alarmTopic,
};

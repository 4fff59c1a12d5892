import type { Unknown } from '../../model/report.ts';
import type { Json, Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { resourceOf } from './joins.ts';
import { deafReference, type TopicReference } from './topics.ts';

const listed = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** Each service, or each account, of the whole bill. Tags, categories and custom monitors cover a part. */
function coversAll({ attributes }: Resource): boolean {
  return (
    attributes.monitorType === 'DIMENSIONAL' && ['SERVICE', 'LINKED_ACCOUNT'].includes(String(attributes.dimension))
  );
}

const isNamedBy = (subscriptions: Resource[]) => (monitor: Resource) =>
  subscriptions.some((one) => listed(one.attributes.monitorArns).includes(monitor.attributes.monitorArn ?? null));

/** Monitors over all costs, and those among them that a subscription names. */
function monitorsOf(subject: Subject, world: World) {
  const all = world.at('anomaly-monitor', subject);
  const whole = all.filter(coversAll);
  return { all, whole, told: whole.filter(isNamedBy(world.at('anomaly-subscription', subject))) };
}

/** Why members of some resources are not known. */
function untold(resources: readonly Resource[], ...members: string[]): Unknown[] {
  return resources.flatMap((one) =>
    members.flatMap((member) => {
      const fact = memberOf(one, member);
      return fact.known ? [] : fact.because;
    }),
  );
}

/** True once one is found; false only when all monitors, and the subscriptions of what was found, were read. */
function anomaliesAreTold(subject: Subject, world: World): Fact {
  const { all, whole, told } = monitorsOf(subject, world);
  if (told.length > 0) return known(true);
  const subscriptions = world.at('anomaly-subscription', subject);
  const because = [
    ...world.gaps('anomaly-monitor', subject),
    ...untold(all, 'monitorType', 'dimension'),
    ...(whole.length > 0
      ? [...world.gaps('anomaly-subscription', subject), ...untold(subscriptions, 'monitorArns')]
      : []),
  ];
  return because.length > 0 ? { known: false, because } : known(false);
}

/** What can be asked of an account about cost anomalies. */
export const anomalyFacts: Record<string, FactDefinition> = {
  anomaliesAreTold: {
    type: 'boolean',
    nullable: false,
    description: 'Whether a cost anomaly monitor over all services or accounts exists and a subscription names it.',
    compute: (subject, { world }) => anomaliesAreTold(subject, world),
  },
  anomalySummary: {
    type: 'string',
    nullable: false,
    description: 'Why no cost anomaly of the whole account is told, in words.',
    compute: (subject, { world }) => {
      const { all, whole } = monitorsOf(subject, world);
      const [first] = whole;
      if (first) return known(`no subscription names its monitor ${first.name}`);
      if (all.length === 0) return known('it has none');
      return known(
        all.length === 1
          ? 'its one monitor watches a part of the costs only'
          : `its ${all.length} monitors watch a part of the costs only`,
      );
    },
  },
  monitorToCreate: {
    type: 'string',
    nullable: true,
    description: 'Name of the monitor to create; null where one over all costs exists.',
    compute: (subject, { world }) => known(monitorsOf(subject, world).whole.length > 0 ? null : 'services'),
  },
  untoldMonitor: {
    type: 'string',
    nullable: true,
    description: 'ARN of a monitor over all costs that no subscription names; null when there is none.',
    compute: (subject, { world }) => known(monitorsOf(subject, world).whole[0]?.key ?? null),
  },
};

interface Subscriber extends TopicReference {
  status: string | null;
}

const subscribersOf = (subject: Subject): Fact => memberOf(resourceOf(subject), 'subscribers');

/** Why one subscriber hears nothing; null when it does, or when its topic is none that is read. */
function deafSubscriber(one: Subscriber, account: string, world: World): Fact {
  return one.status === 'DECLINED' ? known('declined') : deafReference(world, account, one);
}

/** Why nobody is told at all, in words; null when somebody is. */
function nobodyBecause(subject: Subject, world: World): Fact {
  const subscribers = subscribersOf(subject);
  if (!subscribers.known) return subscribers;
  const all = listed(subscribers.value) as unknown as Subscriber[];
  if (all.length === 0) return known('it has no subscriber');
  const reasons = all.map((one) => deafSubscriber(one, subject.account, world));
  if (reasons.some((reason) => reason.known && reason.value === null)) return known(null);
  return derive(reasons, (...texts) => {
    const others = texts.filter((text) => text !== 'declined');
    return others.length === 0 ? 'all its subscribers declined' : `${others.join(', ')}`;
  });
}

function unheardBecause(subject: Subject, world: World, maxPercent: number, maxAmount: number): Fact {
  const nobody = nobodyBecause(subject, world);
  if (!nobody.known || nobody.value !== null) return nobody;
  const members = ['frequency', 'thresholdPercent', 'thresholdAmount'];
  return derive(
    members.map((name) => memberOf(resourceOf(subject), name)),
    (frequency, percent, amount) => {
      if (frequency === 'WEEKLY') return 'it tells once a week';
      if (Number(percent) > maxPercent) return `it tells only of anomalies of ${percent} percent and more`;
      if (maxAmount > 0 && Number(amount) > maxAmount) return `it tells only of anomalies of $${amount} and more`;
      return null;
    },
  );
}

/** What can be asked of a cost anomaly subscription beside its own attributes. */
export const anomalySubscriptionFacts: Record<string, FactDefinition> = {
  unheardBecause: {
    type: 'string',
    nullable: true,
    description: 'Why an anomaly of this subscription is heard late or by nobody, in words; null when it is heard.',
    parameters: ['maxPercent', 'maxAmount'],
    compute: (subject, { world, param }) =>
      unheardBecause(subject, world, Number(param('maxPercent')), Number(param('maxAmount'))),
  },
  nobodyHears: {
    type: 'string',
    nullable: true,
    description: 'ARN of the subscription where nobody is told at all; else null.',
    compute: (subject, { world }) =>
      derive([nobodyBecause(subject, world)], (reason) => (reason === null ? null : subject.key)),
  },
  weekly: {
    type: 'string',
    nullable: true,
    description: 'ARN of the subscription where it tells once a week; else null.',
    compute: (subject) =>
      derive([memberOf(resourceOf(subject), 'frequency')], (frequency) =>
        frequency === 'WEEKLY' ? subject.key : null,
      ),
  },
  tooCoarse: {
    type: 'string',
    nullable: true,
    description: 'ARN of the subscription where its threshold is above maxPercent or maxAmount; else null.',
    parameters: ['maxPercent', 'maxAmount'],
    compute: (subject, { param }) =>
      derive(
        ['thresholdPercent', 'thresholdAmount'].map((name) => memberOf(resourceOf(subject), name)),
        (percent, amount) => {
          const limit = Number(param('maxAmount'));
          return Number(percent) > Number(param('maxPercent')) || (limit > 0 && Number(amount) > limit)
            ? subject.key
            : null;
        },
      ),
  },
};

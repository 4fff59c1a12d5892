import type { Policy } from '../../model/policy.ts';
import { compareText, type Json, unknownAccount } from '../../model/snapshot.ts';
import { anyTrue, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject, SubjectKind } from '../subject.ts';
import type { Place, World } from '../world.ts';
import { alarmsOnMetric, alarmWatches, topicOf, type Watched } from './alarms.ts';

type Signal = Policy['signals'][number];

/** Namespace, metric, dimensions and statistic: what is watched, whatever the threshold. */
function keyOf({ namespace, metric, dimensions = {}, statistic }: Signal): string {
  const parts = Object.entries(dimensions).sort(([a], [b]) => compareText(a, b));
  const inside = parts.length > 0 ? `{${parts.map(([name, value]) => `${name}=${value}`).join(',')}}` : '';
  return `${namespace}/${metric}${inside}${statistic ? ` ${statistic}` : ''}`;
}

/** Every account times every signal of the policy. Signals that differ by their threshold alone are told apart by it. */
function signalsOf(world: World): Subject[] {
  const accounts = [...new Set(world.snapshot.scopes.map((scope) => scope.account))].filter(
    (account) => account !== unknownAccount,
  );
  const keys = world.policy.signals.map(keyOf);
  return accounts.sort().flatMap((account) =>
    world.policy.signals.map((signal, index) => {
      const plain = keys[index] ?? '';
      const key = keys.indexOf(plain) === index ? plain : `${plain} ${signal.threshold ?? index}`;
      return {
        kind: 'signal',
        key,
        id: key,
        name: signal.metric,
        account,
        region: 'global',
        resource: null,
        parts: { signal: signal as unknown as Json },
      };
    }),
  );
}

const signalOf = (subject: Subject) => subject.parts?.signal as unknown as Signal;

/** Regions of the account that were looked at: the metric may be in any of them. */
function placesOf(subject: Subject, world: World): Place[] {
  return world.snapshot.scopes.filter(({ account, region }) => account === subject.account && region !== 'global');
}

function watchedBy({ namespace, metric, dimensions = {}, statistic, threshold, direction = 'above' }: Signal): Watched {
  const limit = threshold ?? null;
  return {
    namespace,
    metrics: [metric],
    dimensions,
    ...(statistic !== undefined && { statistic }),
    direction: threshold === undefined ? 'either' : direction,
    highest: direction === 'above' ? limit : null,
    lowest: direction === 'below' ? limit : null,
  };
}

function isAlarmed(subject: Subject, world: World): Fact {
  const watched = watchedBy(signalOf(subject));
  return anyTrue(placesOf(subject, world).map((place) => alarmWatches(world, place, watched)));
}

/** Where an alarm on the metric exists already, though none that counts; else the first region. */
function regionOf(subject: Subject, world: World): Place {
  const places = placesOf(subject, world);
  const watched = watchedBy(signalOf(subject));
  const near = places.find((place) => alarmsOnMetric(world, place, watched, signalOf(subject).metric).length > 0);
  return near ?? places[0] ?? subject;
}

/** Names of alarms on the metric that do not count. */
function nearMisses(subject: Subject, world: World): string[] {
  const watched = watchedBy(signalOf(subject));
  const found = placesOf(subject, world).flatMap((place) =>
    alarmsOnMetric(world, place, watched, signalOf(subject).metric).map((alarm) => alarm.name),
  );
  return [...new Set(found)].sort();
}

/** Longest name that CloudWatch takes. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const longestName = 255;

/** put-metric-alarm replaces an alarm of the same name, so signals of one metric need names of their own. */
function alarmNameOf({ metric, dimensions = {}, statistic, threshold }: Signal): string {
  const values = Object.entries(dimensions)
    .sort(([a], [b]) => compareText(a, b))
    .map(([, value]) => value);
  const parts = [metric, ...values, ...(statistic ? [statistic] : []), ...(threshold === undefined ? [] : [threshold])];
  return `${parts.join('-').slice(0, longestName - '-signal'.length)}-signal`;
}

const fact = (type: FactDefinition['type'], nullable: boolean, description: string, value: (signal: Signal) => Json) =>
  ({ type, nullable, description, compute: (subject) => known(value(signalOf(subject))) }) satisfies FactDefinition;

const facts: Record<string, FactDefinition> = {
  isAlarmed: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether an alarm that tells somebody, in any region that was looked at, watches the metric at the threshold of the policy or earlier.',
    compute: (subject, { world }) => isAlarmed(subject, world),
  },
  shortfall: {
    type: 'string',
    nullable: false,
    description: 'What is wrong with the alarms on the metric, in words.',
    compute: (subject, { world }) => {
      const names = nearMisses(subject, world);
      return known(
        names.length === 0
          ? 'no alarm watches it'
          : `${names.join(', ')} ${names.length === 1 ? 'watches' : 'watch'} it, too late, the wrong way or telling nobody`,
      );
    },
  },
  wanted: fact('string', false, 'The signal of the policy in words, threshold included.', (signal) => {
    const sign = signal.direction === 'below' ? 'below' : 'above';
    return signal.threshold === undefined ? keyOf(signal) : `${keyOf(signal)} ${sign} ${signal.threshold}`;
  }),
  namespace: fact('string', false, 'Namespace of the metric.', ({ namespace }) => namespace),
  metric: fact('string', false, 'Name of the metric.', ({ metric }) => metric),
  dimensionList: fact('list', false, 'Dimensions of the metric, as AWS takes them.', ({ dimensions = {} }) =>
    Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  ),
  proposedAlarmName: fact(
    'string',
    false,
    'Name for an alarm on it that alarms on other dimensions, statistics and thresholds do not share.',
    alarmNameOf,
  ),
  threshold: fact('number', true, 'Threshold of the policy; null for any.', ({ threshold }) => threshold ?? null),
  comparison: fact('string', false, 'Comparison of an alarm on it, as AWS takes it.', ({ direction }) =>
    direction === 'below' ? 'LessThanThreshold' : 'GreaterThanOrEqualToThreshold',
  ),
  plainStatistic: fact('string', true, 'Statistic of an alarm on it; null for a percentile.', ({ statistic }) =>
    isPercentile(statistic) ? null : (statistic ?? 'Average'),
  ),
  percentile: fact('string', true, 'Percentile or trimmed statistic of an alarm on it; null for others.', (signal) =>
    isPercentile(signal.statistic) ? (signal.statistic ?? null) : null,
  ),
  alarmRegion: {
    type: 'string',
    nullable: false,
    description: 'Region for a new alarm: where one on the metric exists already, else the first that was looked at.',
    compute: (subject, { world }) => known(regionOf(subject, world).region),
  },
  alarmTopic: {
    type: 'string',
    nullable: false,
    description:
      'SNS topic that most alarms of that region notify; where none notifies any, the ARN of one to be made.',
    compute: (subject, { world }) => topicOf(world, regionOf(subject, world)),
  },
};

const isPercentile = (statistic: string | undefined) =>
  statistic !== undefined && /^(p|tm|wm|tc|ts|PR|IQM)/.test(statistic);

/** A metric that the policy wants an alarm on, in an account. */
export const signal: SubjectKind = {
  kind: 'signal',
  title: 'Signal that the policy asks an alarm for',
  restsOn: [],
  global: true,
  subjects: signalsOf,
  isDeclared: true,
  candidates: (subject) => [
    { kind: 'signal', name: subject.name, account: subject.account, region: subject.region, tags: known({}) },
  ],
  facts,
};

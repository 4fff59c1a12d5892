import type { Unknown } from '../../model/report.ts';
import { compareText, type Resource } from '../../model/snapshot.ts';
import { type Fact, known } from '../fact.ts';
import type { FactDefinition } from '../subject.ts';
import { dedupe, type Place, someOf, type World } from '../world.ts';
import { expressionsOf, namespacesOf, queryWatches } from './alarm-queries.ts';

/** What an alarm must watch. */
export interface Watched {
  namespace: string;
  metrics: string[];
  /** Dimensions that the alarm's metric must have, with these values; it may have more. */
  dimensions: Record<string, string>;
  /** Dimensions that it may not have: with them it is a metric of something else, such as an index of the table. */
  without?: string[];
  /** Highest threshold that still counts, in the unit of the metric; null: any. */
  highest: number | null;
  /** Which way the alarm must look: at too much (the default), at too little, or either. */
  direction?: 'above' | 'below' | 'either';
  /** Lowest threshold that still counts where too little is the trouble; absent or null: any. */
  lowest?: number | null;
  /** Statistic that the alarm must look at, such as p95; absent: any. */
  statistic?: string;
  /** AWS reports the metric all the time, so an alarm that has had no data for a day watches nothing. */
  steady?: boolean;
}

interface AlarmMetric {
  namespace: string | null;
  metricName: string | null;
  dimensions: Record<string, string>;
  statistic: string | null;
}

const day = 86_400_000;

/** Alarms that Application Auto Scaling made for its policies warn nobody. */
export function isMadeByAutoScaling(alarmName: string): boolean {
  return alarmName.startsWith('TargetTracking-');
}

/** Whether some alarm that does something watches a metric: true once found, false only when all alarms were read. */
export function alarmWatches(world: World, place: Place, watched: Watched): Fact {
  const found = alarmsThatWatch(world, place, watched);
  return someOf(found, found.length > 0 ? [] : dedupe([...alarmGaps(world, place), ...unreadMembers(world, place)]));
}

export function alarmGaps(world: World, place: Place): Unknown[] {
  return world.gaps('cloudwatch-alarm', place);
}

const telling = [
  'metrics',
  'expressions',
  'alarmRule',
  'threshold',
  'comparisonOperator',
  'actionsEnabled',
  'alarmActions',
];

/** What of the alarms could not be read: any of these might be the one that is looked for. */
function unreadMembers(world: World, place: Place): Unknown[] {
  const partly = (alarm: Resource) => (telling.some((member) => member in alarm.unread) ? ['partly'] : []);
  return world.joined('cloudwatch-alarm', place, 'unread', partly, 'partly').flatMap((alarm) =>
    telling.flatMap((member) => {
      const reason = alarm.unread[member];
      return reason
        ? [{ fact: `${member} of alarm ${alarm.name}`, reason, api: alarm.unreadApi?.[member] ?? null }]
        : [];
    }),
  );
}

/** Where a new alarm is heard: the SNS topic that most alarms of the region already notify. */
export const alarmTopic: FactDefinition = {
  type: 'string',
  nullable: false,
  description:
    'SNS topic that most alarms of the region notify; where none notifies any, the ARN of one to be made, called alarms.',
  compute: (subject, { world }) => world.once(subject, 'alarm-topic', () => topicOf(world, subject)),
};

/** The same for a place. */
export function topicOf(world: World, place: Place): Fact {
  const counts = new Map<string, number>();
  for (const alarm of world.at('cloudwatch-alarm', place)) {
    if (isMadeByAutoScaling(alarm.name) || !hasAction(alarm)) continue;
    for (const action of alarm.attributes.alarmActions as string[]) {
      if (/^arn:[^:]+:sns:/.test(action)) counts.set(action, (counts.get(action) ?? 0) + 1);
    }
  }
  const [most] = [...counts].sort(([a, n], [b, m]) => m - n || compareText(a, b));
  if (most) return known(most[0]);
  const gaps = alarmGaps(world, place);
  if (gaps.length > 0) return { known: false, because: gaps };
  return known(`arn:${world.partitionOf(place)}:sns:${place.region}:${place.account}:alarms`, 'inferred');
}

function alarmsThatWatch(world: World, place: Place, watched: Watched): Resource[] {
  const byMetric = watched.metrics.flatMap((metric) => alarmsOnMetric(world, place, watched, metric));
  const byQuery = world.joined('cloudwatch-alarm', place, 'query', namespacesOf, watched.namespace.toLowerCase());
  return [
    ...byMetric.filter((alarm) => watchesDimensions(alarm, watched)),
    ...byQuery.filter((alarm) => queryWatches(alarm, watched)),
  ].filter(
    (alarm) =>
      coversThreshold(alarm, watched) &&
      !(watched.steady && lacksData(alarm, world.seenAt)) &&
      tellsSomebody(world, place, alarm),
  );
}

/** Without data for a day. For metrics that AWS reports only at times this proves nothing, and some alarms keep their state. */
function lacksData(alarm: Resource, seenAt: number): boolean {
  const { state, stateSince } = alarm.observed;
  return state === 'INSUFFICIENT_DATA' && typeof stateSince === 'string' && seenAt - Date.parse(stateSince) > day;
}

/** Alarms on a metric that name one of the watched dimensions: the one that the fewest alarms name with that value. */
export function alarmsOnMetric(
  world: World,
  place: Place,
  { namespace, dimensions }: Watched,
  metric: string,
): Resource[] {
  const lists = [undefined, ...Object.entries(dimensions)].map((dimension) =>
    world.joined('cloudwatch-alarm', place, 'metric', metricsOf, metricKey(namespace, metric, dimension)),
  );
  return lists.reduce((shortest, list) => (list.length < shortest.length ? list : shortest));
}

function metricKey(namespace: string | null, metric: string | null, dimension?: readonly [string, string]): string {
  return [namespace, metric, ...(dimension ?? [])].join('\u0000');
}

/** A region may have tens of thousands of alarms, so they are found by metric, and by metric and dimension. */
function metricsOf(alarm: Resource): string[] {
  if (isMadeByAutoScaling(alarm.name)) return [];
  const keys = listOf(alarm, 'metrics').flatMap(({ namespace, metricName, dimensions }) => [
    metricKey(namespace, metricName),
    ...Object.entries(dimensions).map((dimension) => metricKey(namespace, metricName, dimension)),
  ]);
  return [...new Set(keys)];
}

function listOf(alarm: Resource, member: string): AlarmMetric[] {
  const value = alarm.attributes[member];
  return Array.isArray(value) ? (value as unknown as AlarmMetric[]) : [];
}

function watchesDimensions(alarm: Resource, watched: Watched): boolean {
  return listOf(alarm, 'metrics').some(
    (metric) =>
      metric.namespace === watched.namespace &&
      watched.metrics.includes(metric.metricName ?? '') &&
      (watched.statistic === undefined || watched.statistic === metric.statistic) &&
      Object.entries(watched.dimensions).every(([name, value]) => metric.dimensions[name] === value) &&
      !watched.without?.some((name) => Object.hasOwn(metric.dimensions, name)),
  );
}

/**
 * Direction and threshold count only where the alarm looks at the metric itself; metric math may turn and scale it. A band
 * that is left downwards alone says nothing of too much.
 */
function coversThreshold(alarm: Resource, { direction = 'above', highest, lowest = null }: Watched): boolean {
  const { threshold, comparisonOperator } = alarm.attributes;
  const operator = String(comparisonOperator);
  if (expressionsOf(alarm).length > 0) {
    const against = { above: 'LessThanLowerThreshold', below: 'GreaterThanUpperThreshold', either: null }[direction];
    return operator !== against;
  }
  const within = (limit: number | null, holds: (value: number, limit: number) => boolean) =>
    limit === null || (typeof threshold === 'number' && holds(threshold, limit));
  const above = direction !== 'below' && operator.startsWith('GreaterThan');
  const below = direction !== 'above' && operator.startsWith('LessThan');
  return (
    (above && within(highest, (value, limit) => value <= limit)) ||
    (below && within(lowest, (value, limit) => value >= limit))
  );
}

/** An alarm counts when its actions are on and there is one, or when a composite alarm that does something rests on it. */
function tellsSomebody(world: World, place: Place, alarm: Resource, seen = new Set<string>()): boolean {
  if (hasAction(alarm, (action) => !scales(action))) return true;
  if (seen.has(alarm.name)) return false;
  seen.add(alarm.name);
  const parents = world.joined('cloudwatch-alarm', place, 'child', childrenOf, alarm.name);
  return parents.some((parent) => tellsSomebody(world, place, parent, seen));
}

export function hasAction(alarm: Resource, counts: (action: string) => boolean = () => true): boolean {
  const actions = alarm.attributes.alarmActions;
  return alarm.attributes.actionsEnabled === true && Array.isArray(actions) && actions.map(String).some(counts);
}

/** Actions that scale or restart something call nobody. */
const scales = (action: string) => /^arn:[^:]+:(autoscaling|automate|swf):/.test(action);

/** Alarms whose ALARM state a composite passes on: ALARM("name"), ALARM(arn:…:alarm:name) or NOT OK(name). */
function childrenOf(alarm: Resource): string[] {
  const rule = alarm.attributes.alarmRule;
  if (typeof rule !== 'string') return [];
  const parts = rule.matchAll(/\b(NOT\s+)?(ALARM|OK)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)/g);
  return [...parts]
    .filter(([, negated, state]) => (state === 'ALARM') === (negated === undefined))
    .map(([, , , double, single, bare]) => {
      const text = double ?? single ?? bare ?? '';
      return text.startsWith('arn:') ? (text.split(':alarm:')[1] ?? text) : text;
    });
}

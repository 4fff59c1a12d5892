import type { Unknown } from '../../model/report.ts';
import type { Json, Resource } from '../../model/snapshot.ts';
import type { Fact } from '../fact.ts';
import { type Place, someOf, type World } from '../world.ts';

/** What an alarm must watch. */
export interface Watched {
  namespace: string;
  metrics: string[];
  /** Dimensions that the alarm's metric must have, with these values; it may have more. */
  dimensions: Record<string, string>;
  /** Highest threshold that still counts, in the unit of the metric; null: any. */
  highest: number | null;
}

interface AlarmMetric {
  namespace: string | null;
  metricName: string | null;
  dimensions: Record<string, string>;
}

/** Alarms that Application Auto Scaling made for its policies warn nobody. */
export function isMadeByAutoScaling(alarmName: string): boolean {
  return alarmName.startsWith('TargetTracking-');
}

/** Whether some alarm that does something watches a metric: true once found, false only when all alarms were read. */
export function alarmWatches(world: World, place: Place, watched: Watched): Fact {
  return someOf(alarmsThatWatch(world, place, watched), alarmGaps(world, place));
}

export function alarmGaps(world: World, place: Place): Unknown[] {
  return world.gaps('cloudwatch-alarm', place);
}

function alarmsThatWatch(world: World, place: Place, watched: Watched): Resource[] {
  const byMetric = watched.metrics.flatMap((metric) =>
    world.joined('cloudwatch-alarm', place, 'metric', metricsOf, `${watched.namespace}\u0000${metric}`),
  );
  const byQuery = world.joined('cloudwatch-alarm', place, 'query', queriesOf, watched.namespace);
  return [
    ...byMetric.filter((alarm) => watchesDimensions(alarm, watched)),
    ...byQuery.filter((alarm) => queryWatches(alarm, watched)),
  ].filter(
    (alarm) =>
      !isMadeByAutoScaling(alarm.name) && coversThreshold(alarm, watched) && tellsSomebody(world, place, alarm),
  );
}

const metricsOf = (alarm: Resource) => [
  ...new Set(listOf(alarm, 'metrics').map((metric) => `${metric.namespace}\u0000${metric.metricName}`)),
];

/** Namespaces that a Metrics Insights query or a search expression speaks of. */
const queriesOf = (alarm: Resource) => [
  ...new Set(expressionsOf(alarm).flatMap((text) => text.match(/AWS\/[A-Za-z]+|ECS\/ContainerInsights/g) ?? [])),
];

function listOf(alarm: Resource, member: string): AlarmMetric[] {
  const value = alarm.attributes[member];
  return Array.isArray(value) ? (value as unknown as AlarmMetric[]) : [];
}

function expressionsOf(alarm: Resource): string[] {
  const value: Json | undefined = alarm.attributes.expressions;
  return Array.isArray(value) ? value.map(String) : [];
}

function watchesDimensions(alarm: Resource, watched: Watched): boolean {
  return listOf(alarm, 'metrics').some(
    (metric) =>
      metric.namespace === watched.namespace &&
      watched.metrics.includes(metric.metricName ?? '') &&
      Object.entries(watched.dimensions).every(([name, value]) => metric.dimensions[name] === value),
  );
}

/** A query covers everything unless it filters; then it must name each of our dimension values. */
function queryWatches(alarm: Resource, watched: Watched): boolean {
  return expressionsOf(alarm).some(
    (text) =>
      text.includes(watched.namespace) &&
      watched.metrics.some((metric) => new RegExp(`\\b${metric}\\b`).test(text)) &&
      (!/\bWHERE\b/i.test(text) || Object.values(watched.dimensions).every((value) => text.includes(`'${value}'`))),
  );
}

/** Thresholds are compared only where the alarm looks at the metric itself; metric math changes the unit. */
function coversThreshold(alarm: Resource, watched: Watched): boolean {
  const { threshold, comparisonOperator } = alarm.attributes;
  if (watched.highest === null || expressionsOf(alarm).length > 0 || typeof threshold !== 'number') return true;
  return String(comparisonOperator).startsWith('GreaterThan') && threshold <= watched.highest;
}

/** An alarm counts when its actions are on and there is one, or when a composite alarm that does something rests on it. */
function tellsSomebody(world: World, place: Place, alarm: Resource): boolean {
  if (hasAction(alarm)) return true;
  return world.joined('cloudwatch-alarm', place, 'child', childrenOf, alarm.name).some(hasAction);
}

function hasAction(alarm: Resource): boolean {
  const actions = alarm.attributes.alarmActions;
  return alarm.attributes.actionsEnabled === true && Array.isArray(actions) && actions.length > 0;
}

/** Names in a composite alarm's rule: ALARM("name"), ALARM(name) or ALARM(arn:…:alarm:name). */
function childrenOf(alarm: Resource): string[] {
  const rule = alarm.attributes.alarmRule;
  if (typeof rule !== 'string') return [];
  return [...rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)/g)].map(
    (found) => {
      const text = found[1] ?? found[2] ?? found[3] ?? '';
      return text.startsWith('arn:') ? (text.split(':alarm:')[1] ?? text) : text;
    },
  );
}

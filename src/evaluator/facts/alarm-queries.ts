import type { Json, Resource } from '../../model/snapshot.ts';
import type { Watched } from './alarms.ts';

/** Metric math and queries of an alarm. */
export function expressionsOf(alarm: Resource): string[] {
  const value: Json | undefined = alarm.attributes.expressions;
  return Array.isArray(value) ? value.map(String) : [];
}

/** Namespaces that a query may speak of, in small letters: AWS's own, whatever is quoted, and the head of a SEARCH. */
export const namespacesOf = (alarm: Resource): string[] => [
  ...new Set(
    expressionsOf(alarm).flatMap((text) => {
      const own = text.match(/(?:AWS\/[A-Za-z]+|ECS\/ContainerInsights)/gi) ?? [];
      const quoted = [...text.matchAll(/"([^"]+)"|'\{([^,}]+)|FROM\s+([\w/.-]+)/gi)];
      return [...own, ...quoted.flatMap(([, one, two, three]) => one ?? two ?? three ?? [])].map((name) =>
        name.trim().toLowerCase(),
      );
    }),
  ),
];

/** Whether a Metrics Insights query, a search or a PromQL query of the alarm looks at the metric. */
export function queryWatches(alarm: Resource, watched: Watched): boolean {
  return expressionsOf(alarm).some(
    (text) =>
      text.toLowerCase().includes(watched.namespace.toLowerCase()) &&
      watched.metrics.some((metric) => new RegExp(`\\b${escapeRegExp(metric)}\\b`).test(text)) &&
      schemaHolds(text, watched) &&
      filterLets(text, watched) &&
      labelsLet(text, watched),
  );
}

/** SCHEMA("namespace", Dimension, …) takes only metrics with exactly these dimensions; the namespace alone takes all. */
function schemaHolds(text: string, { dimensions, without = [] }: Watched): boolean {
  const list = /\bSCHEMA\s*\(([^)]*)\)/i.exec(text)?.[1];
  if (list === undefined) return true;
  const names = list
    .split(',')
    .slice(1)
    .map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  return Object.keys(dimensions).every((name) => names.includes(name)) && !without.some((name) => names.includes(name));
}

/**
 * Whether the WHERE clause of a Metrics Insights query lets our dimensions through. It knows = and !=, joined by AND; a
 * comparison of a dimension or tag that we do not know the value of may leave us out, so it does not count.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
function filterLets(text: string, watched: Watched): boolean {
  const filter = /\bWHERE\b(.*?)(?:\bGROUP BY\b|\bORDER BY\b|\bLIMIT\b|$)/is.exec(text)?.[1];
  if (filter === undefined) return true;
  return filter.split(/\bAND\b/i).every((comparison) => {
    const [, name = '', operator, value] = /^\s*"?([\w.]+)"?\s*(!=|=)\s*'([^']*)'\s*$/.exec(comparison) ?? [];
    if (!Object.hasOwn(watched.dimensions, name)) return false;
    return (watched.dimensions[name] === value) === (operator === '=');
  });
}

/**
 * Whether the label matchers of a PromQL query let our dimensions through: {"CPUUtilization", ServiceName="web"}. A matcher
 * that is no regular expression here may leave us out, so it does not count.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-PromQL-Querying.html
 */
function labelsLet(text: string, { dimensions }: Watched): boolean {
  return Object.entries(dimensions).every(([name, value]) => {
    const matcher = new RegExp(`(?:^|[{,\\s."@])${escapeRegExp(name)}"?\\s*(=~|!~|!=|=)\\s*"([^"]*)"`, 'g');
    return [...text.matchAll(matcher)].every(([, operator, wanted = '']) => {
      if (operator === '=') return wanted === value;
      if (operator === '!=') return wanted !== value;
      const found = matchesWhole(wanted, value);
      return found !== null && found === (operator === '=~');
    });
  });
}

function matchesWhole(pattern: string, text: string): boolean | null {
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return null;
  }
}

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

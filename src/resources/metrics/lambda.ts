import { day, hour, type MetricNeed, type MetricQuery, minute } from './query.ts';

export const ofFunction = (name: string) => ({ namespace: 'AWS/Lambda', dimensions: { FunctionName: name } });

/** Longest execution in each hour of a week, in milliseconds; the longest of each day is kept. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export const longestDuration = (name: string): MetricQuery => ({
  ...ofFunction(name),
  metricName: 'Duration',
  statistic: 'Maximum',
  periodSeconds: hour,
  windowSeconds: 7 * day,
  stepSeconds: day,
});

/** Most executions at the same time in each hour of two weeks. */
export const concurrency = (name: string): MetricQuery => ({
  ...ofFunction(name),
  metricName: 'ConcurrentExecutions',
  statistic: 'Maximum',
  periodSeconds: hour,
  windowSeconds: 14 * day,
});

/** Throttled invocations of two weeks, by hour. */
export const throttles = (name: string): MetricQuery => ({
  ...ofFunction(name),
  metricName: 'Throttles',
  statistic: 'Sum',
  periodSeconds: hour,
  windowSeconds: 14 * day,
});

/** Share of the provisioned concurrency of an alias or version in use, 0 to 1, in each five minutes of a day. */
export const provisionedUse = (name: string, qualifier: string): MetricQuery => ({
  namespace: 'AWS/Lambda',
  dimensions: { FunctionName: name, Resource: `${name}:${qualifier}` },
  metricName: 'ProvisionedConcurrencyUtilization',
  statistic: 'Maximum',
  periodSeconds: 5 * minute,
  windowSeconds: day,
});

/** Throttles of every function, since they share a pool; its duration; and its concurrency where it has a cap. */
export const lambdaFunctionMetrics: MetricNeed = {
  kind: 'lambda-function',
  needs({ attributes }) {
    const name = String(attributes.functionName);
    if (attributes.managedInstances === true || attributes.reservedConcurrency === 0) return [];
    return [
      longestDuration(name),
      throttles(name),
      ...(typeof attributes.reservedConcurrency === 'number' ? [concurrency(name)] : []),
    ];
  },
};

/** Function and qualifier that a scalable target scales; null for other targets. */
export function scaledAlias(resourceId: string): { name: string; qualifier: string } | null {
  const [head, name, qualifier] = resourceId.split(':');
  return head === 'function' && name !== undefined && qualifier !== undefined ? { name, qualifier } : null;
}

export const lambdaTargetMetrics: MetricNeed = {
  kind: 'scalable-target',
  needs({ attributes }) {
    const alias = attributes.serviceNamespace === 'lambda' ? scaledAlias(String(attributes.resourceId)) : null;
    return alias && Number(attributes.minCapacity) > 0 ? [provisionedUse(alias.name, alias.qualifier)] : [];
  },
};

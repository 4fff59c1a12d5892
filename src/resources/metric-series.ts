import { z } from 'zod';
import { canonical } from '../model/canonical.ts';
import { defineKind } from './kind.ts';

/** What CloudWatch told of one metric over a window that ends when the snapshot was taken. */
export const MetricSeries = z.strictObject({
  metricName: z.string(),
  statistic: z.string(),
  periodSeconds: z.number().int(),
  status: z.enum(['ok', 'denied', 'throttled', 'truncated', 'malformed', 'failed']),
  start: z.string(),
  stepSeconds: z.number().int(),
  points: z.number().int(),
  values: z.array(z.number().nullable()),
});
export type MetricSeries = z.infer<typeof MetricSeries>;

/** One resource holds all metrics of one set of dimensions, so that an account of thousands has no line for each metric. */
export const metricSeries = defineKind({
  kind: 'metric-series',
  title: 'CloudWatch metrics of one resource, read with --metrics alone; measurements, never drift',
  attributes: z.strictObject({
    namespace: z.string().describe('Namespace of the metrics, such as AWS/ECS.'),
    dimensions: z.record(z.string(), z.string()).describe('Dimensions that the metrics have, and no others.'),
  }),
  observed: z.strictObject({
    series: z
      .array(MetricSeries)
      .describe(
        'Metrics by name, statistic and period. values: one number for each step of stepSeconds from start on (ISO 8601), null where CloudWatch has no data, empty where it has none at all; a step longer than the period holds the highest of its data points. points: how many data points CloudWatch told. status: ok, or why the series is missing or partial.',
      ),
  }),
  tags: 'none',
  global: false,
  comparison: null,
  log: true,
  keyFormat: 'namespace|dimensions as JSON, by name',
  key: ({ namespace, dimensions }) => metricSeriesKey(namespace, dimensions),
  name: ({ namespace, dimensions }) => `${namespace} ${Object.values(dimensions).join('/') || 'account'}`,
  example: {
    id: 'metric-series',
    attributes: { namespace: 'AWS/ECS', dimensions: { ClusterName: 'shop', ServiceName: 'web' } },
    observed: { series: [] },
    defaulted: [],
  },
});

/** Natural key of the metrics of one set of dimensions. */
export function metricSeriesKey(namespace: string, dimensions: Record<string, string>): string {
  return `${namespace}|${JSON.stringify(canonical(dimensions))}`;
}

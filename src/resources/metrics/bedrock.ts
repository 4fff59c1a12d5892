import { day, hour, type MetricNeed, type MetricQuery } from './query.ts';

/** Invocations of a provisioned throughput in each hour of two weeks. AWS sends none for an hour without. https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html */
export const invocations = (arn: string): MetricQuery => ({
  namespace: 'AWS/Bedrock',
  dimensions: { ModelId: arn },
  metricName: 'Invocations',
  statistic: 'Sum',
  periodSeconds: hour,
  windowSeconds: 14 * day,
});

export const bedrockThroughputMetrics: MetricNeed = {
  kind: 'bedrock-provisioned-throughput',
  needs: ({ id }) => [invocations(id)],
};

import { day, hour, type MetricQuery, minute } from './query.ts';

const ofService = (cluster: string, service: string) => ({
  namespace: 'AWS/ECS',
  dimensions: { ClusterName: cluster, ServiceName: service },
});

/** CPU of a service, percent of what its tasks reserve. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html */
export const ecsCpu = (cluster: string, service: string): MetricQuery => ({
  ...ofService(cluster, service),
  metricName: 'CPUUtilization',
  statistic: 'Average',
  periodSeconds: 5 * minute,
  windowSeconds: day,
});

/** Memory of a service, percent of what its tasks reserve. */
export const ecsMemory = (cluster: string, service: string): MetricQuery => ({
  ...ecsCpu(cluster, service),
  metricName: 'MemoryUtilization',
});

/**
 * Task-minutes of each hour: every running task sends a sample of its CPU each minute. The highest hour of each day is kept.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
 */
export const ecsTaskMinutes = (cluster: string, service: string): MetricQuery => ({
  ...ofService(cluster, service),
  metricName: 'CPUUtilization',
  statistic: 'SampleCount',
  periodSeconds: hour,
  windowSeconds: 63 * day,
  stepSeconds: day,
});

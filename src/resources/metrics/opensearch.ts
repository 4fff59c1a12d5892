import { day, type MetricNeed, type MetricQuery, minute } from './query.ts';

/** OCU of an account in each minute of a day, over its collections and their groups. https://docs.aws.amazon.com/opensearch-service/latest/developerguide/monitoring-cloudwatch.html */
export const accountOcu = (account: string, metricName: 'SearchOCU' | 'IndexingOCU'): MetricQuery => ({
  namespace: 'AWS/AOSS',
  dimensions: { ClientId: account },
  metricName,
  statistic: 'Sum',
  periodSeconds: minute,
  windowSeconds: day,
});

/** Only where there are collections, and no groups, whose OCU the metric would hold too. */
export const opensearchAccountMetrics: MetricNeed = {
  kind: 'opensearch-account',
  needs({ account }, peers) {
    if (peers.all('opensearch-collection').length === 0 || peers.all('opensearch-collection-group').length > 0)
      return [];
    return (['SearchOCU', 'IndexingOCU'] as const).map((metric) => accountOcu(account, metric));
  },
};

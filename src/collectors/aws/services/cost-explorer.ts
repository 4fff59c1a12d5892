import { anomalyMonitor } from '../../../resources/anomaly-monitor.ts';
import { anomalySubscription } from '../../../resources/anomaly-subscription.ts';
import type { Collector, Context } from '../collector.ts';
import { describeAnomalyMonitor, describeAnomalySubscription } from '../describe/cost-anomaly.ts';
import { listIn } from '../listing.ts';

const monitorApi = 'ce:GetAnomalyMonitors';
const subscriptionApi = 'ce:GetAnomalySubscriptions';
/** Each request may be billed, so pages are large; AWS does not document a maximum. */
const pageSize = 100;

/** Cost anomaly detection of the account: what is watched, and who is told. https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html */
export const costExplorer: Collector = {
  name: 'cost-explorer',
  scope: 'global',
  reads: [
    { api: monitorApi, kinds: ['anomaly-monitor'] },
    { api: subscriptionApi, kinds: ['anomaly-subscription'] },
  ],
  async collect(context) {
    await Promise.all([readMonitors(context), readSubscriptions(context)]);
  },
};

async function readMonitors(context: Context): Promise<void> {
  const { GetAnomalyMonitorsCommand } = await import('@aws-sdk/client-cost-explorer');
  const pages = context.pages(
    monitorApi,
    (token) => new GetAnomalyMonitorsCommand({ MaxResults: pageSize, NextPageToken: token }),
    { next: (page) => page.NextPageToken, items: (page) => listIn(page, page.AnomalyMonitors) },
  );
  for await (const page of pages) {
    for (const one of page) {
      context.add(anomalyMonitor, { api: monitorApi, item: one.MonitorName }, () => describeAnomalyMonitor(one));
    }
  }
}

async function readSubscriptions(context: Context): Promise<void> {
  const { GetAnomalySubscriptionsCommand } = await import('@aws-sdk/client-cost-explorer');
  const pages = context.pages(
    subscriptionApi,
    (token) => new GetAnomalySubscriptionsCommand({ MaxResults: pageSize, NextPageToken: token }),
    { next: (page) => page.NextPageToken, items: (page) => listIn(page, page.AnomalySubscriptions) },
  );
  for await (const page of pages) {
    for (const one of page) {
      for (const { Type, Address } of one.Subscribers ?? []) {
        if (Type === 'SNS' && Address !== undefined) context.name('sns-topic', Address);
      }
      context.add(anomalySubscription, { api: subscriptionApi, item: one.SubscriptionName }, () =>
        describeAnomalySubscription(one, context, subscriptionApi),
      );
    }
  }
}

import type { AnomalyMonitor, AnomalySubscription, Subscriber } from '@aws-sdk/client-cost-explorer';
import { compareText } from '../../../model/snapshot.ts';
import type { anomalyMonitor } from '../../../resources/anomaly-monitor.ts';
import type { anomalySubscription } from '../../../resources/anomaly-subscription.ts';
import { anomalyThreshold } from '../../anomaly-threshold.ts';
import { topicReference } from '../../topic-reference.ts';
import type { Context, DraftOf } from '../collector.ts';

type Place = Pick<Context, 'partition' | 'account'>;

export function describeAnomalyMonitor(one: AnomalyMonitor): DraftOf<typeof anomalyMonitor> {
  return {
    id: one.MonitorArn,
    attributes: {
      monitorArn: one.MonitorArn,
      monitorName: one.MonitorName,
      monitorType: one.MonitorType,
      dimension: one.MonitorDimension ?? null,
    },
    observed: {},
  };
}

export function describeAnomalySubscription(
  one: AnomalySubscription,
  place: Place,
  api: string,
): DraftOf<typeof anomalySubscription> {
  const threshold = anomalyThreshold(one);
  const malformed = { reason: 'malformed', api } as const;
  return {
    id: one.SubscriptionArn,
    attributes: {
      subscriptionArn: one.SubscriptionArn,
      subscriptionName: one.SubscriptionName,
      monitorArns: one.MonitorArnList?.toSorted(compareText),
      frequency: one.Frequency,
      subscribers: one.Subscribers?.map((subscriber) => describeSubscriber(subscriber, place)),
      thresholdPercent: threshold?.percent,
      thresholdAmount: threshold?.amount,
    },
    observed: {},
    unread: threshold ? {} : { thresholdPercent: malformed, thresholdAmount: malformed },
  };
}

function describeSubscriber({ Type, Status, Address }: Subscriber, place: Place) {
  return { type: Type, status: Status ?? null, ...topicReference(Type, Address, place) };
}

import type { AnomalyMonitor, AnomalySubscription, Expression, Subscriber } from '@aws-sdk/client-cost-explorer';
import { compareText } from '../../../model/snapshot.ts';
import type { anomalyMonitor } from '../../../resources/anomaly-monitor.ts';
import type { anomalySubscription } from '../../../resources/anomaly-subscription.ts';
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
  const threshold = thresholdOf(one);
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

interface Threshold {
  percent: number;
  amount: number;
}

/**
 * From which impact an anomaly is told. Both conditions of an AND must hold; of an OR the milder is enough. Null for an
 * expression of another kind. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalySubscription.html
 */
function thresholdOf({ Threshold, ThresholdExpression }: AnomalySubscription): Threshold | null {
  if (ThresholdExpression) return impactOf(ThresholdExpression);
  return Threshold === undefined ? null : { percent: 0, amount: Threshold };
}

function impactOf({ And, Or, Dimensions }: Expression): Threshold | null {
  if (And?.length) return combine(And, Math.max);
  if (Or?.length) return combine(Or, Math.min);
  const value = Number(Dimensions?.Values?.[0] ?? Number.NaN);
  if (Number.isNaN(value)) return null;
  if (Dimensions?.Key === 'ANOMALY_TOTAL_IMPACT_PERCENTAGE') return { percent: value, amount: 0 };
  if (Dimensions?.Key === 'ANOMALY_TOTAL_IMPACT_ABSOLUTE') return { percent: 0, amount: value };
  return null;
}

function combine(parts: readonly Expression[], choose: (...values: number[]) => number): Threshold | null {
  const impacts = parts.map(impactOf);
  if (impacts.includes(null)) return null;
  const known = impacts as Threshold[];
  return {
    percent: choose(...known.map(({ percent }) => percent)),
    amount: choose(...known.map(({ amount }) => amount)),
  };
}

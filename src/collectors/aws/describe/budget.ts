import type { Budget, Notification, Subscriber } from '@aws-sdk/client-budgets';
import { compareText } from '../../../model/snapshot.ts';
import { type budget, budgetNotificationDefaults } from '../../../resources/budget.ts';
import { topicReference } from '../../topic-reference.ts';
import { type Answer, type Context, type DraftOf, type UnreadMembers, unreadOf } from '../collector.ts';
import { isoTime } from '../format.ts';

/** A notification, and who is told or why that could not be read. */
export interface Notified {
  notification: Notification;
  subscribers: Answer<Subscriber[]>;
}

export function describeBudget(
  one: Budget,
  notifications: Answer<Notified[]>,
  place: Pick<Context, 'partition' | 'account'>,
): DraftOf<typeof budget> {
  const notified = notifications.ok ? notifications.value.toSorted(byTypeAndThreshold) : [];
  const limit = fixedLimit(one);
  return {
    id: `arn:${place.partition}:budgets::${place.account}:budget/${one.BudgetName}`,
    attributes: {
      budgetName: one.BudgetName,
      budgetType: one.BudgetType,
      timeUnit: one.TimeUnit,
      limitAmount: amount(limit?.Amount),
      limitUnit: limit?.Unit ?? null,
      autoAdjust: one.AutoAdjustData !== undefined,
      filtered: isFiltered(one),
      endTime: isoTime(one.TimePeriod?.End),
      healthStatus: one.HealthStatus?.Status ?? null,
      notifications: notified.map((one) => describeNotification(one, place)),
    },
    observed: { actualSpend: amount(one.CalculatedSpend?.ActualSpend?.Amount) },
    unread: { ...unreadOf(notifications, ['notifications']), ...unreadSubscribers(notified) },
  };
}

function describeNotification({ notification, subscribers }: Notified, place: Pick<Context, 'partition' | 'account'>) {
  const told = subscribers.ok ? subscribers.value : [];
  return {
    type: notification.NotificationType,
    threshold: notification.Threshold,
    thresholdType: notification.ThresholdType ?? budgetNotificationDefaults.thresholdType,
    subscriberCount: subscribers.ok ? subscribers.value.length : null,
    topics: told.flatMap(({ SubscriptionType, Address }) => {
      const { topic, region } = topicReference(SubscriptionType, Address, place);
      return topic === null || region === null ? [] : [{ topic, region }];
    }),
  };
}

function byTypeAndThreshold({ notification: a }: Notified, { notification: b }: Notified): number {
  return (
    compareText(String(a.NotificationType), String(b.NotificationType)) ||
    (a.Threshold ?? 0) - (b.Threshold ?? 0) ||
    compareText(String(a.ThresholdType), String(b.ThresholdType)) ||
    compareText(String(a.ComparisonOperator), String(b.ComparisonOperator))
  );
}

/** Marks what subscribers tell as unread on the budget, for the first notification whose subscribers could not be read. */
function unreadSubscribers(notified: readonly Notified[]): UnreadMembers {
  const unread = notified.find(({ subscribers }) => !subscribers.ok);
  return unread ? unreadOf(unread.subscribers, ['subscriberCount', 'topics']) : {};
}

/** The limit, unless AWS moves it: an adjusting or planned budget shows that of the running period, which is no setting. */
function fixedLimit(one: Budget): Budget['BudgetLimit'] {
  const planned = Object.keys(one.PlannedBudgetLimits ?? {}).length > 0;
  return one.AutoAdjustData || planned ? undefined : one.BudgetLimit;
}

function isFiltered(one: Budget): boolean {
  const listed = Object.values(one.CostFilters ?? {}).some((values) => values.length > 0);
  return listed || Object.values(one.FilterExpression ?? {}).some((part) => part !== undefined);
}

/** Amounts are decimal text. */
function amount(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

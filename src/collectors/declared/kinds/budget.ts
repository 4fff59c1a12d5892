import { compareText } from '../../../model/snapshot.ts';
import { symbolFor } from '../../../model/symbolic-name.ts';
import { budget, budgetDefaults, budgetNotificationDefaults } from '../../../resources/budget.ts';
import { declare } from '../declaration.ts';
import { declaredTopic } from '../declared-topic.ts';
import type { DeclaredPlace } from '../element.ts';
import { MalformedPropertyError, type Properties } from '../properties.ts';
import { steady } from '../steady.ts';
import { isObject, isUnresolved } from '../value.ts';

/** Whether AWS moves the limit: then there is none of the budget's own. */
const isMoved = (one: Properties) =>
  one.at('Budget.AutoAdjustData') !== undefined || isSet(one, 'Budget.PlannedBudgetLimits');

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-budgets-budget.html */
export const budgetDeclaration = declare({
  kind: budget,
  type: 'AWS::Budgets::Budget',
  attributes: {
    budgetName: (one, { address }) => one.name('Budget.BudgetName') ?? symbolFor(address),
    budgetType: (one) => one.text('Budget.BudgetType'),
    timeUnit: (one) => one.text('Budget.TimeUnit'),
    limitAmount: (one) => (isMoved(one) ? null : (one.number('Budget.BudgetLimit.Amount') ?? null)),
    limitUnit: (one) => (isMoved(one) ? null : (one.text('Budget.BudgetLimit.Unit') ?? null)),
    autoAdjust: (one) => one.at('Budget.AutoAdjustData') !== undefined,
    filtered: (one) => isSet(one, 'Budget.CostFilters') || isSet(one, 'Budget.FilterExpression'),
    endTime: (one) => endOf(one.text('Budget.TimePeriod.End')),
    // Null: AWS tells nothing of a budget that was just made.
    healthStatus: () => steady(null),
    notifications: (one, _, __, place) =>
      (one.list('NotificationsWithSubscribers') ?? [])
        .map((notified) => notificationOf(notified, place))
        .sort(
          (a, b) =>
            compareText(a.type ?? '', b.type ?? '') ||
            (a.threshold ?? 0) - (b.threshold ?? 0) ||
            compareText(a.thresholdType, b.thresholdType) ||
            compareText(a.comparison ?? '', b.comparison ?? ''),
        )
        .map(({ comparison: _comparison, ...notification }) => notification),
  },
  defaults: budgetDefaults,
});

function notificationOf(notified: Properties, place: DeclaredPlace) {
  const subscribers = notified.list('Subscribers') ?? [];
  return {
    type: notified.text('Notification.NotificationType'),
    threshold: notified.number('Notification.Threshold'),
    thresholdType: notified.text('Notification.ThresholdType') ?? budgetNotificationDefaults.thresholdType,
    comparison: notified.text('Notification.ComparisonOperator'),
    subscriberCount: subscribers.length,
    topics: subscribers.flatMap((one) => {
      const { topic, region } = declaredTopic(one.text('SubscriptionType'), one, 'Address', place);
      return topic === null || region === null ? [] : [{ topic, region }];
    }),
  };
}

/** Whether an object has a member that says something; one that is not known yet says something. */
function isSet(one: Properties, path: string): boolean {
  const value = one.raw(path);
  if (isUnresolved(value)) return one.json(path) !== undefined;
  return (
    isObject(value) &&
    Object.values(value).some(
      (member) => member !== undefined && member !== null && !(Array.isArray(member) && member.length === 0),
    )
  );
}

/** Templates write seconds of the epoch or a date; Terraform writes 2087-06-15_00:00, in UTC. */
function endOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const terraform = /^(\d{4}-\d{2}-\d{2})_(\d{2}:\d{2})$/.exec(text);
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : null;
  const time = seconds ?? Date.parse(terraform ? `${terraform[1]}T${terraform[2]}:00Z` : text);
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) throw new MalformedPropertyError(`not a time: ${text}`);
  return new Date(time).toISOString();
}

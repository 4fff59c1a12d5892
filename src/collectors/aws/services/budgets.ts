import type { Budget, Notification, Subscriber } from '@aws-sdk/client-budgets';
import { budget } from '../../../resources/budget.ts';
import type { Answer, Collector, Context } from '../collector.ts';
import { describeBudget, type Notified } from '../describe/budget.ts';
import { listIn, readListing } from '../listing.ts';

const budgetApi = 'budgets:DescribeBudgets';
const notificationApi = 'budgets:DescribeBudgetNotificationsForAccount';
const subscriberApi = 'budgets:DescribeSubscribersForNotification';
/** One action grants all reads. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbudgetservice.html */
const action = 'budgets:ViewBudget';

/** Budgets of the account, what they notify of, and how many are told. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Budgets.html */
export const budgets: Collector = {
  name: 'budgets',
  scope: 'global',
  reads: [
    { api: budgetApi, action, kinds: ['budget'] },
    { api: notificationApi, action, kinds: [] },
    { api: subscriberApi, action, kinds: [], after: notificationApi },
  ],
  async collect(context) {
    const [found, notificationsOf] = await Promise.all([listBudgets(context), readNotifications(context)]);
    await context.forEach(found, async (one) => {
      const notifications = await withSubscribers(context, one.BudgetName, notificationsOf(one.BudgetName));
      context.add(budget, { api: budgetApi, item: one.BudgetName }, () => describeBudget(one, notifications, context));
    });
  },
};

async function listBudgets(context: Context): Promise<Budget[]> {
  const { DescribeBudgetsCommand } = await import('@aws-sdk/client-budgets');
  const found: Budget[] = [];
  const pages = context.pages(
    budgetApi,
    (token) =>
      new DescribeBudgetsCommand({
        AccountId: context.account,
        // Left out otherwise. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_DescribeBudgets.html
        ShowFilterExpression: true,
        MaxResults: 100,
        NextToken: token,
      }),
    { next: (page) => page.NextToken, items: (page) => listIn(page, page.Budgets) },
  );
  for await (const page of pages) found.push(...page);
  return found;
}

/** Notifications by budget. A budget that a complete listing does not name has none, in a partial one that is unknown. */
async function readNotifications(
  context: Context,
): Promise<(budgetName: string | undefined) => Answer<Notification[]>> {
  const { DescribeBudgetNotificationsForAccountCommand } = await import('@aws-sdk/client-budgets');
  const byBudget = new Map<string | undefined, Notification[]>();
  const { items, unread } = await readListing(
    context,
    notificationApi,
    (token) =>
      new DescribeBudgetNotificationsForAccountCommand({
        AccountId: context.account,
        MaxResults: 50,
        NextToken: token,
      }),
    {
      next: (page) => page.NextToken,
      items: (page) => listIn(page, page.BudgetNotificationsForAccount),
      missed: ['notifications'],
      maxPages: 10_000,
    },
  );
  for (const { BudgetName, Notifications } of items) {
    if (BudgetName !== undefined && Array.isArray(Notifications) && Notifications.every(isNamed)) {
      byBudget.set(BudgetName, withoutRepeats([...(byBudget.get(BudgetName) ?? []), ...Notifications]));
      continue;
    }
    const missed = [`notifications of ${BudgetName ?? 'a nameless budget'}`];
    context.note(notificationApi, { reason: 'malformed', detail: 'listed without a budget or notifications', missed });
  }
  const reason = context.failureOf(notificationApi);
  return (budgetName) => {
    const found = byBudget.get(budgetName);
    if (found) return { ok: true, value: found };
    return reason ? (unread ?? { ok: false, reason, api: notificationApi, gone: false }) : { ok: true, value: [] };
  };
}

/** A listing that does not end may tell the same page twice. */
function withoutRepeats(notifications: readonly Notification[]): Notification[] {
  const name = ({ NotificationType, ComparisonOperator, Threshold, ThresholdType }: Notification) =>
    [NotificationType, ComparisonOperator, Threshold, ThresholdType].join(' ');
  return [...new Map(notifications.map((one) => [name(one), one])).values()];
}

/** These name a notification; asked about without one of them, AWS finds none. */
function isNamed({ NotificationType, ComparisonOperator, Threshold }: Notification): boolean {
  return NotificationType !== undefined && ComparisonOperator !== undefined && Threshold !== undefined;
}

async function withSubscribers(
  context: Context,
  budgetName: string | undefined,
  notifications: Answer<Notification[]>,
): Promise<Answer<Notified[]>> {
  if (!notifications.ok) return notifications;
  const notified: Notified[] = [];
  await context.forEach(notifications.value, async (notification) => {
    const subscribers = await readSubscribers(context, budgetName, notification);
    // Deleted since it was listed: a notification goes with its last subscriber.
    if (!subscribers.ok && subscribers.gone) return;
    notified.push({ notification, subscribers });
  });
  return { ok: true, value: notified };
}

/** Who is told; addresses are never kept. */
async function readSubscribers(
  context: Context,
  budgetName: string | undefined,
  notification: Notification,
): Promise<Answer<Subscriber[]>> {
  const { DescribeSubscribersForNotificationCommand } = await import('@aws-sdk/client-budgets');
  // The state of a notification is no part of its name.
  const { NotificationType, ComparisonOperator, Threshold, ThresholdType } = notification;
  const { items, unread } = await readListing(
    context,
    subscriberApi,
    (token) =>
      new DescribeSubscribersForNotificationCommand({
        AccountId: context.account,
        BudgetName: budgetName,
        Notification: { NotificationType, ComparisonOperator, Threshold, ThresholdType },
        MaxResults: 100,
        NextToken: token,
      }),
    {
      next: (page) => page.NextToken,
      items: (page) => listIn(page, page.Subscribers),
      missed: [`${budgetName} ${NotificationType} ${Threshold}`],
      gone: ['NotFoundException'],
    },
  );
  for (const { SubscriptionType, Address } of items) {
    if (SubscriptionType === 'SNS' && Address !== undefined) context.name('sns-topic', Address);
  }
  return unread ?? { ok: true, value: items };
}

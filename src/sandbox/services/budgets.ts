import {
  DescribeBudgetNotificationsForAccount$,
  type DescribeBudgetNotificationsForAccountRequest,
  DescribeBudgets$,
  type DescribeBudgetsRequest,
  DescribeSubscribersForNotification$,
  type DescribeSubscribersForNotificationRequest,
} from '@aws-sdk/client-budgets';
import { createdLongAgo } from '../derive/identity.ts';
import { type Item, indexBy, parts, text, withDefaults, without } from '../derive/item.ts';
import { takePage } from '../paging.ts';
import { awsJson } from '../protocol/json.ts';
import { type Context, failed, jsonCodes, operation, type Service } from '../service.ts';

/** The budgets of an account. */
export type BudgetsState = { all: readonly Item[]; notified: Item[]; byName: Map<string, Item> };

type Budgets = Context<BudgetsState>;
const token = { input: 'NextToken', output: 'NextToken' };
const iamAction = 'budgets:ViewBudget';

/** AWS Budgets: global. */
export const budgets: Service<BudgetsState> = {
  prefix: 'budgets',
  signingName: 'budgets',
  globalRegion: 'us-east-1',
  protocol: awsJson({ version: '1.1', target: 'AWSBudgetServiceGateway' }),
  errors: jsonCodes({
    invalid: 'InvalidParameterException',
    badToken: 'InvalidNextTokenException',
    internal: 'InternalErrorException',
  }),
  index: ({ budgets: all }) => ({
    all,
    notified: all.filter((item) => parts(item, 'notifications').length > 0),
    byName: indexBy<Item>(all, (item) => text(item, 'BudgetName')),
  }),
  operations: {
    DescribeBudgets: operation({
      schema: DescribeBudgets$,
      token,
      iamAction,
      required: ['AccountId'],
      handle: describeBudgets,
    }),
    DescribeBudgetNotificationsForAccount: operation({
      schema: DescribeBudgetNotificationsForAccount$,
      token,
      iamAction,
      required: ['AccountId'],
      handle: describeNotifications,
    }),
    DescribeSubscribersForNotification: operation({
      schema: DescribeSubscribersForNotification$,
      token,
      iamAction,
      required: ['AccountId', 'BudgetName', 'Notification'],
      handle: describeSubscribers,
    }),
  },
};

function describeBudgets(input: DescribeBudgetsRequest, context: Budgets) {
  checkOwner(input, context);
  const limits = { default: 100, max: 1000 };
  const page = takePage(context.state.all, {
    token: input.NextToken,
    size: input.MaxResults,
    limits,
    scope: 'DescribeBudgets',
  });
  return {
    Budgets: page.items.map((item) => completeBudget(item, input.ShowFilterExpression === true)),
    NextToken: page.token,
  };
}

function describeNotifications(input: DescribeBudgetNotificationsForAccountRequest, context: Budgets) {
  checkOwner(input, context);
  const limits = { default: 50, max: 1000 };
  const request = {
    token: input.NextToken,
    size: input.MaxResults,
    limits,
    scope: 'DescribeBudgetNotificationsForAccount',
  };
  const page = takePage(context.state.notified, request);
  const described = page.items.map((item) => ({
    BudgetName: text(item, 'BudgetName'),
    Notifications: parts(item, 'notifications').map(completeNotification),
  }));
  return { BudgetNotificationsForAccount: described, NextToken: page.token };
}

/** A notification is named by its type, comparison and threshold. */
function describeSubscribers(input: DescribeSubscribersForNotificationRequest, context: Budgets) {
  checkOwner(input, context);
  const budget = context.state.byName.get(input.BudgetName ?? '');
  const asked = input.Notification;
  const same = (item: Item) => {
    const { NotificationType, ComparisonOperator, Threshold, ThresholdType } = completeNotification(item);
    const equal = NotificationType === asked?.NotificationType && ComparisonOperator === asked?.ComparisonOperator;
    return equal && Threshold === asked?.Threshold && (asked?.ThresholdType ?? ThresholdType) === ThresholdType;
  };
  const notification = parts(budget ?? {}, 'notifications').find(same);
  if (!notification) throw failed('NotFoundException', 'Unable to find the budget or notification.');
  const scope = `DescribeSubscribersForNotification ${input.BudgetName} ${JSON.stringify(asked)}`;
  const limits = { default: 100, max: 100 };
  const page = takePage(parts(notification, 'subscribers'), {
    token: input.NextToken,
    size: input.MaxResults,
    limits,
    scope,
  });
  return { Subscribers: page.items, NextToken: page.token };
}

function completeBudget(item: Item, withExpression: boolean): Record<string, unknown> {
  const hidden = withExpression ? [] : ['FilterExpression', 'Metrics'];
  return withDefaults(without(item, 'notifications', 'tags', ...hidden), {
    TimeUnit: 'MONTHLY',
    BudgetType: 'COST',
    TimePeriod: { Start: createdLongAgo, End: '2087-06-15T00:00:00Z' },
    CalculatedSpend: { ActualSpend: { Amount: '0.0', Unit: 'USD' } },
    LastUpdatedTime: createdLongAgo,
    HealthStatus: { Status: 'HEALTHY', LastUpdatedTime: createdLongAgo },
  });
}

function completeNotification(item: Item): Record<string, unknown> {
  return withDefaults(without(item, 'subscribers'), {
    NotificationType: 'ACTUAL',
    ComparisonOperator: 'GREATER_THAN',
    Threshold: 80,
    ThresholdType: 'PERCENTAGE',
    NotificationState: 'OK',
  });
}

function checkOwner({ AccountId }: { AccountId: string | undefined }, { account }: Budgets): void {
  if (AccountId !== account)
    throw failed('AccessDeniedException', `Account ${account} is not authorized to access account ${AccountId}.`);
}

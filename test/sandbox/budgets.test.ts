import {
  DescribeBudgetsCommand,
  DescribeSubscribersForNotificationCommand,
  paginateDescribeBudgetNotificationsForAccount,
  paginateDescribeBudgets,
} from '@aws-sdk/client-budgets';
import { describe, expect, test } from 'vitest';
import { accountId as AccountId } from './clients.ts';
import { names, pagesOf, serve } from './serving.ts';

const subscribers = [{ SubscriptionType: 'SNS', Address: 'arn:aws:sns:us-east-1:111122223333:alerts' }];
const notification = {
  NotificationType: 'ACTUAL',
  ComparisonOperator: 'GREATER_THAN',
  Threshold: 80,
  ThresholdType: 'PERCENTAGE',
} as const;

describe('Budgets', () => {
  test('are the same whatever region is configured, 100 a page, notifications of 50 budgets a page', async () => {
    const budgets = names('b', 120).map((BudgetName) => ({
      BudgetName,
      notifications: [{ ...notification, subscribers }],
    }));
    const { budgets: client, sandbox } = await serve({}, { rest: { budgets } });
    expect((await pagesOf(paginateDescribeBudgets({ client }, { AccountId }), (page) => page.Budgets)).sizes).toEqual([
      100, 20,
    ]);
    const notified = await pagesOf(
      paginateDescribeBudgetNotificationsForAccount({ client }, { AccountId }),
      (page) => page.BudgetNotificationsForAccount,
    );
    expect(notified.sizes).toEqual([50, 50, 20]);
    expect(notified.items[0]?.Notifications).toEqual([{ ...notification, NotificationState: 'OK' }]);
    expect(new Set(sandbox.calls.map((call) => call.region))).toEqual(new Set(['us-east-1']));
  });

  test('subscribers are found by budget and notification', async () => {
    const { budgets } = await serve(
      {},
      { rest: { budgets: [{ BudgetName: 'daily', notifications: [{ ...notification, subscribers }] }] } },
    );
    const read = (BudgetName: string) =>
      budgets.send(
        new DescribeSubscribersForNotificationCommand({ AccountId, BudgetName, Notification: notification }),
      );
    expect((await read('daily')).Subscribers).toEqual(subscribers);
    await expect(read('gone')).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  test('a budget shows its filter expression only when asked, and only to its own account', async () => {
    const FilterExpression = { Dimensions: { Key: 'SERVICE', Values: ['Amazon DynamoDB'] } };
    const budget = {
      BudgetName: 'daily',
      TimeUnit: 'DAILY',
      BudgetLimit: { Amount: '50', Unit: 'USD' },
      FilterExpression,
    };
    const { budgets } = await serve({}, { rest: { budgets: [budget] } });
    const read = async (ShowFilterExpression?: boolean) =>
      (await budgets.send(new DescribeBudgetsCommand({ AccountId, ShowFilterExpression }))).Budgets?.[0];
    expect(await read()).not.toHaveProperty('FilterExpression');
    expect(await read(true)).toMatchObject({ FilterExpression, TimePeriod: { End: new Date('2087-06-15T00:00:00Z') } });
    await expect(budgets.send(new DescribeBudgetsCommand({ AccountId: '999999999999' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { AccountInput, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { accountId, collect } from './support.ts';

type Budgets = NonNullable<AccountInput['budgets']>;

const numbered = <T>(count: number, one: (name: string) => T) =>
  Array.from({ length: count }, (_, index) => one(`n${String(index).padStart(4, '0')}`));
const emails = (count: number) =>
  numbered(count, (name) => ({ SubscriptionType: 'EMAIL', Address: `${name}@hidden.example` }));
const notification = (Threshold: number, subscribers = emails(1), NotificationType = 'ACTUAL') => ({
  NotificationType,
  Threshold,
  subscribers,
});
const collectBudgets = (budgets: Budgets, options: Partial<SandboxOptions> = {}) =>
  collect({}, { ...options, accounts: { account: accountId, budgets } });

const notificationApi = 'budgets:DescribeBudgetNotificationsForAccount';
const subscriberApi = 'budgets:DescribeSubscribersForNotification';

describe('a budget', () => {
  it('is described with its limit, its end and who is told', async () => {
    const { of } = await collectBudgets([
      {
        BudgetName: 'daily spend',
        TimeUnit: 'DAILY',
        BudgetLimit: { Amount: '3000.50', Unit: 'USD' },
        CalculatedSpend: { ActualSpend: { Amount: '604.4560000000000172803993336856365203857421875', Unit: 'USD' } },
        notifications: [
          notification(100, emails(11)),
          notification(90, [], 'FORECASTED'),
          { ...notification(500), ThresholdType: 'ABSOLUTE_VALUE' },
          notification(80),
        ],
      },
    ]);
    expect(of('budget')).toMatchObject([
      {
        region: 'global',
        key: 'daily spend',
        id: `arn:aws:budgets::${accountId}:budget/daily spend`,
        tags: null,
        defaulted: [],
        unread: {},
        attributes: {
          budgetName: 'daily spend',
          budgetType: 'COST',
          timeUnit: 'DAILY',
          limitAmount: 3000.5,
          limitUnit: 'USD',
          autoAdjust: false,
          filtered: false,
          endTime: '2087-06-15T00:00:00.000Z',
          healthStatus: 'HEALTHY',
          notifications: [
            { type: 'ACTUAL', threshold: 80, thresholdType: 'PERCENTAGE', subscriberCount: 1 },
            { type: 'ACTUAL', threshold: 100, thresholdType: 'PERCENTAGE', subscriberCount: 11 },
            { type: 'ACTUAL', threshold: 500, thresholdType: 'ABSOLUTE_VALUE', subscriberCount: 1 },
            { type: 'FORECASTED', threshold: 90, thresholdType: 'PERCENTAGE', subscriberCount: 0 },
          ],
        },
        observed: { actualSpend: 604.456 },
      },
    ]);
  });

  it('whose answer holds little has null where AWS does not tell', async () => {
    const untold = { TimePeriod: null, HealthStatus: null, CalculatedSpend: null };
    const { of } = await collectBudgets([{ BudgetName: 'bare', ...untold }]);
    expect(of('budget')).toMatchObject([
      {
        attributes: { limitAmount: null, limitUnit: null, endTime: null, healthStatus: null, notifications: [] },
        observed: { actualSpend: null },
      },
    ]);
  });

  it.each<[string, object, boolean]>([
    ['a filter expression', { FilterExpression: { Dimensions: { Key: 'SERVICE', Values: ['AWS Lambda'] } } }, true],
    ['cost filters', { CostFilters: { TagKeyValue: ['user:env$prod'] } }, true],
    ['empty cost filters', { CostFilters: {} }, false],
    ['an empty filter expression', { FilterExpression: {} }, false],
    ['no filter', {}, false],
  ])('with %s: does it cover a part only?', async (_, members, filtered) => {
    const { of } = await collectBudgets([{ BudgetName: 'b', ...members }]);
    expect(of('budget')[0]?.attributes).toMatchObject({ filtered });
  });

  it.each<[string, object, object]>([
    ['adjusts itself', { AutoAdjustData: { AutoAdjustType: 'HISTORICAL' } }, { autoAdjust: true, limitAmount: null }],
    [
      'is planned',
      { PlannedBudgetLimits: { 1788220800: { Amount: '7', Unit: 'USD' } } },
      { autoAdjust: false, limitAmount: null, limitUnit: null },
    ],
    ['has one limit', {}, { autoAdjust: false, limitAmount: 5, limitUnit: 'USD' }],
  ])('that %s: its limit', async (_, members, expected) => {
    const budget = { BudgetName: 'b', BudgetLimit: { Amount: '5', Unit: 'USD' }, ...members };
    const { of } = await collectBudgets([budget]);
    expect(of('budget')[0]?.attributes).toMatchObject(expected);
  });

  it('whose notification names no type of threshold means percent', async () => {
    const { of } = await collectBudgets([
      { BudgetName: 'b', notifications: [{ ...notification(80), ThresholdType: null }] },
    ]);
    expect(of('budget')[0]?.attributes.notifications).toMatchObject([
      { thresholdType: 'PERCENTAGE', subscriberCount: 1 },
    ]);
  });
});

describe('a listing of notifications that tells one page twice', () => {
  it('gives a budget each notification once', async () => {
    const { of } = await collectBudgets(
      [{ BudgetName: 'daily', notifications: [notification(80), notification(100)] }],
      { faults: [{ api: notificationApi, do: 'repeat-token' }] },
    );
    expect(of('budget')[0]?.attributes.notifications).toMatchObject([{ threshold: 80 }, { threshold: 100 }]);
  });
});

describe('the calls', () => {
  it('are those of an independent formula, for one account in all regions', async () => {
    const budgets = numbered(120, (BudgetName) => ({
      BudgetName,
      notifications: [notification(80), notification(100)],
    }));
    const { of, calls, sandbox } = await collect(
      {},
      { accounts: { account: accountId, budgets } },
      { regions: ['eu-central-1', 'ap-northeast-1'] },
    );
    expect(of('budget')).toHaveLength(120);
    expect(calls('DescribeBudgets')).toBe(2);
    expect(calls('DescribeBudgetNotificationsForAccount')).toBe(3);
    expect(calls('DescribeSubscribersForNotification')).toBe(240);
    expect(sandbox.calls.find(({ operation }) => operation === 'DescribeBudgets')?.input).toMatchObject({
      AccountId: accountId,
      ShowFilterExpression: true,
      MaxResults: 100,
    });
  });

  it('are all granted by one action, and said of it', async () => {
    const { coverage } = await collectBudgets([{ BudgetName: 'b', notifications: [notification(80)] }]);
    for (const api of ['budgets:DescribeBudgets', notificationApi, subscriberApi]) {
      expect(coverage(api)).toMatchObject({ region: 'global', action: 'budgets:ViewBudget', status: 'ok' });
    }
  });
});

describe('what could not be read', () => {
  const two: Budgets = [
    { BudgetName: 'a', notifications: [notification(80), notification(100)] },
    { BudgetName: 'b', notifications: [notification(80)] },
  ];

  it('budgets: nobody can say that there is none', async () => {
    const { of, coverage } = await collectBudgets(two, { faults: [{ api: 'budgets:DescribeBudgets', do: 'denied' }] });
    expect(of('budget')).toEqual([]);
    expect(coverage('budgets:DescribeBudgets')).toMatchObject({ status: 'denied', complete: false, kinds: ['budget'] });
  });

  it('the second page of budgets: the first is kept', async () => {
    const { of, coverage } = await collectBudgets(
      numbered(120, (BudgetName) => ({ BudgetName })),
      { faults: [{ api: 'budgets:DescribeBudgets', page: 2, do: 'denied' }] },
    );
    expect(of('budget')).toHaveLength(100);
    expect(coverage('budgets:DescribeBudgets')).toMatchObject({ status: 'denied', complete: false });
  });

  it('notifications: every budget says so', async () => {
    const { of, coverage } = await collectBudgets(two, { faults: [{ api: notificationApi, do: 'denied' }] });
    expect(of('budget')).toHaveLength(2);
    for (const budget of of('budget')) {
      expect(budget).toMatchObject({
        unread: { notifications: 'denied' },
        unreadApi: { notifications: notificationApi },
      });
      expect(budget.attributes).not.toHaveProperty('notifications');
    }
    expect(coverage(notificationApi)).toMatchObject({ status: 'denied', complete: false });
    expect(coverage(subscriberApi)).toMatchObject({ status: 'denied', complete: false, calls: 0 });
  });

  it('the second page of notifications: only the budgets that the first does not name say so', async () => {
    const budgets = numbered(60, (BudgetName) => ({ BudgetName, notifications: [notification(80)] }));
    const { of } = await collectBudgets(budgets, { faults: [{ api: notificationApi, page: 2, do: 'denied' }] });
    const known = of('budget').filter(({ attributes }) => 'notifications' in attributes);
    const unread = of('budget').filter((budget) => budget.unread.notifications === 'denied');
    expect([known.length, unread.length]).toEqual([50, 10]);
  });

  it('the subscribers of one notification: it says so, and no other', async () => {
    const struck = (input: Record<string, unknown>) =>
      input.BudgetName === 'a' && (input.Notification as { Threshold: number }).Threshold === 100;
    const { of, coverage } = await collectBudgets(two, {
      faults: [{ api: subscriberApi, match: struck, do: 'denied' }],
    });
    const [a, b] = of('budget');
    expect(a).toMatchObject({
      unread: { subscriberCount: 'denied' },
      unreadApi: { subscriberCount: subscriberApi },
      attributes: {
        notifications: [
          { threshold: 80, subscriberCount: 1 },
          { threshold: 100, subscriberCount: null },
        ],
      },
    });
    expect(b).toMatchObject({ unread: {}, attributes: { notifications: [{ subscriberCount: 1 }] } });
    expect(coverage(subscriberApi)).toMatchObject({ status: 'denied', complete: false, missed: ['a ACTUAL 100'] });
  });

  it('the second page of subscribers: the count is unknown, not too low', async () => {
    const { of, coverage } = await collectBudgets(
      [{ BudgetName: 'crowd', notifications: [notification(80, emails(130))] }],
      { faults: [{ api: subscriberApi, page: 2, do: 'denied' }] },
    );
    expect(of('budget')[0]).toMatchObject({
      unread: { subscriberCount: 'denied' },
      attributes: { notifications: [{ subscriberCount: null }] },
    });
    expect(coverage(subscriberApi)).toMatchObject({ status: 'denied', calls: 2 });
  });
});

it('topics of this account that are told are asked about, and named by their hash alone', async () => {
  const topics = ['eu-central-1:111122223333:money', 'us-east-1:111122223333:far', 'eu-central-1:999999999999:theirs'];
  const subscribers = topics.map((topic) => ({ SubscriptionType: 'SNS', Address: `arn:aws:sns:${topic}` }));
  const { of } = await collect(
    {},
    {
      accounts: {
        account: accountId,
        regions: { 'eu-central-1': { sns: { topics: [{ name: 'money', SubscriptionsConfirmed: '1' }] } } },
        budgets: [{ BudgetName: 'b', notifications: [notification(80, [...subscribers, ...emails(1)])] }],
      },
    },
  );
  const [read] = of('sns-topic');
  expect(read?.name).toBe('money');
  expect(of('budget')[0]?.attributes.notifications).toMatchObject([
    {
      subscriberCount: 4,
      topics: [{ topic: read?.keyHash, region: 'eu-central-1' }, { region: 'us-east-1' }],
    },
  ]);
});

it('subscribers are counted over pages', async () => {
  const { of, calls } = await collectBudgets([{ BudgetName: 'crowd', notifications: [notification(80, emails(130))] }]);
  expect(of('budget')[0]?.attributes.notifications).toMatchObject([{ subscriberCount: 130 }]);
  expect(calls('DescribeSubscribersForNotification')).toBe(2);
});

it('a notification that was deleted before its subscribers were read is gone', async () => {
  const { of, coverage } = await collectBudgets(
    [{ BudgetName: 'b', notifications: [notification(80), notification(100)] }],
    {
      respond: ({ operation, input }) =>
        operation === 'DescribeSubscribersForNotification' &&
        (input.Notification as { Threshold: number }).Threshold === 80
          ? { error: { code: 'NotFoundException', message: 'gone' } }
          : undefined,
    },
  );
  expect(of('budget')[0]).toMatchObject({ unread: {}, attributes: { notifications: [{ threshold: 100 }] } });
  expect(coverage(subscriberApi)).toMatchObject({ status: 'ok', complete: true });
});

describe('an account without budgets', () => {
  it.each<[string, object]>([
    ['an empty list', { Budgets: [] }],
    ['no list', {}],
  ])('answers with %s, which is complete', async (_, output) => {
    const { of, coverage } = await collectBudgets([], {
      respond: ({ operation }) => (operation === 'DescribeBudgets' ? { output } : undefined),
    });
    expect(of('budget')).toEqual([]);
    expect(coverage('budgets:DescribeBudgets')).toMatchObject({ status: 'ok', complete: true });
  });

  it('does not answer with an empty page', async () => {
    const { coverage } = await collectBudgets([], { faults: [{ api: 'budgets:*', do: 'empty' }] });
    for (const api of ['budgets:DescribeBudgets', notificationApi]) {
      expect(coverage(api)).toMatchObject({ status: 'malformed', complete: false });
    }
  });
});

it('no address of a subscriber is anywhere in the snapshot', async () => {
  const topic = 'arn:aws:sns:us-east-1:111122223333:secret-topic';
  const subscribers = [
    { SubscriptionType: 'EMAIL', Address: 'planted@hidden.example' },
    { SubscriptionType: 'SNS', Address: topic },
  ];
  const budgets = [{ BudgetName: 'b', notifications: [notification(80, subscribers)] }];
  for (const options of [
    {},
    {
      respond: ({ operation }: { operation: string }) =>
        operation === 'DescribeSubscribersForNotification'
          ? { error: { code: 'InternalErrorException', message: 'planted@hidden.example could not be read' } }
          : undefined,
    },
  ]) {
    const { snapshot } = await collectBudgets(budgets, options);
    const text = JSON.stringify(snapshot);
    expect(text).toContain('subscriberCount');
    expect(text).not.toMatch(/hidden|planted|secret-topic/);
  }
});

import { z } from 'zod';
import { defineKind } from './kind.ts';

export const BudgetNotification = z.strictObject({
  type: z.string().describe('ACTUAL or FORECASTED (daily budgets know no forecast).'),
  threshold: z.number().describe('Threshold in percent of the limit, or in currency.'),
  thresholdType: z.string().describe('PERCENTAGE or ABSOLUTE_VALUE.'),
  subscriberCount: z
    .number()
    .int()
    .nullable()
    .describe('Who is told; null when it could not be read. Addresses are never kept.'),
  topics: z
    .array(z.strictObject({ topic: z.string(), region: z.string() }))
    .describe('Those among them that are SNS topics of this account: key hash and region.'),
});

/** A threshold without a type is a percentage. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html */
export const budgetNotificationDefaults = { thresholdType: 'PERCENTAGE' } as const;

/** What AWS fills in for a budget that never ends. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_TimePeriod.html */
export const budgetDefaults = { endTime: '2087-06-15T00:00:00.000Z' } as const;

export const budget = defineKind({
  kind: 'budget',
  title: 'AWS budget',
  attributes: z.strictObject({
    budgetName: z.string().describe('Name, unique within the account.'),
    budgetType: z.string().describe('COST, USAGE, RI_… or SAVINGS_PLANS_….'),
    timeUnit: z.string().describe('DAILY, MONTHLY, QUARTERLY, ANNUALLY or CUSTOM.'),
    limitAmount: z
      .number()
      .nullable()
      .describe('Limit of one period in its unit; null for planned or auto-adjusted limits.'),
    limitUnit: z.string().nullable().describe('Currency or usage unit; null when there is no fixed limit.'),
    autoAdjust: z.boolean().describe('Whether AWS sets the limit from history or forecast.'),
    filtered: z.boolean().describe('Whether the budget covers only a part of the account (tags, services, …).'),
    endTime: z
      .string()
      .nullable()
      .describe('When the budget ends (ISO 8601); AWS fills 2087-06-15 for never; null where AWS does not tell.'),
    healthStatus: z.string().nullable().describe('HEALTHY or UNHEALTHY; null where AWS does not tell.'),
    notifications: z.array(BudgetNotification).describe('Notifications by type and threshold.'),
  }),
  observed: z.strictObject({
    actualSpend: z
      .number()
      .nullable()
      .describe('Spend of the running period in the unit of the limit; null where AWS does not tell.'),
  }),
  tags: 'not-read',
  global: true,
  comparison: { states: ['healthStatus'] },
  keyFormat: 'budget name',
  key: (one) => one.budgetName,
  name: (one) => one.budgetName,
  example: {
    id: 'arn:aws:budgets::111122223333:budget/daily-spend',
    attributes: {
      budgetName: 'daily-spend',
      budgetType: 'COST',
      timeUnit: 'DAILY',
      limitAmount: 3000,
      limitUnit: 'USD',
      autoAdjust: false,
      filtered: false,
      endTime: '2087-06-15T00:00:00.000Z',
      healthStatus: 'HEALTHY',
      notifications: [{ type: 'ACTUAL', threshold: 100, thresholdType: 'PERCENTAGE', subscriberCount: 1, topics: [] }],
    },
    observed: { actualSpend: 2100 },
    defaulted: [],
  },
});

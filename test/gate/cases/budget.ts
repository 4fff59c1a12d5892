import type { SameVerdictCase } from '../same-verdict-case.ts';

export const budgetCase: SameVerdictCase = {
  kind: 'budget',
  fault: 'it tells nobody',
  live: {},
  global: {
    budgets: [
      {
        BudgetName: 'spend',
        BudgetType: 'COST',
        TimeUnit: 'MONTHLY',
        BudgetLimit: { Amount: '90000', Unit: 'USD' },
        notifications: [],
      },
    ],
  },
  plan: [
    {
      type: 'aws_budgets_budget',
      name: 'spend',
      values: {
        name: 'spend',
        budget_type: 'COST',
        time_unit: 'MONTHLY',
        limit_amount: '90000',
        limit_unit: 'USD',
        notification: [],
      },
      filled: { time_period_end: '2087-06-15_00:00', auto_adjust_data: [], planned_limit: [] },
    },
  ],
  template: {
    Spend: {
      Type: 'AWS::Budgets::Budget',
      Properties: {
        Budget: {
          BudgetName: 'spend',
          BudgetType: 'COST',
          TimeUnit: 'MONTHLY',
          BudgetLimit: { Amount: 90000, Unit: 'USD' },
        },
        NotificationsWithSubscribers: [],
      },
    },
  },
  same: [['budget-dead', 'spend', 'fail']],
  beside: [],
  wholeAccount: [['daily-budget-missing', '111122223333', 'fail']],
  afterApply: {
    attribute: 'aws_budgets_budget.spend.notification',
    property: 'Spend.NotificationsWithSubscribers',
    unknown: ['budget-dead'],
  },
};

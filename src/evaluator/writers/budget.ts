import { defineWriter, one } from './define-writer.ts';

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_DeleteBudget.html */
export const writeBudget = defineWriter({
  levers: [],
  follows: ['healthStatus'],
  fixed: 'update-budget replaces a budget, and the snapshot does not hold its filters and its subscribers.',
  remove: ({ account, key }) =>
    one(
      'budgets',
      'DeleteBudget',
      { AccountId: account, BudgetName: key },
      'Its notifications and their subscribers go with it.',
    ),
});

import { type Declared, type DeclaredObject, isFilled, isUnresolved } from '../../declared/value.ts';
import { block, blocks, keyed, onlyIfSet, terraformType, translate } from '../translation.ts';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/budgets_budget */
export const budgetsBudget = terraformType(
  'aws_budgets_budget',
  'AWS::Budgets::Budget',
  {
    Budget: (attributes) =>
      translate(
        {
          BudgetName: 'name',
          BudgetType: 'budget_type',
          TimeUnit: 'time_unit',
          BudgetLimit: (limit) =>
            orNone(translate({ Amount: onlyIfSet('limit_amount'), Unit: onlyIfSet('limit_unit') }, limit)),
          PlannedBudgetLimits: (limits) => keyed(limits.planned_limit, 'start_time'),
          AutoAdjustData: block('auto_adjust_data', { AutoAdjustType: 'auto_adjust_type' }),
          CostFilters: (filters) =>
            keyed(onlyIfSet('cost_filter')(filters), 'name', 'values') ?? onlyIfSet('cost_filters')(filters),
          FilterExpression: block('filter_expression', {
            And: (expression) => orEmpty(expression.and),
            Or: (expression) => orEmpty(expression.or),
            Not: (expression) => orEmpty(expression.not),
            Dimensions: (expression) => orEmpty(expression.dimensions),
            Tags: (expression) => orEmpty(expression.tags),
            CostCategories: (expression) => orEmpty(expression.cost_categories),
          }),
          TimePeriod: (period) => orNone(translate({ End: onlyIfSet('time_period_end') }, period)),
        },
        attributes,
      ),
    NotificationsWithSubscribers: blocks('notification', {
      Notification: (notification) =>
        translate(
          {
            NotificationType: 'notification_type',
            Threshold: 'threshold',
            ThresholdType: 'threshold_type',
            ComparisonOperator: 'comparison_operator',
          },
          notification,
        ),
      Subscribers: subscribersOf,
    }),
  },
  { name: 'name' },
);

const orNone = (object: DeclaredObject) => (Object.keys(object).length > 0 ? object : undefined);

/** An empty block says nothing. */
const orEmpty = (value: Declared | undefined) => (Array.isArray(value) && value.length === 0 ? undefined : value);

/** Email addresses and topics apart, of which one list that is not known makes all of them unknown. */
function subscribersOf(notification: DeclaredObject): Declared | undefined {
  const lists = [
    ['EMAIL', notification.subscriber_email_addresses],
    ['SNS', notification.subscriber_sns_topic_arns],
  ] as const;
  const open = lists.map(([, list]) => list).find(isUnresolved);
  if (open) return open;
  return lists.flatMap(([type, list]) => {
    const plain = isFilled(list) ? list.value : list;
    return Array.isArray(plain) ? plain.map((address) => ({ SubscriptionType: type, Address: address })) : [];
  });
}

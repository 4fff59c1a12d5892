import { describe, expect, it } from 'vitest';
import { describeBudget } from '../../../src/collectors/aws/describe/budget.ts';
import { filled, leftToAws, unresolved } from '../../../src/collectors/declared/value.ts';
import { place, plan, resourcesOf, template } from './thrice.ts';

const topic = 'arn:aws:sns:eu-central-1:111122223333:finance';

const ofTerraform = (over = {}) =>
  resourcesOf(
    plan({
      daily: [
        'aws_budgets_budget',
        {
          name: 'daily-spend',
          budget_type: 'COST',
          time_unit: 'DAILY',
          limit_amount: '3000',
          limit_unit: 'USD',
          auto_adjust_data: [],
          planned_limit: [],
          filter_expression: [],
          cost_filter: leftToAws(),
          time_period_end: filled('2087-06-15_00:00'),
          notification: [
            {
              comparison_operator: 'GREATER_THAN',
              notification_type: 'ACTUAL',
              threshold: 100,
              threshold_type: 'PERCENTAGE',
              subscriber_email_addresses: ['finops@example.com'],
              subscriber_sns_topic_arns: [topic],
            },
          ],
          ...over,
        },
      ],
    }),
  ).get('budget daily-spend');

const ofCloudFormation = (over = {}) =>
  resourcesOf(
    template({
      Daily: [
        'AWS::Budgets::Budget',
        {
          Budget: {
            BudgetName: 'daily-spend',
            BudgetType: 'COST',
            TimeUnit: 'DAILY',
            BudgetLimit: { Amount: 3000, Unit: 'USD' },
            ...over,
          },
          NotificationsWithSubscribers: [
            {
              Notification: { ComparisonOperator: 'GREATER_THAN', NotificationType: 'ACTUAL', Threshold: 100 },
              Subscribers: [
                { SubscriptionType: 'EMAIL', Address: 'finops@example.com' },
                { SubscriptionType: 'SNS', Address: topic },
              ],
            },
          ],
        },
      ],
    }),
  ).get('budget daily-spend');

describe('a budget', () => {
  it('is the same from the live account, a plan and a template', () => {
    const live = describeBudget(
      {
        BudgetName: 'daily-spend',
        BudgetType: 'COST',
        TimeUnit: 'DAILY',
        BudgetLimit: { Amount: '3000', Unit: 'USD' },
        TimePeriod: { End: new Date('2087-06-15T00:00:00Z') },
      },
      {
        ok: true,
        value: [
          {
            notification: { ComparisonOperator: 'GREATER_THAN', NotificationType: 'ACTUAL', Threshold: 100 },
            subscribers: {
              ok: true,
              value: [
                { SubscriptionType: 'EMAIL', Address: 'finops@example.com' },
                { SubscriptionType: 'SNS', Address: topic },
              ],
            },
          },
        ],
      },
      place,
    );

    expect(ofTerraform()?.attributes).toEqual(live.attributes);
    expect(ofCloudFormation()?.attributes).toEqual(live.attributes);
    expect(ofTerraform()?.defaulted).toContain('endTime');
  });

  it.each([
    ['a filter', { cost_filter: [{ name: 'Service', values: ['Lambda'] }] }, { CostFilters: { Service: ['Lambda'] } }],
    [
      'an expression',
      { filter_expression: [{ dimensions: [{ key: 'SERVICE', values: ['Lambda'] }], and: [] }] },
      { FilterExpression: { Dimensions: { Key: 'SERVICE', Values: ['Lambda'] } } },
    ],
  ])('with %s covers a part of the account', (_, attributes, properties) => {
    expect(ofTerraform(attributes)?.attributes.filtered).toBe(true);
    expect(ofCloudFormation(properties)?.attributes.filtered).toBe(true);
  });

  it('with a limit that AWS moves has none of its own', () => {
    const moved = ofTerraform({ auto_adjust_data: [{ auto_adjust_type: 'HISTORICAL' }] });

    expect(moved?.attributes).toMatchObject({ autoAdjust: true, limitAmount: null, limitUnit: null });
    expect(ofCloudFormation({ AutoAdjustData: { AutoAdjustType: 'HISTORICAL' } })?.attributes).toEqual(
      moved?.attributes,
    );
  });

  it.each([
    ['2027-01-01_00:00', '1798761600'],
    ['2027-01-01_00:00', '2027-01-01T00:00:00Z'],
  ])('ends when %s or %s says', (terraform, cloudFormation) => {
    const end = '2027-01-01T00:00:00.000Z';

    expect(ofTerraform({ time_period_end: terraform })?.attributes.endTime).toBe(end);
    expect(ofCloudFormation({ TimePeriod: { End: cloudFormation } })?.attributes.endTime).toBe(end);
  });

  it('whose filter or subscribers are known only after apply does not tell them', () => {
    const open = ofTerraform({
      cost_filter: unresolved(),
      notification: [
        { notification_type: 'ACTUAL', threshold: 100, subscriber_sns_topic_arns: [unresolved(['aws_sns_topic.a'])] },
      ],
    });

    expect(open?.unread).toMatchObject({ filtered: 'after-apply', notifications: 'after-apply' });
  });
});

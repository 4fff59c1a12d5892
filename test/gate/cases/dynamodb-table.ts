import type { SameVerdictCase } from '../same-verdict-case.ts';

export const dynamodbTableCase: SameVerdictCase = {
  kind: 'dynamodb-table',
  fault: 'nothing will tell which keys are hot',
  live: {
    dynamodb: {
      tables: [
        {
          TableName: 'orders',
          ProvisionedThroughput: { ReadCapacityUnits: 100, WriteCapacityUnits: 100 },
        },
      ],
    },
  },
  plan: [
    {
      type: 'aws_dynamodb_table',
      name: 'orders',
      values: {
        name: 'orders',
        billing_mode: 'PROVISIONED',
        read_capacity: 100,
        write_capacity: 100,
        hash_key: 'id',
        attribute: [{ name: 'id', type: 'S' }],
      },
      filled: { table_class: 'STANDARD', global_secondary_index: [], replica: [] },
    },
  ],
  template: {
    Orders: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'orders',
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: '100', WriteCapacityUnits: 100 },
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        ContributorInsightsSpecification: { Enabled: false },
      },
    },
  },
  same: [['dynamodb-contributor-insights-off', 'orders', 'fail']],
  beside: [['dynamodb-provisioned-not-scaled', 'orders/read', 'fail']],
  afterApply: {
    attribute: 'aws_dynamodb_table.orders.billing_mode',
    property: 'Orders.BillingMode',
    unknown: ['dynamodb-provisioned-not-scaled'],
  },
};

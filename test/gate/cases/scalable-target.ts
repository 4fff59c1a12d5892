import type { SameVerdictCase } from '../same-verdict-case.ts';

const key = 'dynamodb|table/orders|dynamodb:table:ReadCapacityUnits';

export const scalableTargetCase: SameVerdictCase = {
  kind: 'scalable-target',
  fault: 'it is left of a table that is on demand now',
  live: {
    dynamodb: {
      tables: [{ TableName: 'orders', BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } }],
    },
    'application-autoscaling': {
      scalableTargets: [
        {
          ServiceNamespace: 'dynamodb',
          ResourceId: 'table/orders',
          ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
          MinCapacity: 100,
          MaxCapacity: 400,
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
        billing_mode: 'PAY_PER_REQUEST',
        hash_key: 'id',
        attribute: [{ name: 'id', type: 'S' }],
      },
      filled: { read_capacity: 0, write_capacity: 0, global_secondary_index: [], replica: [] },
    },
    {
      type: 'aws_appautoscaling_target',
      name: 'reads',
      values: {
        service_namespace: 'dynamodb',
        resource_id: 'table/orders',
        scalable_dimension: 'dynamodb:table:ReadCapacityUnits',
        min_capacity: 100,
        max_capacity: 400,
      },
    },
  ],
  template: {
    Orders: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'orders',
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      },
    },
    Reads: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: {
        ServiceNamespace: 'dynamodb',
        ResourceId: 'table/orders',
        ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
        MinCapacity: 100,
        MaxCapacity: 400,
      },
    },
  },
  same: [
    ['scalable-target-orphaned', key, 'fail'],
    ['scalable-target-without-policy', key, 'not-applicable'],
  ],
  beside: [],
  afterApply: {
    attribute: 'aws_dynamodb_table.orders.billing_mode',
    property: 'Orders.BillingMode',
    unknown: ['scalable-target-orphaned'],
  },
  elsewhere: {
    plan: ['aws_dynamodb_table.orders'],
    template: ['Orders'],
    live: { dynamodb: { tables: [{ TableName: 'orders', BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } }] } },
    rules: ['scalable-target-orphaned'],
  },
};

import type { SameVerdictCase } from '../same-verdict-case.ts';

const target = {
  ServiceNamespace: 'dynamodb',
  ResourceId: 'table/orders',
  ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
};
const action = {
  ScheduledActionName: 'sale',
  Schedule: 'at(2099-03-20T15:00:00)',
  Timezone: 'Asia/Tokyo',
  ScalableTargetAction: { MinCapacity: 500 },
};
const key = 'dynamodb|table/orders|dynamodb:table:ReadCapacityUnits|sale';

export const scheduledActionCase: SameVerdictCase = {
  kind: 'scheduled-action',
  fault: 'it writes a minimum above the maximum',
  live: {
    dynamodb: {
      tables: [{ TableName: 'orders', ProvisionedThroughput: { ReadCapacityUnits: 10, WriteCapacityUnits: 10 } }],
    },
    'application-autoscaling': {
      scalableTargets: [{ ...target, MinCapacity: 10, MaxCapacity: 100 }],
      scheduledActions: [{ ...target, ...action }],
    },
  },
  plan: [
    {
      type: 'aws_dynamodb_table',
      name: 'orders',
      values: { name: 'orders', billing_mode: 'PROVISIONED', read_capacity: 10, write_capacity: 10 },
    },
    {
      type: 'aws_appautoscaling_target',
      name: 'reads',
      values: {
        service_namespace: 'dynamodb',
        resource_id: 'table/orders',
        scalable_dimension: 'dynamodb:table:ReadCapacityUnits',
        min_capacity: 10,
        max_capacity: 100,
      },
    },
    {
      type: 'aws_appautoscaling_scheduled_action',
      name: 'sale',
      values: {
        name: 'sale',
        service_namespace: 'dynamodb',
        resource_id: 'table/orders',
        scalable_dimension: 'dynamodb:table:ReadCapacityUnits',
        schedule: action.Schedule,
        timezone: action.Timezone,
        scalable_target_action: [{ min_capacity: '500', max_capacity: null }],
      },
      references: {
        resource_id: ['aws_appautoscaling_target.reads.resource_id', 'aws_appautoscaling_target.reads'],
      },
    },
  ],
  template: {
    Orders: {
      Type: 'AWS::DynamoDB::Table',
      Properties: { TableName: 'orders', ProvisionedThroughput: { ReadCapacityUnits: 10, WriteCapacityUnits: 10 } },
    },
    Reads: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: { ...target, MinCapacity: 10, MaxCapacity: 100, ScheduledActions: [action] },
    },
  },
  same: [],
  beside: [['scheduled-action-above-max', key, 'fail']],
  afterApply: {
    attribute: 'aws_appautoscaling_target.reads.max_capacity',
    property: 'Reads.MaxCapacity',
    unknown: ['scheduled-action-above-max'],
  },
};

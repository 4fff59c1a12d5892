import type { SameVerdictCase } from '../same-verdict-case.ts';

export const rdsInstanceCase: SameVerdictCase = {
  kind: 'rds-instance',
  fault: 'its storage does not grow',
  live: {
    rds: {
      instances: [
        {
          DBInstanceIdentifier: 'orders',
          Engine: 'postgres',
          DBInstanceClass: 'db.m6g.large',
          AllocatedStorage: 100,
          MaxAllocatedStorage: 105,
          StorageType: 'gp3',
        },
      ],
    },
  },
  plan: [
    {
      type: 'aws_db_instance',
      name: 'orders',
      values: {
        identifier: 'orders',
        engine: 'postgres',
        instance_class: 'db.m6g.large',
        allocated_storage: 100,
        max_allocated_storage: 105,
        storage_type: 'gp3',
      },
    },
  ],
  template: {
    Orders: {
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        DBInstanceIdentifier: 'Orders',
        Engine: 'postgres',
        DBInstanceClass: 'db.m6g.large',
        AllocatedStorage: '100',
        MaxAllocatedStorage: 105,
        StorageType: 'gp3',
      },
    },
  },
  same: [['rds-storage-not-scaled', 'orders', 'fail']],
  beside: [],
  afterApply: {
    attribute: 'aws_db_instance.orders.max_allocated_storage',
    property: 'Orders.MaxAllocatedStorage',
    unknown: ['rds-storage-not-scaled'],
  },
};

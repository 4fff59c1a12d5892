import { describe, expect, it } from 'vitest';
import { collect, type Declared } from './support.ts';

const replica = (RegionName: string, MinimumUnits?: number, MaximumUnits?: number, more: object = {}) => ({
  RegionName,
  ...(MaximumUnits !== undefined && {
    ReplicaProvisionedWriteCapacityAutoScalingSettings: { MinimumUnits, MaximumUnits },
  }),
  ...more,
});
const tables = [
  {
    TableName: 'carts',
    Replicas: [{ RegionName: 'us-east-1' }],
    replicaScaling: [
      replica('us-east-1', 5, 100, {
        GlobalSecondaryIndexes: [
          { IndexName: 'b', ProvisionedWriteCapacityAutoScalingSettings: { MinimumUnits: 1, MaximumUnits: 9 } },
          {
            IndexName: 'a',
            ProvisionedWriteCapacityAutoScalingSettings: { AutoScalingDisabled: true, MaximumUnits: 9 },
          },
        ],
      }),
      replica('eu-central-1'),
    ],
  },
  {
    TableName: 'demand',
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' as const },
    Replicas: [{ RegionName: 'us-east-1' }],
  },
  { TableName: 'plain' },
];
const declared: Declared = { dynamodb: { tables } };
const api = 'dynamodb:DescribeTableReplicaAutoScaling';

describe('the write scaling of replicas', () => {
  it('is asked of provisioned global tables alone, in one call for all regions', async () => {
    const { of, calls } = await collect(declared);
    expect(calls('DescribeTableReplicaAutoScaling')).toBe(1);
    const none = { minCapacity: null, maxCapacity: null };
    expect(of('dynamodb-table').map((one) => [one.key, one.attributes.replicaWriteScaling])).toEqual([
      [
        'carts',
        [
          { region: 'eu-central-1', ...none, indexes: [] },
          {
            region: 'us-east-1',
            minCapacity: 5,
            maxCapacity: 100,
            indexes: [
              { name: 'a', ...none },
              { name: 'b', minCapacity: 1, maxCapacity: 9 },
            ],
          },
        ],
      ],
      ['demand', []],
      ['plain', []],
    ]);
  });

  it('that was denied is unread, and the table is there', async () => {
    const { of, coverage } = await collect(declared, { faults: [{ api, do: 'denied' }] });
    expect(of('dynamodb-table').map(({ key, unread }) => [key, unread])).toEqual([
      ['carts', { replicaWriteScaling: 'denied' }],
      ['demand', {}],
      ['plain', {}],
    ]);
    expect(coverage(api)).toMatchObject({ status: 'denied', missed: ['carts'] });
  });
});

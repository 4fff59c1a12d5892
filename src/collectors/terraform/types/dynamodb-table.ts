import { type Declared, type DeclaredObject, isFilled } from '../../declared/value.ts';
import { allTags, block, blocks, mapped, type Translated, terraformType } from '../translation.ts';

const units: Record<string, Translated> = {
  ProvisionedThroughput: ({ read_capacity: read, write_capacity: write }: DeclaredObject): Declared | undefined =>
    isNothing(read) && isNothing(write) ? undefined : { ReadCapacityUnits: read, WriteCapacityUnits: write },
  OnDemandThroughput: block('on_demand_throughput', {
    MaxReadRequestUnits: 'max_read_request_units',
    MaxWriteRequestUnits: 'max_write_request_units',
  }),
  WarmThroughput: block('warm_throughput', {
    ReadUnitsPerSecond: 'read_units_per_second',
    WriteUnitsPerSecond: 'write_units_per_second',
  }),
};

/** The provider writes 0 for a table on demand. */
const isNothing = (value: Declared | undefined) => {
  const plain = isFilled(value) ? value.value : value;
  return plain === undefined || plain === null || plain === 0;
};

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dynamodb_table */
export const dynamodbTable = terraformType(
  'aws_dynamodb_table',
  'AWS::DynamoDB::Table',
  {
    TableName: 'name',
    BillingMode: 'billing_mode',
    TableClass: mapped('table_class', (value) => (value === '' ? undefined : value)),
    Tags: allTags,
    ...units,
    GlobalSecondaryIndexes: blocks('global_secondary_index', { IndexName: 'name', ...units }),
    Replicas: blocks('replica', { RegionName: 'region_name' }),
  },
  { name: 'name', idIsName: true },
);

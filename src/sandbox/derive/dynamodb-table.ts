import { arnOf, createdLongAgo, type Place, uuidOf } from './identity.ts';
import { count, type Item, part, parts, text, withDefaults, without } from './item.ts';

/** The capacity that an on-demand table is warm for when it is created. */
const onDemandWarm = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000 };
const keySchema = [{ AttributeName: 'pk', KeyType: 'HASH' }];

/** The table as DescribeTable returns it. */
export function completeTable(item: Item, place: Place): Record<string, unknown> {
  const name = text(item, 'TableName');
  const arn = arnOf('dynamodb', place, `table/${name}`);
  const onDemand = part(item, 'BillingModeSummary').BillingMode === 'PAY_PER_REQUEST';
  const throughput = throughputOf(item, onDemand);
  const indexes = parts(item, 'GlobalSecondaryIndexes').map((index) => completeIndex(index, arn, onDemand));
  const locals = parts(item, 'LocalSecondaryIndexes').map((index) => completeLocalIndex(index, arn));
  return withDefaults(
    {
      ...without(item, 'tags', 'replicaScaling'),
      ProvisionedThroughput: throughput,
      ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes } : {}),
      ...(locals.length > 0 ? { LocalSecondaryIndexes: locals } : {}),
    },
    {
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: keySchema,
      TableStatus: 'ACTIVE',
      CreationDateTime: createdLongAgo,
      TableSizeBytes: 0,
      ItemCount: 0,
      TableArn: arn,
      TableId: uuidOf(arn),
      DeletionProtectionEnabled: false,
      WarmThroughput: warmOf(throughput, onDemand),
    },
  );
}

/** Provisioned units of a table or index; on-demand ones report zero. */
export function throughputOf(item: Item, onDemand: boolean): Record<string, unknown> {
  const units = onDemand ? 0 : 5;
  return withDefaults(part(item, 'ProvisionedThroughput'), {
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: units,
    WriteCapacityUnits: units,
  });
}

function completeIndex(index: Item, tableArn: string, onDemand: boolean): Record<string, unknown> {
  const throughput = throughputOf(index, onDemand);
  return withDefaults(
    { ...index, ProvisionedThroughput: throughput },
    {
      KeySchema: keySchema,
      Projection: { ProjectionType: 'ALL' },
      IndexStatus: 'ACTIVE',
      IndexSizeBytes: 0,
      ItemCount: 0,
      IndexArn: `${tableArn}/index/${text(index, 'IndexName')}`,
      WarmThroughput: warmOf(throughput, onDemand),
    },
  );
}

function completeLocalIndex(index: Item, tableArn: string): Record<string, unknown> {
  const IndexArn = `${tableArn}/index/${text(index, 'IndexName')}`;
  return withDefaults(index, {
    KeySchema: keySchema,
    Projection: { ProjectionType: 'ALL' },
    IndexSizeBytes: 0,
    ItemCount: 0,
    IndexArn,
  });
}

function warmOf(throughput: Item, onDemand: boolean): Record<string, unknown> {
  const provisioned = {
    ReadUnitsPerSecond: count(throughput, 'ReadCapacityUnits'),
    WriteUnitsPerSecond: count(throughput, 'WriteCapacityUnits'),
  };
  return { ...(onDemand ? onDemandWarm : provisioned), Status: 'ACTIVE' };
}

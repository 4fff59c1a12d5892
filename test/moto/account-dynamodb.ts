import {
  type BillingMode,
  CreateTableCommand,
  type CreateTableCommandInput,
  type GlobalSecondaryIndex,
} from '@aws-sdk/client-dynamodb';
import { type Scaling, scale } from './account-ecs.ts';
import type { Writers } from './clients.ts';

interface Table {
  billing: BillingMode;
  index?: string;
  tags?: Record<string, string>;
  read?: Scaling;
  write?: Scaling;
}

const tracked: Scaling = { min: 50, max: 1000, tracking: { TargetValue: 70 } };

const wrong: Record<string, Table> = {
  // Scaled itself, but not its index: the index throttles the writes of the table.
  orders: { billing: 'PROVISIONED', index: 'by-date', read: tracked, write: tracked },
  sessions: { billing: 'PROVISIONED', tags: { traffic: 'spiky' }, read: tracked, write: tracked },
  carts: {
    billing: 'PROVISIONED',
    read: tracked,
    write: { ...tracked, tracking: { TargetValue: 70, DisableScaleIn: true } },
  },
  hot: { billing: 'PROVISIONED', read: { ...tracked, tracking: { TargetValue: 90 } }, write: tracked },
  fixed: { billing: 'PROVISIONED' },
  catalogue: { billing: 'PAY_PER_REQUEST', index: 'by-author', tags: { event: 'sale-20250322' } },
};

const good: Record<string, Table> = {
  orders: { billing: 'PAY_PER_REQUEST', index: 'by-date' },
  sessions: { billing: 'PAY_PER_REQUEST', tags: { traffic: 'spiky' } },
  carts: { billing: 'PROVISIONED', read: tracked, write: tracked },
  hot: { billing: 'PROVISIONED', read: tracked, write: tracked },
  fixed: { billing: 'PROVISIONED', read: tracked, write: tracked },
  catalogue: { billing: 'PAY_PER_REQUEST', index: 'by-author', tags: { event: 'sale-20990322' } },
};

/** More tables than a page of ListTables holds, with more tags than a page of GetResources does. */
export const shards = Array.from({ length: 105 }, (_, index) => `shard-${String(index + 1).padStart(3, '0')}`);
/** The one shard that was raised for an event that is over: it comes last in every listing. */
export const forgottenShard = 'shard-105';

export async function createTables(aws: Writers): Promise<void> {
  const production = aws.region === 'eu-central-1';
  const tables: Record<string, Table> = {
    ...(production ? wrong : good),
    ...(production
      ? Object.fromEntries(
          shards.map((name) => [
            name,
            {
              billing: 'PAY_PER_REQUEST',
              tags: { family: 'shards', ...(name === forgottenShard && { event: 'manga-release-20250322' }) },
            } satisfies Table,
          ]),
        )
      : {}),
  };
  const env = production ? 'prod' : 'staging';
  for (const [name, table] of Object.entries(tables)) {
    await aws.dynamodb.send(new CreateTableCommand(definition(name, table, env)));
    await scaleSide(aws, name, 'Read', table.read);
    await scaleSide(aws, name, 'Write', table.write);
  }
}

function definition(TableName: string, { billing, index, tags }: Table, env: string): CreateTableCommandInput {
  const units = { ReadCapacityUnits: 100, WriteCapacityUnits: 100 };
  const throughput = billing === 'PROVISIONED' ? { ProvisionedThroughput: units } : {};
  const indexes: GlobalSecondaryIndex[] =
    index === undefined
      ? []
      : [
          {
            IndexName: index,
            KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'KEYS_ONLY' },
            ...throughput,
          },
        ];
  return {
    TableName,
    BillingMode: billing,
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: ['id', ...(index === undefined ? [] : ['other'])].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    ...throughput,
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    Tags: Object.entries({ env, ...tags }).map(([Key, Value]) => ({ Key, Value })),
  };
}

async function scaleSide(aws: Writers, table: string, side: 'Read' | 'Write', scaling: Scaling | undefined) {
  if (!scaling) return;
  const identity = {
    ServiceNamespace: 'dynamodb',
    ResourceId: `table/${table}`,
    ScalableDimension: `dynamodb:table:${side}CapacityUnits`,
  } as const;
  await scale(aws, identity, `DynamoDB${side}CapacityUtilization`, scaling);
}

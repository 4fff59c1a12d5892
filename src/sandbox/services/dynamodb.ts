import {
  DescribeLimits$,
  DescribeTable$,
  type DescribeTableInput,
  DescribeTableReplicaAutoScaling$,
  type DescribeTableReplicaAutoScalingInput,
  ListContributorInsights$,
  type ListContributorInsightsInput,
  ListTables$,
  type ListTablesInput,
} from '@aws-sdk/client-dynamodb';
import { completeTable } from '../derive/dynamodb-table.ts';
import { arnOf } from '../derive/identity.ts';
import { type Item, indexBy, parts, text, withDefaults } from '../derive/item.ts';
import { addTagged, type Tagged } from '../derive/tags.ts';
import { pageSize, takePage } from '../paging.ts';
import { awsJson } from '../protocol/json.ts';
import { type Context, failed, jsonCodes, operation, type Service } from '../service.ts';

/** DynamoDB in one account and region. */
export type DynamoDbState = { tables: Map<string, Item>; names: string[]; limits: Item; insights: readonly Item[] };

const limits = { default: 100, max: 100 };

/** Amazon DynamoDB. */
export const dynamodb: Service<DynamoDbState> = {
  prefix: 'dynamodb',
  signingName: 'dynamodb',
  protocol: awsJson({
    version: '1.0',
    target: 'DynamoDB_20120810',
    errorNamespace: 'com.amazonaws.dynamodb.v20120810',
  }),
  errors: jsonCodes({ internal: 'InternalServerError' }),
  index: ({ region: { dynamodb: declared } }) => {
    const tables = indexBy<Item>(declared?.tables ?? [], (item) => text(item, 'TableName'));
    return {
      tables,
      names: [...tables.keys()].sort(),
      limits: declared?.limits ?? {},
      insights: declared?.contributorInsights ?? [],
    };
  },
  operations: {
    ListTables: operation({
      schema: ListTables$,
      token: { input: 'ExclusiveStartTableName', output: 'LastEvaluatedTableName' },
      handle: listTables,
    }),
    DescribeTable: operation({ schema: DescribeTable$, required: ['TableName'], handle: describeTable }),
    DescribeTableReplicaAutoScaling: operation({
      schema: DescribeTableReplicaAutoScaling$,
      required: ['TableName'],
      handle: describeReplicaScaling,
    }),
    DescribeLimits: operation<DynamoDbState, object>({
      schema: DescribeLimits$,
      handle: (_input, { state }) => limitsOf(state),
    }),
    ListContributorInsights: operation({
      schema: ListContributorInsights$,
      token: { input: 'NextToken', output: 'NextToken' },
      handle: listInsights,
    }),
  },
  tagged: (context) => {
    const list: Tagged[] = [];
    for (const [name, item] of context.state.tables) addTagged(list, arnOf('dynamodb', context, `table/${name}`), item);
    return list;
  },
};

/** The start is any name, known or not: the page begins behind it. */
function listTables(input: ListTablesInput, { state: { names } }: Context<DynamoDbState>) {
  const size = pageSize(input.Limit, limits);
  const start = input.ExclusiveStartTableName === undefined ? 0 : firstAfter(names, input.ExclusiveStartTableName);
  const page = names.slice(start, start + size);
  const more = start + size < names.length;
  return { TableNames: page, LastEvaluatedTableName: more ? page.at(-1) : undefined };
}

function describeTable(input: DescribeTableInput, context: Context<DynamoDbState>) {
  const name = (input.TableName ?? '').split('/').at(-1) ?? '';
  const item = context.state.tables.get(name);
  if (!item) throw failed('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
  return { Table: completeTable(item, context) };
}

function describeReplicaScaling(input: DescribeTableReplicaAutoScalingInput, { state }: Context<DynamoDbState>) {
  const TableName = (input.TableName ?? '').split('/').at(-1) ?? '';
  const item = state.tables.get(TableName);
  if (!item) throw failed('ResourceNotFoundException', `Requested resource not found: Table: ${TableName} not found`);
  const Replicas = parts(item, 'replicaScaling');
  return { TableAutoScalingDescription: { TableName, TableStatus: 'ACTIVE', Replicas } };
}

function limitsOf(state: DynamoDbState) {
  const account = { AccountMaxReadCapacityUnits: 80_000, AccountMaxWriteCapacityUnits: 80_000 };
  return withDefaults(state.limits, {
    ...account,
    TableMaxReadCapacityUnits: 40_000,
    TableMaxWriteCapacityUnits: 40_000,
  });
}

function listInsights(input: ListContributorInsightsInput, { state }: Context<DynamoDbState>) {
  const table = input.TableName?.split('/').at(-1);
  const listed = table === undefined ? state.insights : state.insights.filter((item) => item.TableName === table);
  const scope = `ListContributorInsights ${table}`;
  const page = takePage(listed, { token: input.NextToken, size: input.MaxResults, limits, scope });
  const complete = (item: Item) => withDefaults(item, { ContributorInsightsStatus: 'ENABLED' });
  return { ContributorInsightsSummaries: page.items.map(complete), NextToken: page.token };
}

function firstAfter(names: readonly string[], name: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] ?? '') <= name) low = middle + 1;
    else high = middle;
  }
  return low;
}

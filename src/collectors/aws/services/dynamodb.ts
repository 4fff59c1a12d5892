import type { ReplicaAutoScalingDescription, TableDescription } from '@aws-sdk/client-dynamodb';
import { dynamodbAccount } from '../../../resources/dynamodb-account.ts';
import { dynamodbTable } from '../../../resources/dynamodb-table.ts';
import type { Answer, Collector, Context } from '../collector.ts';
import { describeTable } from '../describe/dynamodb-table.ts';
import { lastPart } from '../format.ts';

const replicaApi = 'dynamodb:DescribeTableReplicaAutoScaling';

/** Tables with their indexes, and the account's limits. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/ */
export const dynamodb: Collector = {
  name: 'dynamodb',
  scope: 'regional',
  reads: [
    { api: 'dynamodb:ListTables', kinds: ['dynamodb-table'] },
    { api: 'dynamodb:DescribeTable', kinds: ['dynamodb-table'], after: 'dynamodb:ListTables' },
    { api: 'dynamodb:ListContributorInsights', kinds: [] },
    { api: replicaApi, kinds: [], after: 'dynamodb:DescribeTable' },
    { api: 'dynamodb:DescribeLimits', kinds: ['dynamodb-account'] },
  ],
  async collect(context) {
    await Promise.all([collectTables(context), collectLimits(context)]);
  },
};

async function collectTables(context: Context): Promise<void> {
  const { DescribeTableCommand } = await import('@aws-sdk/client-dynamodb');
  const api = 'dynamodb:DescribeTable';
  const [names, insightOf] = await Promise.all([listTables(context), contributorInsights(context)]);
  await context.forEach(names, async (name) => {
    const answer = await context.call(api, new DescribeTableCommand({ TableName: name }), {
      missed: [name],
      gone: ['ResourceNotFoundException'],
      holds: (output) => output.Table,
    });
    if (!answer.ok) return;
    const table = answer.value.Table ?? {};
    const scaling = await replicaScaling(context, table);
    if (!scaling.ok && scaling.gone) return;
    context.add(dynamodbTable, { api, item: name }, () =>
      describeTable(table, insightOf(name), context.region, scaling),
    );
  });
}

/** Write scaling of the replicas of a global table, of all regions in one answer. Others are not asked. */
async function replicaScaling(
  context: Context,
  table: TableDescription,
): Promise<Answer<readonly ReplicaAutoScalingDescription[]>> {
  const onDemand = table.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST';
  if (onDemand || (table.Replicas ?? []).length === 0) return { ok: true, value: [] };
  const { DescribeTableReplicaAutoScalingCommand } = await import('@aws-sdk/client-dynamodb');
  const answer = await context.call(
    replicaApi,
    new DescribeTableReplicaAutoScalingCommand({ TableName: table.TableName }),
    {
      missed: [table.TableName ?? 'a nameless table'],
      gone: ['ResourceNotFoundException'],
      holds: (output) => output.TableAutoScalingDescription?.Replicas,
    },
  );
  return answer.ok ? { ok: true, value: answer.value.TableAutoScalingDescription?.Replicas ?? [] } : answer;
}

async function listTables(context: Context): Promise<string[]> {
  const { ListTablesCommand } = await import('@aws-sdk/client-dynamodb');
  const names: string[] = [];
  const pages = context.pages(
    'dynamodb:ListTables',
    (token) => new ListTablesCommand({ ExclusiveStartTableName: token, Limit: 100 }),
    { next: (page) => page.LastEvaluatedTableName, items: (page) => page.TableNames },
  );
  for await (const page of pages) names.push(...page);
  return names;
}

/**
 * Whether Contributor Insights is on, by table. One listing tells it for the whole region; a table that a complete
 * listing does not name never had it.
 */
async function contributorInsights(context: Context): Promise<(table: string) => Answer<boolean>> {
  const { ListContributorInsightsCommand } = await import('@aws-sdk/client-dynamodb');
  const api = 'dynamodb:ListContributorInsights';
  const enabled = new Set<string>();
  const pages = context.pages(
    api,
    (token) => new ListContributorInsightsCommand({ NextToken: token, MaxResults: 100 }),
    { next: (page) => page.NextToken, items: (page) => page.ContributorInsightsSummaries },
  );
  for await (const page of pages) {
    for (const { TableName, IndexName, ContributorInsightsStatus: status } of page) {
      if (typeof TableName !== 'string' || typeof status !== 'string') {
        const missed = [`contributor insights of ${TableName ?? 'a nameless table'}`];
        context.note(api, { reason: 'malformed', detail: 'listed without a table or status', missed });
        continue;
      }
      const on = status === 'ENABLED' || status === 'ENABLING';
      if (IndexName === undefined && on) enabled.add(lastPart(TableName));
    }
  }
  const reason = context.failureOf(api);
  return (table) =>
    enabled.has(table) || reason === null
      ? { ok: true, value: enabled.has(table) }
      : { ok: false, reason, api, gone: false };
}

/** Answers one call a minute. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html */
async function collectLimits(context: Context): Promise<void> {
  const { DescribeLimitsCommand } = await import('@aws-sdk/client-dynamodb');
  const api = 'dynamodb:DescribeLimits';
  const answer = await context.call(api, new DescribeLimitsCommand({}), { missed: ['limits'] });
  if (!answer.ok) return;
  const limits = answer.value;
  context.add(dynamodbAccount, { api, item: 'limits' }, () => ({
    id: 'dynamodb-limits',
    attributes: {
      accountMaxReadCapacityUnits: limits.AccountMaxReadCapacityUnits,
      accountMaxWriteCapacityUnits: limits.AccountMaxWriteCapacityUnits,
      tableMaxReadCapacityUnits: limits.TableMaxReadCapacityUnits,
      tableMaxWriteCapacityUnits: limits.TableMaxWriteCapacityUnits,
    },
    observed: {},
  }));
}

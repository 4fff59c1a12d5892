import { dynamodbTable } from '../../../resources/dynamodb-table.ts';
import { describeTable } from '../../aws/describe/dynamodb-table.ts';
import { declare, type Member } from '../declaration.ts';
import { describedBy } from '../described.ts';
import { steady } from '../steady.ts';
import { leftToAws } from '../value.ts';

type TableDescription = Parameters<typeof describeTable>[0];

type Names = Record<keyof typeof dynamodbTable.attributes.shape, Member>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export const dynamodbTableDeclaration = declare({
  kind: dynamodbTable,
  type: 'AWS::DynamoDB::Table',
  tags: 'Tags',
  attributes: {
    ...(describedBy<TableDescription>(Object.keys(dynamodbTable.attributes.shape), {
      answer: ({ bag }) => ({
        ...bag,
        ...(bag.BillingMode !== undefined && { BillingModeSummary: { BillingMode: bag.BillingMode } }),
        ...(bag.TableClass !== undefined && { TableClassSummary: { TableClass: bag.TableClass } }),
        WarmThroughput: bag.WarmThroughput ?? { ReadUnitsPerSecond: leftToAws(), WriteUnitsPerSecond: leftToAws() },
      }),
      describe: (table, { region }) => describeTable(table, { ok: true, value: false }, region),
      names: ['TableName', 'GlobalSecondaryIndexes.*.IndexName'],
    }) as Names),
    status: () => steady('ACTIVE'),
    contributorInsights: (table) => table.boolean('ContributorInsightsSpecification.Enabled') ?? steady(false),
    replicaWriteScaling: () => steady([]),
  },
});

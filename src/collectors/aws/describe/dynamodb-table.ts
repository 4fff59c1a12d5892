import type {
  AutoScalingSettingsDescription,
  OnDemandThroughput,
  ProvisionedThroughputDescription,
  ReplicaAutoScalingDescription,
  TableDescription,
  TableWarmThroughputDescription,
} from '@aws-sdk/client-dynamodb';
import { compareText } from '../../../model/snapshot.ts';
import { type dynamodbTable, dynamodbTableDefaults } from '../../../resources/dynamodb-table.ts';
import { withDefaults } from '../../../resources/kind.ts';
import { type Answer, type DraftOf, unreadOf } from '../collector.ts';
import { isoTime } from '../format.ts';

/**
 * @param insights whether Contributor Insights is on, or why that could not be read
 * @param scaling write scaling of the replicas of a global table, or why that could not be read
 * @param region of the table, which is none of its own replicas
 */
export function describeTable(
  table: TableDescription,
  insights: Answer<boolean>,
  region: string,
  scaling: Answer<readonly ReplicaAutoScalingDescription[]> = { ok: true, value: [] },
): DraftOf<typeof dynamodbTable> {
  const billing = table.BillingModeSummary;
  const onDemand = billing?.BillingMode === 'PAY_PER_REQUEST';
  // Without a summary the table never was on demand; a summary without a mode says nothing.
  const filled = withDefaults({ billingMode: billing?.BillingMode }, billing ? {} : dynamodbTableDefaults);
  return {
    id: table.TableArn,
    attributes: {
      ...filled.attributes,
      tableName: table.TableName,
      status: table.TableStatus,
      tableClass: table.TableClassSummary?.TableClass ?? 'STANDARD',
      ...throughput(table, onDemand),
      indexes: (table.GlobalSecondaryIndexes ?? [])
        .map((index) => ({ name: index.IndexName, ...throughput(index, onDemand) }))
        .sort((a, b) => compareText(a.name ?? '', b.name ?? '')),
      contributorInsights: insights.ok && insights.value,
      replicaRegions: (table.Replicas ?? [])
        .map((replica) => replica.RegionName ?? '')
        .filter((name) => name !== region)
        .sort(compareText),
      replicaWriteScaling: scaling.ok ? scaling.value.map(replicaScaling).sort(byRegion) : [],
    },
    defaulted: filled.defaulted,
    observed: {
      decreasesToday: table.ProvisionedThroughput?.NumberOfDecreasesToday ?? 0,
      lastDecreaseAt: isoTime(table.ProvisionedThroughput?.LastDecreaseDateTime),
      indexDecreases: (table.GlobalSecondaryIndexes ?? [])
        .map(({ IndexName: name, ProvisionedThroughput: units }) => ({
          name,
          today: units?.NumberOfDecreasesToday ?? 0,
          lastAt: isoTime(units?.LastDecreaseDateTime),
        }))
        .sort((a, b) => compareText(a.name ?? '', b.name ?? '')),
      itemCount: table.ItemCount ?? null,
      indexItemCounts: (table.GlobalSecondaryIndexes ?? [])
        .map((index) => ({ name: index.IndexName, items: index.ItemCount ?? null }))
        .sort((a, b) => compareText(a.name ?? '', b.name ?? '')),
      onDemandSince: isoTime(billing?.LastUpdateToPayPerRequestDateTime),
    },
    unread: { ...unreadOf(insights, ['contributorInsights']), ...unreadOf(scaling, ['replicaWriteScaling']) },
  };
}

function replicaScaling(replica: ReplicaAutoScalingDescription) {
  return {
    region: replica.RegionName,
    ...rangeOf(replica.ReplicaProvisionedWriteCapacityAutoScalingSettings),
    indexes: (replica.GlobalSecondaryIndexes ?? [])
      .map((index) => ({ name: index.IndexName, ...rangeOf(index.ProvisionedWriteCapacityAutoScalingSettings) }))
      .sort((a, b) => compareText(a.name ?? '', b.name ?? '')),
  };
}

const byRegion = (a: { region: string | undefined }, b: { region: string | undefined }) =>
  compareText(a.region ?? '', b.region ?? '');

/** Settings are absent, or said to be disabled, where nothing scales. */
function rangeOf(settings: AutoScalingSettingsDescription | undefined) {
  const off = settings?.AutoScalingDisabled === true;
  return {
    minCapacity: off ? null : (settings?.MinimumUnits ?? null),
    maxCapacity: off ? null : (settings?.MaximumUnits ?? null),
  };
}

interface Throughput {
  ProvisionedThroughput?: ProvisionedThroughputDescription;
  OnDemandThroughput?: OnDemandThroughput;
  WarmThroughput?: Pick<TableWarmThroughputDescription, 'ReadUnitsPerSecond' | 'WriteUnitsPerSecond'>;
}

/** Capacity of a table or index; provisioned units are 0 on demand, whether AWS says so or says nothing. */
function throughput(one: Throughput, onDemand: boolean) {
  const none = onDemand ? 0 : undefined;
  return {
    readCapacityUnits: one.ProvisionedThroughput?.ReadCapacityUnits ?? none,
    writeCapacityUnits: one.ProvisionedThroughput?.WriteCapacityUnits ?? none,
    maxReadRequestUnits: cap(one.OnDemandThroughput?.MaxReadRequestUnits),
    maxWriteRequestUnits: cap(one.OnDemandThroughput?.MaxWriteRequestUnits),
    warmReadUnitsPerSecond: one.WarmThroughput?.ReadUnitsPerSecond ?? null,
    warmWriteUnitsPerSecond: one.WarmThroughput?.WriteUnitsPerSecond ?? null,
  };
}

/** -1 removes a cap. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_OnDemandThroughput.html */
function cap(units: number | undefined): number | null {
  return units === undefined || units === -1 ? null : units;
}

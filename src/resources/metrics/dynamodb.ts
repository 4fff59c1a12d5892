import type { Json, Resource } from '../../model/snapshot.ts';
import { day, hour, type MetricNeed, type MetricQuery, minute, type Peers } from './query.ts';

export type Side = 'Read' | 'Write';
export const sides: readonly Side[] = ['Read', 'Write'];

export const ofTable = (table: string, index: string | null) => ({
  namespace: 'AWS/DynamoDB',
  dimensions: { TableName: table, ...(index !== null && { GlobalSecondaryIndexName: index }) },
});

/** Why DynamoDB throttles, in the names of its metrics. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/throttling-diagnosing-workflow.html */
export const throttleReasons = {
  KeyRangeThroughput: 'a key range at its limit',
  ProvisionedThroughput: 'provisioned capacity',
  MaxOnDemandThroughput: 'the on-demand cap',
  AccountLimit: 'a quota of the account',
} as const;
export type ThrottleReason = keyof typeof throttleReasons;

/** Throttled reads or writes of a week, of one reason or (null) of any. AWS sends the metric only while something is throttled. */
export const throttleEvents = (
  table: string,
  index: string | null,
  side: Side,
  reason: ThrottleReason | null,
): MetricQuery => ({
  ...ofTable(table, index),
  metricName: `${side}${reason ?? ''}ThrottleEvents`,
  statistic: 'Sum',
  periodSeconds: hour,
  windowSeconds: 7 * day,
});

/** Units consumed in the busiest five minutes of each of 28 days. */
export const consumedPeak = (table: string, index: string | null, side: Side): MetricQuery => ({
  ...ofTable(table, index),
  metricName: `Consumed${side}CapacityUnits`,
  statistic: 'Sum',
  periodSeconds: 5 * minute,
  windowSeconds: 28 * day,
  stepSeconds: day,
});

/** Units consumed in each ten minutes of a day. */
export const consumed = (table: string, index: string | null, side: Side): MetricQuery => ({
  ...ofTable(table, index),
  metricName: `Consumed${side}CapacityUnits`,
  statistic: 'Sum',
  periodSeconds: 10 * minute,
  windowSeconds: day,
});

/** Most units that were provisioned, by day. */
export const provisionedMost = (table: string, index: string | null, side: Side): MetricQuery => ({
  ...ofTable(table, index),
  metricName: `Provisioned${side}CapacityUnits`,
  statistic: 'Maximum',
  periodSeconds: hour,
  windowSeconds: 63 * day,
  stepSeconds: day,
});

/** The table itself (null) and its indexes by name, with their members. */
export function slicesOf(table: Resource): { index: string | null; members: Record<string, Json> }[] {
  const indexes = Array.isArray(table.attributes.indexes) ? (table.attributes.indexes as Record<string, Json>[]) : [];
  return [
    { index: null, members: table.attributes },
    ...indexes.map((members) => ({ index: String(members.name), members })),
  ];
}

/** Reasons for which a table, or an index of it, may be throttled at all. */
export function reasonsOf(table: Resource, members: Record<string, Json>, side: Side): ThrottleReason[] {
  const provisioned = table.attributes.billingMode !== 'PAY_PER_REQUEST';
  const capped = typeof members[`max${side}RequestUnits`] === 'number';
  return [
    'KeyRangeThroughput',
    'AccountLimit',
    ...(provisioned ? (['ProvisionedThroughput'] as const) : []),
    ...(capped && !provisioned ? (['MaxOnDemandThroughput'] as const) : []),
  ];
}

export const dynamodbTableMetrics: MetricNeed = {
  kind: 'dynamodb-table',
  needs(table) {
    const name = String(table.attributes.tableName);
    const onDemand = table.attributes.billingMode === 'PAY_PER_REQUEST';
    return slicesOf(table).flatMap(({ index, members }) =>
      sides.flatMap((side) => [
        throttleEvents(name, index, side, null),
        ...reasonsOf(table, members, side).map((reason) => throttleEvents(name, index, side, reason)),
        ...(onDemand && typeof members[`max${side}RequestUnits`] === 'number' ? [consumedPeak(name, index, side)] : []),
      ]),
    );
  },
};

/** Table, index and side that a scalable target of DynamoDB scales; null for other targets. */
export function scaledSlice(target: Resource): { table: string; index: string | null; side: Side } | null {
  const { serviceNamespace, resourceId, scalableDimension } = target.attributes;
  if (serviceNamespace !== 'dynamodb') return null;
  const [, table = '', , index = null] = String(resourceId).split('/');
  return { table, index, side: String(scalableDimension).includes('Read') ? 'Read' : 'Write' };
}

/** Units that a slice of a table has now; null where they were not read. */
export function unitsNow(table: Resource, index: string | null, side: Side): number | null {
  const slice = slicesOf(table).find((one) => one.index === index);
  const units = slice?.members[side === 'Read' ? 'readCapacityUnits' : 'writeCapacityUnits'];
  return typeof units === 'number' ? units : null;
}

/** Of DynamoDB targets: consumption where the table stands at its minimum, provisioned units where there is room to scale. */
export const dynamodbTargetMetrics: MetricNeed = {
  kind: 'scalable-target',
  needs(target, peers: Peers) {
    const slice = scaledSlice(target);
    const table = slice && peers.find('dynamodb-table', slice.table);
    if (!slice || table?.attributes.billingMode !== 'PROVISIONED') return [];
    const { minCapacity, maxCapacity } = target.attributes;
    const atMinimum = unitsNow(table, slice.index, slice.side) === minCapacity;
    return [
      ...(atMinimum ? [consumed(slice.table, slice.index, slice.side)] : []),
      ...(Number(minCapacity) < Number(maxCapacity) ? [provisionedMost(slice.table, slice.index, slice.side)] : []),
    ];
  },
};

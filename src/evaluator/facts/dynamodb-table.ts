import type { Json, Resource } from '../../model/snapshot.ts';
import { type Fact, known } from '../fact.ts';
import type { FactDefinition } from '../subject.ts';
import { memberOf } from '../world.ts';
import { alarmWatches } from './alarms.ts';
import { baselineOf } from './baseline.ts';
import { resourceOf } from './joins.ts';

/**
 * Metrics that tell of throttling, the four reasons included.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
const throttleMetrics = [
  'ReadThrottleEvents',
  'WriteThrottleEvents',
  'ThrottledRequests',
  ...['Read', 'Write'].flatMap((side) =>
    ['AccountLimit', 'KeyRangeThroughput', 'MaxOnDemandThroughput', 'ProvisionedThroughput'].map(
      (reason) => `${side}${reason}ThrottleEvents`,
    ),
  ),
];

interface Cap {
  dimension: string;
  limit: Json;
}

/** On-demand caps of a table and its indexes, by dimension as baselines name them. */
function capsOf(table: Resource): Cap[] {
  const indexes = Array.isArray(table.attributes.indexes) ? (table.attributes.indexes as Record<string, Json>[]) : [];
  const caps = (prefix: string, units: Record<string, Json>) => [
    { dimension: `${prefix}read`, limit: units.maxReadRequestUnits ?? null },
    { dimension: `${prefix}write`, limit: units.maxWriteRequestUnits ?? null },
  ];
  return [...caps('', table.attributes), ...indexes.flatMap((index) => caps(`index/${index.name}/`, index))].filter(
    (cap) => typeof cap.limit === 'number',
  );
}

/** The caps need the throughput and the indexes, which one call returns together. */
function ofCaps(table: Resource, ask: (caps: Cap[]) => Json): Fact {
  const indexes = memberOf(table, 'indexes');
  return indexes.known ? known(ask(capsOf(table))) : indexes;
}

/** What can be asked of a table beside its own attributes. */
export const dynamodbTableFacts: Record<string, FactDefinition> = {
  onDemandCaps: {
    type: 'list',
    nullable: false,
    description: 'On-demand caps of the table and its indexes, as "dimension: units a second"; empty without caps.',
    compute: (subject) => ofCaps(resourceOf(subject), (caps) => caps.map((cap) => `${cap.dimension}: ${cap.limit}/s`)),
  },
  onDemandCapCount: {
    type: 'number',
    nullable: false,
    description: 'How many on-demand caps the table and its indexes have.',
    compute: (subject) => ofCaps(resourceOf(subject), (caps) => caps.length),
  },
  onDemandCapBelowPeak: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether a cap is below the declared demand of its dimension × headroom; false where no demand is declared.',
    parameters: ['headroom'],
    compute: (subject, { workload, param }) =>
      ofCaps(resourceOf(subject), (caps) =>
        caps.some((cap) => {
          const demand = baselineOf(workload, 'demand', cap.dimension);
          return (
            demand.known &&
            typeof demand.value === 'number' &&
            Number(cap.limit) < demand.value * Number(param('headroom'))
          );
        }),
      ),
  },
  throttleAlarmWatches: {
    type: 'boolean',
    nullable: false,
    description: 'Whether an alarm with actions watches any throttle metric of the table.',
    compute: (subject, { world }) =>
      alarmWatches(world, subject, {
        namespace: 'AWS/DynamoDB',
        metrics: throttleMetrics,
        dimensions: { TableName: subject.key },
        highest: null,
      }),
  },
};

import type { Workload } from '../../model/policy.ts';
import type { Json, Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known, numberOf } from '../fact.ts';
import type { FactDefinition } from '../subject.ts';
import { memberOf } from '../world.ts';
import { alarmTopic, alarmWatches } from './alarms.ts';
import { baselineOf } from './baseline.ts';
import { indexWriteFacts } from './dynamodb-index-writes.ts';
import { replicaFacts } from './dynamodb-replicas.ts';
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

/** Declared demand that a cap has to let through. What is declared for the table says nothing about an index. */
function demandOf(workload: Workload | null, dimension: string): number | null {
  if (dimension.startsWith('index/')) return workload?.baseline?.dimensions?.[dimension]?.demand ?? null;
  return numberOf(baselineOf(workload, 'demand', dimension));
}

type Units = Record<string, Json>;

const indexesOf = (table: Resource) => table.attributes.indexes as (Units & { name: string })[];
const isCapped = (units: Units) => units.maxReadRequestUnits !== null || units.maxWriteRequestUnits !== null;

/** Input of update-table that sets or removes the caps of what has some; -1 means no cap. */
function capsInput(table: Resource, remove: boolean): Json {
  const caps = (units: Units) => ({
    MaxReadRequestUnits: remove ? -1 : (units.maxReadRequestUnits ?? -1),
    MaxWriteRequestUnits: remove ? -1 : (units.maxWriteRequestUnits ?? -1),
  });
  const updates = indexesOf(table)
    .filter(isCapped)
    .map((index) => ({ Update: { IndexName: index.name, OnDemandThroughput: caps(index) } }));
  return {
    TableName: table.key,
    ...(isCapped(table.attributes) && { OnDemandThroughput: caps(table.attributes) }),
    ...(updates.length > 0 && { GlobalSecondaryIndexUpdates: updates }),
  };
}

/** Input of update-table that gives the table and each index the provisioned units that it has now. */
function provisionedInput(table: Resource): Json {
  const throughput = (units: Units) => ({
    ReadCapacityUnits: units.readCapacityUnits ?? 0,
    WriteCapacityUnits: units.writeCapacityUnits ?? 0,
  });
  const updates = indexesOf(table).map((index) => ({
    Update: { IndexName: index.name, ProvisionedThroughput: throughput(index) },
  }));
  return {
    TableName: table.key,
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: throughput(table.attributes),
    ...(updates.length > 0 && { GlobalSecondaryIndexUpdates: updates }),
  };
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
      'Whether a cap is below the declared demand of its dimension × headroom; false where none is declared for it.',
    parameters: ['headroom'],
    compute: (subject, { workload, param }) =>
      ofCaps(resourceOf(subject), (caps) =>
        caps.some((cap) => {
          const demand = demandOf(workload, cap.dimension);
          return demand !== null && Number(cap.limit) < demand * Number(param('headroom'));
        }),
      ),
  },
  uncappedInput: {
    type: 'object',
    nullable: false,
    description: 'Input of update-table that removes every on-demand cap.',
    compute: (subject) => ofCaps(resourceOf(subject), () => capsInput(resourceOf(subject), true)),
  },
  cappedInput: {
    type: 'object',
    nullable: false,
    description: 'Input of update-table that sets the on-demand caps that are there now.',
    compute: (subject) => ofCaps(resourceOf(subject), () => capsInput(resourceOf(subject), false)),
  },
  provisionedInput: {
    type: 'object',
    nullable: false,
    description: 'Input of update-table that provisions what the table and its indexes have now.',
    compute: (subject) =>
      derive(
        ['indexes', 'readCapacityUnits', 'writeCapacityUnits'].map((name) => memberOf(resourceOf(subject), name)),
        () => provisionedInput(resourceOf(subject)),
      ),
  },
  ...indexWriteFacts,
  ...replicaFacts,
  alarmTopic,
  throttleAlarmWatches: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether an alarm with actions watches a throttle metric of the table itself (indexes have their own).',
    compute: (subject, { world }) =>
      alarmWatches(world, subject, {
        namespace: 'AWS/DynamoDB',
        metrics: throttleMetrics,
        dimensions: { TableName: subject.key },
        without: ['GlobalSecondaryIndexName'],
        highest: null,
      }),
  },
};

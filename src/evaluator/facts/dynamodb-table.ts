import type { Json, Resource } from '../../model/snapshot.ts';
import { derive } from '../fact.ts';
import type { FactDefinition } from '../subject.ts';
import { memberOf } from '../world.ts';
import { provisionedUnits, updateTableInput } from '../writers/dynamodb-table.ts';
import { alarmTopic, alarmWatches } from './alarms.ts';
import { capFacts } from './dynamodb-caps.ts';
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

type Units = Record<string, Json>;

const indexesOf = (table: Resource) => table.attributes.indexes as (Units & { name: string })[];

/** Input of update-table that gives the table and each index the provisioned units that it has now. */
function provisionedInput(table: Resource): Json {
  const parts = [
    { index: null, change: provisionedUnits(table.attributes) },
    ...indexesOf(table).map((index) => ({ index: index.name, change: provisionedUnits(index) })),
  ];
  return updateTableInput(table.key ?? '', parts, 'PROVISIONED');
}

/** What can be asked of a table beside its own attributes. */
export const dynamodbTableFacts: Record<string, FactDefinition> = {
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
  ...capFacts,
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

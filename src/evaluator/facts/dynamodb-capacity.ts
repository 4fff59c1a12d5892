import { known } from '../fact.ts';
import type { FactDefinition, SubjectKind } from '../subject.ts';
import { memberOf, tagsOf } from '../world.ts';
import { dynamodbRoomFacts } from './dynamodb-room.ts';
import { dynamodbScalingFacts } from './dynamodb-scaling.ts';
import { predefinedMetricOf, sliceOf, slicesOf, targetOf, unitsOf } from './dynamodb-slice.ts';
import { candidateOf, resourceOf } from './joins.ts';

const facts: Record<string, FactDefinition> = {
  tableName: member('tableName', 'string', 'Name of the table.'),
  status: member('status', 'string', 'Status of the table.'),
  billingMode: member('billingMode', 'string', 'PROVISIONED or PAY_PER_REQUEST (on demand).'),
  indexName: {
    type: 'string',
    nullable: true,
    description: 'Name of the global secondary index; null for the table itself.',
    compute: (subject) => known(sliceOf(subject).index),
  },
  side: {
    type: 'string',
    nullable: false,
    description: 'read or write.',
    compute: (subject) => known(sliceOf(subject).side),
  },
  units: {
    type: 'number',
    nullable: true,
    description: 'Provisioned capacity units of this side; 0 on demand.',
    compute: unitsOf,
  },
  resourceId: {
    type: 'string',
    nullable: false,
    description: 'Resource id that Application Auto Scaling uses.',
    compute: (subject) => known(targetOf(subject).resourceId),
  },
  scalableDimension: {
    type: 'string',
    nullable: false,
    description: 'Dimension that Application Auto Scaling uses.',
    compute: (subject) => known(targetOf(subject).scalableDimension),
  },
  predefinedMetric: {
    type: 'string',
    nullable: false,
    description: 'Utilisation metric that a tracking policy of this side uses.',
    compute: (subject) => known(predefinedMetricOf(subject)),
  },
  ...dynamodbScalingFacts,
  ...dynamodbRoomFacts,
};

function member(name: string, type: FactDefinition['type'], description: string): FactDefinition {
  return { type, nullable: false, description, compute: (subject) => memberOf(resourceOf(subject), name) };
}

/** Reads or writes of a table or of one of its indexes: each has capacity and scaling of its own. */
export const dynamodbCapacity: SubjectKind = {
  kind: 'dynamodb-capacity',
  title: 'Reads or writes of a DynamoDB table or index',
  restsOn: ['dynamodb-table'],
  global: false,
  subjects: (world) => world.all('dynamodb-table').flatMap(slicesOf),
  candidates: (subject) => {
    const table = resourceOf(subject);
    return [
      candidateOf(table),
      { ...candidateOf(table), kind: 'dynamodb-capacity', name: subject.name, tags: tagsOf(table) },
    ];
  },
  facts,
};

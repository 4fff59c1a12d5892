import type { Json, Resource } from '../../model/snapshot.ts';
import { type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject, SubjectKind } from '../subject.ts';
import { memberOf, someOf, tagsOf } from '../world.ts';
import { candidateOf, policiesOf, resourceOf, scalingGaps, type TargetIdentity } from './joins.ts';
import { targetMember, tracksTarget } from './scaling.ts';

interface Slice {
  index: string | null;
  side: 'read' | 'write';
}

const sliceOf = (subject: Subject): Slice => subject.parts as unknown as Slice;

/** Subjects of a provisioned or on-demand table: table and each index, read and write. */
function slicesOf(table: Resource): Subject[] {
  const indexes = Array.isArray(table.attributes.indexes) ? (table.attributes.indexes as { name: string }[]) : [];
  return [null, ...indexes.map((index) => index.name)].flatMap((index) =>
    (['read', 'write'] as const).map((side) => {
      const place = index === null ? `${table.key}` : `${table.key}/index/${index}`;
      return {
        kind: 'dynamodb-capacity',
        key: `${place}/${side}`,
        id: table.id,
        name: `${place} ${side}`,
        account: table.account,
        region: table.region,
        resource: table,
        parts: { index, side },
      };
    }),
  );
}

function targetOf(subject: Subject): TargetIdentity {
  const { index, side } = sliceOf(subject);
  const table = String(resourceOf(subject).attributes.tableName);
  return {
    serviceNamespace: 'dynamodb',
    resourceId: index === null ? `table/${table}` : `table/${table}/index/${index}`,
    scalableDimension: `dynamodb:${index === null ? 'table' : 'index'}:${side === 'read' ? 'Read' : 'Write'}CapacityUnits`,
  };
}

function unitsOf(subject: Subject): Fact {
  const { index, side } = sliceOf(subject);
  const member = side === 'read' ? 'readCapacityUnits' : 'writeCapacityUnits';
  if (index === null) return memberOf(resourceOf(subject), member);
  const indexes = resourceOf(subject).attributes.indexes as Record<string, Json>[];
  return known(indexes.find((one) => one.name === index)?.[member] ?? null);
}

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
    compute: (subject) =>
      known(sliceOf(subject).side === 'read' ? 'DynamoDBReadCapacityUtilization' : 'DynamoDBWriteCapacityUtilization'),
  },
  tracked: {
    type: 'boolean',
    nullable: false,
    description: 'Whether a target tracking policy may scale this side out.',
    compute: (subject, { world }) => tracksTarget(world, subject, targetOf(subject)),
  },
  minCapacity: {
    type: 'number',
    nullable: true,
    description: 'Minimum of the scalable target of this side; null without a target.',
    compute: (subject, { world }) => targetMember(world, subject, targetOf(subject), 'minCapacity'),
  },
  maxCapacity: {
    type: 'number',
    nullable: true,
    description: 'Maximum of the scalable target of this side; null without a target.',
    compute: (subject, { world }) => targetMember(world, subject, targetOf(subject), 'maxCapacity'),
  },
  scaleInDisabledPolicy: {
    type: 'string',
    nullable: true,
    description: 'Tracking policy of this side that never scales in; null when there is none.',
    compute(subject, { world }) {
      const found = policiesOf(world, subject, targetOf(subject)).find(
        (policy) => policy.attributes.disableScaleIn === true,
      );
      if (found) return known(String(found.attributes.policyName));
      const gaps = scalingGaps(world, subject, 'scaling-policy', targetOf(subject));
      return gaps.length > 0 ? { known: false, because: gaps } : known(null);
    },
  },
  scaleInDisabledConfiguration: {
    type: 'object',
    nullable: true,
    description: 'Configuration of that policy, as put-scaling-policy takes it; null when there is none.',
    compute(subject, { world }) {
      const found = policiesOf(world, subject, targetOf(subject)).find(
        (policy) => policy.attributes.disableScaleIn === true,
      );
      return found ? memberOf(found, 'configuration') : known(null);
    },
  },
  trackingPolicyRegistered: {
    type: 'boolean',
    nullable: false,
    description: 'Whether a target tracking policy exists for this side.',
    compute(subject, { world }) {
      const tracking = policiesOf(world, subject, targetOf(subject)).filter(
        (policy) => policy.attributes.policyType === 'TargetTrackingScaling',
      );
      return someOf(tracking, scalingGaps(world, subject, 'scaling-policy', targetOf(subject)));
    },
  },
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

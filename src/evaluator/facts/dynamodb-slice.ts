import type { Json, Resource } from '../../model/snapshot.ts';
import { derive, type Fact } from '../fact.ts';
import type { Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { resourceOf, type TargetIdentity } from './joins.ts';

/** Reads or writes of a table (index null) or of one of its indexes. */
export interface Slice {
  index: string | null;
  side: 'read' | 'write';
}

export const sliceOf = (subject: Subject): Slice => subject.parts as unknown as Slice;

/** Subjects of a provisioned or on-demand table: table and each index, read and write. */
export function slicesOf(table: Resource): Subject[] {
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

/** Where Application Auto Scaling scales this side. */
export function targetOf(subject: Subject): TargetIdentity {
  const { index, side } = sliceOf(subject);
  const table = String(resourceOf(subject).attributes.tableName);
  return {
    serviceNamespace: 'dynamodb',
    resourceId: index === null ? `table/${table}` : `table/${table}/index/${index}`,
    scalableDimension: `dynamodb:${index === null ? 'table' : 'index'}:${side === 'read' ? 'Read' : 'Write'}CapacityUnits`,
  };
}

/** Provisioned units of this side. */
export function unitsOf(subject: Subject): Fact {
  const { index, side } = sliceOf(subject);
  const member = side === 'read' ? 'readCapacityUnits' : 'writeCapacityUnits';
  if (index === null) return memberOf(resourceOf(subject), member);
  return derive([memberOf(resourceOf(subject), 'indexes')], (indexes) => {
    const found = (indexes as Record<string, Json>[]).find((one) => one.name === index);
    return found?.[member] ?? null;
  });
}

/** Utilisation metric that a tracking policy of this side uses. */
export const predefinedMetricOf = (subject: Subject) =>
  sliceOf(subject).side === 'read' ? 'DynamoDBReadCapacityUtilization' : 'DynamoDBWriteCapacityUtilization';

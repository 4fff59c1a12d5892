import type { Json } from '../../model/snapshot.ts';
import { derive, type Fact } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { resourceOf } from './joins.ts';

interface Range {
  minCapacity: number | null;
  maxCapacity: number | null;
}
interface Replica extends Range {
  region: string;
  indexes: (Range & { name: string })[];
}

const scalingOf = (subject: Subject): Fact => memberOf(resourceOf(subject), 'replicaWriteScaling');

/** Table (null) and indexes of a global table, each with its range in every region. */
function sides(replicas: Replica[]): { index: string | null; ranges: (Range & { region: string })[] }[] {
  const names = [...new Set(replicas.flatMap((one) => one.indexes.map((index) => index.name)))].sort();
  const none: Range = { minCapacity: null, maxCapacity: null };
  const table = { index: null, ranges: replicas };
  const ofIndex = (name: string) => ({
    index: name,
    ranges: replicas.map((one) => {
      const { minCapacity, maxCapacity } = one.indexes.find((index) => index.name === name) ?? none;
      return { region: one.region, minCapacity, maxCapacity };
    }),
  });
  return [table, ...names.map(ofIndex)];
}

const text = ({ minCapacity, maxCapacity }: Range) =>
  maxCapacity === null ? 'not scaled' : `${minCapacity} to ${maxCapacity}`;

const differing = (value: Json) =>
  sides(value as unknown as Replica[]).filter(({ ranges }) => new Set(ranges.map(text)).size > 1);

/** The widest range of a side, in which every replica can take what any of them takes. */
function widest(ranges: Range[]): Json {
  const numbers = (pick: (range: Range) => number | null) =>
    ranges.map(pick).filter((one): one is number => one !== null);
  return {
    MinimumUnits: Math.max(...numbers((one) => one.minCapacity)),
    MaximumUnits: Math.max(...numbers((one) => one.maxCapacity)),
    ScalingPolicyUpdate: { TargetTrackingScalingPolicyConfiguration: { TargetValue: 70 } },
  };
}

/** Input of update-table-replica-auto-scaling that gives every replica the widest range of each side that differs. */
function alignedInput(tableName: string, value: Json): Json {
  const found = differing(value);
  const table = found.find(({ index }) => index === null);
  const indexes = found
    .filter(({ index }) => index !== null)
    .map(({ index, ranges }) => ({ IndexName: index, ProvisionedWriteCapacityAutoScalingUpdate: widest(ranges) }));
  return {
    TableName: tableName,
    ...(table && { ProvisionedWriteCapacityAutoScalingUpdate: widest(table.ranges) }),
    ...(indexes.length > 0 && { GlobalSecondaryIndexUpdates: indexes }),
  };
}

export const replicaFacts: Record<string, FactDefinition> = {
  replicaCount: {
    type: 'number',
    nullable: false,
    description: 'Replicas of a provisioned global table whose write scaling was told, the own one included.',
    compute: (subject) => derive([scalingOf(subject)], (replicas) => (replicas as Json[]).length),
  },
  replicaScalingDifferences: {
    type: 'list',
    nullable: false,
    description:
      'Where the write scaling of the replicas differs: the table or an index, with the range in each region.',
    compute: (subject) =>
      derive([scalingOf(subject)], (value) =>
        differing(value).map(
          ({ index, ranges }) =>
            `${index === null ? 'table' : `index ${index}`}: ${ranges.map((one) => `${one.region} ${text(one)}`).join(', ')}`,
        ),
      ),
  },
  replicaScalingDifferenceCount: {
    type: 'number',
    nullable: false,
    description: 'How many those are.',
    compute: (subject) => derive([scalingOf(subject)], (value) => differing(value).length),
  },
  alignedReplicaInput: {
    type: 'object',
    nullable: false,
    description:
      'Input of update-table-replica-auto-scaling that gives every replica the widest range of what differs.',
    compute: (subject) => derive([scalingOf(subject)], (value) => alignedInput(subject.key, value)),
  },
  isFirstReplica: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether no replica in a region before its own, by name, is in the snapshot: a global table is judged once.',
    compute: (subject, { world }) =>
      derive([memberOf(resourceOf(subject), 'replicaRegions')], (regions) => {
        const before = (regions as string[]).filter((region) => region < subject.region);
        return !before.some((region) =>
          world.find('dynamodb-table', { account: subject.account, region }, subject.key),
        );
      }),
  },
};

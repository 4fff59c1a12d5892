import type { Json } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { provisionedUnits, updateTableInput } from '../writers/dynamodb-table.ts';
import { sliceOf, slicesOf, targetOf, unitsOf } from './dynamodb-slice.ts';
import { resourceOf } from './joins.ts';
import { targetMember } from './scaling.ts';

/** Index whose writes hold back those of its table. */
interface Starving {
  index: string;
  /** Most write units that the index may have. */
  units: number;
  scaled: boolean;
}

/** An index with fewer items than this share of the table's takes only some of the writes. */
const sparseBelow = 0.9;

/** Most write units of a side: the maximum of its scalable target, else what is provisioned. */
const most = (world: World, slice: Subject): Fact =>
  derive([targetMember(world, slice, targetOf(slice), 'maxCapacity'), unitsOf(slice)], (maximum, units) =>
    typeof maximum === 'number' ? maximum : units,
  );

const writesOf = (subject: Subject): Subject[] =>
  slicesOf(resourceOf(subject)).filter((slice) => sliceOf(slice).side === 'write');

/** Most write units of the table. */
function tableMost(subject: Subject, world: World): Fact {
  const table = writesOf(subject).find((slice) => sliceOf(slice).index === null);
  return table ? most(world, table) : known(null);
}

function isSparse(items: Json, counts: Json, index: string): boolean {
  const found = (counts as unknown as { name: string; items: number | null }[]).find((one) => one.name === index);
  return typeof items === 'number' && typeof found?.items === 'number' && found.items < items * sparseBelow;
}

/** Every write to the table is a write to each index that is not sparse, so the smallest of them is the limit. */
function starving(subject: Subject, world: World): Fact {
  const slices = writesOf(subject).filter((slice) => sliceOf(slice).index !== null);
  const table = resourceOf(subject);
  const parts = [
    memberOf(table, 'indexes'),
    memberOf(table, 'itemCount'),
    memberOf(table, 'indexItemCounts'),
    tableMost(subject, world),
    ...slices.map((slice) => most(world, slice)),
    ...slices.map((slice) => targetMember(world, slice, targetOf(slice), 'maxCapacity')),
  ];
  return derive(parts, (_, items, counts, limit, ...rest) => {
    const found = slices.flatMap((slice, at): Starving[] => {
      const units = rest[at];
      const index = sliceOf(slice).index ?? '';
      const low = typeof units === 'number' && typeof limit === 'number' && units < limit;
      const scaled = rest[slices.length + at] !== null;
      return low && !isSparse(items ?? null, counts ?? [], index) ? [{ index, units, scaled }] : [];
    });
    return found as unknown as Json;
  });
}

/** Maximum of the table's scalable target; null without one. */
function tableTarget(subject: Subject, world: World): Fact {
  const table = writesOf(subject).find((slice) => sliceOf(slice).index === null);
  return table ? targetMember(world, table, targetOf(table), 'maxCapacity') : known(null);
}

/** How the first of them gets more: `target` raises its maximum, `track` scales it as its table is, `fixed` provisions more. */
type Remedy = 'target' | 'track' | 'fixed';

const first = (subject: Subject, world: World, pick: (one: Starving, limit: Json, remedy: Remedy) => Json): Fact =>
  derive([starving(subject, world), tableMost(subject, world), tableTarget(subject, world)], (all, limit, target) => {
    const [one] = all as unknown as Starving[];
    return one ? pick(one, limit ?? null, one.scaled ? 'target' : target === null ? 'fixed' : 'track') : null;
  });

const resourceIdOf = (subject: Subject, index: string) => `table/${subject.key}/index/${index}`;

/** Input of update-table that gives an index write units, its reads staying as they are. */
function updateInput(subject: Subject, index: string, writes: Json): Json {
  const indexes = resourceOf(subject).attributes.indexes as { name: string; readCapacityUnits: number }[];
  const readCapacityUnits = indexes.find((one) => one.name === index)?.readCapacityUnits ?? 0;
  const change = provisionedUnits({ readCapacityUnits, writeCapacityUnits: writes });
  return updateTableInput(subject.key, [{ index, change }]);
}

export const indexWriteFacts: Record<string, FactDefinition> = {
  mostWriteUnits: {
    type: 'number',
    nullable: true,
    description: 'Most write units of the table: the maximum of its scalable target, else what is provisioned.',
    compute: (subject, { world }) => tableMost(subject, world),
  },
  starvingIndexes: {
    type: 'list',
    nullable: false,
    description:
      'Indexes that may have fewer write units than their table, as "name: units"; sparse ones, with less than 90 percent of its items, do not count.',
    compute: (subject, { world }) =>
      derive([starving(subject, world)], (all) =>
        (all as unknown as Starving[]).map(({ index, units }) => `${index}: ${units}`),
      ),
  },
  starvingIndexCount: {
    type: 'number',
    nullable: false,
    description: 'How many those are.',
    compute: (subject, { world }) => derive([starving(subject, world)], (all) => (all as Json[]).length),
  },
  starvingIndexResource: {
    type: 'string',
    nullable: true,
    description: 'Resource id of the first of them where it has a scalable target; else null.',
    compute: (subject, { world }) =>
      first(subject, world, ({ index }, _, remedy) => (remedy === 'target' ? resourceIdOf(subject, index) : null)),
  },
  untrackedIndexResource: {
    type: 'string',
    nullable: true,
    description: 'Resource id of the first of them where its table has a scalable target and it has none; else null.',
    compute: (subject, { world }) =>
      first(subject, world, ({ index }, _, remedy) => (remedy === 'track' ? resourceIdOf(subject, index) : null)),
  },
  starvingIndexUnits: {
    type: 'number',
    nullable: true,
    description: 'Most write units of the first of them; null when there is none.',
    compute: (subject, { world }) => first(subject, world, ({ units }) => units),
  },
  raisedIndexInput: {
    type: 'object',
    nullable: true,
    description:
      'Input of update-table that gives it the write units of its table; null where one of the two is scaled.',
    compute: (subject, { world }) =>
      first(subject, world, ({ index }, limit, remedy) =>
        remedy === 'fixed' ? updateInput(subject, index, limit) : null,
      ),
  },
  formerIndexInput: {
    type: 'object',
    nullable: true,
    description:
      'Input of update-table that gives it the write units that it has; null where one of the two is scaled.',
    compute: (subject, { world }) =>
      first(subject, world, ({ index, units }, _, remedy) =>
        remedy === 'fixed' ? updateInput(subject, index, units) : null,
      ),
  },
};

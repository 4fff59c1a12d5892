import type { Json } from '../../model/snapshot.ts';
import { type Change, defineWriter, join, one, same } from './define-writer.ts';
import type { Attributes, Plan, Steps } from './writer.ts';

/** What is written of a table (index null) or of one of its indexes, as UpdateTable takes it. */
export interface TablePart {
  index: string | null;
  change: Record<string, Json>;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export function updateTableInput(table: string, parts: readonly TablePart[], mode?: string): Record<string, Json> {
  const updates = parts.flatMap(({ index, change }) =>
    index === null ? [] : [{ Update: { IndexName: index, ...change } }],
  );
  return {
    TableName: table,
    ...(mode !== undefined && { BillingMode: mode }),
    ...parts.find(({ index }) => index === null)?.change,
    ...(updates.length > 0 && { GlobalSecondaryIndexUpdates: updates }),
  };
}

/** Provisioned units are written as a pair: the side that does not change keeps what it has. */
export const provisionedUnits = (units: Attributes) => ({
  ProvisionedThroughput: {
    ReadCapacityUnits: units.readCapacityUnits ?? 0,
    WriteCapacityUnits: units.writeCapacityUnits ?? 0,
  },
});

/** Caps on requests on demand; -1 means none. */
export const requestCaps = (units: Attributes) => ({
  OnDemandThroughput: {
    MaxReadRequestUnits: units.maxReadRequestUnits ?? -1,
    MaxWriteRequestUnits: units.maxWriteRequestUnits ?? -1,
  },
});

const unitNames = ['readCapacityUnits', 'writeCapacityUnits'];
const capNames = ['maxReadRequestUnits', 'maxWriteRequestUnits'];
const warmNames = ['warmReadUnitsPerSecond', 'warmWriteUnitsPerSecond'];

interface Slice {
  index: string | null;
  from: Attributes;
  to: Attributes;
}

/** The table and the indexes that it has before and after. */
function slicesOf({ from, to }: Change): Slice[] {
  const before = indexesOf(from);
  const after = new Map(indexesOf(to).map((index) => [index.name, index]));
  return [
    { index: null, from, to },
    ...before.flatMap((index) => {
      const wanted = after.get(index.name);
      return wanted ? [{ index: String(index.name), from: index, to: { ...index, ...wanted } }] : [];
    }),
  ];
}

const indexesOf = (attributes: Attributes) => (attributes.indexes ?? []) as Attributes[];
const differs = (names: string[]) => (slice: Slice) => names.some((name) => !same(slice.from[name], slice.to[name]));
const lowers = ({ from, to }: Slice) => unitNames.some((name) => Number(to[name]) < Number(from[name]));
const update = (change: Change, parts: TablePart[], ...caveats: string[]) =>
  one('dynamodb', 'UpdateTable', updateTableInput(change.resource.key ?? '', parts), ...caveats);

function capacity(change: Change): Plan {
  if (change.changed('billingMode')) return switchMode(change);
  const provisioned = change.to.billingMode === 'PROVISIONED';
  const slices = slicesOf(change).filter(differs(provisioned ? unitNames : capNames));
  if (slices.length === 0) return { operations: [], caveats: [] };
  if (provisioned) return provision(change, slices);
  return update(
    change,
    slices.map(({ index, to }) => ({ index, change: requestCaps(to) })),
  );
}

/** One call would be refused as a whole where one of its decreases is: each part that is lowered gets a call of its own. */
function provision(change: Change, slices: Slice[]): Plan {
  const part = ({ index, to }: Slice): TablePart => ({ index, change: provisionedUnits(to) });
  const raised = slices.filter((slice) => !lowers(slice)).map(part);
  const lowered = slices.filter(lowers).map((slice) => [part(slice)]);
  const calls = [...(raised.length > 0 ? [raised] : []), ...lowered];
  return join([
    ...calls.map((parts) => update(change, parts)),
    {
      operations: [],
      caveats: [
        ...(lowered.length > 0
          ? [
              'Each of table and indexes may be lowered 4 times in the first hour of a day (UTC), and once an hour after it.',
            ]
          : []),
        ...(calls.length > 1 ? ['Wait between the calls until the table is ACTIVE again.'] : []),
      ],
    },
  ]);
}

function switchMode(change: Change): Plan {
  const slices = slicesOf(change);
  const table = change.resource.key ?? '';
  if (change.to.billingMode === 'PAY_PER_REQUEST') {
    const capped = slices.filter(({ to }) => capNames.some((name) => typeof to[name] === 'number'));
    const parts = capped.map(({ index, to }) => ({ index, change: requestCaps(to) }));
    return one(
      'dynamodb',
      'UpdateTable',
      updateTableInput(table, parts, 'PAY_PER_REQUEST'),
      'A table can be switched to on demand 4 times in 24 hours; its scalable targets stay, without effect.',
    );
  }
  if (slices.some(({ to }) => unitNames.some((name) => !(Number(to[name]) > 0)))) {
    return {
      cannot: 'A provisioned table needs units for itself and each index, and the snapshot does not tell all of them.',
    };
  }
  const parts = slices.map(({ index, to }) => ({ index, change: provisionedUnits(to) }));
  return one(
    'dynamodb',
    'UpdateTable',
    updateTableInput(table, parts, 'PROVISIONED'),
    'Above the units requests are throttled: see first that they bear the load of now.',
  );
}

/** It only grows: by a call, which is billed once, or by itself with traffic. */
function warm(change: Change): Plan {
  const slices = slicesOf(change).filter(differs(warmNames));
  const higher = ({ from, to }: Slice) => warmNames.some((name) => Number(to[name] ?? 0) > Number(from[name] ?? 0));
  const most = ({ from, to }: Slice, name: string) => Math.max(Number(from[name] ?? 0), Number(to[name] ?? 0));
  const parts = slices.filter(higher).map((slice) => ({
    index: slice.index,
    change: {
      WarmThroughput: {
        ReadUnitsPerSecond: most(slice, 'warmReadUnitsPerSecond'),
        WriteUnitsPerSecond: most(slice, 'warmWriteUnitsPerSecond'),
      },
    },
  }));
  const lower = ({ from, to }: Slice) => warmNames.some((name) => Number(to[name] ?? 0) < Number(from[name] ?? 0));
  return join([
    parts.length > 0
      ? update(change, parts, 'Warm throughput is billed once when it is raised, and cannot be lowered again.')
      : ({ operations: [], caveats: [] } satisfies Steps),
    ...(slices.some(lower) ? [{ cannot: 'Warm throughput cannot be lowered.' }] : []),
  ]);
}

function indexSet({ from, to }: Change): Plan[] {
  const names = (attributes: Attributes) => indexesOf(attributes).map((index) => String(index.name));
  const missing = names(to).filter((name) => !names(from).includes(name));
  const extra = names(from).filter((name) => !names(to).includes(name));
  return [
    ...(missing.length > 0 ? [{ cannot: `The snapshot does not hold what makes index ${missing.join(', ')}.` }] : []),
    ...(extra.length > 0 ? [{ cannot: `Deleting index ${extra.join(', ')} would delete its data.` }] : []),
  ];
}

/** Plans of nothing are left out, so that what cannot be done is said where nothing else is. */
function changeTable(change: Change): Plan {
  const plans = [capacity(change), warm(change), ...indexSet(change)];
  return join(plans.filter((plan) => 'cannot' in plan || plan.operations.length > 0));
}

export const writeDynamodbTable = defineWriter({
  levers: [
    { attributes: ['billingMode', ...unitNames, ...capNames, ...warmNames, 'indexes'], write: changeTable },
    {
      attributes: ['tableClass'],
      write: ({ resource, to }) =>
        one(
          'dynamodb',
          'UpdateTable',
          { TableName: resource.key, TableClass: to.tableClass ?? null },
          'The class of a table can be changed twice in 30 days.',
        ),
    },
    {
      attributes: ['contributorInsights'],
      write: ({ resource, to }) =>
        one('dynamodb', 'UpdateContributorInsights', {
          TableName: resource.key,
          ContributorInsightsAction: to.contributorInsights ? 'ENABLE' : 'DISABLE',
        }),
    },
  ],
  follows: ['status', 'replicaWriteScaling'],
  fixed: 'The snapshot does not hold what makes keys and replicas of a table.',
  notCreated: 'The snapshot does not hold what makes a table: its keys and its data.',
  notRemoved: 'Deleting a table would delete its data.',
});

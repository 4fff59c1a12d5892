import type { Json, Resource } from '../../model/snapshot.ts';
import { type Fact, known, numberOf } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { baselineOf, ownBaselineOf } from './baseline.ts';
import { ownershipFact } from './event-ownership.ts';
import { findTarget, resourceOf, scalingGaps } from './joins.ts';
import { restoreFacts } from './kept-capacity-restore.ts';
import { ageFacts, type Trace } from './override-age.ts';
import { explainedByTags } from './override-tags.ts';

/** A capacity that somebody pays for whether it is used or not, and what is normal for it. */
export interface Kept {
  /** Name of the value, as the trail and baselines have it. */
  value: string;
  now: number;
  normal: number;
}

type Values = Kept[] | Fact;

const asNumber = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);

/** The kinds outside Application Auto Scaling that keep capacity, and the events that change it. */
const keptKinds: Record<
  string,
  { eventNames: string[]; key?: string; values(subject: Subject, context: Context): Values }
> = {
  'lambda-function': {
    eventNames: ['PutFunctionConcurrency20171031', 'PutProvisionedConcurrencyConfig'],
    values: (subject, { workload }) =>
      ofMembers(subject, ['reservedConcurrency', 'provisionedConcurrency'], (reserved, provisioned) => [
        ['reservedConcurrency', asNumber(reserved), ownBaselineOf(workload, 'reservedConcurrency')],
        ['provisionedConcurrency', provisionedSum(provisioned), ownBaselineOf(workload, 'provisionedConcurrency')],
      ]),
  },
  'rds-cluster': {
    eventNames: ['ModifyDBCluster'],
    values: (subject, { workload }) =>
      ofMembers(subject, ['serverlessMinAcu'], (acu) => [['minAcu', asNumber(acu), ownBaselineOf(workload, 'minAcu')]]),
  },
  'elasticache-serverless-cache': {
    eventNames: ['ModifyServerlessCache'],
    values: (subject, { workload }) =>
      ofMembers(subject, ['dataStorageMinimumGb', 'ecpuMinimumPerSecond'], (storage, ecpu) => [
        ['minDataStorageGb', asNumber(storage), ownBaselineOf(workload, 'minDataStorageGb')],
        ['minEcpuPerSecond', asNumber(ecpu), ownBaselineOf(workload, 'minEcpuPerSecond')],
      ]),
  },
  'opensearch-collection-group': {
    eventNames: ['UpdateCollectionGroup'],
    key: 'groupId',
    values: (subject, { workload }) =>
      ofMembers(subject, ['minIndexingOcu', 'minSearchOcu'], (indexing, search) => [
        ['minIndexingOcu', asNumber(indexing), ownBaselineOf(workload, 'minIndexingOcu')],
        ['minSearchOcu', asNumber(search), ownBaselineOf(workload, 'minSearchOcu')],
      ]),
  },
  'dynamodb-table': { eventNames: ['UpdateTable'], values: tableValues },
};

type Row = [value: string, now: number, normal: number | null];

function kept(rows: Row[]): Kept[] {
  return rows.flatMap(([value, now, normal]) => (normal === null ? [] : [{ value, now, normal }]));
}

/** Members that were not read matter only where the policy says what is normal for them. */
function ofMembers(subject: Subject, members: string[], rows: (...values: (Json | undefined)[]) => Row[]): Values {
  const facts = members.map((member) => memberOf(resourceOf(subject), member));
  const unread = facts.find((fact, index) => !fact.known && rows()[index]?.[2] !== null);
  return unread ?? kept(rows(...facts.map((fact) => (fact.known ? fact.value : undefined))));
}

export function provisionedSum(provisioned: Json | undefined): number {
  const all = Array.isArray(provisioned) ? (provisioned as { requested: number }[]) : [];
  return all.reduce((sum, one) => sum + one.requested, 0);
}

/** Provisioned units of a table and its indexes, where no autoscaler owns them. */
function tableValues(subject: Subject, { world, workload }: Context): Values {
  if (!workload?.baseline) return [];
  const table = resourceOf(subject);
  const indexes = memberOf(table, 'indexes');
  if (!indexes.known) return indexes;
  const mode = memberOf(table, 'billingMode');
  if (!mode.known) return mode;
  if (mode.value !== 'PROVISIONED') return [];
  const rows = [
    ...sides(table, table.attributes, ''),
    ...(indexes.value as Record<string, Json>[]).flatMap((index) => sides(table, index, `index/${index.name}/`)),
  ].filter(({ row }) => normalUnits(workload, row[0]) !== null);
  const gaps = rows.flatMap(({ target }) =>
    findTarget(world, subject, target) ? [] : scalingGaps(world, subject, 'scalable-target', target),
  );
  if (gaps.length > 0) return { known: false, because: gaps };
  const unscaled = rows.filter(({ target }) => !findTarget(world, subject, target));
  return kept(unscaled.map(({ row: [value, now] }) => [value, now, normalUnits(workload, value)]));
}

/** What the policy says is normal of a dimension of a table. What is declared for the table says nothing about an index. */
export function normalUnits(workload: Context['workload'], dimension: string): number | null {
  if (dimension.startsWith('index/')) return workload?.baseline?.dimensions?.[dimension]?.minCapacity ?? null;
  return numberOf(baselineOf(workload, 'minCapacity', dimension));
}

function sides(table: Resource, units: Record<string, Json>, prefix: string) {
  const resourceId = prefix === '' ? `table/${table.key}` : `table/${table.key}/${prefix.slice(0, -1)}`;
  return (['Read', 'Write'] as const).map((side) => ({
    row: [`${prefix}${side.toLowerCase()}`, asNumber(units[`${side.toLowerCase()}CapacityUnits`]), null] as Row,
    target: {
      serviceNamespace: 'dynamodb',
      resourceId,
      scalableDimension: `dynamodb:${prefix === '' ? 'table' : 'index'}:${side}CapacityUnits`,
    },
  }));
}

const limitOf = ({ normal }: Kept, { param }: Context) => Math.max(normal * Number(param('ratio')), normal + 1);

/** What is kept above normal; null where nothing is declared. */
function raisedOf(subject: Subject, context: Context): { all: Kept[]; raised: Kept[] } | Fact {
  const values = keptKinds[subject.resource?.kind ?? '']?.values(subject, context) ?? [];
  if ('known' in values) return values;
  return { all: values, raised: values.filter((one) => one.now > limitOf(one, context)) };
}

function ask(subject: Subject, context: Context, answer: (all: Kept[], raised: Kept[]) => Fact): Fact {
  const found = raisedOf(subject, context);
  return 'known' in found ? found : answer(found.all, found.raised);
}

function traceRaise(subject: Subject, context: Context): Trace | null | Fact {
  const found = raisedOf(subject, context);
  if ('known' in found) return found;
  const resource = resourceOf(subject);
  const kind = keptKinds[resource.kind];
  const [first] = found.raised;
  if (!first || !kind) return null;
  return {
    kind: resource.kind,
    key: String(kind.key === undefined ? resource.key : resource.attributes[kind.key]),
    value: first.value,
    dimension: dimensionOf(first, subject),
    eventNames: kind.eventNames,
    holds: (value) => value > limitOf(first, context),
  };
}

/** The sides that targets of events name; values of a table are called as theirs are. */
const sidesByValue: Record<string, string> = {
  minSearchOcu: 'search',
  minIndexingOcu: 'indexing',
  minEcpuPerSecond: 'ecpu',
  minDataStorageGb: 'storage',
  shards: 'shards',
  replicas: 'replicas',
};

const dimensionOf = ({ value }: Kept, subject: Subject) =>
  sidesByValue[value] ?? (resourceOf(subject).kind === 'dynamodb-table' ? value : null);

/** What can be asked of a resource that keeps capacity outside Application Auto Scaling. */
const facts: Record<string, FactDefinition> = {
  overrideExplained: explainedByTags,
  ownedByEvent: ownershipFact(
    (subject, context) => {
      const found = raisedOf(subject, context);
      if ('known' in found) return found;
      return found.raised.map((kept) => ({ value: kept.now, dimension: dimensionOf(kept, subject) }));
    },
    ['ratio'],
  ),
  keptCapacity: {
    type: 'list',
    nullable: true,
    description:
      'Capacity that is kept whether it is used or not, as "minAcu 16, normally 2"; null where the policy declares no baseline for it.',
    compute: (subject, context) =>
      ask(subject, context, (all) =>
        known(all.length === 0 ? null : all.map((one) => `${one.value} ${one.now}, normally ${one.normal}`)),
      ),
  },
  raised: {
    type: 'list',
    nullable: false,
    description: 'Of these what is above its baseline × ratio, by at least one.',
    parameters: ['ratio'],
    compute: (subject, context) =>
      ask(subject, context, (_, raised) =>
        known(raised.map((one) => `${one.value} ${one.now}, normally ${one.normal}`)),
      ),
  },
  raisedCount: {
    type: 'number',
    nullable: false,
    description: 'How many of its values are above their baseline × ratio.',
    parameters: ['ratio'],
    compute: (subject, context) => ask(subject, context, (_, raised) => known(raised.length)),
  },
  ...restoreFacts((subject, context) => {
    const found = raisedOf(subject, context);
    return 'known' in found ? found : found.raised;
  }),
  ...ageFacts('raised', ['ratio'], traceRaise),
};

/** Facts of each kind that keeps capacity of its own. */
export const keptCapacityFacts: Record<string, Record<string, FactDefinition>> = Object.fromEntries(
  Object.keys(keptKinds).map((kind) => [kind, facts]),
);

import type { Json } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { ecpuBound } from '../writers/elasticache-serverless-cache.ts';
import { groupSize } from '../writers/opensearch-limits.ts';
import {
  boundDuring,
  eventOf,
  neededMaximum,
  neededMinimum,
  neededWarmThroughput,
  warmThroughput,
} from './event-asked.ts';
import type { Lever, LeverType } from './event-levers.ts';

type Input = { [member: string]: Json };
/** A bound to be written: `is` what stands now; null for none. */
type Write = (lever: Lever, wanted: number | null, bound: 'min' | 'max') => Input | null;

const side = ({ dimension }: Lever) => (dimension?.endsWith('read') ? 'Read' : 'Write');
const indexOf = ({ dimension }: Lever) => /^index\/(.*)\/(?:read|write)$/.exec(dimension ?? '')?.[1] ?? null;

/** Something of a table, or of one of its indexes. */
function ofTable(lever: Lever, member: string, value: Json): Input {
  const TableName = String(lever.resource.key);
  const IndexName = indexOf(lever);
  return IndexName === null
    ? { TableName, [member]: value }
    : { TableName, GlobalSecondaryIndexUpdates: [{ Update: { IndexName, [member]: value } }] };
}

/** Attributes of the table or of the index that a lever is a side of. */
function unitsOf(lever: Lever): Input {
  const index = indexOf(lever);
  if (index === null) return lever.resource.attributes;
  const all = lever.resource.attributes.indexes;
  return (Array.isArray(all) ? (all as Input[]).find((one) => one.name === index) : undefined) ?? {};
}

/** Read and write units are written together: the other side keeps what it has. */
function tableUnits(lever: Lever, wanted: number): Input {
  const { readCapacityUnits = 0, writeCapacityUnits = 0 } = unitsOf(lever);
  const kept = { ReadCapacityUnits: readCapacityUnits, WriteCapacityUnits: writeCapacityUnits };
  return ofTable(lever, 'ProvisionedThroughput', { ...kept, [`${side(lever)}CapacityUnits`]: wanted });
}

/** A minimum lifts a maximum that is below it; the other side of a group is written as it is. */
function groupLimits({ resource, dimension }: Lever, wanted: number | null, bound: 'min' | 'max'): Input {
  const limits: Input = {};
  const size = wanted === null ? null : groupSize(resource.attributes.generation, wanted);
  for (const name of ['Indexing', 'Search']) {
    const min = resource.attributes[`min${name}Ocu`];
    const max = resource.attributes[`max${name}Ocu`];
    const isAsked = name.toLowerCase() === dimension;
    const least = isAsked && bound === 'min' ? size : min;
    const most = isAsked && bound === 'max' ? size : max;
    if (typeof least === 'number') limits[`min${name}CapacityInOCU`] = least;
    if (typeof most === 'number') limits[`max${name}CapacityInOCU`] = Math.max(most, Number(least ?? 0));
  }
  return { id: String(resource.attributes.groupId), capacityLimits: limits };
}

function cacheLimits({ resource, dimension }: Lever, wanted: number | null, bound: 'min' | 'max'): Input {
  const isStorage = dimension === 'storage';
  const min = resource.attributes[isStorage ? 'dataStorageMinimumGb' : 'ecpuMinimumPerSecond'];
  const max = resource.attributes[isStorage ? 'dataStorageMaximumGb' : 'ecpuMaximumPerSecond'];
  const size = wanted === null || isStorage ? wanted : ecpuBound(wanted);
  const least = bound === 'min' ? (size ?? 0) : min;
  const most = bound === 'max' ? size : max;
  const limits: Input = {
    ...(typeof least === 'number' && { Minimum: least }),
    ...(typeof most === 'number' && { Maximum: Math.max(most, Number(least ?? 0)) }),
    ...(isStorage && { Unit: 'GB' }),
  };
  return {
    ServerlessCacheName: String(resource.key),
    CacheUsageLimits: { [isStorage ? 'DataStorage' : 'ECPUPerSecond']: limits },
  };
}

/** Over several aliases nobody can say which to raise; none at all has no alias to name. */
function provisionedInput({ resource }: Lever, wanted: number | null): Input | null {
  const all = resource.attributes.provisionedConcurrency;
  const [only, ...others] = (Array.isArray(all) ? all : []) as { qualifier: string }[];
  if (!only || others.length > 0 || !wanted) return null;
  return { FunctionName: String(resource.key), Qualifier: only.qualifier, ProvisionedConcurrentExecutions: wanted };
}

/** Both maxima are written together. */
function accountLimits({ resource, dimension }: Lever, wanted: number | null): Input {
  const { maxIndexingOcu = null, maxSearchOcu = null } = resource.attributes;
  return {
    capacityLimits: {
      maxIndexingCapacityInOCU: dimension === 'indexing' ? wanted : maxIndexingOcu,
      maxSearchCapacityInOCU: dimension === 'search' ? wanted : maxSearchOcu,
    },
  };
}

const writes: Record<string, { type: LeverType; bound: 'min' | 'max'; what: string; input: Write }> = {
  TableUnits: {
    type: 'table-units',
    bound: 'min',
    what: 'update-table',
    input: (lever, wanted) => tableUnits(lever, wanted ?? 0),
  },
  ServerlessMinimum: { type: 'serverless-cache', bound: 'min', what: 'modify-serverless-cache', input: cacheLimits },
  GroupMinimum: { type: 'collection-group', bound: 'min', what: 'update-collection-group', input: groupLimits },
  Provisioned: {
    type: 'function',
    bound: 'min',
    what: 'put-provisioned-concurrency-config',
    input: provisionedInput,
  },
  TableCap: {
    type: 'on-demand',
    bound: 'max',
    what: 'update-table',
    input: (lever, wanted) => ofTable(lever, 'OnDemandThroughput', { [`Max${side(lever)}RequestUnits`]: wanted ?? -1 }),
  },
  ServerlessMaximum: { type: 'serverless-cache', bound: 'max', what: 'modify-serverless-cache', input: cacheLimits },
  AccountMaximum: { type: 'collections', bound: 'max', what: 'update-account-settings', input: accountLimits },
  GroupMaximum: { type: 'collection-group', bound: 'max', what: 'update-collection-group', input: groupLimits },
  Reserved: {
    type: 'function',
    bound: 'max',
    what: 'put-function-concurrency',
    input: ({ resource }, wanted) =>
      wanted === null ? null : { FunctionName: String(resource.key), ReservedConcurrentExecutions: wanted },
  },
};

function write(subject: Subject, context: Context, name: string, wanted: boolean): Fact {
  const { lever } = eventOf(subject);
  const one = writes[name];
  if (!one || lever?.type !== one.type) return known(null);
  const needed = one.bound === 'min' ? neededMinimum : neededMaximum;
  const value = wanted
    ? needed(subject, context)
    : boundDuring(subject, context, one.bound === 'min' ? 'minCapacity' : 'maxCapacity');
  return derive([value], (number) => {
    if (wanted && number === null) return null;
    return one.input(lever, typeof number === 'number' ? number : null, one.bound);
  });
}

/** Inputs of the commands that write a lever for an event, and as it is now: `raised…` and `kept…`; null for other levers. */
export const eventWriteFacts: Record<string, FactDefinition> = {
  ...Object.fromEntries(
    Object.entries(writes).flatMap(([name, { what, bound }]) =>
      ([true, false] as const).map((wanted): [string, FactDefinition] => [
        `${wanted ? 'raised' : 'kept'}${name}`,
        {
          type: 'object',
          nullable: true,
          description: `Input of ${what} that writes the ${bound === 'min' ? 'minimum' : 'maximum'} ${wanted ? 'that the event needs' : 'as it is'}; null for other capacity.`,
          compute: (subject, context) => write(subject, context, name, wanted),
        },
      ]),
    ),
  ),
  raisedWarmThroughput: {
    type: 'object',
    nullable: true,
    description: 'Input of update-table that raises warm throughput to what the event needs; null for other capacity.',
    compute(subject, context) {
      const { lever } = eventOf(subject);
      if (lever?.type !== 'on-demand') return known(null);
      return derive([neededWarmThroughput(subject, context), warmThroughput(eventOf(subject))], (needed, standing) =>
        needed === null
          ? null
          : ofTable(lever, 'WarmThroughput', {
              [`${side(lever)}UnitsPerSecond`]: Math.max(Math.ceil(Number(needed)), Number(standing ?? 0)),
            }),
      );
    },
  },
};

import type { Workload } from '../../model/policy.ts';
import type { Unknown } from '../../model/report.ts';
import type { Json, Resource } from '../../model/snapshot.ts';
import { consumedPeak, type Side, sides, slicesOf } from '../../resources/metrics/dynamodb.ts';
import { derive, type Fact, known, numberOf } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { dedupe, memberOf } from '../world.ts';
import { requestCaps, updateTableInput } from '../writers/dynamodb-table.ts';
import { baselineOf } from './baseline.ts';
import { highestComing } from './coming-events.ts';
import { resourceOf } from './joins.ts';
import { highest, ofValues } from './metrics.ts';

/** An on-demand cap of a table or of one of its indexes, units a second. */
interface Cap {
  index: string | null;
  side: Side;
  /** As baselines name it: read, index/by-user/write. */
  dimension: string;
  limit: number;
}

/** On-demand caps of a table and its indexes. */
function capsOf(table: Resource): Cap[] {
  return slicesOf(table).flatMap(({ index, members }) =>
    sides.flatMap((side) => {
      const limit = members[`max${side}RequestUnits`];
      const dimension = `${index === null ? '' : `index/${index}/`}${side.toLowerCase()}`;
      return typeof limit === 'number' ? [{ index, side, dimension, limit }] : [];
    }),
  );
}

/** The caps need the throughput and the indexes, which one call returns together. */
function ofCaps(subject: Subject, ask: (caps: Cap[]) => Fact): Fact {
  const table = resourceOf(subject);
  const indexes = memberOf(table, 'indexes');
  return indexes.known ? ask(capsOf(table)) : indexes;
}

/** Declared demand that a cap has to let through. What is declared for the table says nothing about an index. */
function demandOf(workload: Workload | null, dimension: string): number | null {
  if (dimension.startsWith('index/')) return workload?.baseline?.dimensions?.[dimension]?.demand ?? null;
  return numberOf(baselineOf(workload, 'demand', dimension));
}

/** Whether a cap is below the declared demand × headroom, or below what a coming event asks; null where neither is told. */
function belowDeclared({ dimension, limit }: Cap, subject: Subject, context: Context): boolean | null {
  const demand = demandOf(context.workload, dimension);
  const peak = highestComing(subject, context, dimension, (need) => need.demand)?.value ?? null;
  if (demand === null && peak === null) return null;
  return limit < Math.max((demand ?? 0) * Number(context.param('headroom')), peak ?? 0);
}

/** Whether a cap is below the busiest five minutes of 28 days × headroom. */
function belowMeasured({ index, side, limit }: Cap, subject: Subject, { world, param }: Context): Fact {
  const query = consumedPeak(subject.key, index, side);
  const perSecond = ofValues(world, subject, query, (values) => highest(values) / query.periodSeconds);
  return derive([perSecond], (peak) => limit < Number(peak) * Number(param('headroom')));
}

/** Whether one is true: known as soon as one is found, false only when all are known. */
function anyTrue(judged: Fact[]): Fact {
  const found = judged.find((one) => one.known && one.value === true);
  if (found) return found;
  const because = judged.flatMap((one) => (one.known ? [] : one.because));
  return because.length > 0 ? { known: false, because: dedupe(because) } : known(false, 'metric');
}

/** CloudWatch was not asked, or has no data: then what is declared speaks alone. */
const saysNothing = ({ reason }: Unknown) => reason === 'not-requested' || reason === 'absent';

/** Whether a cap lets the demand through: by what is declared and by what was measured, each where there is one. */
function letsThrough(cap: Cap, subject: Subject, context: Context): Fact {
  const declared = belowDeclared(cap, subject, context);
  if (declared === true) return known(false);
  const measured = belowMeasured(cap, subject, context);
  if (measured.known) return derive([measured], (below) => below === false);
  return measured.because.every(saysNothing) ? known(declared !== null) : measured;
}

type Units = Record<string, Json>;

const isCapped = (units: Units) => units.maxReadRequestUnits !== null || units.maxWriteRequestUnits !== null;

/** Input of update-table that sets or removes the caps of what has some. */
function capsInput(table: Resource, remove: boolean): Json {
  const none = { maxReadRequestUnits: null, maxWriteRequestUnits: null };
  const indexes = table.attributes.indexes as (Units & { name: string })[];
  const holders = [
    { index: null, units: table.attributes },
    ...indexes.map((units) => ({ index: units.name, units })),
  ].filter(({ units }) => isCapped(units));
  return updateTableInput(
    table.key ?? '',
    holders.map(({ index, units }) => ({ index, change: requestCaps(remove ? none : units) })),
  );
}

/** What can be asked of the on-demand caps of a table. */
export const capFacts: Record<string, FactDefinition> = {
  onDemandCaps: {
    type: 'list',
    nullable: false,
    description: 'On-demand caps of the table and its indexes, as "dimension: units a second"; empty without caps.',
    compute: (subject) =>
      ofCaps(subject, (caps) => known(caps.map(({ dimension, limit }) => `${dimension}: ${limit}/s`))),
  },
  onDemandCapBelowPeak: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether a cap is below the declared demand of its dimension × headroom, or below the demand of an event of the next 30 days; false where neither is declared for it.',
    parameters: ['headroom'],
    compute: (subject, context) =>
      ofCaps(subject, (caps) => known(caps.some((cap) => belowDeclared(cap, subject, context) === true))),
  },
  onDemandCapBelowMeasured: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether an on-demand cap is below the busiest five minutes of the 28 days before the snapshot × headroom, by CloudWatch.',
    parameters: ['headroom'],
    compute: (subject, context) =>
      ofCaps(subject, (caps) => anyTrue(caps.map((cap) => belowMeasured(cap, subject, context)))),
  },
  onDemandCapsSuffice: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether each on-demand cap is at or above the declared demand and the measured peak × headroom, and the demand of events of the next 30 days, as far as there is one; false for a cap whose demand is neither declared nor measured.',
    parameters: ['headroom'],
    compute: (subject, context) =>
      ofCaps(subject, (caps) => {
        const judged = caps.map((cap) => letsThrough(cap, subject, context));
        return judged.find((one) => one.known && one.value === false) ?? derive(judged, () => true);
      }),
  },
  uncappedInput: {
    type: 'object',
    nullable: false,
    description: 'Input of update-table that removes every on-demand cap.',
    compute: (subject) => ofCaps(subject, () => known(capsInput(resourceOf(subject), true))),
  },
  cappedInput: {
    type: 'object',
    nullable: false,
    description: 'Input of update-table that sets the on-demand caps that are there now.',
    compute: (subject) => ofCaps(subject, () => known(capsInput(resourceOf(subject), false))),
  },
};

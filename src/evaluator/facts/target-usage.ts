import type { Json, Resource } from '../../model/snapshot.ts';
import { consumed, provisionedMost, scaledSlice, unitsNow } from '../../resources/metrics/dynamodb.ts';
import { ecsCpu, ecsMemory, ecsTaskMinutes } from '../../resources/metrics/ecs.ts';
import { provisionedUse, scaledAlias } from '../../resources/metrics/lambda.ts';
import type { MetricQuery } from '../../resources/metrics/query.ts';
import { derive, type Fact, known, numberOf } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { identityOf, resourceOf } from './joins.ts';
import { dataPoints, highest, ofValues, percentile } from './metrics.ts';

/** How the use of a target is measured, by what it scales; null where nothing that is read tells it. */
interface Gauge {
  /** Capacity that is there now. */
  current: Fact;
  /** Percent of the capacity that was used at most 95 percent of the last day. */
  utilization: { query: MetricQuery; percent: (value: number) => number }[];
  /** The highest capacity of each day of the long window. */
  capacity: { query: MetricQuery; units: (value: number) => number } | null;
}

function gaugeOf(subject: Subject, context: Context): Gauge | null {
  const { serviceNamespace } = identityOf(resourceOf(subject));
  if (serviceNamespace === 'ecs') return ecsGauge(subject, context);
  if (serviceNamespace === 'dynamodb') return dynamodbGauge(subject, context);
  return serviceNamespace === 'lambda' ? lambdaGauge(subject, context) : null;
}

/** Something of the resource that is scaled; null when it is proven to be gone. */
function ofOwner(
  subject: Subject,
  { world }: Context,
  kind: string,
  key: string,
  ask: (owner: Resource) => Fact,
): Fact {
  const owner = world.find(kind, subject, key);
  if (owner) return ask(owner);
  const gaps = world.gaps(kind, subject);
  return gaps.length > 0 ? { known: false, because: gaps } : known(null);
}

function ecsGauge(subject: Subject, context: Context): Gauge | null {
  const [head, cluster, service] = identityOf(resourceOf(subject)).resourceId.split('/');
  if (head !== 'service' || cluster === undefined || service === undefined) return null;
  return {
    current: ofOwner(subject, context, 'ecs-service', `${cluster}/${service}`, (owner) =>
      memberOf(owner, 'desiredCount'),
    ),
    utilization: [ecsCpu(cluster, service), ecsMemory(cluster, service)].map((query) => ({
      query,
      percent: (value) => value,
    })),
    capacity: { query: ecsTaskMinutes(cluster, service), units: (minutes) => minutes / 60 },
  };
}

function dynamodbGauge(subject: Subject, context: Context): Gauge | null {
  const slice = scaledSlice(resourceOf(subject));
  if (!slice) return null;
  const { table, index, side } = slice;
  const current = ofOwner(subject, context, 'dynamodb-table', table, (owner) =>
    derive([memberOf(owner, 'indexes'), memberOf(owner, 'readCapacityUnits')], () => unitsNow(owner, index, side)),
  );
  const query = consumed(table, index, side);
  const units = numberOf(current) ?? 0;
  return {
    current,
    utilization: [{ query, percent: (sum) => (units > 0 ? (100 * sum) / query.periodSeconds / units : 0) }],
    capacity: { query: provisionedMost(table, index, side), units: (value) => value },
  };
}

function lambdaGauge(subject: Subject, context: Context): Gauge | null {
  const alias = scaledAlias(identityOf(resourceOf(subject)).resourceId);
  if (!alias) return null;
  const requested = (all: Json) =>
    (all as { qualifier: string; requested: number }[]).find((one) => one.qualifier === alias.qualifier)?.requested;
  return {
    current: ofOwner(subject, context, 'lambda-function', alias.name, (owner) =>
      derive([memberOf(owner, 'provisionedConcurrency')], (all) => requested(all) ?? null),
    ),
    utilization: [{ query: provisionedUse(alias.name, alias.qualifier), percent: (share) => 100 * share }],
    capacity: null,
  };
}

/** The busiest of the target's measures: percent used, not exceeded in 95 percent of the last day. */
function utilization(subject: Subject, context: Context): Fact {
  const gauge = gaugeOf(subject, context);
  if (!gauge) return known(null);
  const parts = gauge.utilization.map(({ query, percent }) =>
    ofValues(context.world, subject, query, (values) => percent(percentile(values, 0.95))),
  );
  return derive(parts, (...values) => Math.max(...values.map(Number)));
}

/** Data points of the measure that has fewest. */
function utilizationPoints(subject: Subject, context: Context): Fact {
  const gauge = gaugeOf(subject, context);
  if (!gauge) return known(null);
  return derive(
    gauge.utilization.map(({ query }) => dataPoints(context.world, subject, query)),
    (...counts) => Math.min(...counts.map(Number)),
  );
}

/** Whether each measure covers nine tenths of its window: what exists for an hour has not been idle for a day. */
function measuredForDay(subject: Subject, context: Context): Fact {
  return derive(
    (gaugeOf(subject, context)?.utilization ?? []).map(({ query }) =>
      derive(
        [dataPoints(context.world, subject, query)],
        (points) => Number(points) >= (0.9 * query.windowSeconds) / query.periodSeconds,
      ),
    ),
    (...whole) => whole.every((one) => one === true),
  );
}

const atMinimum = (subject: Subject, context: Context): Fact =>
  derive(
    [gaugeOf(subject, context)?.current ?? known(null), memberOf(resourceOf(subject), 'minCapacity')],
    (current, minimum) => current === minimum,
  );

function nearMaximum(subject: Subject, context: Context): Fact {
  const bounds = ['minCapacity', 'maxCapacity'].map((bound) => memberOf(resourceOf(subject), bound));
  const current = gaugeOf(subject, context)?.current ?? known(null);
  return derive([current, ...bounds], (units, minimum, maximum) => {
    if (typeof units !== 'number' || Number(maximum) <= 0 || units > Number(maximum)) return false;
    return units > Number(minimum) && units / Number(maximum) >= Number(context.param('nearRatio'));
  });
}

/** What can be asked of a scalable target whose use was measured. */
export const targetUsageFacts: Record<string, FactDefinition> = {
  currentCapacity: {
    type: 'number',
    nullable: true,
    description: 'Capacity that is there now, in the unit of the target; null where it is not read.',
    compute: (subject, context) => gaugeOf(subject, context)?.current ?? known(null),
  },
  atMinimum: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the capacity that is there now is the minimum.',
    compute: atMinimum,
  },
  nearMaximum: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether the capacity that is there now is at least nearRatio of the maximum, and above the minimum: load brought it there.',
    parameters: ['nearRatio'],
    compute: nearMaximum,
  },
  utilizationPercent: {
    type: 'number',
    nullable: true,
    description:
      'Percent of the capacity in use: what was not exceeded in 95 percent of the day before the snapshot: CPU or memory of a service, whichever is higher, consumed units of a table, or provisioned concurrency; null for what has no such metric.',
    compute: utilization,
  },
  utilizationDataPoints: {
    type: 'number',
    nullable: true,
    description:
      'Data points behind utilizationPercent; of several metrics the fewest. A whole day has 288, of a table 144.',
    compute: utilizationPoints,
  },
  idle: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether the target stood at its minimum with less than idlePercent in use for a day (95th percentile); never judged on less than nine tenths of a day.',
    parameters: ['idlePercent'],
    compute(subject, context) {
      const low = atMinimum(subject, context);
      if (low.known && low.value === false) return known(false);
      const parts = [low, utilization(subject, context), measuredForDay(subject, context)];
      return derive(
        parts,
        (_, percent, whole) =>
          typeof percent === 'number' && whole === true && percent < Number(context.param('idlePercent')),
      );
    },
  },
  halvedMinimum: {
    type: 'number',
    nullable: false,
    description: 'Half of the minimum, rounded up.',
    compute: (subject) =>
      derive([memberOf(resourceOf(subject), 'minCapacity')], (minimum) => Math.ceil(Number(minimum) / 2)),
  },
  highestCapacity: {
    type: 'number',
    nullable: true,
    description:
      'Highest capacity of the 63 days before the snapshot, as a mean over an hour; null for what has no such metric.',
    compute(subject, context) {
      const capacity = gaugeOf(subject, context)?.capacity;
      if (!capacity) return known(null);
      return ofValues(context.world, subject, capacity.query, (values) => capacity.units(highest(values)));
    },
  },
  highestCapacityDataPoints: {
    type: 'number',
    nullable: true,
    description: 'Hours behind highestCapacity; 1,512 are 63 days.',
    compute(subject, context) {
      const capacity = gaugeOf(subject, context)?.capacity;
      return capacity ? dataPoints(context.world, subject, capacity.query) : known(null);
    },
  },
  looseMaximumLowered: {
    type: 'number',
    nullable: true,
    description:
      'Twice highestCapacity, rounded up, and no less than the minimum or what is there now; null where it is not measured.',
    compute(subject, context) {
      const gauge = gaugeOf(subject, context);
      const capacity = gauge?.capacity;
      if (!capacity) return known(null);
      const most = ofValues(context.world, subject, capacity.query, (values) => capacity.units(highest(values)));
      return derive([most, memberOf(resourceOf(subject), 'minCapacity'), gauge.current], (used, min, now) =>
        Math.max(Math.ceil(2 * Number(used)), Number(min), Number(now ?? 0)),
      );
    },
  },
  highestCapacityPercent: {
    type: 'number',
    nullable: true,
    description: 'highestCapacity, percent of the maximum; null where there is none.',
    compute(subject, context) {
      const capacity = gaugeOf(subject, context)?.capacity;
      if (!capacity) return known(null);
      const most = ofValues(context.world, subject, capacity.query, (values) => capacity.units(highest(values)));
      return derive([most, memberOf(resourceOf(subject), 'maxCapacity')], (used, max) =>
        Number(max) > 0 ? (100 * Number(used)) / Number(max) : null,
      );
    },
  },
};

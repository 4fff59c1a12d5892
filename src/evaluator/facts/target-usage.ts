import { ecsCpu, ecsMemory, ecsTaskMinutes } from '../../resources/metrics/ecs.ts';
import type { MetricQuery } from '../../resources/metrics/query.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { identityOf, resourceOf, scaledResource } from './joins.ts';
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

function gaugeOf(subject: Subject, { world }: Context): Gauge | null {
  const target = identityOf(resourceOf(subject));
  const owner = scaledResource(target);
  if (owner?.kind !== 'ecs-service') return null;
  const [cluster = '', service = ''] = owner.key.split('/');
  const found = world.find(owner.kind, subject, owner.key);
  const gaps = world.gaps(owner.kind, subject);
  const percent = (value: number) => value;
  return {
    current: found ? memberOf(found, 'desiredCount') : gaps.length > 0 ? { known: false, because: gaps } : known(null),
    utilization: [ecsCpu(cluster, service), ecsMemory(cluster, service)].map((query) => ({ query, percent })),
    capacity: { query: ecsTaskMinutes(cluster, service), units: (minutes) => minutes / 60 },
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

const atMinimum = (subject: Subject, context: Context): Fact =>
  derive(
    [gaugeOf(subject, context)?.current ?? known(null), memberOf(resourceOf(subject), 'minCapacity')],
    (current, minimum) => current === minimum,
  );

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
  utilizationPercent: {
    type: 'number',
    nullable: true,
    description:
      'Percent of the capacity in use: what was not exceeded in 95 percent of the day before the snapshot, CPU or memory, whichever is higher; null for what has no such metric.',
    compute: utilization,
  },
  utilizationDataPoints: {
    type: 'number',
    nullable: true,
    description: 'Data points behind utilizationPercent; of several metrics the fewest. 288 are a whole day.',
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
      const parts = [low, utilization(subject, context), utilizationPoints(subject, context)];
      return derive(
        parts,
        (_, percent, points) =>
          typeof percent === 'number' && Number(points) >= 260 && percent < Number(context.param('idlePercent')),
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
    description: 'Twice highestCapacity, rounded up, and no less than the minimum; null where it is not measured.',
    compute(subject, context) {
      const capacity = gaugeOf(subject, context)?.capacity;
      if (!capacity) return known(null);
      const most = ofValues(context.world, subject, capacity.query, (values) => capacity.units(highest(values)));
      return derive([most, memberOf(resourceOf(subject), 'minCapacity')], (used, min) =>
        Math.max(Math.ceil(2 * Number(used)), Number(min)),
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

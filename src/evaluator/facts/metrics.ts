import { type MetricSeries, metricSeriesKey } from '../../resources/metric-series.ts';
import { metricDataApi } from '../../resources/metrics/plan.ts';
import type { MetricQuery } from '../../resources/metrics/query.ts';
import { type Fact, type Known, known, type Unknowable, unknown } from '../fact.ts';
import type { Place, World } from '../world.ts';

/** What CloudWatch told of one metric: the values that it has, oldest first, and from how many data points they are. */
export interface Measured {
  values: number[];
  /** The same with null for each step of the window that has none. */
  steps: readonly (number | null)[];
  points: number;
}

/** A metric that was read in full, or why it was not. Empty values mean that CloudWatch has no data, which is never zero. */
export function measured(world: World, place: Place, query: MetricQuery): Measured | Unknowable {
  const series = seriesOf(world, place, query);
  if (!series) return notRead(world, place, query);
  if (series.status !== 'ok') return unknown(query.metricName, series.status, metricDataApi);
  return windowOf(series, query);
}

/** As much of a metric as was read: what was counted in a part of it was counted in any case. */
export function measuredInPart(
  world: World,
  place: Place,
  query: MetricQuery,
): Measured & { whole: Unknowable | null } {
  const all = measured(world, place, query);
  if ('values' in all) return { ...all, whole: null };
  const series = seriesOf(world, place, query);
  return { ...(series ? windowOf(series, query) : { values: [], steps: [], points: 0 }), whole: all };
}

/** Something computed of a metric's values; unknown where CloudWatch has no data. */
export function ofValues(world: World, place: Place, query: MetricQuery, compute: (values: number[]) => number): Fact {
  const all = measured(world, place, query);
  if (!('values' in all)) return all;
  if (all.values.length === 0) return unknown(query.metricName, 'absent', metricDataApi);
  return ofPoints(compute(all.values), all.points);
}

/** How many data points CloudWatch has of a metric. */
export function dataPoints(world: World, place: Place, query: MetricQuery): Fact {
  const all = measured(world, place, query);
  return 'values' in all ? known(all.points, 'metric') : all;
}

/** A measured value, with the number of data points behind it. */
export const ofPoints = (value: Known['value'], points: number): Known => ({
  ...known(value, 'metric'),
  dataPoints: points,
});

/** The value that a share of the values do not exceed, by nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const highest = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
export const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function seriesOf(world: World, place: Place, query: MetricQuery): MetricSeries | undefined {
  const resource = world.find('metric-series', place, metricSeriesKey(query.namespace, query.dimensions));
  const series = resource?.observed.series as MetricSeries[] | undefined;
  return series?.find(
    (one) =>
      one.metricName === query.metricName &&
      one.statistic === query.statistic &&
      one.periodSeconds === query.periodSeconds &&
      one.stepSeconds === (query.stepSeconds ?? query.periodSeconds),
  );
}

/** The part of a series that a query asks for: somebody else may have asked for a longer window. */
function windowOf(series: MetricSeries, { windowSeconds }: MetricQuery): Measured {
  const steps = Math.ceil(windowSeconds / series.stepSeconds);
  const isWhole = series.values.length <= steps;
  const kept = isWhole ? series.values : series.values.slice(-steps);
  const values = kept.filter((value) => value !== null);
  return { values, steps: kept, points: isWhole ? series.points : values.length };
}

function notRead(world: World, place: Place, { metricName }: MetricQuery): Unknowable {
  const entry = world.coverage(place, metricDataApi);
  if (!entry) return unknown(metricName, 'not-requested', metricDataApi);
  return unknown(metricName, entry.status === 'ok' ? 'not-recorded' : entry.status, metricDataApi);
}

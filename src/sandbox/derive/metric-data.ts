import type { GetMetricDataInput, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { DeclaredMetric } from '../account-metrics.ts';
import { takePage } from '../paging.ts';
import { failed, invalid } from '../service.ts';
import { groupBy } from './item.ts';
import { bucketValue } from './metric-samples.ts';

/** Data of metrics by namespace, name and dimensions; what the account does not declare comes from healthy resources. */
export type MetricIndex = {
  find(namespace: string, name: string, dimensions: Record<string, string>): DeclaredMetric | undefined;
};

/** @param healthy data of the resources that the account declares, made when first asked for */
export function indexMetrics(declared: readonly DeclaredMetric[], healthy: () => DeclaredMetric[]): MetricIndex {
  let index: Map<string, DeclaredMetric> | undefined;
  return {
    find(namespace, name, dimensions) {
      index ??= new Map(
        [...healthy(), ...declared].map((one) => [keyOf(one.Namespace, one.MetricName, one.Dimensions), one]),
      );
      return index.get(keyOf(namespace, name, dimensions));
    },
  };
}

const keyOf = (namespace: string, name: string, dimensions: Record<string, string>): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);

const minuteMs = 60_000;
const dayMs = 86_400_000;
const mostQueries = 500;
const mostPoints = 100_800;

type Point = { query: number; at: number; value: number };
/** A data point with its place among all of the answer. */
type Placed = Point & { place: number };

/** GetMetricData: data points of all queries, one after the other, cut into pages of MaxDatapoints. */
export function answerMetricData(input: GetMetricDataInput, data: MetricIndex, now: string | null) {
  const queries = input.MetricDataQueries ?? [];
  check(queries);
  const present = now === null ? Date.now() : Date.parse(now);
  const [start, end] = [timeOf(input.StartTime), Math.min(timeOf(input.EndTime), present)];
  if (timeOf(input.EndTime) <= start) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const points = queries
    .flatMap((query, index) => pointsOf(query, index, { data, start, end, present }))
    .map((point, place): Placed => ({ ...point, place }));
  const { NextToken, ...question } = input;
  const page = takePage(points, {
    token: NextToken,
    size: input.MaxDatapoints,
    limits: { default: mostPoints, max: mostPoints },
    scope: `GetMetricData ${JSON.stringify(question)}`,
  });
  return {
    MetricDataResults: resultsOf(queries, points, page.items, NextToken === undefined),
    NextToken: page.token,
    Messages: [],
  };
}

function check(queries: readonly MetricDataQuery[]): void {
  if (queries.length > mostQueries)
    throw invalid(`The collection MetricDataQueries must not have a size greater than ${mostQueries}.`);
  const ids = new Set<string>();
  for (const { Id = '', MetricStat, Expression } of queries) {
    if (Expression || !MetricStat) throw failed('NotImplemented', 'The sandbox plays MetricStat queries only.', 501);
    if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id) || ids.has(Id))
      throw invalid(`The value ${Id} for parameter MetricDataQueries.Id is not valid or not unique.`);
    const period = MetricStat.Period ?? 0;
    if (![1, 5, 10, 20, 30].includes(period) && (period <= 0 || period % 60 !== 0)) {
      throw invalid('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
    }
    ids.add(Id);
  }
}

type Question = { data: MetricIndex; start: number; end: number; present: number };

function pointsOf({ MetricStat }: MetricDataQuery, query: number, question: Question): Point[] {
  const { Namespace = '', MetricName = '', Dimensions = [] } = MetricStat?.Metric ?? {};
  const dimensions = Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
  const metric = question.data.find(Namespace, MetricName, dimensions);
  const period = (MetricStat?.Period ?? 60) * 1000;
  if (!metric || !isKept(period, question)) return [];
  const first = Math.ceil(question.start / period) * period;
  const points: Point[] = [];
  for (let at = first; at < question.end; at += period) {
    const value = bucketValue(metric, at, Math.min(at + period, question.end), MetricStat?.Stat ?? 'Average');
    if (value !== null) points.push({ query, at, value });
  }
  return points;
}

/** CloudWatch keeps minutes for 15 days, five minutes for 63, hours for longer: a finer question has no data. */
function isKept(period: number, { start, present }: Question): boolean {
  const age = present - start;
  if (age > 63 * dayMs) return period % (60 * minuteMs) === 0;
  if (age > 15 * dayMs) return period % (5 * minuteMs) === 0;
  return age <= dayMs / 8 || period % minuteMs === 0;
}

/** Results of one page. A query that has data points on later pages says PartialData, as AWS does. */
function resultsOf(
  queries: readonly MetricDataQuery[],
  all: readonly Placed[],
  page: readonly Placed[],
  first: boolean,
) {
  const ends = new Map(all.map((point) => [point.query, point.place]));
  const reached = page.at(-1)?.place ?? all.length;
  const byQuery = groupBy(page, (point) => String(point.query));
  return queries.flatMap(({ Id, MetricStat }, index) => {
    const points = byQuery.get(String(index)) ?? [];
    const complete = (ends.get(index) ?? 0) <= reached;
    // What is complete without data points was told on the first page.
    if (points.length === 0 && complete && !first) return [];
    return [
      {
        Id,
        Label: MetricStat?.Metric?.MetricName,
        Timestamps: points.map(({ at }) => new Date(at)),
        Values: points.map(({ value }) => value),
        StatusCode: complete ? 'Complete' : 'PartialData',
      },
    ];
  });
}

const timeOf = (time: Date | undefined): number => time?.getTime() ?? Number.NaN;

import type { GetMetricDataInput, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { DeclaredMetric } from '../account-metrics.ts';
import { takePage } from '../paging.ts';
import { failed, invalid } from '../service.ts';
import { groupBy } from './item.ts';
import { bucketValue, type Samples, samplesOf } from './metric-samples.ts';

/** Data of metrics by namespace, name and dimensions; what the account does not declare comes from healthy resources. */
export type MetricIndex = {
  find(namespace: string, name: string, dimensions: Record<string, string>): Samples | undefined;
};

/** @param healthy data of the resources that the account declares, made when first asked for */
export function indexMetrics(declared: readonly DeclaredMetric[], healthy: () => DeclaredMetric[]): MetricIndex {
  let index: Map<string, Samples> | undefined;
  return {
    find(namespace, name, dimensions) {
      index ??= new Map([...byMetric(healthy()), ...byMetric(declared)]);
      return index.get(keyOf(namespace, name, dimensions));
    },
  };
}

function byMetric(metrics: readonly DeclaredMetric[]): [string, Samples][] {
  const lines = groupBy(metrics, (one) => keyOf(one.Namespace, one.MetricName, one.Dimensions));
  return [...lines].map(([key, ofMetric]) => [key, samplesOf(ofMetric)]);
}

const keyOf = (namespace: string, name: string, dimensions: Record<string, string>): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);

const minuteMs = 60_000;
const dayMs = 86_400_000;
const mostQueries = 500;
const mostPoints = 100_800;

/** Data points of one query, and the place of the first of them among all of the answer. */
type Series = { first: number; times: number[]; values: number[] };

/** GetMetricData: data points of all queries, one after the other, cut into pages of MaxDatapoints. */
export function answerMetricData(input: GetMetricDataInput, data: MetricIndex, now: string | null) {
  const queries = input.MetricDataQueries ?? [];
  check(queries);
  const present = now === null ? Date.now() : Date.parse(now);
  const [start, end] = [timeOf(input.StartTime), Math.min(timeOf(input.EndTime), present)];
  if (timeOf(input.EndTime) <= start) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  let count = 0;
  const all = queries.map((query): Series => {
    const series = { first: count, ...pointsOf(query, { data, start, end, present }) };
    count += series.values.length;
    return series;
  });
  const { NextToken, ...question } = input;
  const page = takePage(
    Array.from({ length: count }, (_, place) => place),
    {
      token: NextToken,
      size: input.MaxDatapoints,
      limits: { default: mostPoints, max: mostPoints },
      scope: `GetMetricData ${JSON.stringify(question)}`,
    },
  );
  const from = page.items[0] ?? 0;
  return {
    MetricDataResults: resultsOf(queries, all, from, from + page.items.length),
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

function pointsOf({ MetricStat }: MetricDataQuery, question: Question): Omit<Series, 'first'> {
  const { Namespace = '', MetricName = '', Dimensions = [] } = MetricStat?.Metric ?? {};
  const dimensions = Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
  const samples = question.data.find(Namespace, MetricName, dimensions);
  const period = (MetricStat?.Period ?? 60) * 1000;
  const [times, values]: [number[], number[]] = [[], []];
  if (!samples || !isKept(period, question)) return { times, values };
  const first = Math.ceil(question.start / period) * period;
  for (let at = first; at < question.end; at += period) {
    const value = bucketValue(samples, at, Math.min(at + period, question.end), MetricStat?.Stat ?? 'Average');
    if (value === null) continue;
    times.push(at);
    values.push(value);
  }
  return { times, values };
}

/** CloudWatch keeps minutes for 15 days, five minutes for 63, hours for longer: a finer question has no data. */
function isKept(period: number, { start, present }: Question): boolean {
  const age = present - start;
  if (age > 63 * dayMs) return period % (60 * minuteMs) === 0;
  if (age > 15 * dayMs) return period % (5 * minuteMs) === 0;
  return age <= dayMs / 8 || period % minuteMs === 0;
}

/** Results of one page, which holds the places [from, to). A query that has data points on later pages says PartialData, as AWS does. */
function resultsOf(queries: readonly MetricDataQuery[], all: readonly Series[], from: number, to: number) {
  return queries.flatMap(({ Id, MetricStat }, index) => {
    const { first = 0, times = [], values = [] } = all[index] ?? {};
    const [start, end] = [from - first, to - first].map((place) => Math.min(values.length, Math.max(0, place)));
    const isOver = values.length === 0 || first + values.length <= to;
    // What is complete without data points was told on the first page.
    if (start === end && isOver && from > 0) return [];
    return [
      {
        Id,
        Label: MetricStat?.Metric?.MetricName,
        Timestamps: times.slice(start, end).map((at) => new Date(at)),
        Values: values.slice(start, end),
        StatusCode: isOver ? 'Complete' : 'PartialData',
      },
    ];
  });
}

const timeOf = (time: Date | undefined): number => time?.getTime() ?? Number.NaN;

import type { MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { Resource } from '../../model/snapshot.ts';
import { metricSeries, metricSeriesKey } from '../../resources/metric-series.ts';
import { metricNeeds } from '../../resources/metrics/index.ts';
import { metricDataApi, planMetrics } from '../../resources/metrics/plan.ts';
import type { MetricNeed, MetricQuery } from '../../resources/metrics/query.ts';
import type { Collector, Context, Read } from './collector.ts';
import { createSeries, type Series } from './metric-points.ts';
import { batches } from './pool.ts';

/** Asked on request alone, because it is billed. */
export const metricDataRead: Read = { api: metricDataApi, kinds: ['metric-series'], whenNamed: true };

/** Metrics that one call may ask for, and data points that one page may hold. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const most = { queries: 500, points: 100_800 };

/** Metrics that somebody needs beside the rules. */
export interface MoreMetrics {
  needs: readonly MetricNeed[];
  /** Metrics that no resource stands for; of one region alone where it is named. */
  others: readonly { region: string | null; query: MetricQuery }[];
}

/** Reads the metrics that are needed of the resources that were read in a region: it runs after the other collectors. */
export function metricsCollector(
  resources: readonly Resource[],
  region: string,
  more: MoreMetrics = { needs: [], others: [] },
): Collector {
  const others = more.others.filter((one) => one.region === null || one.region === region).map(({ query }) => query);
  return {
    name: 'metrics',
    scope: 'regional',
    reads: [metricDataRead],
    async collect(context) {
      const read: Series[] = [];
      await context.forEach(
        batchesOf(planMetrics(resources, [...metricNeeds, ...more.needs], others)),
        async (batch) => {
          const series = batch.map((query) => createSeries(query, Date.parse(context.takenAt)));
          await readBatch(context, series);
          read.push(...series);
        },
      );
      fileSeries(context, read);
    },
  };
}

/** Batches of equal window and period, small enough that a page holds all their data points. */
function batchesOf(queries: readonly MetricQuery[]): MetricQuery[][] {
  const alike = new Map<string, MetricQuery[]>();
  for (const query of queries) {
    const key = `${query.windowSeconds} ${query.periodSeconds}`;
    alike.set(key, [...(alike.get(key) ?? []), query]);
  }
  return [...alike.values()].flatMap((group) => {
    const [{ windowSeconds, periodSeconds }] = group as [MetricQuery];
    const size = Math.floor(most.points / Math.max(1, windowSeconds / periodSeconds));
    return batches(group, Math.max(1, Math.min(most.queries, size)));
  });
}

async function readBatch(context: Context, batch: readonly Series[]): Promise<void> {
  const { GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
  const [first] = batch;
  if (!first) return;
  const pages = context.pages(
    metricDataApi,
    (NextToken) =>
      new GetMetricDataCommand({
        MetricDataQueries: batch.map(({ query }, index) => queryOf(query, index)),
        StartTime: new Date(first.startMs),
        EndTime: new Date(first.endMs),
        ScanBy: 'TimestampAscending',
        MaxDatapoints: most.points,
        NextToken,
      }),
    { next: (page) => page.NextToken, items: (page) => page.MetricDataResults, missed: batch.map(nameOf) },
  );
  for await (const results of pages) {
    context.billed(metricDataApi, batch.length);
    for (const result of results) seriesOf(batch, result)?.add(result);
  }
  // A page that failed is on record; a series that no page completed was not told in full.
  const failure = context.failureOf(metricDataApi);
  for (const series of batch) {
    const problem = series.finish(failure);
    if (problem) context.note(metricDataApi, { ...problem, missed: [nameOf(series)] });
  }
}

const queryOf = (query: MetricQuery, index: number): MetricDataQuery => ({
  Id: `m${index}`,
  MetricStat: {
    Metric: {
      Namespace: query.namespace,
      MetricName: query.metricName,
      Dimensions: Object.entries(query.dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: query.periodSeconds,
    Stat: query.statistic,
  },
});

const seriesOf = (batch: readonly Series[], { Id }: MetricDataResult): Series | undefined =>
  typeof Id === 'string' && /^m\d+$/.test(Id) ? batch[Number(Id.slice(1))] : undefined;

const nameOf = ({ query }: Series) => `${query.metricName} of ${Object.values(query.dimensions).join('/')}`;

/** Files all series of one set of dimensions as one resource. */
function fileSeries(context: Context, read: readonly Series[]): void {
  const groups = new Map<string, Series[]>();
  for (const series of read) {
    const key = metricSeriesKey(series.query.namespace, series.query.dimensions);
    groups.set(key, [...(groups.get(key) ?? []), series]);
  }
  for (const [key, series] of groups) {
    const [{ query }] = series as [Series];
    context.add(metricSeries, { api: metricDataApi, item: key }, () => ({
      id: key,
      attributes: { namespace: query.namespace, dimensions: query.dimensions },
      observed: { series: series.map((one) => one.describe()).sort(bySeries) },
    }));
  }
}

type Described = ReturnType<Series['describe']>;
const sortText = (one: Described) => JSON.stringify([one.metricName, one.statistic, one.periodSeconds]);
const bySeries = (a: Described, b: Described) => (sortText(a) < sortText(b) ? -1 : 1);

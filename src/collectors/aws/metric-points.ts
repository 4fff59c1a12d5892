import type { MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { UnreadReason } from '../../model/snapshot.ts';
import type { MetricSeries } from '../../resources/metric-series.ts';
import type { MetricQuery } from '../../resources/metrics/query.ts';
import type { Problem } from './collector.ts';
import { isoTime } from './format.ts';

type Status = MetricSeries['status'];

/** One metric while its pages arrive: data points are put into their steps at once, so that no page is kept. */
export interface Series {
  query: MetricQuery;
  /** First instant of the window, on a boundary of the period; and the instant at which it ends. */
  startMs: number;
  endMs: number;
  add(result: MetricDataResult): void;
  /** Ends the series; returns what is wrong with it beyond `failure`, which is on record. */
  finish(failure: UnreadReason | null): Problem | null;
  describe(): MetricSeries;
}

export function createSeries(query: MetricQuery, takenAtMs: number): Series {
  const periodMs = query.periodSeconds * 1000;
  const stepSeconds = query.stepSeconds ?? query.periodSeconds;
  const endMs = Math.floor(takenAtMs / periodMs) * periodMs;
  const startMs = endMs - query.windowSeconds * 1000;
  const steps = Math.ceil(query.windowSeconds / stepSeconds);
  let values: (number | null)[] = [];
  let points = 0;
  let told: string | undefined;
  let senseless = false;
  let status: Status = 'ok';

  function put(time: Date, value: number): void {
    const step = Math.floor((time.getTime() - startMs) / (stepSeconds * 1000));
    if (!Number.isFinite(value) || !(step >= 0 && step < steps)) {
      senseless = true;
      return;
    }
    if (values.length === 0) values = Array<null>(steps).fill(null);
    points += 1;
    values[step] = Math.max(values[step] ?? Number.NEGATIVE_INFINITY, rounded(value));
  }

  return {
    query,
    startMs,
    endMs,
    add({ Timestamps: times, Values: numbers, StatusCode }) {
      told = StatusCode;
      if (!Array.isArray(times) || !Array.isArray(numbers) || times.length !== numbers.length) {
        senseless = true;
        return;
      }
      for (const [index, time] of times.entries()) {
        if (time instanceof Date) put(time, Number(numbers[index]));
        else senseless = true;
      }
    },
    finish(failure) {
      const problem = problemOf(told, senseless);
      status = problem === null ? 'ok' : (known(failure) ?? problem.reason);
      return failure === null ? problem : null;
    },
    describe: () => ({
      metricName: query.metricName,
      statistic: query.statistic,
      periodSeconds: query.periodSeconds,
      status,
      start: isoTime(new Date(startMs)) ?? '',
      stepSeconds,
      points,
      values,
    }),
  };
}

/** Six digits are more than any threshold needs, and never turn a small number into zero. */
const rounded = (value: number) => Number(value.toPrecision(6));

/** The reason as a series may have it; what a plan or a partition lacks cannot befall a call. */
const known = (reason: UnreadReason | null): (Problem['reason'] & Status) | null =>
  reason === null || reason === 'after-apply' || reason === 'unsupported' || reason === 'not-requested' ? null : reason;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html */
function problemOf(told: string | undefined, senseless: boolean): (Problem & { reason: Exclude<Status, 'ok'> }) | null {
  if (senseless || told === undefined) {
    return { reason: 'malformed', detail: 'a metric without its data points, or with some that make no sense' };
  }
  if (told === 'Complete') return null;
  if (told === 'PartialData') return { reason: 'truncated', detail: 'CloudWatch told a part of the data points' };
  return { reason: told === 'Forbidden' ? 'denied' : 'failed', detail: `CloudWatch answered ${told} for a metric` };
}

import type { DeclaredMetric } from '../account-metrics.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;

type Sums = { count: number; sum: number; min: number; max: number };

/** A statistic over [from, to) of a metric's samples; null where there is none. */
export function bucketValue(metric: DeclaredMetric, from: number, to: number, statistic: string): number | null {
  const sums: Sums = { count: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
  const start = Math.max(from, metric.since === undefined ? from : Date.parse(metric.since));
  if (metric.value !== undefined && metric.value !== null) {
    for (let at = start; at < to; ) {
      const next = Math.min(to, (Math.floor(at / hourMs) + 1) * hourMs);
      const value = at24(metric.value, at);
      add(sums, value, ((next - at) / minuteMs) * at24(metric.samples, at));
      at = next;
    }
  }
  for (const [instant, value] of Object.entries(metric.points)) {
    const at = Date.parse(instant);
    if (at >= from && at < to) add(sums, value, 1);
  }
  return sums.count > 0 ? statisticOf(sums, statistic) : null;
}

function add(sums: Sums, value: number, count: number): void {
  if (count <= 0) return;
  sums.count += count;
  sums.sum += value * count;
  sums.min = Math.min(sums.min, value);
  sums.max = Math.max(sums.max, value);
}

function statisticOf({ count, sum, min, max }: Sums, statistic: string): number {
  if (statistic === 'Sum') return sum;
  if (statistic === 'SampleCount') return count;
  if (statistic === 'Average') return sum / count;
  return statistic === 'Minimum' ? min : max;
}

const at24 = (pattern: number | number[], at: number): number =>
  typeof pattern === 'number' ? pattern : (pattern[new Date(at).getUTCHours()] ?? 0);

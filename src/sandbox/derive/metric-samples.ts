import type { DeclaredMetric } from '../account-metrics.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const minuteMs = 60_000;
/** From Monday to the Thursday on which instants begin. */
const hoursToEpoch = 72;

/** Data of a metric, made ready for many questions. */
export type Samples = readonly Line[];

interface Line {
  value: Pattern | null;
  samples: Pattern;
  weekdays: readonly number[] | null;
  perDay: number;
  variation: number;
  whole: boolean;
  seed: number;
  since: number;
  until: number;
  points: readonly (readonly [at: number, value: number])[];
}

type Pattern = number | readonly number[];

interface Sums {
  count: number;
  sum: number;
  min: number;
  max: number;
}

/** Reads the lines of one metric. */
export function samplesOf(lines: readonly DeclaredMetric[]): Samples {
  return lines.map((line) => ({
    value: line.value ?? null,
    samples: line.samples,
    weekdays: line.weekdays ?? null,
    perDay: line.perDay ?? 0,
    variation: line.variation,
    whole: line.whole,
    seed: seedOf(JSON.stringify([line.MetricName, line.Dimensions])),
    since: line.since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(line.since),
    until: line.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(line.until),
    points: Object.entries(line.points).map(([instant, value]) => [Date.parse(instant), value] as const),
  }));
}

/** A statistic over [from, to) of a metric's samples; null where there is none. */
export function bucketValue(samples: Samples, from: number, to: number, statistic: string): number | null {
  const sums: Sums = { count: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
  for (const line of samples) {
    const end = Math.min(to, line.until);
    for (let at = Math.max(from, line.since); line.value !== null && at < end; ) {
      const hour = Math.floor(at / hourMs);
      const next = Math.min(end, (hour + 1) * hourMs);
      add(sums, valueIn(line, line.value, hour), ((next - at) / minuteMs) * inHour(line.samples, hour));
      at = next;
    }
    for (const [at, value] of line.points) if (at >= from && at < to) add(sums, value, 1);
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

/** @param hour hours since instants begin */
function valueIn(line: Line, value: Pattern, hour: number): number {
  const grown = line.perDay === 0 ? 0 : (line.perDay * (hour * hourMs - line.since)) / dayMs;
  const factor = line.weekdays?.[Math.floor(hourOfWeek(hour) / 24)] ?? 1;
  const varied = line.variation === 0 ? 1 : 1 + line.variation * noise(hour, line.seed);
  const exact = (inHour(value, hour) * factor + grown) * varied;
  return line.whole ? Math.round(exact) : exact;
}

const hourOfWeek = (hour: number): number => (((hour + hoursToEpoch) % 168) + 168) % 168;

const inHour = (pattern: Pattern, hour: number): number =>
  typeof pattern === 'number' ? pattern : (pattern[hourOfWeek(hour) % pattern.length] ?? 0);

/** Between -1 and 1, without any order, and always the same for the same hour. */
function noise(hour: number, seed: number): number {
  let bits = Math.imul(hour ^ seed, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca77);
  return ((bits ^ (bits >>> 13)) >>> 0) / 2 ** 31 - 1;
}

const seedOf = (text: string): number =>
  [...text].reduce((seed, letter) => Math.imul(seed, 31) + letter.charCodeAt(0), 7);

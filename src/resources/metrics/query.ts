import type { Resource } from '../../model/snapshot.ts';

/** One metric to ask CloudWatch for, as a rule needs it. */
export interface MetricQuery {
  namespace: string;
  metricName: string;
  dimensions: Record<string, string>;
  /** Average, Sum, Minimum, Maximum, SampleCount or a percentile such as p99. */
  statistic: string;
  /** Seconds that one data point stands for. */
  periodSeconds: number;
  /** How far back from the snapshot. */
  windowSeconds: number;
  /** Only the highest data point of each such step is kept, for long windows; unset: each is kept. */
  stepSeconds?: number;
}

/** What a need may look at beside its own resource: others of the same account and region. */
export interface Peers {
  find(kind: string, key: string): Resource | undefined;
  all(kind: string): readonly Resource[];
}

/** Which metrics the rules need of one kind of resource: none where no rule would look at them. */
export interface MetricNeed {
  kind: string;
  needs(resource: Resource, peers: Peers): MetricQuery[];
}

export const minute = 60;
export const hour = 60 * minute;
export const day = 24 * hour;

import type { MetricNeed } from './query.ts';
import { scalableTargetMetrics } from './scalable-target.ts';

/** What the rules need of each kind; a kind may have several declarations. */
export const metricNeeds: readonly MetricNeed[] = [scalableTargetMetrics];

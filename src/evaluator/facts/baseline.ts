import type { Baseline, Workload } from '../../model/policy.ts';
import { type Fact, known } from '../fact.ts';
import type { TargetIdentity } from './joins.ts';

type Measure = 'minCapacity' | 'maxCapacity' | 'demand';

/** Measures of kinds that have capacity of their own names. */
export type OwnMeasure = Exclude<
  keyof Baseline,
  Measure | 'dimensions' | 'billingMode' | 'reviewed' | 'tokensPerMinute' | 'database'
>;

/** What the policy says is normal of a measure that only some kinds have; null when it says nothing. */
export function ownBaselineOf(workload: Workload | null, measure: OwnMeasure): number | null {
  return workload?.baseline?.[measure] ?? null;
}

/** What the policy says is normal, as a fact: null when it says nothing. `dimension` is that of a table or index. */
export function baselineOf(workload: Workload | null, measure: Measure, dimension: string | null = null): Fact {
  const baseline = workload?.baseline;
  const value = (dimension === null ? undefined : baseline?.dimensions?.[dimension]?.[measure]) ?? baseline?.[measure];
  return known(value ?? null);
}

/** Name of a dimension in a baseline: read, write, index/<name>/read, …; null where a target has one dimension only. */
export function baselineDimension(target: TargetIdentity): string | null {
  if (target.serviceNamespace !== 'dynamodb') return null;
  const side = target.scalableDimension.includes('Read') ? 'read' : 'write';
  const index = target.resourceId.split('/index/')[1];
  return index === undefined ? side : `index/${index}/${side}`;
}

/** The side of a resource that a target of an event names: as baselines do for tables, shards or replicas of a cache. */
export function eventDimension(target: TargetIdentity): string | null {
  const sides: Record<string, string> = { NodeGroups: 'shards', Replicas: 'replicas' };
  return baselineDimension(target) ?? sides[target.scalableDimension.split(':')[2] ?? ''] ?? null;
}

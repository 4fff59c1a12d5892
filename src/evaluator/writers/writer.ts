import type { Json, Resource } from '../../model/snapshot.ts';
import type { Operation } from './operation.ts';

export type Attributes = Readonly<Record<string, Json>>;

export interface Steps {
  operations: Operation[];
  /** What the operations do at once and what to know before: clamping, replacement, restarts. */
  caveats: string[];
}

/** Nothing does it: no call of AWS, or none whose input the snapshot holds as a whole. */
export interface Blocked {
  /** Why, as a sentence. */
  cannot: string;
  /** When the reason ends (ISO 8601); absent when it does not. */
  until?: string;
  /** What does it from then on. */
  later?: Steps;
}

/** How a resource is brought from one state to another, or why no call does it. */
export type Plan = Steps | Blocked;

/**
 * Writes the configuration of one kind: what brings a resource from `from` to `to`. Only attributes that differ are
 * written, but for operations that replace the whole configuration, where every field is repeated. What `to` leaves out
 * stays as it is, so that a caller names there what it wants to write: what an autoscaler owns, for one, it leaves out.
 * `from` null creates, `to` null deletes. Restoring is writing in the other direction.
 */
export type Writer = (resource: Resource, from: Attributes | null, to: Attributes | null) => Plan;

/** The plan at an instant: what is blocked until then is blocked no more. @param now milliseconds since the epoch */
export function planAt(plan: Plan, now: number): Plan {
  if (!('cannot' in plan) || plan.later === undefined || plan.until === undefined) return plan;
  return Date.parse(plan.until) <= now ? plan.later : plan;
}

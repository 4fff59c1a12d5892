import type { Json, Resource } from '../../model/snapshot.ts';
import type { Operation } from './operation.ts';

export type Attributes = Readonly<Record<string, Json>>;

/** How a resource is brought from one state to another, or why no call does it. */
export type Plan =
  | {
      operations: Operation[];
      /** What the operations do at once and what to know before: clamping, replacement, restarts. */
      caveats: string[];
    }
  | { cannot: string };

/**
 * Writes the configuration of one kind: what brings a resource from `from` to `to`. Only attributes that differ are
 * written, but for operations that replace the whole configuration, where every field is repeated. `from` null creates,
 * `to` null deletes. Restoring is writing in the other direction.
 */
export type Writer = (resource: Resource, from: Attributes | null, to: Attributes | null) => Plan;

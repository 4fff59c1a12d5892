import type { Resource, Snapshot } from './snapshot.ts';

/** What a source says will happen to one of its elements. `declare`: a template tells what is to be, not what was. */
export type ChangeAction = 'create' | 'update' | 'replace' | 'delete' | 'keep' | 'declare';

/** One resource that a plan or template speaks of. */
export interface PlannedChange {
  /** Terraform address or logical id. */
  address: string;
  kind: string;
  action: ChangeAction;
  /** As it is before the change, by the source's own state; null where there is none, or where the source does not tell. */
  before: Resource | null;
  /** As it will be; null where it is deleted. */
  after: Resource | null;
  /** Members of `after` that the source says nothing about: where the resource exists, they stay as they are. Sorted. */
  unsaid: string[];
}

/** What a plan or template would change, in the nouns of a snapshot. */
export interface ChangeSet {
  source: Exclude<Snapshot['source'], 'aws'>;
  /** Sorted by address, then kind. */
  changes: PlannedChange[];
  /** Elements of services that rules look at, of which nothing could be said: one line each, sorted. */
  problems: string[];
  /** Types that no kind stands for, with how many there are; sorted. */
  otherTypes: { type: string; count: number }[];
}

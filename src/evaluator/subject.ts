import type { Workload } from '../model/policy.ts';
import type { ReportRemediation, Unknown } from '../model/report.ts';
import type { Json, Resource } from '../model/snapshot.ts';
import type { Fact } from './fact.ts';
import type { Place, World } from './world.ts';

/** What a rule judges: a resource, or something derived from several. */
export interface Subject extends Place {
  kind: string;
  key: string;
  id: string;
  name: string;
  /** The resource behind the subject; null for derived ones without a single resource. */
  resource: Resource | null;
  /** Resources that a derived subject was made of, and slices of them (an index of a table). */
  parts?: Record<string, Json>;
  /** Who answers for it where its workload names nobody. */
  owner?: string | undefined;
  /** Why there may be no such subject; every rule is unknown on it then. Left out or empty: it is certain. */
  doubts?: Unknown[];
}

/** Something that a workload may match: the subject itself or what it belongs to. `tags` may be unknown. */
export interface Candidate extends Place {
  kind: string;
  name: string;
  tags: Fact;
}

export type FactType = 'number' | 'string' | 'boolean' | 'list' | 'object';

/** What is needed beside the subject: the world, the workload in force and the rule's parameters. */
export interface Context {
  world: World;
  workload: Workload | null;
  param(name: string): Json;
}

export interface FactDefinition {
  type: FactType;
  /** True when the fact may be known to be absent (null). */
  nullable: boolean;
  /** One sentence with unit and range; docs/facts.md prints it. */
  description: string;
  /** Parameters of the rule that the arithmetic uses. */
  parameters?: string[];
  compute(subject: Subject, context: Context): Fact;
}

/** One kind of subject: which listings it rests on, how its subjects are found, and what can be asked of them. */
export interface SubjectKind {
  kind: string;
  title: string;
  /** Resource kinds whose listing must be complete for the list of subjects to be complete. */
  restsOn: string[];
  /** True for subjects that exist once an account. */
  global: boolean;
  subjects(world: World): Subject[];
  /** True for what the policy or the calendar declares: that it is no longer declared mends nothing. */
  isDeclared?: boolean;
  /** False where nothing asks for subjects of the kind, so that none can be missing; true when left out. */
  isAsked?(world: World): boolean;
  /** What the subject belongs to, for matching workloads. The subject itself comes first. */
  candidates(subject: Subject, world: World): Candidate[];
  /** Where subjects may be missing, for kinds whose list rests on more than the listings of one snapshot. */
  unlisted?(world: World): Unlisted[];
  /** Commands that no template of a rule can tell, for what is wrong with a subject; they go before those of the rule. */
  remedy?(subject: Subject, world: World): ReportRemediation | null;
  facts: Record<string, FactDefinition>;
}

/** The stand-in for everything of a kind that could not be listed in a place. */
export interface Unlisted extends Place {
  kind: string;
  because: Unknown[];
}

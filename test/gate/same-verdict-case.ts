import type { AccountInput } from '../../src/sandbox/sandbox.ts';

/** A resource of a plan, as Terraform's provider writes it into `resource_changes[].change.after`. */
export interface WrittenResource {
  type: string;
  name: string;
  /** Attributes in Terraform's names and nesting. */
  values: Record<string, unknown>;
  /** Those that the configuration leaves out and the provider fills in. */
  filled?: Record<string, unknown>;
  /** Attributes whose expression refers to others: `{ table_name: ['aws_dynamodb_table.orders.name'] }`. */
  references?: Record<string, string[]>;
}

/** One configuration, thrice: as AWS answers for it, as a plan creates it, and as a template declares it. */
export interface SameVerdictCase {
  /** Kind of resource that the case is about. */
  kind: string;
  /** What is wrong with it, in a few words. */
  fault: string;
  /** What the live account holds in eu-central-1, by service, in the sandbox's words (examples/quiet/account.yaml). */
  live: NonNullable<AccountInput['regions']>[string];
  /** What the live account has once. */
  global?: Pick<AccountInput, 'budgets' | 'cost-explorer'>;
  /** What the account of the snapshots holds beside the change; nothing when left out. */
  around?: SameVerdictCase['live'];
  plan: WrittenResource[];
  /** The `Resources` of a template; null for what CloudFormation has no type for, with the reason in a comment. */
  template: Record<string, { Type: string; Properties: Record<string, unknown> }> | null;
  /** Rule, natural key and outcome that all three must give, the sources on their own. */
  same: Verdict[];
  /** Those that ask for what no source can tell (that nothing else is there): the same once a snapshot of the rest is given, unknown without. */
  beside: Verdict[];
  /** Those about the account as a whole, reported only where a snapshot tells what else is there. */
  wholeAccount?: Verdict[];
  /** What becomes known only after apply, and the rules that are unknown then, with a snapshot of the rest. */
  afterApply: {
    /** Attribute of a resource of the plan: `aws_dynamodb_table.orders.billing_mode`. */
    attribute: string;
    /** Property of the template: `Orders.BillingMode`. */
    property: string;
    unknown: string[];
  };
  /** What another stack declares: left out of the sources, the rules are unknown; with a snapshot that holds it they are as in `same`. */
  elsewhere?: {
    /** Addresses left out of the plan. */
    plan: string[];
    /** Logical ids left out of the template. */
    template: string[];
    /** The account before the change, which holds what was left out. */
    live: SameVerdictCase['live'];
    rules: string[];
  };
}

/** At least one of a case fails. */
export type Verdict = [rule: string, key: string, outcome: 'fail' | 'pass' | 'not-applicable'];

/** Workflows that init writes, and the reusable workflow of Headroom that each calls (same name). */
export const workflowNames = ['audit', 'gate', 'weekly'] as const;
export type WorkflowName = (typeof workflowNames)[number];

/** Languages that the IAM role is written in. */
export const roleFormats = ['cloudformation', 'terraform'] as const;
export type RoleFormat = (typeof roleFormats)[number];

/** A repository on GitHub; where the subject of its tokens carries numeric ids, as owner@1234/name@5678. */
export interface Repository {
  owner: string;
  name: string;
  /** As the subject of an OIDC token tells it. */
  subject: string;
}

/** Where the workflows take Headroom from. */
export interface Source {
  /** owner/name. */
  repository: string;
  /** Full hash of the commit. */
  commit: string;
}

/** What init was told to write, checked and complete. */
export interface InitChoice {
  /** Folder that all files are written into, relative to the current one. */
  directory: string;
  /** Path of the policy within the folder, - for stdout; null to leave it out. */
  policy: string | null;
  fromSnapshot: string | null;
  /** Regions to audit; empty where none were named. */
  regions: readonly string[];
  events: boolean;
  workflows: readonly WorkflowName[];
  /** null only where no workflow is written. */
  source: Source | null;
  roles: readonly RoleFormat[];
  /** null only where no role is written. */
  repository: Repository | null;
  /** Account of the role that is written; null where it is not known. */
  account: string | null;
  /** Role that is there already. */
  roleArn: string | null;
  /** Environment of the repository in whose jobs the role may be assumed. */
  environment: string;
  /** Whether metrics are asked for, which are billed: the role may, and the audit does. The weekly report does in any case. */
  metrics: boolean;
  /** Whether costs are asked for, which is billed: the role may, and the weekly report does. */
  cost: boolean;
}

/** Name of the role that init writes. */
export const roleName = 'headroom-audit';

export const defaultEnvironment = 'aws-audit';

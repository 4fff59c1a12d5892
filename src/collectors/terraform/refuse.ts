import { Plan } from './plan.ts';

/** What a file is that is no plan, and what to do instead; null where it looks like one. */
function otherDocument(document: Record<string, unknown>): string | null {
  if ('serial' in document && 'lineage' in document) {
    return 'it is a state file; expected a plan: terraform plan -out=tfplan && terraform show -json tfplan';
  }
  if ('Resources' in document || 'AWSTemplateFormatVersion' in document) {
    return 'it is a CloudFormation template; give it to --template';
  }
  if (document.schema === 'headroom.snapshot/1') return 'it is a snapshot of headroom; give it to --snapshot';
  if (!('format_version' in document)) {
    return 'it has no format_version; expected the output of terraform show -json tfplan';
  }
  if ('values' in document && !('resource_changes' in document) && !('planned_values' in document)) {
    return 'it is a state (terraform show -json without a plan file); expected terraform show -json tfplan';
  }
  return null;
}

/** Major versions of the format that are understood. 0.x was written by Terraform 0.12 to 1.0. */
const understood = ['0', '1'];

/** Checks that a document is a plan. @returns the plan, or in one line why it is none */
export function planOf(document: unknown): { plan: Plan } | { refused: string } {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return { refused: 'it is no JSON object; expected the output of terraform show -json tfplan' };
  }
  const other = otherDocument(document as Record<string, unknown>);
  if (other !== null) return { refused: other };
  const { format_version: version } = document as { format_version: unknown };
  const major = String(version).split('.')[0] ?? '';
  if (typeof version !== 'string' || !understood.includes(major)) {
    return { refused: `format_version ${JSON.stringify(version)} is not understood; expected 0.x or 1.x` };
  }
  const checked = Plan.safeParse(document);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return {
      refused: `${issue?.path.join('.')}: ${issue?.message}; expected the output of terraform show -json tfplan`,
    };
  }
  if (checked.data.errored) {
    return {
      refused: 'terraform ended with an error while it planned, so that the plan is not whole; mend that first',
    };
  }
  return { plan: checked.data };
}

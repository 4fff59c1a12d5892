import type { NewFile } from '../../loaders/new-files.ts';
import { policyDocument } from '../iam-policy.ts';
import type { InitChoice, RoleFormat } from './choice.ts';
import { eventsText } from './events-text.ts';
import type { RoleParts } from './role.ts';
import { roleArnOf } from './role-arn.ts';
import { cloudFormationRole } from './role-cloudformation.ts';
import { terraformRole } from './role-terraform.ts';
import { workflowTexts } from './workflow-text.ts';

export const roleFiles: Record<RoleFormat, string> = {
  cloudformation: 'headroom-role.yaml',
  terraform: 'headroom-role.tf',
};

const roleTexts: Record<RoleFormat, (parts: RoleParts) => string> = {
  cloudformation: cloudFormationRole,
  terraform: terraformRole,
};

/** Everything that was chosen but the policy, which may go to stdout. */
export function filesOf(choice: InitChoice): NewFile[] {
  const { events, workflows, source, roles, repository, environment, metrics, cost, account } = choice;
  const files: NewFile[] = events ? [{ path: 'events.yaml', text: eventsText }] : [];
  if (source) {
    const region = choice.regions[0] ?? null;
    const parts = { source, roleArn: roleArnOf(choice), region, environment, account, metrics, cost };
    files.push(
      ...workflows.map((name) => ({
        path: `.github/workflows/headroom-${name}.yml`,
        text: workflowTexts[name](parts),
      })),
    );
  }
  if (repository) {
    const parts = {
      repository,
      environment,
      policy: policyDocument({ metrics: metrics || workflows.includes('weekly'), cost }),
    };
    files.push(...roles.map((format) => ({ path: roleFiles[format], text: roleTexts[format](parts) })));
  }
  return files;
}

import { isAbsolute, join } from 'node:path';
import { quoteCommand } from '../../reporters/shell-quote.ts';
import { type InitChoice, roleName } from './choice.ts';
import { roleFiles } from './files.ts';
import { roleArnOf } from './role-arn.ts';

/** A command to run after init, with what it is for. */
export interface Step {
  command: string;
  why: string;
}

/** The next commands, three at most. */
export function nextSteps(choice: InitChoice): Step[] {
  const steps = [...roleStep(choice), ...environmentStep(choice), ...variableStep(choice)];
  return steps.length > 0 ? steps : localSteps(choice);
}

function roleStep({ roles, directory }: InitChoice): Step[] {
  const [format] = roles;
  if (format === undefined) return [];
  const provider = "unless the account has GitHub's OIDC provider (aws iam list-open-id-connect-providers)";
  if (format === 'terraform') {
    const folder = directory === '.' ? [] : [`-chdir=${directory}`];
    return [
      {
        command: quoteCommand(['terraform', ...folder, 'apply']),
        why: `makes the role of ${roleFiles.terraform}; add -var headroom_create_oidc_provider=true ${provider}`,
      },
    ];
  }
  const file = join(directory, roleFiles.cloudformation);
  const deploy = ['aws', 'cloudformation', 'deploy', '--stack-name', roleName, '--template-file', file];
  return [
    {
      command: quoteCommand([...deploy, '--capabilities', 'CAPABILITY_NAMED_IAM']),
      why: `makes the role; add --parameter-overrides CreateProvider=true ${provider}`,
    },
  ];
}

/** gh fills in {owner} and {repo} from the current folder. */
function environmentStep({ workflows, roles, environment }: InitChoice): Step[] {
  if (roles.length === 0 && !workflows.some((name) => name !== 'gate')) return [];
  const path = `repos/{owner}/{repo}/environments/${environment}`;
  const policy = ['protected_branches]=false', 'custom_branch_policies]=true'];
  const make = [
    'gh',
    'api',
    '--method',
    'PUT',
    path,
    ...policy.flatMap((one) => ['-F', `deployment_branch_policy[${one}`]),
  ];
  const allow = ['gh', 'api', '--method', 'POST', `${path}/deployment-branch-policies`, '-f', 'name=main'];
  return [
    {
      command: `${quoteCommand(make)} && ${quoteCommand(allow)}`,
      why: `makes the environment ${environment}, for the branch main alone`,
    },
  ];
}

function variableStep(choice: InitChoice): Step[] {
  if (!choice.workflows.some((name) => name !== 'gate') || roleArnOf(choice) !== null) return [];
  return [
    {
      command: quoteCommand(['gh', 'variable', 'set', 'HEADROOM_ROLE_ARN']),
      why: 'asks for the ARN of the role; the workflows do nothing until then',
    },
  ];
}

function localSteps({ policy, directory, fromSnapshot }: InitChoice): Step[] {
  const path = policy === null || policy === '-' || isAbsolute(policy) ? policy : join(directory, policy);
  // What commands read by themselves.
  const file = path === null || path === '-' || path === 'headroom.yaml' ? [] : ['--policy', path];
  const snapshot = fromSnapshot ?? 'snapshot.json';
  const read = {
    command: quoteCommand(['headroom', 'snapshot', ...file, '--output', snapshot]),
    why: 'reads the account of your AWS profile, and changes nothing',
  };
  const audit = {
    command: quoteCommand(['headroom', 'audit', ...file, '--snapshot', snapshot]),
    why: 'judges it, offline',
  };
  return fromSnapshot === null ? [read, audit] : [audit];
}

import { UsageError } from '../../model/usage-error.ts';
import {
  parseAccount,
  parseEnvironment,
  parseRegion,
  parseRepository,
  parseRole,
  parseRoleArn,
  parseSource,
  parseWorkflow,
} from './answers.ts';
import { defaultEnvironment, type InitChoice } from './choice.ts';

/** Flags of headroom init as they were given. */
export interface InitOptions {
  fromSnapshot?: string;
  output: string;
  /** false with --no-policy. */
  policy?: boolean;
  events?: boolean;
  workflow?: string[];
  headroom?: string;
  iamRole?: string[];
  repository?: string;
  account?: string;
  roleArn?: string;
  environment?: string;
  region?: string[];
  metrics?: boolean;
  cost?: boolean;
  directory?: string;
  yes?: boolean;
}

/** What the flags ask for; throws a UsageError where they ask for something that makes no sense. */
export function choiceOf(options: InitOptions): InitChoice {
  const workflows = [...new Set(each('--workflow', options.workflow, parseWorkflow))];
  const roles = [...new Set(each('--iam-role', options.iamRole, parseRole).flat())];
  const choice: InitChoice = {
    directory: options.directory ?? '.',
    policy: options.policy === false ? null : options.output,
    fromSnapshot: options.fromSnapshot ?? null,
    regions: [...new Set(each('--region', options.region, parseRegion))],
    events: options.events ?? false,
    workflows,
    source: one('--headroom', options.headroom, parseSource),
    roles,
    repository: one('--repository', options.repository, parseRepository),
    account: one('--account', options.account, parseAccount),
    roleArn: one('--role-arn', options.roleArn, parseRoleArn),
    environment: one('--environment', options.environment, parseEnvironment) ?? defaultEnvironment,
    metrics: options.metrics ?? false,
    cost: options.cost ?? false,
  };
  refuseMissing(choice);
  refuseIdle(choice, options);
  return choice;
}

function refuseMissing({ policy, events, workflows, roles, source, repository }: InitChoice): void {
  if (policy === null && !events && workflows.length === 0 && roles.length === 0) {
    throw new UsageError('nothing to write: --no-policy leaves --events, --workflow and --iam-role to choose from');
  }
  if (workflows.length > 0 && source === null) {
    throw new UsageError(
      `--workflow ${workflows[0]}: the workflow calls one of Headroom's repository; name it and a commit of it with --headroom owner/name@commit`,
    );
  }
  if (roles.length > 0 && repository === null) {
    throw new UsageError(
      `--iam-role ${roles[0]}: name the one repository whose workflows may assume the role with --repository owner/name`,
    );
  }
}

/** A flag that changes nothing was meant to change something. */
function refuseIdle(choice: InitChoice, options: InitOptions): void {
  const { policy, workflows, roles } = choice;
  const calls = workflows.length > 0;
  const writesRole = roles.length > 0;
  const idle = (flag: string, used: boolean, value: unknown, beside: string) => {
    if (value !== undefined && !used) throw new UsageError(`${flag} changes nothing without ${beside}`);
  };
  idle('--from-snapshot', policy !== null, options.fromSnapshot, 'the policy, which --no-policy leaves out');
  idle('--region', policy !== null || calls, options.region, '--workflow, as --no-policy leaves the policy out');
  idle('--headroom', calls, options.headroom, '--workflow');
  idle('--account', calls, options.account, '--workflow, which names the role by it');
  idle('--role-arn', calls, options.roleArn, '--workflow');
  idle('--repository', writesRole, options.repository, '--iam-role');
  idle('--metrics', writesRole || workflows.includes('audit'), options.metrics, '--iam-role or --workflow audit');
  idle('--cost', writesRole || workflows.includes('weekly'), options.cost, '--iam-role or --workflow weekly');
  idle('--environment', calls || writesRole, options.environment, '--workflow or --iam-role');
  if (choice.roleArn === null) return;
  if (choice.account !== null) throw new UsageError('--role-arn names its account already; leave --account out');
  if (writesRole) {
    throw new UsageError(
      '--role-arn is for a role that is there already, and --iam-role writes one; leave one of them out, or name the account of the new role with --account',
    );
  }
}

function one<T>(flag: string, value: string | undefined, parse: (text: string) => T): T | null {
  return value === undefined ? null : told(flag, value, parse);
}

function each<T>(flag: string, values: readonly string[] | undefined, parse: (text: string) => T): T[] {
  return (values ?? []).map((value) => told(flag, value, parse));
}

function told<T>(flag: string, value: string, parse: (text: string) => T): T {
  try {
    return parse(value);
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${flag}: ${error.message}`) : error;
  }
}

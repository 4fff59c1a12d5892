import type { Command } from 'commander';
import { type Does, repeat } from './options.ts';

const initHelp = `
Examples:
  headroom init                                        asks on a terminal; elsewhere a commented headroom.yaml that declares nothing yet
  headroom snapshot --output snapshot.json && headroom init --from-snapshot snapshot.json
  headroom init --from-snapshot snapshot.json --output -
  headroom init --region eu-central-1 --events --workflow audit --workflow gate --headroom owner/headroom@COMMIT \\
    --iam-role cloudformation --repository owner/shop --account 111122223333

It asks where stdin and stdout are a terminal, CI is not set, and no flag but --directory is given. Flags decide alone.

What is drafted says reviewed: false. A live value cannot tell what is normal: until you correct the numbers and say
reviewed: true, results that rest on them are provisional, and medium at most.

The role may do what headroom iam-policy prints, and is trusted to one environment of one repository. docs/github.md tells more.

Exit codes:
  0    written, or the answer was not to
  2    a file is there already, or a flag or the snapshot cannot be read; nothing was written
  130  Ctrl-C at a question; nothing was written`;

export function addInit(program: Command, does: Does): void {
  program
    .command('init')
    .description('write a first headroom.yaml, and on demand an event calendar, workflows and the IAM role they assume')
    .option('--from-snapshot <file>', 'draft workloads and baselines from what this snapshot holds')
    .option(
      '--output <file>',
      'where to write the policy; - is stdout. A file that is there is never touched',
      'headroom.yaml',
    )
    .option('--no-policy', 'write no policy, only what the flags below name')
    .option('--region <region>', 'region to audit (repeatable; the first is that of the login too)', repeat)
    .option('--events', 'write events.yaml, the calendar of what is coming')
    .option(
      '--workflow <name>',
      'write a workflow that calls the one of Headroom: audit, gate or weekly (repeatable)',
      repeat,
    )
    .option('--headroom <owner/name@commit>', 'repository and commit of Headroom that the workflows call')
    .option(
      '--iam-role <format>',
      'write the role that they assume: cloudformation, terraform or both (repeatable)',
      repeat,
    )
    .option('--repository <owner/name>', 'the one repository whose workflows may assume the role')
    .option('--account <id>', 'account of that role (default: the repository variable HEADROOM_ROLE_ARN names it)')
    .option('--role-arn <arn>', 'role that is there already, for the workflows')
    .option('--environment <name>', 'environment whose jobs may assume the role (default: aws-audit)')
    .option('--metrics', 'let the role ask for metrics, and the audit do so; the weekly report does in any case')
    .option('--cost', 'let the role ask for costs, and the weekly report do so')
    .option('--directory <folder>', 'folder to write into (default: the current one)')
    .option('--yes', 'ask nothing')
    .addHelpText('after', initHelp)
    .action(does(async () => (await import('./init.ts')).init));
}

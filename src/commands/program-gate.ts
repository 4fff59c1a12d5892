import { type Command, Option } from 'commander';
import { severities } from '../model/severity.ts';
import { reportFormats } from '../reporters/reporter.ts';
import { type Does, repeat, withEvents, withPolicy, withRuleChoice } from './options.ts';

const gateHelp = `
Examples:
  terraform plan -out=tfplan && terraform show -json tfplan > tfplan.json
  headroom gate --plan tfplan.json                              the plan alone
  headroom gate --plan tfplan.json --snapshot today.json        what the account will be: live and change together
  headroom gate --template cdk.out/Shop.template.json --snapshot today.json --fail-on-new

With a snapshot (headroom snapshot) the change is laid over the live account; only what it touches is reported, and what a
running event, the autoscaler or a schedule owns is not overwritten in silence. Values that are known only after apply are
unknown, and never taken for their defaults; they do not make the gate incomplete.

Exit codes:
  0  nothing at or above --fail-on
  1  findings
  2  wrong usage or configuration, or no plan or template
  3  something in the live account could not be read that decides`;

export function addGate(program: Command, does: Does): void {
  withRuleChoice(withEvents(withPolicy(program.command('gate'))))
    .description('judge what a Terraform plan or CloudFormation template would change, before it is deployed')
    .option('--plan <file>', 'output of terraform show -json tfplan')
    .option('--template <file>', 'CloudFormation, SAM or CDK template, JSON or YAML (repeatable)', repeat)
    .option('--source-dir <folder>', 'Terraform configuration of the plan: findings point into it')
    .option('--parameter <Name=Value>', 'parameter of the template (repeatable)', repeat)
    .option('--snapshot <file>', 'the live account, which the change is laid over')
    .option('--account <id>', 'account that will be changed, where neither source nor snapshot tells')
    .option('--region <region>', 'region that will be changed, where neither source nor snapshot tells')
    .option('--baseline <file>', 'approved snapshot, for rules that compare with it')
    .option('--since <report>', 'earlier report to tell new findings from; by default the account as it is')
    .option('--now <instant>', 'instant of judgement, ISO 8601 (default: when the snapshot was taken, else now)')
    .addOption(
      new Option(
        '--fail-on <severity>',
        'mildest severity that fails the gate (default: failOn of the policy, else high)',
      ).choices([...severities]),
    )
    .option('--fail-on-new', 'findings that were there before the change do not fail the gate')
    .option('--allow-incomplete', 'let an incomplete gate end 0 or 1; reports still say what was not seen')
    .addOption(new Option('--include <what>', 'list passed and not-applicable results too').choices(['passed']))
    .option('--report <format[=path]>', `${reportFormats.join(', ')}; - is stdout (repeatable)`, repeat)
    .addOption(
      new Option('--sarif-suppressed <how>', 'waived findings in SARIF: omit (default) or include').choices([
        'omit',
        'include',
      ]),
    )
    .addHelpText('after', gateHelp)
    .action(does(async () => (await import('./gate.ts')).gate));
}

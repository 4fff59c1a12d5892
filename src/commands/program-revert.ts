import { type Command, Option } from 'commander';
import { type Does, repeat, withEvents, withLive, withPolicyFile } from './options.ts';

const revertHelp = `
Examples:
  headroom revert --output revert.sh && less revert.sh && bash revert.sh
  headroom revert --snapshot today.json --baseline approved.json --only 'service/manga/*'
  headroom revert --snapshot today.json --owner platform --format json

Nothing is run: the script asks before each step, and HEADROOM_YES=1 bash revert.sh asks nothing. What is normal comes from
the baselines of the policy and from the snapshot of --baseline. Steps come safest first; those that AWS would refuse now,
or that quiet hours, an event or a deployment hold back, are commented out with when they may run.

Exit codes:
  0  printed
  2  wrong usage or configuration, or nothing tells what is normal
  3  printed, and something that the plan rests on could not be read; the head of the script says what`;

export function addRevert(program: Command, does: Does): void {
  withPolicyFile(withEvents(withLive(program.command('revert'))))
    .description('print the commands that bring overrides and drift back to normal, safest first; runs nothing')
    .option('--snapshot <file>', 'plan for this snapshot instead of reading AWS')
    .option('--baseline <file>', 'approved snapshot to go back to, beside the baselines of the policy')
    .option('--only <glob>', 'only resources of this name, or kind/name (repeatable)', repeat)
    .option('--owner <name>', 'only workloads of this owner in the policy')
    .option('--account <id>', 'only this account of the snapshot (repeatable)', repeat)
    .option('--now <instant>', 'instant to plan for, ISO 8601 (default: when the snapshot was taken)')
    .addOption(
      new Option('--format <format>', 'a bash script, or the plan as JSON').choices(['shell', 'json']).default('shell'),
    )
    .option('--output <file>', 'where to write it (default: stdout)')
    .addHelpText('after', revertHelp)
    .action(does(async () => (await import('./revert.ts')).revert));
}

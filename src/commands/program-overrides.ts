import { type Command, Option } from 'commander';
import { type Does, withEvents, withLive, withPolicyFile } from './options.ts';

const overridesHelp = `
Examples:
  headroom overrides                                       the account and region of your AWS profile
  headroom overrides --snapshot today.json --owner platform
  headroom overrides --snapshot today.json --baseline approved.json --format markdown > overrides.md
  headroom overrides --format json | jq '.overrides.entries[] | select(.cost.usdPerDay > 100)'

An override is a value of capacity that is not normal, and that no autoscaler, schedule, event or code owns. What is normal
comes from the baselines of the policy, else from the snapshot of --baseline, else from CloudTrail: what it was before a
person changed it. Each is told with who did it, since when, what for, what it costs at list prices (docs/prices.md), what
brings it back, whether that is safe now, and the command. Open overrides alone never fail the command: headroom audit does.

Exit codes:
  0  printed
  2  wrong usage or configuration
  3  printed, and there may be more: something could not be read`;

export function addOverrides(program: Command, does: Does): void {
  withPolicyFile(withEvents(withLive(program.command('overrides'))))
    .description('the ledger of open overrides: who, since when, what for, at what price, and the way back')
    .option('--snapshot <file>', 'look at this snapshot instead of reading AWS')
    .option('--baseline <file>', 'approved snapshot that says what is normal, beside the baselines of the policy')
    .option('--owner <name>', 'only workloads of this owner in the policy')
    .option('--now <instant>', 'instant of judgement, ISO 8601 (default: when the snapshot was taken)')
    .addOption(
      new Option('--format <format>', 'text, json or markdown').choices(['text', 'json', 'markdown']).default('text'),
    )
    .addHelpText('after', overridesHelp)
    .action(does(async () => (await import('./overrides.ts')).overrides));
}

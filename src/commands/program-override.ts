import { type Command, Option } from 'commander';
import { type Does, repeat, withEvents, withPolicyFile, withReading } from './options.ts';

const overrideHelp = `
Examples:
  headroom override plan --snapshot today.json --target manga/orchestrator --event manga-release-20251201
  headroom override plan --target orchestrator --set minCapacity=100 --set maxCapacity=200 \\
    --from 2026-12-01T18:30:00 --until 2026-12-02T02:00:00 --timezone Asia/Tokyo --incident INC-42

Exit codes:
  0  planned
  2  refused: no such target, a revert before its raise, numbers that contradict each other, or wrong usage`;

export function addOverride(program: Command, does: Does): void {
  const override = program.command('override').description('plan an override: a raise together with its paired revert');
  withPolicyFile(withEvents(withReading(override.command('plan'))))
    .description('print a raise, the revert that ends it, and the tags that explain it; nothing is run')
    .option('--snapshot <file>', 'plan by this snapshot instead of reading AWS')
    .requiredOption('--target <target>', 'what to raise: its key, name or ARN, or enough of one to tell')
    .option('--set <value=number>', 'what to raise it to, such as minCapacity=100 (repeatable)', repeat)
    .option('--from <time>', 'when: ISO 8601, without an offset by the clock of --timezone (default: now)')
    .option('--until <time>', 'when it goes back')
    .option(
      '--timezone <zone>',
      'IANA time zone of the times and schedules (default: of the event, else of the policy)',
    )
    .option('--event <id>', 'event of the calendar that it is for: numbers and times come from there')
    .option('--incident <id>', 'incident that it is for')
    .option('--owner <name>', 'who answers for it (default: owner of the event, else of the workload)')
    .option('--role-arn <arn>', 'role that EventBridge Scheduler takes on, where a lever has no scheduled actions')
    .option('--now <instant>', 'instant of planning, ISO 8601 (default: when the snapshot was taken)')
    .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
    .addHelpText('after', overrideHelp)
    .action(does(async () => (await import('./override.ts')).overridePlan));
}

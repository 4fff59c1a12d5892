import { type Command, Option } from 'commander';
import { weeklyPeriods } from '../model/weekly-document.ts';
import { type Does, repeat, withEvents, withLive, withPolicy, withRuleChoice } from './options.ts';

const weeklyHelp = `
Examples:
  headroom weekly --report html=weekly.html               the account and region of your AWS profile
  headroom weekly --cost --since last-week.json --report markdown --report html=weekly.html --report json=this-week.json
  headroom weekly --period day --owner platform           the daily check of one team
  headroom weekly --snapshot monday.json                  offline, from what headroom weekly --save-snapshot kept

First what to do, ten rows at most: money to stop, events within 14 days, what is new, overdue, or was not seen. Then what
ran far under its capacity, and what ran hot; capacity against need; costs that moved; open overrides and reverts; coming
events; waivers that end; a heat map and the caches. Keep the JSON, and name it with --since the next time.

CloudWatch is asked for metrics ($0.01 per 1,000; --no-metrics leaves them out), Cost Explorer only with --cost ($0.01 a
request). docs/weekly.md says what each part rests on, and which thresholds the policy can change.

Exit codes:
  0  written, whatever was found
  2  wrong usage, configuration or rule file
  3  written, and something that matters could not be read`;

export function addWeekly(program: Command, does: Does): void {
  withRuleChoice(withEvents(withPolicy(withLive(program.command('weekly')))))
    .description('the efficiency report: what to stop, what ran hot, what comes, and what it costs')
    .option('--no-metrics', 'do not ask CloudWatch: no use of capacity, no heat map, no cache report')
    .option('--cost', 'ask Cost Explorer for the cost of each service and day: $0.01 a request')
    .option('--snapshot <file>', 'report on this snapshot instead of reading AWS')
    .option('--save-snapshot <file>', 'keep what was read, metrics and costs with it')
    .option('--since <report>', 'the earlier weekly report (--report json=FILE), or one of headroom audit')
    .addOption(
      new Option('--period <period>', 'how far it looks back: day, week or month')
        .choices([...weeklyPeriods])
        .default('week'),
    )
    .option('--owner <name>', 'only workloads of this owner in the policy')
    .option('--baseline <file>', 'approved snapshot to compare with (headroom baseline accept)')
    .option('--now <instant>', 'instant of judgement, ISO 8601 (default: when the snapshot was taken)')
    .option('--allow-incomplete', 'end 0 even where something that matters could not be read')
    .option('--report <format[=path]>', 'markdown, html or json; - is stdout (repeatable; default: markdown)', repeat)
    .addHelpText('after', weeklyHelp)
    .action(does(async () => (await import('./weekly.ts')).weekly));
}

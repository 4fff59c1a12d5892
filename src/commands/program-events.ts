import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Does, withEvents, withLive, withPolicyFile } from './options.ts';

const eventsHelp = `
Examples:
  headroom events                                     events.yaml and headroom.yaml here, and the account of your AWS profile
  headroom events --snapshot today.json --days 14     offline: the next two weeks, what runs, and what is over
  headroom events --snapshot today.json --format markdown

Readiness: ready; at risk (it can still be mended, later than its lead time, or its way back is not planned); not scaled;
not reverted (over, and its capacity still stands); unknown (something that decides was not read).

Exit codes:
  0  every event that runs or starts within --days is ready
  1  one of them is not
  2  wrong usage or configuration, or no calendar
  3  for one of them something that decides could not be read`;

function days(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('expected a whole number of days above 0');
  return number;
}

export function addEvents(program: Command, does: Does): void {
  withPolicyFile(withEvents(withLive(program.command('events'))))
    .description('list announced events that are over, run or come, with their readiness and why')
    .option('--snapshot <file>', 'look at this snapshot instead of reading AWS')
    .option('--now <instant>', 'instant to look from, ISO 8601 (default: when the snapshot was taken)')
    .addOption(new Option('--days <number>', 'how far ahead to look').argParser(days).default(30))
    .addOption(
      new Option('--format <format>', 'for people, machines or pages')
        .choices(['text', 'json', 'markdown'])
        .default('text'),
    )
    .addHelpText('after', eventsHelp)
    .action(does(async () => (await import('./events.ts')).events));
}

import { type Command, InvalidArgumentError } from 'commander';
import type { Terminal } from './terminal.ts';

/** Flags that several commands share. */

export type Action<O> = (options: O, terminal: Terminal) => Promise<number>;

/** Makes the action of a command out of a loader of its module, which is loaded only when the command runs. */
export type Does = <O>(load: () => Promise<Action<O>>) => (options: O) => Promise<void>;

export const repeat = (value: string, before: string[] = []) => [...before, value];

export function seconds(value: string): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError('expected a number of seconds above 0');
  return number;
}

export function withRuleChoice(command: Command): Command {
  return command
    .option('--rules <folder>', 'a folder of your own rules, beside those that ship (repeatable)', repeat)
    .option('--only <glob>', 'judge only these rules (repeatable)', repeat)
    .option('--skip <glob>', 'leave these rules out (repeatable)', repeat);
}

export function withPolicyFile(command: Command): Command {
  return command.option(
    '--policy <file>',
    'what is normal and what is tolerated (default: headroom.yaml here, if there is one)',
  );
}

export function withPolicy(command: Command): Command {
  return withPolicyFile(command).option('--waivers <file>', 'waivers (default: waivers.yaml here, if there is one)');
}

export function withEvents(command: Command): Command {
  return command.option(
    '--events <file>',
    'announced events: when, how much, of which workload (default: events.yaml here, if there is one)',
  );
}

/** What decides where is read, and for how long. */
export function withReading(command: Command): Command {
  return command
    .option(
      '--region <region>',
      'region to read (repeatable; default: regions of the policy, else of the AWS profile)',
      repeat,
    )
    .option(
      '--timeout <seconds>',
      'longest time to read for; what is not read by then is reported as not seen',
      seconds,
    )
    .option('--request-timeout <seconds>', 'longest wait for one answer', seconds);
}

export function withLive(command: Command): Command {
  return withReading(command)
    .option('--metrics', 'ask CloudWatch for metrics too: $0.01 per 1,000; the report says how many it asked')
    .option(
      '--no-trail',
      'do not ask CloudTrail who changed capacity and when: two calls a second, some seconds a region',
    )
    .option('--no-cost-explorer', 'do not ask Cost Explorer, whose requests AWS may bill at $0.01 each');
}

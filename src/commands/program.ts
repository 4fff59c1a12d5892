import { Command, CommanderError, Option } from 'commander';
import { exitCodes } from '../model/exit-code.ts';
import { severities } from '../model/severity.ts';
import { version } from '../model/tool.ts';
import { UsageError } from '../model/usage-error.ts';
import { reportFormats } from '../reporters/reporter.ts';
import { cleanLines } from '../reporters/text-safety.ts';
import { type Does, repeat, withEvents, withLive, withPolicy, withRuleChoice } from './options.ts';
import { addDrift } from './program-drift.ts';
import { addEvents } from './program-events.ts';
import { addGate } from './program-gate.ts';
import { addInit } from './program-init.ts';
import { addOverride } from './program-override.ts';
import { addOverrides } from './program-overrides.ts';
import { addRevert } from './program-revert.ts';
import { addWeekly } from './program-weekly.ts';
import type { Terminal } from './terminal.ts';

const exitCodeHelp = `
Exit codes:
  0  nothing at or above --fail-on
  1  findings
  2  wrong usage, configuration or rule file
  3  incomplete: something that matters could not be read (--allow-incomplete turns it into 0 or 1)`;

const snapshotHelp = `
Example:
  headroom snapshot --region eu-central-1 --output snapshot.json

Exit codes:
  0  everything was read
  2  wrong usage or configuration
  3  something could not be read; the snapshot is written and says what`;

const auditExamples = `
Examples:
  headroom audit                                          the account and region of your AWS profile
  headroom audit --region eu-central-1 --region us-east-1 --save-snapshot today.json
  headroom audit --snapshot today.json --only 'ecs-*'     offline, in seconds
  headroom audit --since yesterday.json --fail-on-new     a gate that fails on new findings only
  headroom audit --report console --report sarif=sarif/ --report junit=junit.xml
${exitCodeHelp}`;

/**
 * Runs one command line.
 * @returns the exit code; 2 for every mistake of the user, told in one message on stderr
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const outcome = { code: exitCodes.clean as number };
  const program = createProgram(terminal, (code) => {
    outcome.code = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return outcome.code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
    if (!(error instanceof UsageError)) throw error;
    terminal.stderr(`headroom: ${cleanLines(error.message)}\n`);
    return exitCodes.usage;
  }
}

function createProgram(terminal: Terminal, ended: (code: number) => void): Command {
  const program = new Command('headroom')
    .description(
      'Audits the capacity configuration of AWS accounts: defaults, headroom, and overrides that nobody brought back.',
    )
    .version(version, '-V, --version', 'print the version')
    .showHelpAfterError('(headroom --help lists what there is)')
    .addHelpText('after', `\nTry it without an AWS account: headroom demo\n${exitCodeHelp}`)
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.stdout(text), writeErr: (text) => terminal.stderr(text) });

  /** Loads the command's module only when it runs. */
  const does: Does = (load) => async (options) => ended(await (await load())(options, terminal));

  withRuleChoice(withEvents(withPolicy(withLive(program.command('audit')))))
    .description('judge a live account, or a saved snapshot, and write reports')
    .option('--snapshot <file>', 'judge this snapshot instead of reading AWS')
    .option(
      '--baseline <file>',
      'approved snapshot to compare with (headroom baseline accept); SARIF locations point into it',
    )
    .option('--since <report>', 'earlier report (--report json=FILE) to tell new, open and fixed findings from')
    .option('--now <instant>', 'instant of judgement, ISO 8601 (default: when the snapshot was taken)')
    .addOption(
      new Option(
        '--fail-on <severity>',
        'mildest severity that fails the run (default: failOn of the policy, else high)',
      ).choices([...severities]),
    )
    .option('--fail-on-new', 'with --since: findings that the earlier report holds too do not fail the run')
    .option('--strict', 'any gap in what was read makes the run incomplete')
    .option('--allow-incomplete', 'let an incomplete run end 0 or 1; reports still say what was not seen')
    .addOption(new Option('--include <what>', 'list passed and not-applicable results too').choices(['passed']))
    .option(
      '--report <format[=path]>',
      `${reportFormats.join(', ')}; - is stdout; sarif=DIR/ writes one file a scope (repeatable)`,
      repeat,
    )
    .addOption(
      new Option(
        '--sarif-suppressed <how>',
        'waived findings in SARIF: omit (default; GitHub opens an alert even for what is suppressed) or include',
      ).choices(['omit', 'include']),
    )
    .option('--save-snapshot <file>', 'keep what was read')
    .addHelpText('after', auditExamples)
    .action(does(async () => (await import('./audit.ts')).audit));

  withPolicy(withLive(program.command('snapshot')))
    .description('read a live account and write what was seen')
    .requiredOption('--output <file>', 'where to write the snapshot; - is stdout')
    .addHelpText('after', snapshotHelp)
    .action(does(async () => (await import('./snapshot.ts')).snapshot));

  addGate(program, does);
  addEvents(program, does);
  addOverrides(program, does);
  addOverride(program, does);
  addDrift(program, terminal, ended);
  addRevert(program, does);
  addWeekly(program, does);

  addRules(program, terminal, ended);

  addInit(program, does);

  program
    .command('iam-policy')
    .description('print the least-privilege IAM policy of an audit')
    .option('--metrics', 'of an audit with --metrics')
    .option('--cost', 'of a weekly report with --cost')
    .addHelpText('after', '\nExample:\n  headroom iam-policy > headroom-policy.json')
    .action(does(async () => (await import('./iam-policy.ts')).iamPolicy));

  program
    .command('demo')
    .description('audit a staged account on this machine: needs no AWS account and no network')
    .option('--output <folder>', 'where to write every report format', 'headroom-demo')
    .addHelpText('after', '\nExample:\n  headroom demo --output /tmp/demo')
    .action(does(async () => (await import('./demo.ts')).demo));

  return program;
}

function addRules(program: Command, terminal: Terminal, ended: (code: number) => void): void {
  const rules = program.command('rules').description('list, show and test the rules');
  const format = () => new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text');
  const own = (command: Command) =>
    command.option('--rules <folder>', 'a folder of your own rules (repeatable)', repeat);
  own(rules.command('list'))
    .description('every rule with its severity and what it needs')
    .addOption(format())
    .action(async (options) => ended(await (await import('./rules.ts')).listRules(options, terminal)));
  own(rules.command('show'))
    .description('one rule: what it means, looks at, says and mends')
    .argument('<id>', 'rule id, such as ecs-near-max')
    .addOption(format())
    .action(async (id, options) => ended(await (await import('./rules.ts')).showRule(id, options, terminal)));
  own(rules.command('test'))
    .description('run the examples of every rule')
    .argument('[folder...]', 'folders of your own rules')
    .addHelpText('after', '\nExample:\n  headroom rules test my-rules/')
    .action(async (folders, options) =>
      ended(await (await import('./rules.ts')).testRules(folders, options, terminal)),
    );
}

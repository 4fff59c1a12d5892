import { type Command, Option } from 'commander';
import { repeat, withEvents, withLive, withPolicyFile } from './options.ts';
import type { Terminal } from './terminal.ts';

const driftHelp = `
Examples:
  headroom drift baseline.json                          the live account against what was approved
  headroom drift baseline.json today.json --only 'manga/*'
  headroom drift baseline.json --format markdown > drift.md

What autoscalers, schedules, events and infrastructure code own is counted; --include owned lists it. Nothing is called
added or removed where its listing is incomplete in either snapshot.

Exit codes:
  0  nothing that a person changed
  1  something that a person changed, or that nobody known owns
  2  wrong usage or configuration
  3  something could not be read, in either snapshot, that may hide drift`;

const acceptHelp = `
Examples:
  headroom baseline accept                              the live account, into baseline.json
  headroom baseline accept --snapshot today.json --only 'scalable-target/service/manga/*'
  headroom baseline accept && git diff --stat baseline.json

A snapshot that is committed to git says what is approved; headroom drift and headroom audit --baseline compare with it.
Volatile values and logs are left out, and each resource has a line of its own, so that diffs read well. With --only, what
matches is taken over into the baseline that is there, and the rest of it stays as it is.

Exit codes:
  0  written, or nothing to accept
  2  wrong usage, or a snapshot that is not complete (--allow-incomplete writes it all the same)`;

export function addDrift(program: Command, terminal: Terminal, ended: (code: number) => void): void {
  withPolicyFile(withEvents(withLive(program.command('drift'))))
    .description('tell what changed against an approved snapshot: who owns it, since when, how to undo it')
    .argument('<baseline>', 'approved snapshot, as headroom baseline accept writes it')
    .argument('[snapshot]', 'compare this snapshot instead of the live account')
    .option('--only <glob>', 'only this kind, name, key or kind/name (repeatable)', repeat)
    .option('--now <instant>', 'instant of judgement, ISO 8601 (default: when the snapshot was taken)')
    .addOption(new Option('--include <what>', 'list what is owned by others than people too').choices(['owned']))
    .addOption(
      new Option('--format <format>', 'text, JSON or Markdown').choices(['text', 'json', 'markdown']).default('text'),
    )
    .addHelpText('after', driftHelp)
    .action(async (baseline, snapshot, options) =>
      ended(await (await import('./drift.ts')).drift(baseline, snapshot, options, terminal)),
    );

  const baseline = program.command('baseline').description('write the approved snapshot');
  withPolicyFile(withLive(baseline.command('accept')))
    .description('approve what an account holds now, or a part of it')
    .option('--snapshot <file>', 'approve this snapshot instead of reading AWS')
    .option('--baseline <file>', 'where the approved snapshot is', 'baseline.json')
    .option('--only <glob>', 'only this kind, name, key or kind/name (repeatable)', repeat)
    .option('--allow-incomplete', 'approve a snapshot in which something was not seen')
    .addHelpText('after', acceptHelp)
    .action(async (options) => ended(await (await import('./baseline-accept.ts')).acceptBaseline(options, terminal)));
}

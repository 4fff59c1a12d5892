#!/usr/bin/env node
import { version } from './model/tool.ts';
import { processTerminal, runProcess } from './process.ts';

runProcess(async () => {
  const args = process.argv.slice(2);
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  const { run } = await import('./commands/program.ts');
  return run(args, processTerminal());
});

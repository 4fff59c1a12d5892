import { run } from '../commands/program.ts';
import { processTerminal, runProcess } from '../process.ts';
import { runAction } from './action.ts';

// A runner starts the Action without arguments; a step of a workflow may use the same file as the command line.
runProcess(() => {
  const args = process.argv.slice(2);
  // Colours in the log of a runner help nobody who reads the file.
  return args.length > 0 ? run(args, processTerminal()) : runAction({ ...processTerminal(), colour: false });
});

import { styleText } from 'node:util';
import type { Conversation } from './commands/conversation.ts';
import type { Terminal } from './commands/terminal.ts';
import { tool } from './model/tool.ts';

/** The real process as a terminal: the only user of `process`, for the command line and the Action. */
export function processTerminal(): Terminal {
  const signal = interruption();
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    isTTY: process.stdout.isTTY === true,
    progressIsTTY: process.stderr.isTTY === true,
    columns: process.stdout.columns,
    converse: process.stdin.isTTY && process.stdout.isTTY ? () => conversation(signal) : undefined,
    colour: styleText('red', 'x') !== 'x',
    env: process.env,
    cwd: process.cwd(),
    now: Date.now,
    signal,
  };
}

async function conversation(signal: AbortSignal): Promise<Conversation> {
  const { converse } = await import('./commands/conversation.ts');
  return converse({ input: process.stdin, output: process.stdout, signal });
}

/** The first Ctrl-C or SIGTERM ends reading and reports what was read; the second ends the program. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(130);
      process.stderr.write('\nheadroom: stopping; what was read is reported (once more to quit at once)\n');
      controller.abort();
    });
  }
  return controller.signal;
}

/** Ends the process with the code of its main function; what that throws is a bug. */
export function runProcess(main: () => Promise<number>): void {
  // A reader that went away (head, less) is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`headroom: cannot write to stdout: ${error.message}\n`);
    process.exit(2);
  });
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      const isDebug = Boolean(process.env.HEADROOM_DEBUG);
      const detail = error instanceof Error ? (isDebug ? error.stack : error.message) : String(error);
      process.stderr.write(
        `headroom: a bug in ${tool}: ${detail}\nRun again with HEADROOM_DEBUG=1 and report what it says.\n`,
      );
      process.exitCode = 2;
    },
  );
}

import type { Readable, Writable } from 'node:stream';

/** Questions and answers on a terminal. */
export interface Conversation {
  say(text: string): void;
  /** The next line that is typed. Throws Interrupted at Ctrl-C, and where the input ends. */
  ask(question: string): Promise<string>;
  close(): void;
}

/** Somebody answered with Ctrl-C or Ctrl-D, or the program was told to end. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
    this.name = 'Interrupted';
  }
}

/** Exit code of a program that Ctrl-C ended, as shells count it. */
export const interruptedCode = 130;

export interface ConversationStreams {
  input: Readable;
  output: Writable;
  signal: AbortSignal;
}

/** Keeps lines that are typed ahead of their question. */
export async function converse({ input, output, signal }: ConversationStreams): Promise<Conversation> {
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ input, output, terminal: true, historySize: 0 });
  const typed: string[] = [];
  let waiting: { resolve(line: string): void; reject(error: Error): void } | null = null;
  let over = false;
  const end = () => {
    over = true;
    signal.removeEventListener('abort', end);
    waiting?.reject(new Interrupted());
    waiting = null;
    lines.close();
  };
  lines.on('line', (line) => {
    if (waiting) waiting.resolve(line);
    else typed.push(line);
    waiting = null;
  });
  lines.on('SIGINT', end);
  lines.on('close', () => over || end());
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  return {
    say: (text) => void output.write(text),
    ask(question) {
      if (over) return Promise.reject(new Interrupted());
      lines.setPrompt(question);
      lines.prompt();
      const line = typed.shift();
      if (line !== undefined) return Promise.resolve(line);
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
      });
    },
    close: end,
  };
}

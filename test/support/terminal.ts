import type { Terminal } from '../../src/commands/terminal.ts';

export interface Recorded {
  terminal: Terminal;
  stdout(): string;
  stderr(): string;
}

/** A terminal in memory. Its clock stands still at `now`. */
export function aTerminal(over: Partial<Terminal> = {}): Recorded {
  const out: string[] = [];
  const err: string[] = [];
  return {
    terminal: {
      stdout: (text) => void out.push(text),
      stderr: (text) => void err.push(text),
      isTTY: false,
      progressIsTTY: false,
      columns: undefined,
      colour: false,
      env: {},
      cwd: '/',
      now: () => Date.parse('2026-11-22T04:00:00Z'),
      signal: new AbortController().signal,
      ...over,
    },
    stdout: () => out.join(''),
    stderr: () => err.join(''),
  };
}

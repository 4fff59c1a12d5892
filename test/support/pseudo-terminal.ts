import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** `script` of util-linux, which runs a command in a pseudo-terminal; that of BSD takes other flags. */
export const hasPseudoTerminal = /util-linux/.test(String(spawnSync('script', ['--version']).stdout ?? ''));

export const sources = [
  process.execPath,
  '--import',
  join(root, 'node_modules/tsx/dist/loader.mjs'),
  join(root, 'src/cli.ts'),
];

const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** Environment of a person at a terminal: CI is not set, whatever runs the tests. */
export function atHome(over: Record<string, string> = {}): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, TERM: 'xterm', ...over };
}

/**
 * Runs the command line in a pseudo-terminal. Each answer is typed as soon as its question is on the screen.
 * @param talk what must be seen, and what is typed then
 */
export function onTerminal(
  args: readonly string[],
  cwd: string,
  talk: readonly (readonly [seen: string, typed: string])[],
  env = atHome(),
): Promise<{ code: number | null; screen: string }> {
  const command = [...sources, ...args].map(quote).join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd, env });
  const waiting = [...talk];
  let screen = '';
  let from = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString('utf8');
    for (let next = waiting[0]; next; next = waiting[0]) {
      const at = screen.indexOf(next[0], from);
      if (at === -1) break;
      from = at + next[0].length;
      waiting.shift();
      child.stdin.write(next[1]);
    }
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, screen: screen.replaceAll('\r', '') }));
  });
}

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ran {
  /** Exit code; null when a signal ended it. */
  status: number | null;
  stdout: string;
  stderr: string;
  /** Arguments of each call of aws, in order. */
  calls: string[][];
  /** Arguments of each call of sleep. */
  naps: string[][];
}

const recorder = (log: string, more: string) =>
  `#!/bin/bash\nprintf '%s\\0' "$#" "$@" >>${JSON.stringify(log)}\n${more}\n`;

/** Runs a script with bash, with an aws and a sleep on its path that only write down what they are called with. */
export function runScript(script: string, env: Record<string, string> = {}, account = '111122223333'): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'revert-script-'));
  try {
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      chmodSync(join(folder, name), 0o755);
    };
    write(
      'aws',
      recorder(join(folder, 'calls'), `if [ "$1 $2" = 'sts get-caller-identity' ]; then echo ${account}; fi`),
    );
    write('sleep', recorder(join(folder, 'naps'), ''));
    write('revert.sh', script);
    // Detached: without a terminal to ask on, even where the tests run in one.
    const { status, stdout, stderr } = spawnSync('/bin/bash', [join(folder, 'revert.sh')], {
      env: { PATH: `${folder}:/usr/bin:/bin`, LC_ALL: 'C.UTF-8', ...env },
      cwd: folder,
      detached: true,
      encoding: 'utf8',
    } as Parameters<typeof spawnSync>[2]);
    const recorded = (name: string) =>
      existsSync(join(folder, name)) ? callsIn(readFileSync(join(folder, name), 'utf8')) : [];
    return { status, stdout: String(stdout), stderr: String(stderr), calls: recorded('calls'), naps: recorded('naps') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each call wrote how many arguments it had, then those. */
function callsIn(log: string): string[][] {
  const words = log.split('\0').slice(0, -1);
  const calls: string[][] = [];
  for (let at = 0; at < words.length; ) {
    const count = Number(words[at]);
    calls.push(words.slice(at + 1, at + 1 + count));
    at += 1 + count;
  }
  return calls;
}

/** What a process gets: no argument holds NUL, and UTF-8 has no lone surrogates. */
export const asArgument = (text: string) => Buffer.from(text.replaceAll('\0', '\ufffd')).toString();

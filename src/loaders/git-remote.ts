import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const github = /^(?:https:\/\/(?:[^@/]+@)?|ssh:\/\/git@|git@)github\.com[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/;

/** Repository on GitHub that `origin` of a git folder names, as owner/name; null where there is none. A guess to offer, not a fact. */
export function githubOrigin(folder: string): string | null {
  let config: string;
  try {
    config = readFileSync(join(folder, '.git', 'config'), 'utf8');
  } catch {
    return null;
  }
  let section = '';
  for (const line of config.split('\n').map((one) => one.trim())) {
    if (line.startsWith('[')) section = line;
    const url = section === '[remote "origin"]' ? /^url\s*=\s*(\S+)$/.exec(line)?.[1] : undefined;
    if (url !== undefined) return github.exec(url)?.[1] ?? null;
  }
  return null;
}

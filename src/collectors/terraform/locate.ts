import { posix } from 'node:path';
import type { Scope } from './configuration.ts';
import type { ResourceChange } from './plan.ts';

/** A file of the configuration, with its folder relative to that of the root module. */
export interface ConfigurationFile {
  folder: string;
  path: string;
  text: string;
}

export type Locate = (change: ResourceChange, scope: Scope | null) => { path: string; line: number } | undefined;

/** Finds the block that declares a resource. Nothing is said where the module comes from elsewhere, or where two blocks could be meant. */
export function locator(files: readonly ConfigurationFile[]): Locate {
  const blocks = new Map<string, { path: string; line: number }[]>();
  for (const { folder, path, text } of files) {
    for (const { type, name, line } of blocksIn(text)) {
      const key = `${folder}\u0000${type}.${name}`;
      blocks.set(key, [...(blocks.get(key) ?? []), { path, line }]);
    }
  }
  return (change, scope) => {
    const folder = folderOf(scope);
    const found = folder === null ? [] : (blocks.get(`${folder}\u0000${change.type}.${change.name}`) ?? []);
    return found.length === 1 ? found[0] : undefined;
  };
}

/** Folder of a module, relative to the root; null for one that is downloaded. */
function folderOf(scope: Scope | null): string | null {
  if (!scope) return null;
  if (!scope.parent) return '';
  const parent = folderOf(scope.parent);
  const source = scope.call?.source;
  if (parent === null || source === undefined || !/^\.\.?\//.test(source)) return null;
  const folder = posix.normalize(posix.join(parent, source)).replace(/\/$/, '');
  return folder === '.' ? '' : folder;
}

/** Resource blocks of a text, comments and heredocs left out. */
function blocksIn(text: string): { type: string; name: string; line: number }[] {
  const found: { type: string; name: string; line: number }[] = [];
  let heredoc: string | null = null;
  let isComment = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (heredoc !== null) {
      if (line.trim() === heredoc) heredoc = null;
      continue;
    }
    if (isComment) {
      isComment = !line.includes('*/');
      continue;
    }
    const block = /^\s*resource\s+"([^"]+)"\s+"([^"]+)"/.exec(line);
    if (block) found.push({ type: block[1] as string, name: block[2] as string, line: index + 1 });
    heredoc = /<<[-~]?([A-Za-z_][A-Za-z0-9_]*)\s*$/.exec(line)?.[1] ?? null;
    isComment = /^\s*\/\*/.test(line) && !line.includes('*/');
  }
  return found;
}

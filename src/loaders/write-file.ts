import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileErrorCode, fileErrorText, refusal } from './read-text.ts';

/** Text is collected up to this size before it is written: lines one by one would be slow. */
const blockCharacters = 1_000_000;

/**
 * Writes a file as a whole or not at all: into a temporary file beside it, which then takes its name. Missing folders
 * are created; a symbolic link keeps pointing where it did; devices and pipes are written directly.
 */
export function writeFile(path: string, chunks: Iterable<string>): void {
  try {
    const target = existingTarget(path);
    if (target.special) writeChunks(openSync(target.path, 'w'), chunks);
    else writeAndRename(target.path, target.mode, chunks);
  } catch (error) {
    if (fileErrorCode(error) === null || !(error instanceof Error && 'syscall' in error)) throw error;
    throw refusal(path, `cannot write this file: ${fileErrorText(error)}`);
  }
}

interface Target {
  path: string;
  /** Permissions of the file that is replaced; before the umask for a new one. */
  mode: number;
  /** A device or a pipe: there is nothing to rename. */
  special: boolean;
}

function existingTarget(path: string): Target {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return { path, mode: 0o666, special: false };
  if (stats.isDirectory()) throw refusal(path, 'cannot write this file: it is a folder');
  return { path: realpathSync(path), mode: stats.mode & 0o777, special: !stats.isFile() };
}

/** Makes a folder and those above it, one at a time: Node's own recursion never ends below /proc. */
export function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another run may have made it in the meantime.
    if (fileErrorCode(error) !== 'EEXIST' || !statSync(path).isDirectory()) throw error;
  }
}

function writeAndRename(path: string, mode: number, chunks: Iterable<string>): void {
  makeFolder(dirname(path));
  const temporary = join(dirname(path), `.headroom-${randomBytes(8).toString('hex')}.tmp`);
  const file = openSync(temporary, 'wx', mode);
  try {
    writeChunks(file, chunks);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes everything and closes the file, whatever happens. */
function writeChunks(file: number, chunks: Iterable<string>): void {
  try {
    let block: string[] = [];
    let size = 0;
    for (const chunk of chunks) {
      block.push(chunk);
      size += chunk.length;
      if (size < blockCharacters) continue;
      writeWhole(file, block.join(''));
      block = [];
      size = 0;
    }
    writeWhole(file, block.join(''));
  } finally {
    closeSync(file);
  }
}

/** One write may take only a part of what it is given. */
function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

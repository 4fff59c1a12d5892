import { accessSync, constants, lstatSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../model/usage-error.ts';
import { fileErrorCode, fileErrorText, refusal } from './read-text.ts';
import { makeFolder } from './write-file.ts';

/** A file that must not be there yet. */
export interface NewFile {
  /** As people see it; relative paths start from the folder they are written into. */
  path: string;
  text: string;
}

/**
 * Checks that files can be written before any of them is: nothing is there under their names, a link that leads nowhere
 * included, and what is there above them is a folder that may be written to.
 */
export function refuseExisting(folder: string, files: readonly Pick<NewFile, 'path'>[], advice: string): void {
  const paths = files.map(({ path }) => path);
  const twice = paths.find((path, index) => paths.findIndex((other) => same(folder, path, other)) < index);
  if (twice !== undefined) throw new UsageError(`two files would go to ${twice}; name another one`);
  const there = paths.filter((path) => isThere(path, resolve(folder, path)));
  if (there.length > 0) {
    throw new UsageError(
      `${there.join(', ')} ${there.length === 1 ? 'is' : 'are'} there already, and init overwrites nothing; ${advice}`,
    );
  }
  for (const path of paths) refuseFolder(path, dirname(resolve(folder, path)));
}

const same = (folder: string, a: string, b: string) =>
  resolve(folder, a).toLowerCase() === resolve(folder, b).toLowerCase();

/** A link counts, wherever it leads; what would lie below a file does not. */
function isThere(path: string, place: string): boolean {
  try {
    return lstatSync(place, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (fileErrorCode(error) === 'ENOTDIR') return false;
    throw refusal(path, `cannot write this file: ${fileErrorText(error)}`);
  }
}

/** The nearest folder above that is there must be one, and writable. */
function refuseFolder(path: string, folder: string): void {
  if (!isThere(path, folder)) {
    if (dirname(folder) !== folder) refuseFolder(path, dirname(folder));
    return;
  }
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw refusal(path, `cannot write this file: ${folder} is no folder`);
  }
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw refusal(path, `cannot write this file: ${folder}: ${fileErrorText(error)}`);
  }
}

/** Writes all files or none. One that appeared since they were checked is not touched. */
export function writeNewFiles(folder: string, files: readonly NewFile[]): void {
  const written: string[] = [];
  for (const { path, text } of files) {
    const target = resolve(folder, path);
    try {
      makeFolder(dirname(target));
      writeFileSync(target, text, { flag: 'wx' });
      written.push(target);
    } catch (error) {
      // What came there in the meantime is somebody's; what was begun is not.
      const begun = fileErrorCode(error) === 'EEXIST' ? written : [...written, target];
      for (const one of begun) rmSync(one, { force: true });
      throw refusal(path, `cannot write this file: ${fileErrorText(error)}; nothing was written`);
    }
  }
}

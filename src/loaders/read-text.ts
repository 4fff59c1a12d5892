import { readFileSync, statSync } from 'node:fs';
import { UsageError } from '../model/usage-error.ts';

/**
 * Reads a UTF-8 file.
 * @param what the file in words, for the message: "policy", "snapshot"
 * @param maxBytes larger files are refused
 */
export function readText(path: string, what: string, maxBytes: number): string {
  try {
    const { size } = statSync(path);
    if (size > maxBytes) throw refusal(path, `is larger than a ${what} can be (${size} bytes, limit ${maxBytes})`);
    const bytes = readFileSync(path);
    if (bytes[0] === 0xff || bytes[0] === 0xfe) throw refusal(path, 'is not UTF-8; save it as UTF-8');
    return bytes.toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw error instanceof UsageError ? error : refusal(path, `cannot read this ${what}: ${fileErrorText(error)}`);
  }
}

/** An error about a file as a whole. */
export function refusal(path: string, message: string): UsageError {
  return new UsageError(`${path}: ${message}`, [{ file: path, line: null, column: null, message }]);
}

const texts: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'permission denied',
  EEXIST: 'it is there already',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symbolic links',
  ERR_STRING_TOO_LONG: 'it is too large to be held as text',
};

/** What went wrong with a file, in words. */
export function fileErrorText(error: unknown): string {
  const code = fileErrorCode(error);
  if (code !== null && texts[code] !== undefined) return texts[code];
  return error instanceof Error ? error.message : String(error);
}

/** Code of a file system error such as ENOENT; null for any other error. */
export function fileErrorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

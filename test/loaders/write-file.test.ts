import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { writeFile } from '../../src/loaders/write-file.ts';
import { UsageError } from '../../src/model/usage-error.ts';

const root = mkdtempSync(join(tmpdir(), 'headroom-write-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder = '';
let folders = 0;
beforeEach(() => {
  folder = join(root, String(folders++));
  mkdirSync(folder);
});

function messageOf(action: () => unknown): string {
  try {
    action();
    return 'no error';
  } catch (error) {
    if (error instanceof UsageError) return error.message.replaceAll(folder, '.');
    throw error;
  }
}

describe('writeFile', () => {
  it('writes large text from many chunks, into folders that it makes', () => {
    const chunks = Array.from({ length: 50_000 }, (_, index) => `line ${index} äöü 😀\n`);
    const path = join(folder, 'a/b/c.txt');
    writeFile(path, chunks);
    expect(readFileSync(path, 'utf8')).toBe(chunks.join(''));
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['c.txt']);
  });

  it('replaces a file and keeps its permissions', () => {
    const path = join(folder, 'x');
    writeFileSync(path, 'old');
    chmodSync(path, 0o600);
    writeFile(path, ['new']);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('leaves the old file, and nothing half-written, when a chunk cannot be made', () => {
    const path = join(folder, 'x');
    writeFileSync(path, 'old');
    const chunks = function* () {
      yield 'half';
      throw new Error('boom');
    };
    expect(() => writeFile(path, chunks())).toThrow('boom');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['x']);
  });

  it('writes through a symbolic link and through a device', () => {
    writeFileSync(join(folder, 'real'), 'old');
    symlinkSync('real', join(folder, 'link'));
    writeFile(join(folder, 'link'), ['new']);
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new');
    expect(readdirSync(folder).sort()).toEqual(['link', 'real']);
    writeFile('/dev/null', ['gone']);
    expect(statSync('/dev/null').isFile()).toBe(false);
  });

  it('says why a path cannot be written', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(messageOf(() => writeFile(folder, ['x']))).toBe('.: cannot write this file: it is a folder');
    expect(messageOf(() => writeFile(join(folder, 'file/x'), ['x']))).toMatch(
      /^\.\/file\/x: cannot write this file: a part of the path is a file/,
    );
    expect(messageOf(() => writeFile(join(folder, 'n'.repeat(300)), ['x']))).toContain('the name is too long');
    expect(existsSync(join(folder, 'x'))).toBe(false);
    expect(readdirSync(folder)).toEqual(['file']);
  });
});

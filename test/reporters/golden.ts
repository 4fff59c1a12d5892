import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';

const folder = join(import.meta.dirname, '..', 'golden');

/** Compares a text with a file of test/golden; `UPDATE_GOLDEN=1 npx vitest run test/reporters` writes it anew. */
export function expectGolden(name: string, text: string): void {
  const path = join(folder, name);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(text, `${name} differs; UPDATE_GOLDEN=1 npx vitest run test/reporters writes it anew`).toBe(
    readFileSync(path, 'utf8'),
  );
}

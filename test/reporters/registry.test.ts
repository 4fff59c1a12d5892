import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isReportFormat } from '../../src/reporters/index.ts';
import { reportFormats } from '../../src/reporters/reporter.ts';

const folder = join(import.meta.dirname, '..', '..', 'src', 'reporters');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

test('the registry holds each file that exports a reporter, and nothing else', () => {
  const files = sources.filter((file) =>
    readFileSync(join(folder, file), 'utf8').includes('export const reporter: Reporter'),
  );
  expect(files.sort()).toEqual(reportFormats.map((format) => `${format}.ts`).sort());
});

test('only names of formats are formats', () => {
  expect(reportFormats.every(isReportFormat)).toBe(true);
  expect(isReportFormat('pdf')).toBe(false);
  expect(isReportFormat('toString')).toBe(false);
});

test('no reporter touches files, the process, the clock or the locale', () => {
  const forbidden =
    /node:|process\.|console\.(log|error|warn|info)|Date\.now|new Date\(\)|toLocale|Intl\.|localeCompare|Math\.random/;
  for (const file of sources) {
    expect(readFileSync(join(folder, file), 'utf8'), file).not.toMatch(forbidden);
  }
});

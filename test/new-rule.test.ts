import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { scaffold } from '../scripts/new-rule.ts';
import { subjectKinds } from '../src/evaluator/subjects.ts';
import { checkRule } from '../src/evaluator/vocabulary.ts';
import { loadRuleFile } from '../src/loaders/rules.ts';
import { UsageError } from '../src/model/usage-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'headroom-new-rule-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([...subjectKinds.keys()])('a scaffold for %s lacks nothing but what is to be written', (kind) => {
  const path = join(folder, 'some-rule.yaml');
  const text = scaffold('some-rule', kind);
  writeFileSync(path, text);

  const refused = () => loadRuleFile(path, checkRule);

  expect(refused).toThrow(UsageError);
  const problems = problemsOf(refused);
  const lines = new Set(problems.map((problem) => problem.line));
  expect(problems.every(({ message }) => message.startsWith('still to be written: '))).toBe(true);
  const places = text.split('\n').flatMap((line, index) => (line.includes('TODO') ? [index + 1] : []));
  // A folded text begins on the line above it.
  expect(places.filter((line) => !lines.has(line) && !lines.has(line - 1))).toEqual([]);
});

function problemsOf(action: () => unknown) {
  try {
    action();
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
  }
  return [];
}

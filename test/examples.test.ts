import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { auditExample, auditRules } from './support/sandbox-audit.ts';
import { stagedExamples } from './support/staged.ts';

interface Expected {
  results: { rule: string; subject: string; outcome: string; severity: string }[];
}

const expectedOf = (example: string) =>
  parse(readFileSync(join(import.meta.dirname, '../examples', example, 'expected.yaml'), 'utf8')) as Expected;

const line = (one: Expected['results'][number]) => `${one.rule} | ${one.subject} | ${one.outcome} | ${one.severity}`;

describe('the staged accounts', () => {
  it.each(stagedExamples)('%s gives exactly the results that its expected.yaml lists', async (example) => {
    const { report } = await auditExample(example);
    const found = report.results
      .filter(({ outcome }) => outcome !== 'pass' && outcome !== 'not-applicable')
      .filter(({ unknownBecause }) => !unknownBecause?.every((one) => one.reason === 'not-requested'))
      .map(({ rule, subject, outcome, severity }) =>
        line({ rule, subject: `${subject.kind} ${subject.key}`, outcome, severity }),
      );
    expect(found.sort()).toEqual(expectedOf(example).results.map(line).sort());
  });

  it('show every rule that ships at least once between them', () => {
    const shown = new Set(stagedExamples.flatMap((example) => expectedOf(example).results.map((one) => one.rule)));
    expect(auditRules.map((rule) => rule.id).filter((id) => !shown.has(id))).toEqual([]);
  });
});

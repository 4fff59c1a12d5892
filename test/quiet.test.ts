import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Audited, auditAccount, readAccount, readExamplePolicy } from './support/sandbox-audit.ts';

interface Trap {
  rule: string;
  subject: string;
  trap: string;
}

const { traps } = parse(readFileSync(join(import.meta.dirname, '../examples/quiet/expected.yaml'), 'utf8')) as {
  traps: Trap[];
};

let audited: Audited;

beforeAll(async () => {
  const account = readAccount('quiet');
  audited = await auditAccount(account, readExamplePolicy('quiet', String(account.now)));
});

const line = ({ rule, subject, outcome, severity }: Audited['report']['results'][number]) =>
  `${rule} | ${subject.kind} ${subject.key} | ${outcome} | ${severity}`;

describe('the quiet account', () => {
  it('has no finding above info, and nothing unknown', () => {
    const loud = audited.report.results.filter(
      ({ outcome, severity }) => outcome === 'unknown' || (outcome === 'fail' && severity !== 'info'),
    );
    expect(loud.map(line)).toEqual([]);
    expect(audited.report.verdict).toBe('clean');
    expect(audited.sandbox.problems).toEqual([]);
  });

  it.each(traps)('$rule is not tripped by $subject: $trap', ({ rule, subject }) => {
    const found = audited.report.results.filter(
      (one) => one.rule === rule && `${one.subject.kind} ${one.subject.key}` === subject,
    );
    expect(found.map(({ outcome }) => outcome)).toEqual([expect.stringMatching(/^(pass|not-applicable)$/)]);
  });
});

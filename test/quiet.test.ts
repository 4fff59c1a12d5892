import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { emptyPolicy } from '../src/model/policy.ts';
import { atOrAbove } from '../src/model/severity.ts';
import {
  type Audited,
  auditAccount,
  auditExample,
  auditRules,
  readAccount,
  readExamplePolicy,
} from './support/sandbox-audit.ts';

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
  audited = await auditExample('quiet');
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

  it('has a trap for every rule that ships, each named once', () => {
    const named = new Set(traps.map(({ rule }) => rule));
    expect(auditRules.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([]);
    const lines = traps.map(({ rule, subject, trap }) => `${rule} | ${subject} | ${trap}`);
    expect(lines.filter((one, index) => lines.indexOf(one) !== index)).toEqual([]);
  });

  it('passes the default gate without any policy too: nothing at or above high', async () => {
    const account = readAccount('quiet');
    const { regions } = readExamplePolicy('quiet', String(account.now));
    const { report } = await auditAccount(account, { ...emptyPolicy(), ...(regions && { regions }) });
    const grave = report.results.filter(({ outcome, severity }) => outcome === 'fail' && atOrAbove(severity, 'high'));
    expect(grave.map(line)).toEqual([]);
    expect(report.verdict).toBe('clean');
  });
});

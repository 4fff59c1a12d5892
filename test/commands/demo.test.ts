import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { run } from '../../src/commands/program.ts';
import type { Report } from '../../src/model/report.ts';
import { aTerminal } from '../support/terminal.ts';

interface Expected {
  results: { rule: string; subject: string; outcome: string; severity: string }[];
}

const expected = parse(
  readFileSync(join(import.meta.dirname, '../../examples/mangaassist/expected.yaml'), 'utf8'),
) as Expected;

let cwd: string;
let code: number;
let stdout: string;
let stderr: string;
let report: Report;

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-demo-'));
  const recorded = aTerminal({ cwd });
  code = await run(['demo'], recorded.terminal);
  stdout = recorded.stdout();
  stderr = recorded.stderr();
  report = JSON.parse(readFileSync(join(cwd, 'headroom-demo/report.json'), 'utf8')) as Report;
});

afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const line = (one: Expected['results'][number]) => `${one.rule} | ${one.subject} | ${one.outcome} | ${one.severity}`;

describe('headroom demo', () => {
  it('gives exactly the results that expected.yaml lists', () => {
    const found = report.results.map(({ rule, subject, outcome, severity }) =>
      line({ rule, subject: `${subject.kind} ${subject.key}`, outcome, severity }),
    );
    expect(found.sort()).toEqual(expected.results.map(line).sort());
  });

  it('tells the events apart: forgotten, unprepared, and prepared', () => {
    const readiness = report.events?.map((event) => `${event.id} ${event.phase} ${event.readiness}`);
    expect(readiness).toEqual(
      expect.arrayContaining([
        'manga-release-20250322 past not reverted',
        'manga-release-20250411 coming not scaled',
        'friday-evening coming ready',
      ]),
    );
  });

  it('no repaired twin has a finding above info', () => {
    const found = report.results.filter(
      (one) => /repaired|preferences/.test(one.subject.key) && one.severity !== 'info',
    );
    expect(found.map((one) => `${one.rule} ${one.subject.key}`)).toEqual([]);
  });

  it('ends 0 and says which exit code an audit would have given', () => {
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(report.run.exitCode).toBe(1);
    expect(stdout).toContain('would have ended with exit code 1');
  });

  it('writes every format', () => {
    for (const name of [
      'report.json',
      'junit.xml',
      'report.md',
      'report.html',
      'snapshot.json',
      'headroom.yaml',
      'events.yaml',
      'baseline.json',
    ]) {
      expect(existsSync(join(cwd, 'headroom-demo', name)), name).toBe(true);
    }
    expect(readdirSync(join(cwd, 'headroom-demo/sarif')).length).toBe(2);
  });

  it('leaves a folder in which the commands that it names work as they stand', async () => {
    const named = [...stdout.matchAll(/^ {2}headroom (\S+ \S+ snapshot\.json)/gm)].map(([, args = '']) => args);
    expect(named).toHaveLength(4);
    const codes = named.map(async (args) => {
      const { terminal } = aTerminal({ cwd: join(cwd, 'headroom-demo') });
      return `${args.split(' ')[0]} ${await run(args.split(' '), terminal)}`;
    });
    expect(await Promise.all(codes)).toEqual(['overrides 0', 'events 1', 'drift 1', 'revert 0']);
  });

  it('tells in the console what was left raised: since when, by whom, for what, at what price, and the way back', () => {
    const story = stdout.slice(stdout.indexOf('\nOVERRIDES\n')).replace(/\s+/g, ' ');
    expect(story).toMatch(
      /recommender .*minCapacity 10 → 100 for 6 days, \$121 a day .*Since 2025-03-22 00:40 UTC .*by sato .*Tag event=manga-release-20250322, event manga-release-20250322\. .*Nothing brings it back\. .*register-scalable-target .*--min-capacity 10 /,
    );
  });

  it('prints nothing wider than 80 columns but commands', () => {
    const wide = stdout.split('\n').filter((text) => text.length > 80 && !/^\s+(aws|--|\S+$)/.test(text));
    expect(wide).toEqual([]);
  });
});

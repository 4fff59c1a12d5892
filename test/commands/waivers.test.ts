import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/program.ts';
import { writeSnapshot } from '../../src/loaders/snapshot-text.ts';
import { aTerminal } from '../support/terminal.ts';
import { aResource, aSnapshot } from '../support/world.ts';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-waivers-'));
  const services = ['web', 'carts'].map((serviceName) => aResource('ecs-service', { attributes: { serviceName } }));
  writeFileSync(join(cwd, 'snapshot.json'), [...writeSnapshot(aSnapshot(services))].join(''));
});

afterEach(() => rmSync(cwd, { recursive: true, force: true }));

async function audit(...flags: string[]) {
  const recorded = aTerminal({ cwd });
  const only = ['--only', 'ecs-service-not-scaled', '--fail-on', 'medium'];
  const code = await run(['audit', '--snapshot', 'snapshot.json', ...only, ...flags], recorded.terminal);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

interface Written {
  rule?: string;
  match?: string;
  reason?: string;
  owner?: string;
  expires?: string;
}

const entry = ({
  rule = 'ecs-service-not-scaled',
  match = '{}',
  reason = 'r',
  owner = 'o',
  expires = '2026-12-31',
}: Written = {}) =>
  `waivers:\n  - rule: ${rule}\n    match: ${match}\n    reason: ${reason}\n    owner: ${owner}\n    expires: ${expires}\n`;

describe('waivers from files to exit code', () => {
  it('those of waivers.yaml and of headroom.yaml hold together, and the reports say so', async () => {
    writeFileSync(join(cwd, 'waivers.yaml'), entry({ match: '{ name: shop/web }', expires: '2026-11-22' }));
    writeFileSync(join(cwd, 'headroom.yaml'), entry({ match: '{ name: shop/carts }', owner: 'carts' }));
    const reports = ['console', 'json=r.json', 'sarif=plain.sarif'].flatMap((format) => ['--report', format]);

    const { code, stdout } = await audit(...reports);

    expect(code).toBe(0);
    expect(stdout).toContain('WAIVED (2)');
    expect(stdout).toContain('shop/carts: r (carts, until 2026-12-31)');
    expect(stdout.replace(/\s+/g, ' ')).toContain('for name shop/web (o: r) expires on 2026-11-22; 1 finding counts');
    const report = JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8'));
    expect(report.results.map((one: { waiver: unknown }) => one.waiver)).toContainEqual({
      reason: 'r',
      owner: 'o',
      expires: '2026-11-22',
    });
    expect(readFileSync(join(cwd, 'plain.sarif'), 'utf8')).not.toContain('suppressions');
    await audit('--report', 'sarif=all.sarif', '--sarif-suppressed', 'include');
    expect(readFileSync(join(cwd, 'all.sarif'), 'utf8')).toContain('"justification":"r (carts, until 2026-12-31)"');
  });

  it('one that ended yesterday lets the finding fail the run, and says so', async () => {
    writeFileSync(join(cwd, 'waivers.yaml'), entry({ expires: '2026-11-21' }));
    const { code, stdout } = await audit();
    expect(code).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toContain('expired on 2026-11-21 and waives nothing: 2 findings');
  });

  it('the last day is that of the time zone in headroom.yaml', async () => {
    writeFileSync(join(cwd, 'waivers.yaml'), entry({ expires: '2026-11-21' }));
    writeFileSync(join(cwd, 'headroom.yaml'), 'timezone: America/Los_Angeles\n');
    expect((await audit()).code).toBe(0);
  });
});

describe.each(['waivers.yaml', 'headroom.yaml'])('a mistake in a waiver of %s ends 2 and tells the place', (name) => {
  it.each<[string, Written, string]>([
    [
      'a rule that does not exist',
      { rule: 'ecs-service-not-scalled' },
      '2:11: unknown rule "ecs-service-not-scalled"; did you mean "ecs-service-not-scaled"?',
    ],
    ['a glob that matches no rule', { rule: '"esc-*"' }, '2:11: "esc-*" matches no rule'],
    [
      'a kind that does not exist',
      { match: '{ kind: ecs-servcie }' },
      '3:20: unknown kind "ecs-servcie"; did you mean "ecs-service"?',
    ],
    ['a misspelt member', { match: '{ nmae: x }' }, '3:14: unknown key "nmae"; did you mean "name"?'],
    [
      'a region that does not exist',
      { match: '{ region: eu-centrall-1 }' },
      '3:22: "eu-centrall-1" is not an AWS region; did you mean "eu-central-1"?',
    ],
    [
      'an account that is none',
      { match: '{ account: "1234" }' },
      '3:23: expected twelve digits or a glob; found "1234"',
    ],
    ['a glob that does not compile', { match: '{ name: "[" }' }, '3:20: "[" is not a glob'],
    ['an empty reason', { reason: '""' }, '4:13: expected text that is not empty; found ""'],
    ['a reason of blanks', { reason: '"  "' }, '4:13: expected text that is not empty; found "  "'],
    ['an empty owner', { owner: '""' }, '5:12: expected text that is not empty; found ""'],
    ['no owner', { owner: '' }, '5:12: expected text; found nothing'],
    ['no last day', { expires: '' }, '6:14: expected text; found nothing'],
    ['a day that does not exist', { expires: '2026-11-31' }, '6:14: expected a day that exists; found "2026-11-31"'],
    ['the leap day of another year', { expires: '2027-02-29' }, '6:14: expected a day that exists; found "2027-02-29"'],
    [
      'a date as a person writes it',
      { expires: '31.12.2026' },
      '6:14: expected a date as YYYY-MM-DD; found "31.12.2026"',
    ],
    ['an instant', { expires: '2026-12-31T00:00:00Z' }, '6:14: expected a date as YYYY-MM-DD'],
    ['a word', { expires: 'never' }, '6:14: expected a date as YYYY-MM-DD; found "never"'],
    ['a number', { expires: '20261231' }, '6:14: '],
    ['181 days', { expires: '2027-05-22' }, '6:14: a waiver may run for 180 days, until 2027-05-21'],
  ])('%s', async (_, written, message) => {
    writeFileSync(join(cwd, name), entry(written));
    const { code, stdout, stderr } = await audit();
    expect(stderr).toContain(`${name}:${message}`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('but not 180 days, nor a waiver that is over', async () => {
    for (const expires of ['2027-05-21', '2020-02-29']) {
      writeFileSync(join(cwd, name), entry({ expires }));
      expect((await audit()).code).not.toBe(2);
    }
  });
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/program.ts';
import { writeSnapshot } from '../../src/loaders/snapshot-text.ts';
import { aTerminal } from '../support/terminal.ts';
import { aResource, aSnapshot } from '../support/world.ts';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-usage-'));
  const snapshot = aSnapshot([aResource('ecs-service')]);
  writeFileSync(join(cwd, 'snapshot.json'), [...writeSnapshot(snapshot)].join(''));
});

afterEach(() => rmSync(cwd, { recursive: true, force: true }));

async function headroom(args: string[], env: Record<string, string> = {}, now = '2026-11-22T04:00:00Z') {
  const recorded = aTerminal({ cwd, env, now: () => Date.parse(now) });
  const code = await run(args, recorded.terminal);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

const files: Record<string, string> = {
  'unknown-key.yaml': 'regions: [eu-central-1]\nfailon: high\n',
  'bad-region.yaml': 'regions: [eu-centrall-1]\n',
  'bad-zone.yaml': 'timezone: Asia/Tokio\n',
  'bad-rule.yaml': 'rules:\n  ecs-service-not-scalled: { enabled: false }\n',
  'bad-parameter.yaml': 'parameters:\n  ecs-scale-out-cooldown-long: { maxSecs: 30 }\n',
  'bad-waiver.yaml':
    'waivers:\n  - rule: ecs-service-not-scaled\n    reason: r\n    owner: o\n    expires: 2026-02-30\n',
  'bad-event.yaml':
    'events:\n  - id: sale\n    start: 2026-12-01T10:00:00Z\n    end: 2026-11-01T10:00:00Z\n    targets: [{ workload: web }]\n',
  'not-a-snapshot.json': '{"schema": "headroom.report/1"}',
  'later-report.json': '{"schema": "headroom.report/2"}',
  'no-instant.json':
    '{"schema": "headroom.snapshot/1", "takenAt": "yesterday", "tool": "x", "source": "aws", "scopes": [], "resources": [], "coverage": []}',
  'truncated.json': '{"schema": "headroom.snapshot/1", ',
};

describe('mistakes of the user end 2, with one message, and write nothing', () => {
  it.each<[string, string[], RegExp]>([
    ['an unknown flag', ['audit', '--regoin', 'x'], /unknown option '--regoin'[\s\S]*--region/],
    ['an unknown command', ['audti'], /unknown command 'audti'[\s\S]*audit/],
    ['an unknown severity', ['audit', '--fail-on', 'hihg'], /--fail-on[\s\S]*high/],
    [
      'an unknown format',
      ['audit', '--snapshot', 'snapshot.json', '--report', 'sarf=x'],
      /unknown format "sarf"; did you mean "sarif"/,
    ],
    ['a format without its path', ['audit', '--snapshot', 'snapshot.json', '--report', 'json='], /path is missing/],
    [
      'two formats on stdout',
      ['audit', '--snapshot', 'snapshot.json', '--report', 'json', '--report', 'junit'],
      /at most one report goes to stdout; found json, junit/,
    ],
    [
      'a region that does not exist',
      ['audit', '--region', 'eu-centrall-1'],
      /--region eu-centrall-1[\s\S]*eu-central-1/,
    ],
    [
      'a region beside a snapshot',
      ['audit', '--snapshot', 'snapshot.json', '--region', 'eu-central-1'],
      /nothing is read/,
    ],
    [
      'metrics beside a snapshot',
      ['audit', '--snapshot', 'snapshot.json', '--metrics'],
      /--metrics asks CloudWatch; with --snapshot nothing is read/,
    ],
    [
      'an instant that is none',
      ['audit', '--snapshot', 'snapshot.json', '--now', 'tomorrow'],
      /--now tomorrow: expected an instant/,
    ],
    ['a rule glob that matches nothing', ['audit', '--snapshot', 'snapshot.json', '--only', 'esc-*'], /--only esc-\*/],
    [
      'two reports in one file',
      ['audit', '--snapshot', 'snapshot.json', '--report', 'json=x', '--report', 'junit=x'],
      /two reports go to x/,
    ],
    [
      'a baseline that is missing',
      ['audit', '--snapshot', 'snapshot.json', '--baseline', 'nowhere.json'],
      /nowhere\.json: cannot read this snapshot/,
    ],
    [
      'a snapshot taken at no instant',
      ['audit', '--snapshot', 'no-instant.json'],
      /no-instant\.json:1:\d+: expected an instant such as .*; found "yesterday"/,
    ],
    [
      'new findings without an earlier report',
      ['audit', '--snapshot', 'snapshot.json', '--fail-on-new'],
      /--fail-on-new compares with an earlier report; name it with --since FILE/,
    ],
    [
      'an earlier report that is missing',
      ['audit', '--snapshot', 'snapshot.json', '--since', 'nowhere.json'],
      /nowhere\.json: cannot read this report/,
    ],
    [
      'a snapshot in the place of an earlier report',
      ['audit', '--snapshot', 'snapshot.json', '--since', 'snapshot.json'],
      /snapshot\.json:1:\d+: this is a snapshot \(headroom\.snapshot\/1\), not a report/,
    ],
    [
      'an earlier report of another version',
      ['audit', '--snapshot', 'snapshot.json', '--since', 'later-report.json'],
      /later-report\.json:1:\d+: expected "headroom\.report\/1"; found "headroom\.report\/2"; update Headroom/,
    ],
    ['a snapshot that is missing', ['audit', '--snapshot', 'nowhere.json'], /nowhere\.json/],
    [
      'a report in the place of a snapshot',
      ['audit', '--snapshot', 'not-a-snapshot.json'],
      /not-a-snapshot\.json[\s\S]*headroom\.report\/1/,
    ],
    [
      'a snapshot whose number was edited into text',
      ['audit', '--snapshot', 'edited.json'],
      /edited\.json:\d+:\d+:.*number/,
    ],
    ['a truncated snapshot', ['audit', '--snapshot', 'truncated.json'], /truncated\.json:1:\d+/],
    [
      'an unknown key of the policy',
      ['audit', '--snapshot', 'snapshot.json', '--policy', 'unknown-key.yaml'],
      /unknown-key\.yaml:2:1:.*failon.*failOn/,
    ],
    [
      'a misspelt region in the policy',
      ['audit', '--snapshot', 'snapshot.json', '--policy', 'bad-region.yaml'],
      /bad-region\.yaml:1:11:.*eu-central-1/,
    ],
    [
      'a time zone that does not exist',
      ['audit', '--snapshot', 'snapshot.json', '--policy', 'bad-zone.yaml'],
      /bad-zone\.yaml:1:11:/,
    ],
    [
      'an unknown rule in the policy',
      ['audit', '--snapshot', 'snapshot.json', '--policy', 'bad-rule.yaml'],
      /bad-rule\.yaml:2:3:.*ecs-service-not-scaled/,
    ],
    [
      'an unknown parameter in the policy',
      ['audit', '--snapshot', 'snapshot.json', '--policy', 'bad-parameter.yaml'],
      /bad-parameter\.yaml:2:\d+:.*maxSeconds/,
    ],
    [
      'a waiver whose day does not exist',
      ['audit', '--snapshot', 'snapshot.json', '--waivers', 'bad-waiver.yaml'],
      /bad-waiver\.yaml:5:14:/,
    ],
    [
      'an event that ends before it starts, of a workload that nobody declared',
      ['audit', '--snapshot', 'snapshot.json', '--events', 'bad-event.yaml'],
      /bad-event\.yaml:4:10: ends before it starts[\s\S]*bad-event\.yaml:5:27: unknown workload "web".*there is no policy/,
    ],
    [
      'a calendar that is missing',
      ['audit', '--snapshot', 'snapshot.json', '--events', 'nowhere.yaml'],
      /nowhere\.yaml: cannot read this event calendar/,
    ],
    ['an unknown rule to show', ['rules', 'show', 'ecs-near-maxx'], /unknown rule "ecs-near-maxx"/],
    ['an unknown rule that is near no other', ['rules', 'show', 'x'], /"headroom rules list" names them all/],
    ['a snapshot without a place to go', ['snapshot'], /--output/],
  ])('%s', async (_, args, message) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const whole = readFileSync(join(cwd, 'snapshot.json'), 'utf8');
    writeFileSync(join(cwd, 'edited.json'), whole.replace(/"desiredCount":\s*10/, '"desiredCount":"ten"'));
    const before = readdirSync(cwd);

    const { code, stdout, stderr } = await headroom(args);

    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(readdirSync(cwd)).toEqual(before);
  });

  it('without a region says how to name one', async () => {
    const { code, stderr } = await headroom(['audit']);
    // The SDK's own chain may know a region on a developer's machine; then credentials are what is missing.
    expect(code).toBe(2);
    expect(stderr).toMatch(/no region|no AWS credentials/);
  });
});

describe('audit --snapshot', () => {
  it.each<[string, string[], number]>([
    ['nothing at or above high', [], 0],
    ['a medium finding at --fail-on medium', ['--fail-on', 'medium'], 1],
  ])('%s', async (_, flags, expected) => {
    const { code } = await headroom([
      'audit',
      '--snapshot',
      'snapshot.json',
      '--only',
      'ecs-service-not-scaled',
      ...flags,
    ]);
    expect(code).toBe(expected);
  });

  it('--fail-on-new fails on what an earlier report does not hold, and the reports tell what is fixed', async () => {
    const gate = ['--fail-on', 'medium', '--only', 'ecs-service-not-scaled', '--since', 'before.json', '--fail-on-new'];
    const judge = (snapshot: string, ...flags: string[]) => headroom(['audit', '--snapshot', snapshot, ...flags]);
    const others = [aResource('ecs-service', { attributes: { serviceName: 'carts' } })];
    writeFileSync(join(cwd, 'others.json'), [...writeSnapshot(aSnapshot(others))].join(''));
    await judge('snapshot.json', '--report', 'json=before.json', '--only', 'ecs-service-not-scaled');

    const same = await judge('snapshot.json', ...gate);
    expect(same.code).toBe(0);
    expect(same.stdout).toContain('0 new, 1 open, 0 fixed since the report of 2026-11-22 04:00 UTC.');
    expect(same.stdout.replace(/\s+/g, ' ')).toContain('no finding that fails this run (--fail-on-new counts new ones');

    const changed = await judge('others.json', ...gate, '--report', 'markdown=report.md');
    expect(changed.code).toBe(1);
    expect(changed.stderr).toContain('1 new, 0 open, 1 fixed since the report of 2026-11-22 04:00 UTC; exit 1');
    const markdown = readFileSync(join(cwd, 'report.md'), 'utf8');
    expect(markdown).toMatch(/\*\*New\*\* <code>shop\/carts/);
    expect(markdown).toMatch(/<summary>Fixed<\/summary>[\s\S]*<code>shop\/web<\/code>/);
  });

  describe('a snapshot older than 24 hours is noted', () => {
    const judge = (now: string, ...flags: string[]) =>
      headroom(['audit', '--snapshot', 'snapshot.json', ...flags], {}, now);
    it.each<[string, string, RegExp]>([
      ['not within a day', '2026-11-23T03:59:59Z', /^$/],
      ['in hours', '2026-11-23T04:00:00Z', /the snapshot was taken 24 hours ago, and is judged as of then/],
      ['in days', '2026-12-22T04:00:00Z', /the snapshot was taken 30 days ago/],
    ])('%s', async (_, now, said) => {
      const { stdout, stderr } = await judge(now);
      expect(stderr).toMatch(said);
      expect(stdout).toBe((await judge('2026-11-22T04:00:00Z')).stdout);
    });

    it('in the report where --now says as of when it is judged', async () => {
      const late = await judge('2026-12-22T04:00:00Z', '--now', '2026-11-24T04:00:00Z');
      expect(late.stdout.replace(/\s+/g, ' ')).toContain('taken 48 hours before the instant of judgement');
      expect(late.stderr).toBe('');
      const sameDay = await judge('2026-12-22T04:00:00Z', '--now', '2026-11-23T03:00:00Z');
      expect(sameDay.stdout).not.toContain('snapshot-old');
    });
  });

  it('writes data to stdout and nothing else', async () => {
    const { stdout, stderr } = await headroom(['audit', '--snapshot', 'snapshot.json', '--report', 'json']);
    expect(JSON.parse(stdout).schema).toBe('headroom.report/1');
    expect(stderr).toMatch(/^headroom: \w+: \d+ findings/);
  });

  it('a report that cannot be written does not keep the others from being written', async () => {
    writeFileSync(join(cwd, 'file'), '');
    const { code, stderr } = await headroom([
      'audit',
      '--snapshot',
      'snapshot.json',
      '--report',
      'json=file/report.json',
      '--report',
      'junit=out/junit.xml',
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/file\/report\.json/);
    expect(existsSync(join(cwd, 'out/junit.xml'))).toBe(true);
  });

  it('finds headroom.yaml in the folder, and says so by obeying it', async () => {
    writeFileSync(join(cwd, 'headroom.yaml'), 'failOn: medium\n');
    const { code } = await headroom(['audit', '--snapshot', 'snapshot.json', '--only', 'ecs-service-not-scaled']);
    expect(code).toBe(1);
  });

  it('takes rules of the user, which may not take the name of one that ships', async () => {
    const { code, stderr } = await headroom([
      'audit',
      '--snapshot',
      'snapshot.json',
      '--rules',
      join(import.meta.dirname, '../../rules/ecs'),
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/ecs-service-not-scaled/);
  });
});

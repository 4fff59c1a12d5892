import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { flagInputs, otherInputs, readInputs } from '../src/action/inputs.ts';
import { run } from '../src/commands/program.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts';
import { readAccount } from './support/sandbox-audit.ts';
import { aTerminal } from './support/terminal.ts';

const root = join(import.meta.dirname, '..');
const manifest = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
  inputs: Record<string, { description: string; default?: string }>;
  outputs: Record<string, { description: string }>;
  runs: { using: string; main: string };
};

describe('action.yml', () => {
  it('declares each input that is read, and reads each that it declares', () => {
    expect(Object.keys(manifest.inputs).sort()).toEqual([...Object.keys(flagInputs), ...otherInputs].sort());
  });

  it('has inputs that are flags of the commands that they belong to', async () => {
    for (const command of ['audit', 'gate', 'weekly'] as const) {
      const { terminal, stdout } = aTerminal();
      await run([command, '--help'], terminal);
      const own = Object.values(flagInputs).filter(({ commands }) => commands.includes(command));
      expect(own.length).toBeGreaterThan(8);
      for (const { flag } of own) expect(stdout()).toMatch(new RegExp(`${flag}\\b`));
    }
  });

  it('runs the committed file', () => {
    expect(manifest.runs).toEqual({ using: 'node24', main: 'action/headroom.mjs' });
    expect(existsSync(join(root, manifest.runs.main))).toBe(true);
  });
});

describe('inputs', () => {
  it('become flags: lists by line or comma, switches by true', () => {
    const env = {
      INPUT_REGION: 'eu-central-1\n us-east-1,',
      INPUT_STRICT: 'true',
      INPUT_METRICS: 'false',
      INPUT_POLICY: '-p',
    };
    expect(readInputs(env).flags).toEqual(['--policy=-p', '--region=eu-central-1', '--region=us-east-1', '--strict']);
  });

  it.each([
    [{ INPUT_COMMAND: 'audits' }, 'expected audit, gate, weekly; found "audits"; did you mean "audit"?'],
    [{ INPUT_STRICT: 'yes' }, 'input strict: expected true or false; found "yes"'],
    [{ INPUT_COMMAND: 'weekly', INPUT_PLAN: 'p.json' }, 'input plan: weekly has no such input; it belongs to gate'],
  ])('%j is refused in one line', (env, message) => {
    expect(() => readInputs(env)).toThrow(message);
  });
});

describe('the committed file', () => {
  let cwd: string;
  let sandbox: Sandbox;
  const example = join(root, 'examples/mangaassist');

  beforeAll(async () => {
    sandbox = await startSandbox({ accounts: readAccount('mangaassist'), recordInputs: false });
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(cwd, { recursive: true });
  });
  beforeEach(() => {
    if (cwd) rmSync(cwd, { recursive: true });
    cwd = mkdtempSync(join(tmpdir(), 'headroom-action-'));
    // Alone in a folder, as no file of the repository may be needed.
    mkdirSync(join(cwd, 'action'));
    cpSync(join(root, 'action/headroom.mjs'), join(cwd, 'action/headroom.mjs'));
  });

  /** As a runner starts it. */
  function step(inputs: Record<string, string>, more: Record<string, string> = {}) {
    const env = {
      PATH: process.env.PATH,
      HOME: cwd,
      RUNNER_TEMP: join(cwd, 'temp'),
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: join(cwd, 'output'),
      GITHUB_STEP_SUMMARY: join(cwd, 'summary'),
      ...Object.fromEntries(
        Object.entries(manifest.inputs).map(([name, { default: value = '' }]) => [
          `INPUT_${name.toUpperCase()}`,
          value,
        ]),
      ),
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...more,
    };
    const read = (name: string) => (existsSync(join(cwd, name)) ? readFileSync(join(cwd, name), 'utf8') : '');
    return new Promise<{
      status: number | null;
      stdout: string;
      stderr: string;
      summary: string;
      outputs: Record<string, string>;
    }>((done) => {
      const child = spawn(process.execPath, [join(cwd, 'action/headroom.mjs')], { cwd, env });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk) => (stdout += chunk));
      child.stderr.on('data', (chunk) => (stderr += chunk));
      child.on('close', (status) =>
        done({ status, stdout, stderr, summary: read('summary'), outputs: outputsOf(read('output')) }),
      );
    });
  }

  /** As a runner reads the file of outputs. */
  const outputsOf = (text: string) =>
    Object.fromEntries(
      Array.from(text.matchAll(/^([^\n]+?)<<(\S+)\n(.*?)\n\2$/gms), ([, name, , value]) => [name, value]),
    );

  it('audits an account: reports, summary, ten annotations, outputs', async () => {
    const aws = {
      AWS_ENDPOINT_URL: sandbox.url,
      AWS_ACCESS_KEY_ID: 'AKIATOPSECRET',
      AWS_SECRET_ACCESS_KEY: 'hush',
      AWS_REGION: 'ap-northeast-1',
    };
    const { status, stdout, stderr, summary, outputs } = await step({ policy: join(example, 'headroom.yaml') }, aws);
    expect(outputs['exit-code']).toBe(String(status));
    expect([1, 3]).toContain(status);
    expect(Number(outputs.findings)).toBeGreaterThan(20);
    expect(Number(outputs.high)).toBeGreaterThan(0);
    expect(stdout.match(/^::error /gm)?.length).toBeLessThanOrEqual(10);
    expect(stdout.match(/^::error /gm)?.length).toBeGreaterThan(3);
    expect(summary).toContain('Headroom');
    const folder = outputs.reports ?? '';
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    expect(report.summary.fail).toBe(Number(outputs.findings));
    expect(report.verdict).toBe(outputs.verdict);
    for (const name of ['report.md', 'report.html', 'junit.xml']) expect(existsSync(join(folder, name))).toBe(true);
    expect(`${stdout}${stderr}${summary}`).not.toMatch(/AKIATOPSECRET|hush/);
  }, 60_000);

  it('gates a template, passes where it is told to, and says so in its outputs', async () => {
    writeFileSync(join(cwd, 'stack.yaml'), 'Resources:\n  Table:\n    Type: AWS::DynamoDB::Table\n');
    const { status, outputs } = await step({
      command: 'gate',
      template: 'stack.yaml',
      'fail-on': 'low',
      fail: 'false',
    });
    expect([status, outputs['exit-code'], outputs.verdict]).toEqual([0, '1', 'findings']);
  }, 30_000);

  it('writes the weekly report of a snapshot', async () => {
    const file = await savedSnapshot();
    const { status, summary, outputs } = await step({
      command: 'weekly',
      snapshot: file,
      policy: join(example, 'headroom.yaml'),
    });
    expect([0, 3]).toContain(status);
    expect(summary).toContain('### Weekly efficiency report');
    expect(Number(outputs['usd-per-day'])).toBeGreaterThan(0);
    expect(existsSync(join(outputs.reports ?? '', 'report.html'))).toBe(true);
  }, 60_000);

  async function savedSnapshot(): Promise<string> {
    const { collectAws } = await import('../src/collectors/aws/collect.ts');
    const { writeSnapshot } = await import('../src/loaders/snapshot-text.ts');
    const { fastClock } = await import('../src/collectors/aws/clock.ts');
    const snapshot = await collectAws({
      regions: ['ap-northeast-1'],
      takenAt: '2025-03-28T04:00:00Z',
      tool: 'headroom test',
      endpoint: sandbox.url,
      credentials: { accessKeyId: 'TEST', secretAccessKey: 'test' },
      clock: fastClock,
    });
    const path = join(cwd, 'snapshot.json');
    writeFileSync(path, Array.from(writeSnapshot(snapshot)).join(''));
    return path;
  }

  it('says nothing of what an earlier step left in the folder of reports', async () => {
    writeFileSync(join(cwd, 'stack.yaml'), 'Resources:\n  Table:\n    Type: AWS::DynamoDB::Table\n');
    await step({ command: 'gate', template: 'stack.yaml', 'fail-on': 'critical' });
    rmSync(join(cwd, 'output'));
    rmSync(join(cwd, 'summary'));
    const { status, outputs, summary } = await step({ command: 'gate', template: 'missing.yaml' });
    expect([status, outputs['exit-code'], outputs.verdict, summary]).toEqual([2, '2', undefined, '']);
  }, 30_000);

  it('tells of a wrong input in one annotation, and ends 2', async () => {
    const { status, stdout, outputs } = await step({ command: 'gate' });
    expect([status, outputs['exit-code']]).toEqual([2, '2']);
    expect(stdout).toContain('::error title=Headroom::');
    const other = await step({ strict: 'perhaps' });
    expect(other.stdout).toBe('::error title=Headroom::input strict: expected true or false; found "perhaps"\n');
    expect(other.status).toBe(2);
  }, 30_000);
});

it('the committed file is what the sources give', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build-action.ts', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
}, 60_000);

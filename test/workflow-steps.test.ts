import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts';
import { readAccount } from './support/sandbox-audit.ts';

const root = join(import.meta.dirname, '..');

interface Step {
  name?: string;
  run?: string;
}

type Workflow = 'audit' | 'gate' | 'weekly';

function scriptOf(workflow: Workflow, job: string, name: string): string {
  const text = readFileSync(join(root, `.github/workflows/${workflow}.yml`), 'utf8');
  const { jobs } = parse(text) as { jobs: Record<string, { steps: Step[] }> };
  const script = jobs[job]?.steps.find((step) => step.name === name)?.run;
  if (script === undefined) throw new Error(`no step ${name} in ${job} of ${workflow}`);
  return script;
}

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-steps-'));
});

afterEach(() => rmSync(cwd, { recursive: true, force: true }));

/** Runs the script of a step as a runner does: bash that stops at the first failure. */
async function runStep(workflow: Workflow, job: string, name: string, env: Record<string, string>) {
  const path = `${join(cwd, 'bin')}:${process.env.PATH}`;
  const files = { GITHUB_OUTPUT: join(cwd, 'output'), GITHUB_STEP_SUMMARY: join(cwd, 'summary') };
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', scriptOf(workflow, job, name)], {
    cwd,
    env: { HOME: cwd, ...files, ...env, PATH: path },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const status = await new Promise<number | null>((done) => child.on('close', done));
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { status, stdout, stderr, output: read(files.GITHUB_OUTPUT), summary: read(files.GITHUB_STEP_SUMMARY) };
}

function write(name: string, text: string, mode?: number): void {
  mkdirSync(join(cwd, name, '..'), { recursive: true });
  writeFileSync(join(cwd, name), text);
  if (mode !== undefined) chmodSync(join(cwd, name), mode);
}

/** Where the workflows check Headroom out: the committed file, and nothing else. */
function checkOut(): void {
  mkdirSync(join(cwd, '.headroom/action'), { recursive: true });
  cpSync(join(root, 'action/headroom.mjs'), join(cwd, '.headroom/action/headroom.mjs'));
}

/** A `gh` that keeps its arguments, and answers as a script says. */
function stubGh(answers: string): void {
  write('bin/gh', `#!/bin/sh\necho "$@" >> ${cwd}/calls\n${answers}\n`, 0o755);
}
const calls = () => readFileSync(join(cwd, 'calls'), 'utf8');

describe('the gate workflow', () => {
  const inputs = { PLAN: '', TEMPLATE: '', ACCOUNT: '', REGION: '', SOURCE_DIR: '', FAIL_ON: 'low' };
  const places = () => ({ SOURCE: join(cwd, 'source'), LIVE: join(cwd, 'live.json'), REPORTS: join(cwd, 'reports') });

  beforeEach(() => {
    checkOut();
    write('source/stack.yaml', 'Resources:\n  Table:\n    Type: AWS::DynamoDB::Table\n');
  });

  it('judges a template, and leaves reports, a summary and the exit code', async () => {
    const step = await runStep('gate', 'judge', 'Gate', { ...inputs, ...places(), TEMPLATE: 'stack.yaml' });

    expect([step.status, step.output]).toEqual([0, 'exit-code=1\n']);
    expect(step.stdout).toContain('dynamodb-contributor-insights-off');
    expect(step.summary).toContain('dynamodb-contributor-insights-off');
    expect(existsSync(join(cwd, 'reports/gate.xml'))).toBe(true);
  });

  it('tells of a source that is none by exit code 2', async () => {
    write('source/tfplan.json', '{}');
    const step = await runStep('gate', 'judge', 'Gate', { ...inputs, ...places(), PLAN: 'tfplan.json' });

    expect([step.status, step.output, step.summary]).toEqual([0, 'exit-code=2\n', '']);
    expect(step.stderr).toContain('has no format_version');
  });

  it.each([
    ['writes a comment where there is none', '', '--method POST repos/o/r/issues/7/comments'],
    ['changes the comment that is there', '42\n43', '--method PATCH repos/o/r/issues/comments/42'],
  ])('%s', async (_, found, expected) => {
    stubGh(`case "$*" in *paginate*) printf '%s' '${found}';; esac`);
    write('gate.md', `${'é'.repeat(40_000)}\n`);
    const step = await runStep('gate', 'comment', 'Comment', {
      GH_TOKEN: 'none',
      REPORT: join(cwd, 'gate.md'),
      BODY: join(cwd, 'comment.md'),
      COMMENTS: 'repos/o/r/issues/7/comments',
      COMMENT: 'repos/o/r/issues/comments',
    });

    expect(step.status, step.stderr).toBe(0);
    expect(calls()).toContain(expected);
    const body = readFileSync(join(cwd, 'comment.md'), 'utf8');
    expect(body.startsWith('<!-- headroom-gate -->\n')).toBe(true);
    expect(body).not.toContain('\uFFFD');
    expect(body.length).toBeLessThan(65_536);
  });

  it.each([
    ['0', 0],
    ['1', 1],
    ['3', 3],
    ['', 2],
  ])('ends %j as the gate ended', async (code, status) => {
    expect((await runStep('gate', 'verdict', 'Verdict', { EXIT_CODE: code })).status).toBe(status);
  });
});

describe('workflows that read an account', () => {
  let sandbox: Sandbox;
  let aws: Record<string, string>;
  const example = join(root, 'examples/mangaassist');

  beforeAll(async () => {
    sandbox = await startSandbox({ accounts: readAccount('mangaassist'), recordInputs: false });
    aws = {
      AWS_ENDPOINT_URL: sandbox.url,
      AWS_ACCESS_KEY_ID: 'TEST',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'ap-northeast-1',
      GITHUB_ACTIONS: 'true',
    };
  });
  afterAll(() => sandbox.close());
  beforeEach(() => {
    checkOut();
    for (const name of ['headroom.yaml', 'events.yaml']) cpSync(join(example, name), join(cwd, name));
  });

  it('audits: reports, alerts by scope, a summary and the exit code', async () => {
    const places = { REPORTS: join(cwd, 'reports') };
    const step = await runStep('audit', 'collect', 'Audit', {
      ...aws,
      ...places,
      FAIL_ON: 'critical',
      METRICS: 'false',
    });

    expect(step.status, step.stderr).toBe(0);
    expect(step.output).toMatch(/^exit-code=[13]\nsarif=true\n$/);
    expect(step.summary).toContain('Headroom');
    expect(step.stdout).toContain('::error ');
    for (const name of ['report.json', 'junit.xml', 'report.html', 'snapshot.json'])
      expect(existsSync(join(cwd, 'reports', name))).toBe(true);
  }, 60_000);

  it('gates a change of the account that the audit has read', async () => {
    const places = { REPORTS: join(cwd, 'reports') };
    await runStep('audit', 'collect', 'Audit', { ...aws, ...places, FAIL_ON: '', METRICS: 'false' });
    const target = `
Resources:
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: ecs
      ResourceId: service/manga/orchestrator
      ScalableDimension: ecs:service:DesiredCount
      MinCapacity: 60
      MaxCapacity: 60
`;
    write('source/stack.yaml', target);
    const gate = {
      PLAN: '',
      TEMPLATE: 'stack.yaml',
      ACCOUNT: '',
      REGION: 'ap-northeast-1',
      SOURCE_DIR: '',
      FAIL_ON: 'medium',
    };
    const step = await runStep('gate', 'judge', 'Gate', {
      ...gate,
      SOURCE: join(cwd, 'source'),
      LIVE: join(cwd, 'reports/snapshot.json'),
      REPORTS: join(cwd, 'gate'),
    });
    expect([step.status, step.stderr.includes('headroom: a bug')]).toEqual([0, false]);
    expect(step.output).toMatch(/exit-code=[13]\n$/);
    expect(step.summary).toContain('service/manga/orchestrator');
    expect(step.stdout).toContain('min-equals-max');
  }, 90_000);

  it.each([
    ['0', 'success', 0],
    ['0', 'failure', 1],
    ['1', 'success', 1],
    ['3', 'skipped', 3],
    ['', 'skipped', 2],
  ])('ends as the audit ended: %j with upload %s', async (code, upload, status) => {
    const step = await runStep('audit', 'verdict', 'End as the audit ended', { CODE: code, UPLOAD: upload });
    expect(step.status).toBe(status);
  });

  it('writes the weekly report, and the next one compares with it', async () => {
    const places = { REPORTS: join(cwd, 'reports'), LAST: join(cwd, 'last/report.json') };
    const inputs = { PERIOD: 'week', OWNER: '', COST: 'false' };
    const first = await runStep('weekly', 'report', 'Weekly', { ...aws, ...places, ...inputs });
    expect(first.status, first.stderr).toBe(0);
    expect(first.output).toMatch(/^exit-code=[03]\n$/);
    expect(first.summary).toContain('### Weekly efficiency report');
    mkdirSync(join(cwd, 'last'));
    cpSync(join(cwd, 'reports/report.json'), places.LAST);
    const second = await runStep('weekly', 'report', 'Weekly', { ...aws, ...places, ...inputs });
    expect(second.status, second.stderr).toBe(0);
    const report = JSON.parse(readFileSync(join(cwd, 'reports/report.json'), 'utf8'));
    expect(report.since).not.toBeNull();
    expect(report.headline[0].timesIgnored).toBe(1);
  }, 60_000);

  const last = () => ({
    GH_TOKEN: 'none',
    ARTIFACT: 'headroom-weekly-week',
    ARTIFACTS: 'repos/o/r/actions/artifacts',
    GITHUB_REPOSITORY: 'o/r',
    BRANCH: 'main',
    LAST: join(cwd, 'last'),
  });

  it('finds the last report of its own branch', async () => {
    const listed = [
      '2026-11-09T00:00:00Z\\t1\\tmain',
      '2026-11-20T00:00:00Z\\t3\\tother',
      '2026-11-16T00:00:00Z\\t2\\tmain',
    ];
    stubGh(`case "$*" in api*) printf '${listed.join('\\n')}\\n';; esac`);
    const step = await runStep('weekly', 'report', 'Last report', last());

    expect(step.status, step.stderr).toBe(0);
    expect(calls()).toContain(`run download 2 --repo o/r --name headroom-weekly-week --dir ${join(cwd, 'last')}`);
  });

  it('goes on where there is no earlier report', async () => {
    stubGh('');
    const step = await runStep('weekly', 'report', 'Last report', last());
    expect([step.status, step.stdout]).toEqual([0, 'There is no earlier report.\n']);
  });

  it.each([
    [
      'opens an issue where there is none',
      '',
      '--method POST repos/o/r/issues --raw-field title=Headroom efficiency report: week',
    ],
    [
      'updates the issue of the same title',
      '7\\tAnother\\n9\\tHeadroom efficiency report: week\\n',
      '--method PATCH repos/o/r/issues/9',
    ],
  ])('%s', async (_, found, expected) => {
    stubGh(`case "$*" in *paginate*) printf '${found}';; esac`);
    write('report.md', `${'é'.repeat(40_000)}\n`);
    const step = await runStep('weekly', 'issue', 'Issue', {
      GH_TOKEN: 'none',
      REPORT: join(cwd, 'report.md'),
      BODY: join(cwd, 'issue.md'),
      ISSUES: 'repos/o/r/issues',
      RUN: 'https://github.example/o/r/actions/runs/5',
      SLICE: 'week',
    });
    expect(step.status, step.stderr).toBe(0);
    expect(calls()).toContain(expected);
    const body = readFileSync(join(cwd, 'issue.md'), 'utf8');
    expect(body).toContain('[run of this report](https://github.example/o/r/actions/runs/5)');
    expect(body).not.toContain('\uFFFD');
    expect(body.length).toBeLessThan(65_536);
  });

  it.each([
    ['0', 0],
    ['3', 3],
    ['', 2],
  ])('ends %j as the weekly report ended', async (code, status) => {
    expect((await runStep('weekly', 'verdict', 'Verdict', { EXIT_CODE: code })).status).toBe(status);
  });
});

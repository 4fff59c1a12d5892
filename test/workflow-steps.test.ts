import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');

interface Step {
  name?: string;
  run?: string;
}

const jobs = (
  parse(readFileSync(join(root, '.github/workflows/gate.yml'), 'utf8')) as { jobs: Record<string, { steps: Step[] }> }
).jobs;

function scriptOf(job: string, name: string): string {
  const script = jobs[job]?.steps.find((step) => step.name === name)?.run;
  if (script === undefined) throw new Error(`no step ${name} in ${job}`);
  return script;
}

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-steps-'));
});

afterEach(() => rmSync(cwd, { recursive: true, force: true }));

/** Runs the script of a step as a runner does: bash that stops at the first failure. */
function runStep(job: string, name: string, env: Record<string, string>) {
  const path = `${join(cwd, 'bin')}:${process.env.PATH}`;
  const files = { GITHUB_OUTPUT: join(cwd, 'output'), GITHUB_STEP_SUMMARY: join(cwd, 'summary') };
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', scriptOf(job, name)], {
    cwd,
    encoding: 'utf8',
    env: { HOME: cwd, ...files, ...env, PATH: path },
  });
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { status, stdout, stderr, output: read(files.GITHUB_OUTPUT), summary: read(files.GITHUB_STEP_SUMMARY) };
}

function write(name: string, text: string, mode?: number): void {
  mkdirSync(join(cwd, name, '..'), { recursive: true });
  writeFileSync(join(cwd, name), text);
  if (mode !== undefined) chmodSync(join(cwd, name), mode);
}

/** Stands where the workflow builds Headroom, and runs this source. */
const built = `
const { spawnSync } = require('node:child_process');
const args = ['--import', ${JSON.stringify(join(root, 'node_modules/tsx/dist/loader.mjs'))}, ${JSON.stringify(join(root, 'src/cli.ts'))}];
process.exit(spawnSync(process.execPath, [...args, ...process.argv.slice(2)], { stdio: 'inherit' }).status);
`;

describe('the gate workflow', () => {
  const inputs = { PLAN: '', TEMPLATE: '', ACCOUNT: '', REGION: '', SOURCE_DIR: '', FAIL_ON: 'low' };
  const places = () => ({ SOURCE: join(cwd, 'source'), LIVE: join(cwd, 'live.json'), REPORTS: join(cwd, 'reports') });

  beforeEach(() => {
    write('.headroom/package.json', '{}');
    write('.headroom/dist/cli.js', built);
    write('source/stack.yaml', 'Resources:\n  Table:\n    Type: AWS::DynamoDB::Table\n');
  });

  it('judges a template, and leaves reports, a summary and the exit code', () => {
    const step = runStep('judge', 'Gate', { ...inputs, ...places(), TEMPLATE: 'stack.yaml' });

    expect([step.status, step.output]).toEqual([0, 'exit-code=1\n']);
    expect(step.stdout).toContain('dynamodb-contributor-insights-off');
    expect(step.summary).toContain('dynamodb-contributor-insights-off');
    expect(existsSync(join(cwd, 'reports/gate.xml'))).toBe(true);
  });

  it('tells of a source that is none by exit code 2', () => {
    write('source/tfplan.json', '{}');
    const step = runStep('judge', 'Gate', { ...inputs, ...places(), PLAN: 'tfplan.json' });

    expect([step.status, step.output, step.summary]).toEqual([0, 'exit-code=2\n', '']);
    expect(step.stderr).toContain('has no format_version');
  });

  it.each([
    ['writes a comment where there is none', '', '--method POST repos/o/r/issues/7/comments'],
    ['changes the comment that is there', '42\n43', '--method PATCH repos/o/r/issues/comments/42'],
  ])('%s', (_, found, expected) => {
    write(
      'bin/gh',
      `#!/bin/sh\necho "$@" >> ${cwd}/calls\ncase "$*" in *paginate*) printf '%s' '${found}';; esac\n`,
      0o755,
    );
    write('gate.md', `${'é'.repeat(40_000)}\n`);
    const step = runStep('comment', 'Comment', {
      GH_TOKEN: 'none',
      REPORT: join(cwd, 'gate.md'),
      BODY: join(cwd, 'comment.md'),
      COMMENTS: 'repos/o/r/issues/7/comments',
      COMMENT: 'repos/o/r/issues/comments',
    });

    expect(step.status, step.stderr).toBe(0);
    expect(readFileSync(join(cwd, 'calls'), 'utf8')).toContain(expected);
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
  ])('ends %j as the gate ended', (code, status) => {
    expect(runStep('verdict', 'Verdict', { EXIT_CODE: code }).status).toBe(status);
  });
});

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { readAccount } from '../support/sandbox-audit.ts';

const root = join(import.meta.dirname, '../..');
const credentials = { AWS_ACCESS_KEY_ID: 'TEST', AWS_SECRET_ACCESS_KEY: 'test' };

let cwd: string;
let sandbox: Sandbox | undefined;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'headroom-live-'));
});

afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
  rmSync(cwd, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
  report(): Report;
}

/** The real command line in a process of its own, over HTTP; the environment holds nothing but what is given. */
async function headroom(
  args: string[],
  env: Record<string, string>,
  during?: (kill: (signal: NodeJS.Signals) => void) => void,
): Promise<Ended> {
  const child = spawn(
    process.execPath,
    ['--import', join(root, 'node_modules/tsx/dist/loader.mjs'), join(root, 'src/cli.ts'), ...args],
    { cwd, env: { PATH: process.env.PATH ?? '', HOME: cwd, AWS_EC2_METADATA_DISABLED: 'true', ...env } },
  );
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  during?.((signal) => child.kill(signal));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr, report: () => JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as Report };
}

async function serve(over: Partial<SandboxOptions> = {}) {
  sandbox = await startSandbox({ accounts: readAccount('mangaassist'), recordInputs: false, ...over });
  return { ...credentials, AWS_ENDPOINT_URL: sandbox.url, AWS_REGION: 'ap-northeast-1' };
}

const toFile = ['--report', 'json=report.json', '--report', 'console'];

describe('audit of a live account', () => {
  it('reads the region of the environment, judges, and says nothing of Node versions', async () => {
    const { code, stdout, stderr, report } = await headroom(['audit', ...toFile], await serve());
    expect(report().snapshot.scopes.map((scope) => scope.region)).toEqual(['ap-northeast-1', 'global']);
    expect(report().coverage.filter((entry) => entry.status !== 'ok')).toEqual([]);
    expect(code).toBe(report().run.exitCode);
    expect(stdout).toContain('Exit code');
    expect(stderr).toBe('');
  }, 30_000);

  it('--no-trail leaves CloudTrail alone, and that is no gap', async () => {
    const { report } = await headroom(['audit', '--no-trail', ...toFile], await serve());
    const entries = report().coverage.filter((entry) => entry.api === 'cloudtrail:LookupEvents');
    expect(entries.map((entry) => [entry.status, entry.calls])).toEqual(entries.map(() => ['not-requested', 0]));
    expect(entries.length).toBeGreaterThan(0);
    expect(sandbox?.calls.filter((call) => call.service === 'cloudtrail')).toEqual([]);
    expect(report().verdict).toBe('findings');
  }, 30_000);

  it('asks Cost Explorer twice and says what that may cost, or not at all', async () => {
    const env = await serve();
    const asked = await headroom(['audit', '--no-trail', ...toFile], env);
    const notice = (ended: Ended) => ended.report().notices.find(({ code }) => code === 'cost-explorer-requests');
    expect(notice(asked)?.message).toContain('2 requests; AWS may bill $0.02');
    const left = await headroom(['audit', '--no-trail', '--no-cost-explorer', ...toFile], env);
    expect(sandbox?.calls.filter((call) => call.service === 'ce')).toHaveLength(2);
    expect(notice(left)).toBeUndefined();
    const unknown = left.report().results.filter(({ rule }) => rule.startsWith('anomaly-'));
    expect(unknown.map(({ outcome, unknownBecause }) => [outcome, unknownBecause?.[0]?.reason])).toEqual([
      ['unknown', 'not-requested'],
      ['unknown', 'not-requested'],
    ]);
    expect(left.code).toBe(asked.code);
    expect(left.stdout.replaceAll(/\s+/g, ' ')).toContain('need Cost Explorer, which --no-cost-explorer left out');
  }, 60_000);

  it('one denied API: the audit goes on, ends 3, and names the action that is missing', async () => {
    const env = await serve({ faults: [{ api: 'application-autoscaling:DescribeScalableTargets', do: 'denied' }] });
    const { code, stdout, report } = await headroom(['audit', ...toFile], env);
    expect(code).toBe(3);
    expect(stdout).toMatch(/not seen/i);
    expect(stdout).toContain('application-autoscaling:DescribeScalableTargets');
    expect(report().verdict).toBe('incomplete');
    expect(report().results.filter((result) => result.outcome === 'fail').length).toBeGreaterThan(0);
  }, 30_000);

  it('even when the identity cannot be read there is a report, and exit 3', async () => {
    const { code, report } = await headroom(
      ['audit', ...toFile],
      await serve({ faults: [{ api: 'sts:*', do: 'error500' }] }),
    );
    expect(code).toBe(3);
    expect(report().snapshot.scopes.every((scope) => scope.account === 'unknown')).toBe(true);
    expect(report().results.every((result) => result.outcome === 'unknown')).toBe(true);
  }, 30_000);

  it('no credentials: says how to get them, ends 2, and writes nothing', async () => {
    const { code, stdout, stderr } = await headroom(['audit', '--region', 'eu-central-1', ...toFile], {});
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/no AWS credentials[\s\S]*aws sso login/);
  }, 30_000);

  it('Ctrl-C ends with what was read, and exit 3', async () => {
    const env = await serve({ latencyMs: 400 });
    const { code, stderr, report } = await headroom(['audit', ...toFile], env, (kill) => {
      const timer = setInterval(() => {
        if ((sandbox?.calls.length ?? 0) < 8) return;
        clearInterval(timer);
        kill('SIGINT');
      }, 20);
    });
    expect(code).toBe(3);
    expect(stderr).toContain('stopping');
    expect(report().coverage.some((entry) => entry.detail?.includes('interrupted'))).toBe(true);
    expect(report().coverage.some((entry) => entry.status === 'ok')).toBe(true);
  }, 30_000);

  it('--timeout ends with what was read', async () => {
    const started = Date.now();
    const { code, report } = await headroom(['audit', '--timeout', '1', ...toFile], await serve({ latencyMs: 700 }));
    expect(code).toBe(3);
    expect(report().coverage.some((entry) => entry.detail?.includes('time limit'))).toBe(true);
    expect(Date.now() - started).toBeLessThan(15_000);
  }, 30_000);

  it('snapshot keeps what was seen, and ends 3 when something was not', async () => {
    const env = await serve({ faults: [{ api: 'budgets:DescribeBudgets', do: 'denied' }] });
    const { code, stderr } = await headroom(['snapshot', '--output', 'snapshot.json'], env);
    expect(code).toBe(3);
    expect(stderr).toContain('not seen: budgets:DescribeBudgets');
    const offline = await headroom(
      ['audit', '--snapshot', 'snapshot.json', '--only', 'daily-budget-missing', ...toFile],
      {},
    );
    expect(offline.report().results.map((result) => result.outcome)).toEqual(['unknown']);
  }, 30_000);
});

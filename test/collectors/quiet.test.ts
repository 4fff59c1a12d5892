import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { accountId, region, smallRegion } from './support.ts';

/** Runs a module in a process of its own. */
function run(code: string, env: Record<string, string> = {}) {
  return spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret', ...env },
  });
}

describe('the process', () => {
  it('prints nothing while it collects: no note of the SDK, no warning of Node', async () => {
    const code = `
      const { startSandbox } = await import('./src/sandbox/sandbox.ts');
      const { collectAws } = await import('./src/collectors/aws/collect.ts');
      const accounts = JSON.parse(process.env.ACCOUNT);
      const sandbox = await startSandbox({ accounts, latencyMs: 5 });
      const tables = await collectAws({ regions: ['${region}', 'us-east-1'], takenAt: '2026-11-22T04:00:00Z', tool: 'x 1', endpoint: sandbox.url });
      process.stdout.write(String(tables.coverage.filter((entry) => entry.status === 'ok').length > 50));
      await sandbox.close();`;
    const tables = Array.from({ length: 60 }, (_, index) => ({ TableName: `t${index}` }));
    const account = { account: accountId, regions: { [region]: { ...smallRegion(), dynamodb: { tables } } } };
    expect(run(code, { ACCOUNT: JSON.stringify(account) })).toMatchObject({ status: 0, stdout: 'true', stderr: '' });
  });

  it('loads no SDK for the list of declared reads', () => {
    const code = `
      const { declaredReads } = await import('./src/collectors/aws/collect.ts');
      const { createRequire } = await import('node:module');
      const loaded = Object.keys(createRequire(import.meta.url).cache ?? {}).filter((path) => /@aws-sdk|@smithy/.test(path));
      process.stdout.write(JSON.stringify({ reads: declaredReads().length > 10, loaded }));`;
    expect(JSON.parse(run(code).stdout)).toEqual({ reads: true, loaded: [] });
  });
});

import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { collectAws, declaredReads, defaultRegion, NoCredentialsError } from '../../src/collectors/aws/collect.ts';
import { type Fault, startSandbox } from '../../src/sandbox/sandbox.ts';
import { accountId, collect, credentials, expectSound, region, smallBudgets, smallRegion, takenAt } from './support.ts';

const run = { regions: [region], takenAt, tool: 'headroom test' };

async function sandboxWith(faults: Fault[] = []) {
  const sandbox = await startSandbox({
    accounts: { account: accountId, regions: { [region]: smallRegion() }, budgets: smallBudgets() },
    faults,
  });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

describe('without an identity', () => {
  it.each([
    ['denied', 'denied'],
    ['expired', 'denied'],
    ['html500', 'failed'],
    ['empty', 'malformed'],
  ] as const)('%s: every declared API is reported as %s', async (kind, status) => {
    const { snapshot, sandbox } = await collect(smallRegion(), { faults: [{ api: 'sts:*', do: kind }] });
    expect(snapshot.resources).toEqual([]);
    expect(new Set(sandbox.calls.map((call) => call.service))).toEqual(new Set(['sts']));
    expect(new Set(snapshot.coverage.map((entry) => entry.api))).toEqual(
      new Set(declaredReads().map((read) => read.api)),
    );
    for (const entry of snapshot.coverage) {
      expect(entry).toMatchObject({ account: 'unknown', status, complete: false });
    }
  });
});

describe('without credentials', () => {
  beforeEach(() => {
    for (const name of [
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_PROFILE',
      'AWS_REGION',
      'AWS_DEFAULT_REGION',
    ])
      vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent/config');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent/credentials');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('nothing is reported: the caller gets an error to act on', async () => {
    const { url } = await sandboxWith();
    await expect(collectAws({ ...run, endpoint: url })).rejects.toThrow(NoCredentialsError);
  });

  it('the default region is that of the environment, or none', async () => {
    expect(await defaultRegion()).toBeNull();
    vi.stubEnv('AWS_REGION', 'eu-west-3');
    expect(await defaultRegion()).toBe('eu-west-3');
  });

  it('AWS_ENDPOINT_URL and keys of the environment lead every client to the same place', async () => {
    const sandbox = await sandboxWith();
    vi.stubEnv('AWS_ENDPOINT_URL', sandbox.url);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    const snapshot = await collectAws(run);
    expect(snapshot.coverage.filter((entry) => entry.status !== 'ok')).toEqual([]);
    const called = new Set(sandbox.calls.map((call) => `${call.service}:${call.operation}`));
    expect(declaredReads().map((read) => read.api)).toEqual(expect.arrayContaining([...called]));
    expect(declaredReads().filter(({ api }) => !called.has(api))).toEqual([]);
  });
});

describe('a run that ends early keeps what it read', () => {
  it('interrupted: everything unfinished is failed, and says so', async () => {
    const controller = new AbortController();
    const { snapshot, coverage } = await collect(
      smallRegion(),
      { latencyMs: 30, faults: [{ api: 'dynamodb:ListTables', do: 'slow-headers', delayMs: 20_000 }] },
      {
        signal: controller.signal,
        onProgress: ({ api }) => {
          if (api === 'ecs:DescribeTaskDefinition') setTimeout(() => controller.abort(), 300);
        },
      },
    );
    expect(coverage('ecs:DescribeServices')).toMatchObject({ status: 'ok', complete: true });
    expect(coverage('dynamodb:ListTables')).toMatchObject({ status: 'failed', complete: false, detail: 'interrupted' });
    expect(coverage('dynamodb:DescribeTable')).toMatchObject({
      status: 'failed',
      complete: false,
      detail: 'rests on dynamodb:ListTables: interrupted',
    });
    expect(snapshot.resources.map((resource) => resource.kind)).toContain('ecs-service');
  });

  it('interrupted before it began: every declared API is on record', async () => {
    const { snapshot, sandbox } = await collect(smallRegion(), {}, { signal: AbortSignal.abort() });
    expect(sandbox.calls).toEqual([]);
    expect(snapshot.coverage.every((entry) => entry.status === 'failed' && entry.detail === 'interrupted')).toBe(true);
    expect(snapshot.coverage.length).toBeGreaterThanOrEqual(declaredReads().length);
  });

  it('by the time limit: what waited for AWS is throttled, the rest failed', async () => {
    const { coverage } = await collect(
      smallRegion(),
      {
        faults: [
          { api: 'dynamodb:DescribeTable', do: 'throttled' },
          { api: 'ecs:ListClusters', do: 'slow-headers', delayMs: 20_000 },
        ],
      },
      // Patience is counted on the fast clock; here the limit of the run must come first.
      { runTimeoutMs: 1500, throttlePatienceMs: 6_000_000 },
    );
    expect(coverage('dynamodb:DescribeTable')).toMatchObject({
      status: 'throttled',
      complete: false,
      missed: ['events', 'profiles', 'sessions'],
    });
    expect(coverage('dynamodb:DescribeTable').detail).toContain('time limit of 2 s');
    expect(coverage('ecs:ListClusters')).toMatchObject({ status: 'failed', complete: false });
    expect(coverage('tag:GetResources')).toMatchObject({ status: 'ok' });
  });
});

describe('a throttle storm', () => {
  const tables = Array.from({ length: 150 }, (_, index) => ({ TableName: `t${String(index).padStart(3, '0')}` }));

  it('loses nothing, ends in its bound and slows nobody else', async () => {
    const finished: Record<string, number> = {};
    const began = performance.now();
    const rate = { perSecond: 25, burst: 25 };
    const { of, coverage } = await collect(
      { dynamodb: { tables }, ...{ ecs: { services: [{ serviceName: 'web' }] } } },
      { rates: { 'dynamodb:DescribeTable': rate } },
      { onProgress: ({ api }) => (finished[api] = performance.now() - began) },
    );
    expect(of('dynamodb-table')).toHaveLength(150);
    const entry = coverage('dynamodb:DescribeTable');
    expect(entry).toMatchObject({ status: 'ok', complete: true, calls: 150, missed: [] });
    expect(entry.throttled).toBeGreaterThan(0);
    expect(finished['dynamodb:DescribeTable']).toBeLessThan((150 / rate.perSecond) * 1150 + 500);
    expect(finished['ecs:DescribeTaskDefinition']).toBeLessThan(2000);
  });

  it('that never ends is given up after the patience, and what was missed is named', async () => {
    const { of, coverage, calls } = await collect(
      { dynamodb: { tables: tables.slice(0, 30) } },
      { faults: [{ api: 'dynamodb:DescribeTable', do: 'throttled' }] },
      { throttlePatienceMs: 500 },
    );
    expect(of('dynamodb-table')).toEqual([]);
    const entry = coverage('dynamodb:DescribeTable');
    expect(entry).toMatchObject({ status: 'throttled', complete: false });
    expect(entry.missed).toHaveLength(30);
    expect(calls('DescribeTable')).toBeLessThan(60);
    expect(coverage('dynamodb:ListTables').status).toBe('ok');
  });

  it('throttles that were overcome are counted, and the answer is complete', async () => {
    const { coverage } = await collect(smallRegion(), {
      faults: [{ api: 'cloudwatch:DescribeAlarms', count: 3, do: 'throttled' }],
    });
    expect(coverage('cloudwatch:DescribeAlarms')).toMatchObject({
      status: 'ok',
      complete: true,
      throttled: 3,
      // Log alarms are asked for apart.
      calls: 2,
    });
  });
});

describe('progress', () => {
  it('is told after each call', async () => {
    const seen: number[] = [];
    const { snapshot } = await collect(smallRegion(), {}, { onProgress: ({ calls }) => seen.push(calls) });
    const calls = snapshot.coverage.reduce((sum, entry) => sum + entry.calls, 0);
    expect(seen).toEqual(Array.from({ length: calls }, (_, index) => index + 1));
  });
});

describe('what a snapshot never holds', () => {
  it('environment variables, secrets, addresses or principals', async () => {
    const declared = smallRegion();
    declared.ecs = {
      services: [{ serviceName: 'web', cluster: 'shop', roleArn: 'arn:aws:iam::111122223333:role/secret-role' }],
      taskDefinitions: [
        {
          family: 'web',
          revision: 1,
          cpu: '256',
          memory: '512',
          containerDefinitions: [{ name: 'web', environment: [{ name: 'TOKEN', value: 'hunter2' }] }],
        },
      ],
    };
    const { snapshot } = await collect(declared);
    const text = JSON.stringify(snapshot);
    for (const forbidden of ['hunter2', 'TOKEN', 'secret-role', `${credentials.secretAccessKey}"`]) {
      expect(text).not.toContain(forbidden);
    }
    expectSound(snapshot);
  });
});

import { readdirSync } from 'node:fs';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeServicesCommand, ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { DescribeCacheClustersCommand } from '@aws-sdk/client-elasticache';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { services } from '../../src/sandbox/services/index.ts';
import { accountWith, clientsFor, sendRaw } from './clients.ts';
import { serve } from './serving.ts';

afterEach(() => vi.unstubAllEnvs());

describe('The sandbox', () => {
  test('plays every service that has a file', () => {
    const files = readdirSync(new URL('../../src/sandbox/services/', import.meta.url)).filter(
      (name) => name !== 'index.ts',
    );
    expect(services.map(({ prefix }) => `${prefix}.ts`).sort()).toEqual(files.sort());
  });

  test('is found through AWS_ENDPOINT_URL', async () => {
    const { sandbox } = await serve({});
    vi.stubEnv('AWS_ENDPOINT_URL', sandbox.url);
    const ecs = new ECSClient({ region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
    expect((await ecs.send(new ListClustersCommand({}))).clusterArns).toEqual([]);
  });

  test('knows who calls: the account that the access key holds, else the first', async () => {
    const sandbox = await startSandbox({ accounts: [accountWith({}), { account: '999988887777' }] });
    const who = async (accessKeyId?: string) =>
      (await clientsFor(sandbox.url, { accessKeyId }).sts.send(new GetCallerIdentityCommand({}))).Account;
    expect([await who(), await who('AKIA999988887777')]).toEqual(['111122223333', '999988887777']);
    await sandbox.close();
  });

  test('has nothing in regions that are not declared', async () => {
    const { sandbox } = await serve({ dynamodb: { tables: [{ TableName: 'T' }] } });
    const { dynamodb } = clientsFor(sandbox.url, { region: 'ap-northeast-1' });
    expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  });

  test('writes every call down, with or without its input', async () => {
    const { ecs, sandbox } = await serve({});
    await ecs.send(new ListClustersCommand({ maxResults: 5 }));
    const call = {
      service: 'ecs',
      operation: 'ListClusters',
      region: 'eu-west-1',
      account: '111122223333',
      status: 200,
    };
    expect(sandbox.calls).toEqual([{ ...call, input: { maxResults: 5 } }]);
    const terse = await serve({}, { recordInputs: false });
    await terse.ecs.send(new ListClustersCommand({ maxResults: 5 }));
    expect(terse.sandbox.calls).toEqual([{ ...call, input: {} }]);
  });

  test('gives the same bytes for the same account', async () => {
    const read = async () => {
      const { sandbox } = await serve({ ecs: { services: [{ serviceName: 's', cluster: 'manga' }] } });
      const body = JSON.stringify({ cluster: 'manga', services: ['s'] });
      return sendRaw(sandbox.url, {
        target: 'AmazonEC2ContainerServiceV20141113.DescribeServices',
        signingName: 'ecs',
        body,
      });
    };
    expect((await read()).body).toBe((await read()).body);
  });

  test('waits as long as it is told', async () => {
    const { ecs } = await serve({}, { latencyMs: 60 });
    const start = performance.now();
    await ecs.send(new ListClustersCommand({}));
    expect(performance.now() - start).toBeGreaterThan(50);
  });

  test('ends with connections open and answers outstanding', async () => {
    const sandbox = await startSandbox({
      accounts: accountWith({}),
      faults: [{ api: '*', do: 'slow-headers', delayMs: 60_000 }],
    });
    const pending = clientsFor(sandbox.url)
      .ecs.send(new ListClustersCommand({}))
      .catch((error: Error) => error);
    await vi.waitFor(() => expect(sandbox.calls).toHaveLength(1));
    await sandbox.close();
    expect(await pending).toBeInstanceOf(Error);
  });

  test('refuses an account file with a section that AWS does not have', async () => {
    const accounts = { account: '111122223333', regions: { 'eu-west-1': { dynamo: {} } } } as never;
    await expect(startSandbox({ accounts })).rejects.toThrow(/dynamo/);
  });
});

describe('A request', () => {
  const target = 'AmazonEC2ContainerServiceV20141113.ListClusters';
  const form = (rest: string) => `Action=DescribeCacheClusters&Version=2015-02-02${rest}`;
  test.each([
    [
      'an unknown member',
      { target, signingName: 'ecs', body: '{"maxResult":5}' },
      'InvalidParameterException',
      'maxResult',
    ],
    [
      'a wrong type',
      { target, signingName: 'ecs', body: '{"maxResults":"5"}' },
      'InvalidParameterException',
      'expected a number',
    ],
    [
      'a body that is no JSON',
      { target, signingName: 'ecs', body: '{' },
      'SerializationException',
      'could not be read',
    ],
    [
      'another service in the signature',
      { target, signingName: 'ec2', body: '{}' },
      'InvalidSignatureException',
      'scoped to correct service',
    ],
    [
      'an unknown form member',
      { signingName: 'elasticache', body: form('&MaxRecord=20') },
      'InvalidParameterValue',
      'MaxRecord',
    ],
    [
      'a form member of a wrong type',
      { signingName: 'elasticache', body: form('&MaxRecords=ten') },
      'InvalidParameterValue',
      'expected a number',
    ],
  ])('with %s is refused', async (_what, request, code, message) => {
    const { sandbox } = await serve({});
    const response = await sendRaw(sandbox.url, request);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.body).toContain(code);
    expect(response.body).toContain(message);
  });

  test('for an operation that is not played is refused and recorded as a problem', async () => {
    const { sandbox } = await serve({}, { mayFail: true });
    const request = { target: 'AmazonEC2ContainerServiceV20141113.DeleteService', signingName: 'ecs', body: '{}' };
    expect(await sendRaw(sandbox.url, request)).toMatchObject({ status: 400 });
    expect(sandbox.problems).toEqual([
      'AmazonEC2ContainerServiceV20141113.DeleteService: the sandbox does not play it',
    ]);
    expect(sandbox.calls).toEqual([]);
  });
});

describe('An answer', () => {
  test.each([
    [
      'a member that AWS does not have',
      { serviceName: 's', desiredcount: 3 },
      'services.0.desiredcount: Service has no member desiredcount',
    ],
    [
      'a number written as text',
      { serviceName: 's', pendingCount: '3' },
      'services.0.pendingCount: expected a number, found "3"',
    ],
    [
      'a time without a zone',
      { serviceName: 's', createdAt: '2026-01-01T00:00:00' },
      'services.0.createdAt: expected a timestamp',
    ],
  ])('with %s fails loudly', async (_what, service, problem) => {
    const { ecs, sandbox } = await serve({ ecs: { services: [service] } }, { mayFail: true });
    const send = ecs.send(new DescribeServicesCommand({ services: ['s'] }));
    await expect(send).rejects.toMatchObject({ name: 'ServerException', $metadata: { httpStatusCode: 500 } });
    expect(sandbox.problems.join('\n')).toContain(problem);
  });

  test('can be given by the caller: an output, an error or raw bytes', async () => {
    const answers = [
      { output: { services: [{ serviceName: 'mine', createdAt: '1421866952.062' }] } },
      { error: { code: 'ClusterNotFoundException', message: 'Cluster not found.' } },
      { status: 503, body: 'busy' },
      undefined,
    ];
    const { ecs } = await serve({ ecs: { services: [{ serviceName: 's' }] } }, { respond: () => answers.shift() });
    const read = () => ecs.send(new DescribeServicesCommand({ services: ['s'] }));
    expect((await read()).services?.[0]).toEqual({ serviceName: 'mine', createdAt: new Date(1421866952062) });
    await expect(read()).rejects.toMatchObject({ name: 'ClusterNotFoundException' });
    await expect(read()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    expect((await read()).services?.[0]?.serviceName).toBe('s');
  });

  test('of a recording may hold members that the SDK does not know', async () => {
    const output = { CacheClusters: [{ CacheClusterId: 'c', Retired: 1 }] };
    const { elasticache, sandbox } = await serve({}, { respond: () => ({ output }), lenientOutput: true });
    const { CacheClusters } = await elasticache.send(new DescribeCacheClustersCommand({}));
    expect(CacheClusters).toEqual([{ CacheClusterId: 'c' }]);
    expect([...sandbox.dropped]).toEqual([
      'elasticache:DescribeCacheClusters eu-west-1: CacheClusters.[].Retired: CacheCluster has no member Retired',
    ]);
  });
});

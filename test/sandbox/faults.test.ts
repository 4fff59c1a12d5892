import {
  DescribeScalableTargetsCommand,
  paginateDescribeScalableTargets,
} from '@aws-sdk/client-application-auto-scaling';
import { DescribeBudgetsCommand } from '@aws-sdk/client-budgets';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeServicesCommand, ECSClient, ListClustersCommand, ListServicesCommand } from '@aws-sdk/client-ecs';
import { DescribeCacheClustersCommand } from '@aws-sdk/client-elasticache';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListCollectionsCommand } from '@aws-sdk/client-opensearchserverless';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import type { Fault, FaultKind } from '../../src/sandbox/sandbox.ts';
import { accountId, type clientsFor } from './clients.ts';
import { names, serve } from './serving.ts';

type Clients = ReturnType<typeof clientsFor>;

const account = {
  ecs: { services: names('s', 25).map((serviceName) => ({ serviceName, cluster: 'manga', tags: { env: 'prod' } })) },
  dynamodb: { tables: names('t', 3).map((TableName) => ({ TableName })) },
  lambda: { functions: names('f', 3).map((FunctionName) => ({ FunctionName })) },
  elasticache: { cacheClusters: names('c', 3).map((CacheClusterId) => ({ CacheClusterId })) },
};

/** One call of each service. */
const calls: Record<string, (clients: Clients) => Promise<object>> = {
  'ecs:ListClusters': ({ ecs }) => ecs.send(new ListClustersCommand({})),
  'application-autoscaling:DescribeScalableTargets': ({ autoscaling }) =>
    autoscaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' })),
  'dynamodb:ListTables': ({ dynamodb }) => dynamodb.send(new ListTablesCommand({})),
  'elasticache:DescribeCacheClusters': ({ elasticache }) => elasticache.send(new DescribeCacheClustersCommand({})),
  'aoss:ListCollections': ({ aoss }) => aoss.send(new ListCollectionsCommand({})),
  'budgets:DescribeBudgets': ({ budgets }) => budgets.send(new DescribeBudgetsCommand({ AccountId: accountId })),
  'tag:GetResources': ({ tagging }) => tagging.send(new GetResourcesCommand({})),
  'cloudwatch:DescribeAlarms': ({ cloudwatch }) => cloudwatch.send(new DescribeAlarmsCommand({})),
  'lambda:ListFunctions': ({ lambda }) => lambda.send(new ListFunctionsCommand({})),
  'sts:GetCallerIdentity': ({ sts }) => sts.send(new GetCallerIdentityCommand({})),
};

async function caught(send: () => Promise<unknown>): Promise<Error & { $metadata?: { httpStatusCode?: number } }> {
  try {
    await send();
  } catch (error) {
    return error as Error;
  }
  throw new Error('The call did not fail.');
}

async function failing(api: string, kind: FaultKind) {
  const clients = await serve(account, { faults: [{ api, do: kind }] });
  return caught(() => calls[api]?.(clients) ?? Promise.resolve());
}

describe('A denial and a throttle look the way each service sends them', () => {
  test.each([
    ['ecs:ListClusters', 'AccessDeniedException', 400, 'ThrottlingException', 'ecs:ListClusters'],
    [
      'application-autoscaling:DescribeScalableTargets',
      'AccessDeniedException',
      400,
      'ThrottlingException',
      'application-autoscaling:DescribeScalableTargets',
    ],
    ['dynamodb:ListTables', 'AccessDeniedException', 400, 'ThrottlingException', 'dynamodb:ListTables'],
    ['elasticache:DescribeCacheClusters', 'AccessDenied', 403, 'Throttling', 'elasticache:DescribeCacheClusters'],
    ['aoss:ListCollections', 'AccessDeniedException', 400, 'ThrottlingException', 'aoss:ListCollections'],
    ['budgets:DescribeBudgets', 'AccessDeniedException', 400, 'ThrottlingException', 'budgets:ViewBudget'],
    ['tag:GetResources', 'AccessDeniedException', 400, 'ThrottledException', 'tag:GetResources'],
    ['cloudwatch:DescribeAlarms', 'AccessDenied', 400, 'Throttling', 'cloudwatch:DescribeAlarms'],
    ['sts:GetCallerIdentity', 'AccessDenied', 403, 'Throttling', 'sts:GetCallerIdentity'],
    ['lambda:ListFunctions', 'AccessDeniedException', 403, 'TooManyRequestsException', 'lambda:ListFunctions', 429],
  ])('%s', async (api, denied, status, throttled, action, busy = 400) => {
    const denial = await failing(api, 'denied');
    expect(denial).toMatchObject({ name: denied, $metadata: { httpStatusCode: status } });
    expect(denial.message).toContain(
      'User: arn:aws:sts::111122223333:assumed-role/headroom-audit/audit is not authorized',
    );
    expect(denial.message).toContain(`to perform: ${action} on resource: `);
    expect(await failing(api, 'throttled')).toMatchObject({ name: throttled, $metadata: { httpStatusCode: busy } });
  });
});

describe('What a spoiled answer looks like to the SDK', () => {
  test.each<[FaultKind, string, object]>([
    ['error500', 'ecs:ListClusters', { name: 'ServerException', $metadata: { httpStatusCode: 500 } }],
    ['error500', 'elasticache:DescribeCacheClusters', { name: 'InternalFailure', $metadata: { httpStatusCode: 500 } }],
    ['html500', 'ecs:ListClusters', { name: 'SyntaxError', $metadata: { httpStatusCode: 500 } }],
    ['xml403', 'ecs:ListClusters', { name: 'SyntaxError', $metadata: { httpStatusCode: 403 } }],
    ['expired', 'ecs:ListClusters', { name: 'ExpiredTokenException', $metadata: { httpStatusCode: 400 } }],
    ['expired', 'sts:GetCallerIdentity', { name: 'ExpiredToken', $metadata: { httpStatusCode: 403 } }],
    ['truncated', 'ecs:ListClusters', { name: 'SyntaxError' }],
    ['reset', 'ecs:ListClusters', { code: 'ECONNRESET' }],
    ['reset', 'elasticache:DescribeCacheClusters', { code: 'ECONNRESET' }],
    ['clock-skew', 'ecs:ListClusters', { name: 'InvalidSignatureException' }],
    ['error500', 'lambda:ListFunctions', { name: 'ServiceException', $metadata: { httpStatusCode: 500 } }],
    ['html500', 'lambda:ListFunctions', { name: 'SyntaxError', $metadata: { httpStatusCode: 500 } }],
    ['xml403', 'lambda:ListFunctions', { name: 'SyntaxError', $metadata: { httpStatusCode: 403 } }],
    ['expired', 'lambda:ListFunctions', { name: 'ExpiredTokenException', $metadata: { httpStatusCode: 403 } }],
    ['truncated', 'lambda:ListFunctions', { name: 'SyntaxError' }],
    ['reset', 'lambda:ListFunctions', { code: 'ECONNRESET' }],
    ['clock-skew', 'lambda:ListFunctions', { name: 'InvalidSignatureException' }],
  ])('%s on %s', async (kind, api, expected) => {
    expect(await failing(api, kind)).toMatchObject(expected);
  });

  test('an empty body has no members', async () => {
    const { ecs } = await serve(account, { faults: [{ api: 'ecs:ListClusters', do: 'empty' }] });
    expect(await ecs.send(new ListClustersCommand({}))).not.toHaveProperty('clusterArns');
  });

  test.each<[string, (clients: Clients) => Promise<object>]>([
    ['JSON', ({ ecs }) => ecs.send(new DescribeServicesCommand({ cluster: 'manga', services: ['s-0001'] }))],
    ['XML', ({ elasticache }) => elasticache.send(new DescribeCacheClustersCommand({}))],
    ['REST', ({ lambda }) => lambda.send(new ListFunctionsCommand({}))],
  ])('members of the future do no harm in %s', async (_protocol, send) => {
    const good = await send(await serve(account));
    const future = await send(await serve(account, { faults: [{ api: '*', do: 'unknown-fields' }] }));
    expect({ ...future, $metadata: null }).toEqual({ ...good, $metadata: null });
  });

  test('missing fields leave the text of items, or everything but the named members', async () => {
    const faults: Fault[] = [{ api: 'dynamodb:*', do: 'missing-fields' }];
    const { dynamodb } = await serve(account, { faults });
    const read = async () => (await dynamodb.send(new DescribeTableCommand({ TableName: 't-0000' }))).Table;
    const bare = await read();
    expect(bare?.TableName).toBe('t-0000');
    expect(bare).not.toHaveProperty('ProvisionedThroughput');
    faults[0] = { api: 'dynamodb:*', do: 'missing-fields', members: ['ReadCapacityUnits'] };
    expect((await read())?.ProvisionedThroughput).toEqual({ NumberOfDecreasesToday: 0, WriteCapacityUnits: 5 });
  });

  test('wrong types reach the caller', async () => {
    const faults: Fault[] = [{ api: 'ecs:DescribeServices', do: 'wrong-types' }];
    const { ecs } = await serve(account, { faults });
    const read = async () =>
      (await ecs.send(new DescribeServicesCommand({ cluster: 'manga', services: ['s-0001'] }))).services?.[0];
    expect((await read())?.desiredCount).toBe('a text in place of a value');
    faults[0] = { api: 'ecs:DescribeServices', do: 'wrong-types', members: ['deployments', 'status'] };
    expect(await read()).toMatchObject({ desiredCount: 1, deployments: 'a text in place of a list', status: 7 });
  });

  test('slow headers and a slow body arrive in the end, and a timeout sees them', async () => {
    const faults: Fault[] = [
      { api: 'ecs:*', do: 'slow-headers', delayMs: 80, count: 1 },
      { api: 'ecs:*', do: 'slow-body', delayMs: 80 },
    ];
    const { ecs, sandbox } = await serve(account, { faults });
    for (const _kind of faults) {
      const start = performance.now();
      expect((await ecs.send(new ListClustersCommand({}))).clusterArns).toHaveLength(1);
      expect(performance.now() - start).toBeGreaterThan(70);
    }
    faults.unshift({ api: 'ecs:*', do: 'slow-headers', delayMs: 60_000 });
    const hasty = new ECSClient({
      endpoint: sandbox.url,
      region: 'eu-west-1',
      maxAttempts: 1,
      requestHandler: { requestTimeout: 100, throwOnRequestTimeout: true },
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    expect(await caught(() => hasty.send(new ListClustersCommand({})))).toMatchObject({ name: 'TimeoutError' });
  });

  test('a skewed clock is forgiven once the SDK has learned it', async () => {
    const { sandbox } = await serve(account, { faults: [{ api: '*', do: 'clock-skew' }] });
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    const ecs = new ECSClient({ endpoint: sandbox.url, region: 'eu-west-1', maxAttempts: 2, credentials });
    expect((await ecs.send(new ListClustersCommand({}))).clusterArns).toHaveLength(1);
    expect(sandbox.calls.map((call) => call.status)).toEqual([400, 200]);
  });
});

describe('A listing that does not end', () => {
  const targets = names('s', 120).map((name) => ({
    ServiceNamespace: 'ecs',
    ResourceId: `service/m/${name}`,
    ScalableDimension: 'ecs:service:DesiredCount',
    MinCapacity: 1,
    MaxCapacity: 2,
  }));

  async function tokens(kind: FaultKind) {
    const { autoscaling } = await serve(
      { 'application-autoscaling': { scalableTargets: targets } },
      { faults: [{ api: '*', do: kind }] },
    );
    const seen: unknown[] = [];
    for await (const page of paginateDescribeScalableTargets({ client: autoscaling }, { ServiceNamespace: 'ecs' })) {
      expect(page.ScalableTargets).toHaveLength(50);
      seen.push(page.NextToken);
      if (seen.length === 7) break;
    }
    return seen;
  }

  test('repeats one token', async () => {
    expect(new Set(await tokens('repeat-token')).size).toBe(1);
  });

  test('or gives a new one each time', async () => {
    expect(new Set(await tokens('endless')).size).toBe(7);
  });
});

describe('A fault strikes', () => {
  const list = ({ ecs }: Clients, nextToken?: string) =>
    ecs.send(new ListServicesCommand({ cluster: 'manga', nextToken }));
  const statuses = async (fault: Omit<Fault, 'api' | 'do'>, howOften: number) => {
    const { sandbox, ...clients } = await serve(account, {
      faults: [{ api: 'ecs:ListServices', do: 'denied', ...fault }],
    });
    for (let index = 0; index < howOften; index++) await list(clients).catch(() => undefined);
    return sandbox.calls.map((call) => call.status);
  };

  test('from the nth call on, so many times', async () => {
    expect(await statuses({ from: 2, count: 2 }, 5)).toEqual([200, 400, 400, 200, 200]);
  });

  test('in one region or account', async () => {
    expect(await statuses({ region: 'us-east-1' }, 1)).toEqual([200]);
    expect(await statuses({ region: 'eu-west-1', account: '111122223333' }, 1)).toEqual([400]);
  });

  test('from a page on', async () => {
    const clients = await serve(account, { faults: [{ api: 'ecs:ListServices', do: 'denied', page: 3 }] });
    const first = await list(clients);
    const second = await list(clients, first.nextToken);
    expect(await caught(() => list(clients, second.nextToken))).toMatchObject({ name: 'AccessDeniedException' });
  });

  test('calls that name an item, or that a function picks', async () => {
    const faults: Fault[] = [{ api: 'ecs:DescribeServices', do: 'denied', item: 's-0001' }];
    const { ecs } = await serve(account, { faults });
    const read = (name: string) => ecs.send(new DescribeServicesCommand({ cluster: 'manga', services: [name] }));
    await expect(read('arn:aws:ecs:eu-west-1:111122223333:service/manga/s-0001')).rejects.toThrow();
    await expect(read('s-0002')).resolves.toBeDefined();
    faults[0] = {
      api: 'ecs:DescribeServices',
      do: 'denied',
      match: (input) => (input.services as string[]).includes('s-0002'),
    };
    await expect(read('s-0002')).rejects.toThrow();
  });

  test('until the list is emptied', async () => {
    const { sandbox, ...clients } = await serve(account, { faults: [{ api: '*', do: 'error500' }] });
    await expect(list(clients)).rejects.toThrow();
    sandbox.faults.length = 0;
    await expect(list(clients)).resolves.toBeDefined();
  });
});

describe('Rates', () => {
  test('let a burst through, then throttle and refill', async () => {
    const { ecs, sandbox } = await serve(account, { rates: { 'ecs:ListClusters': { burst: 3, perSecond: 20 } } });
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => ecs.send(new ListClustersCommand({}))));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(3);
    expect(sandbox.calls.map((call) => call.status)).toContain(400);
    await new Promise((resolve) => setTimeout(resolve, 120));
    await expect(ecs.send(new ListClustersCommand({}))).resolves.toBeDefined();
  });
});

import { describe, expect, it } from 'vitest';
import { monotonicClock } from '../../src/collectors/aws/clock.ts';
import { fastClock } from '../support/sandbox-audit.ts';
import { collect, type Declared, region } from './support.ts';

const numbered = <T>(count: number, one: (name: string) => T) =>
  Array.from({ length: count }, (_, index) => one(`n${String(index).padStart(4, '0')}`));
const arn = (rest: string) => `arn:aws:lambda:${region}:111122223333:${rest}`;
const queue = (name: string) => `arn:aws:sqs:${region}:111122223333:${name}`;
const lambda = (declared: Declared['lambda']): Declared => ({ lambda: declared });
const only = <T>(list: readonly T[]): T => {
  expect(list).toHaveLength(1);
  return list[0] as T;
};

describe('the account', () => {
  it('has a limit, and what of it is left to functions without a reservation', async () => {
    const functions = [
      { FunctionName: 'a', reserved: 100 },
      { FunctionName: 'b', reserved: 0 },
    ];
    const { of } = await collect(lambda({ functions }));
    expect(only(of('lambda-account'))).toMatchObject({
      key: 'settings',
      attributes: { concurrentExecutions: 1000, unreservedConcurrentExecutions: 900 },
    });
  });
});

describe('a function', () => {
  it('is described with what is reserved, provisioned and polled for it', async () => {
    const { of } = await collect(
      lambda({
        functions: [
          {
            FunctionName: 'checkout',
            Timeout: 30,
            VpcConfig: { VpcId: 'vpc-1', SubnetIds: [], SecurityGroupIds: [] },
            CodeSize: 420,
            LastModified: '2026-11-20T10:00:00.123+0000',
            reserved: 5,
            versions: 2,
            tags: { owner: 'team-a' },
          },
        ],
        provisionedConcurrency: [
          { function: 'checkout', qualifier: 'prod', RequestedProvisionedConcurrentExecutions: 50 },
          { function: 'checkout', qualifier: '2', Status: 'FAILED', StatusReason: 'FUNCTION_ERROR_INIT_FAILURE' },
        ],
        eventSourceMappings: [
          { function: 'checkout', EventSourceArn: queue('orders'), ScalingConfig: { MaximumConcurrency: 20 } },
          { function: 'checkout', EventSourceArn: queue('late'), State: 'Disabled' },
          { function: 'other', EventSourceArn: queue('theirs') },
        ],
      }),
    );
    expect(only(of('lambda-function'))).toMatchObject({
      key: 'checkout',
      id: arn('function:checkout'),
      tags: { owner: 'team-a' },
      defaulted: [],
      unread: {},
      attributes: {
        functionName: 'checkout',
        packageType: 'Zip',
        timeoutSeconds: 30,
        vpcId: 'vpc-1',
        managedInstances: false,
        reservedConcurrency: 5,
        provisionedConcurrency: [
          { qualifier: '2', requested: 1 },
          { qualifier: 'prod', requested: 50 },
        ],
        eventSources: [
          { source: queue('late'), enabled: false, maximumConcurrency: null },
          { source: queue('orders'), enabled: true, maximumConcurrency: 20 },
        ],
      },
      observed: {
        codeSizeBytes: 420,
        lastModified: '2026-11-20T10:00:00.123Z',
        provisioning: [
          { qualifier: '2', allocated: 0, status: 'FAILED', statusReason: 'FUNCTION_ERROR_INIT_FAILURE' },
          { qualifier: 'prod', allocated: 50, status: 'READY', statusReason: null },
        ],
      },
    });
  });

  it('without a reservation is told from one that was stopped with a reservation of 0, though the pool is whole', async () => {
    const functions = [{ FunctionName: 'free' }, { FunctionName: 'stopped', reserved: 0 }];
    const { of } = await collect(lambda({ functions }));
    expect(only(of('lambda-account')).attributes.unreservedConcurrentExecutions).toBe(1000);
    expect(of('lambda-function').map(({ attributes }) => attributes.reservedConcurrency)).toEqual([null, 0]);
  });

  it('that told nothing but its name has what holds without being asked for, marked as such', async () => {
    const untold = {
      PackageType: null,
      Timeout: null,
      MemorySize: null,
      Architectures: null,
      CodeSize: null,
      LastModified: null,
    };
    const { of } = await collect(lambda({ functions: [{ FunctionName: 'bare', ...untold }] }));
    expect(only(of('lambda-function'))).toMatchObject({
      defaulted: ['architecture', 'memoryMb', 'packageType', 'timeoutSeconds'],
      attributes: { packageType: 'Zip', timeoutSeconds: 3, memoryMb: 128, architecture: 'x86_64', vpcId: null },
      observed: { codeSizeBytes: null, lastModified: null },
    });
  });

  it('on managed instances says so', async () => {
    const provider = { CapacityProviderArn: arn('capacity-provider:big') };
    const CapacityProviderConfig = { LambdaManagedInstancesCapacityProviderConfig: provider };
    const { of } = await collect(lambda({ functions: [{ FunctionName: 'f', CapacityProviderConfig }] }));
    expect(only(of('lambda-function')).attributes.managedInstances).toBe(true);
  });

  it('never brings an environment variable, name or value, into the snapshot', async () => {
    const Variables = { DB_PASSWORD_NAME: 'canary-value-7f3a', CANARY_NAME_91: 'x' };
    const functions = numbered(60, (FunctionName) => ({
      FunctionName,
      Environment: { Variables, Error: { ErrorCode: 'KMS', Message: 'canary-message-5511' } },
      Description: 'canary-description-22',
      Role: 'arn:aws:iam::111122223333:role/canary-role-33',
    }));
    const { snapshot, of } = await collect(lambda({ functions }), {}, { clock: fastClock });
    expect(of('lambda-function')).toHaveLength(60);
    expect(JSON.stringify(snapshot)).not.toMatch(/canary|CANARY|DB_PASSWORD/);
  });
});

describe('calls', () => {
  it('are one for each function, and one more for those alone that published a version', async () => {
    const { of, calls, sandbox } = await collect(
      lambda({
        functions: [
          ...numbered(120, (FunctionName) => ({ FunctionName })),
          ...['x', 'y'].map((FunctionName) => ({ FunctionName, versions: 3 })),
        ],
        provisionedConcurrency: [{ function: 'x' }],
        eventSourceMappings: numbered(101, (name) => ({ function: 'x', EventSourceArn: queue(name) })),
      }),
      {},
      { clock: fastClock },
    );
    // Pages of 50: 122 functions, then the same with their versions.
    expect(calls('ListFunctions')).toBe(3 + 3);
    expect(calls('GetFunctionConcurrency')).toBe(122);
    expect(calls('ListProvisionedConcurrencyConfigs')).toBe(2);
    expect(calls('ListEventSourceMappings')).toBe(2);
    const settings = sandbox.calls.filter(
      (call) => call.service === 'lambda' && call.operation === 'GetAccountSettings',
    );
    expect(settings).toHaveLength(1);
    const x = of('lambda-function').find(({ key }) => key === 'x');
    expect(x?.attributes.eventSources).toHaveLength(101);
    expect(x?.attributes.provisionedConcurrency).toEqual([{ qualifier: 'live', requested: 1 }]);
  });

  it('for versions are given up where there are so many of them that each function is asked sooner', async () => {
    const { of, calls } = await collect(
      lambda({
        functions: [
          ...numbered(15, (FunctionName) => ({ FunctionName, versions: 90 })),
          { FunctionName: 'last', versions: 1 },
        ],
        provisionedConcurrency: [{ function: 'last' }],
      }),
    );
    expect(calls('ListFunctions')).toBe(1 + 2);
    expect(calls('ListProvisionedConcurrencyConfigs')).toBe(16);
    expect(of('lambda-function').find(({ key }) => key === 'last')?.attributes.provisionedConcurrency).toHaveLength(1);
  });

  it('of all APIs together keep below the rate that they share', async () => {
    const functions = numbered(30, (FunctionName) => ({ FunctionName, versions: 1 }));
    let slept = 0;
    const counting = {
      now: () => monotonicClock.now() + slept,
      sleep: async (milliseconds: number) => {
        slept += milliseconds;
      },
    };
    const start = counting.now();
    const { sandbox } = await collect(lambda({ functions }), {}, { clock: counting });
    const sent = sandbox.calls.filter(({ service }) => service === 'lambda').length;
    expect(sent).toBeGreaterThan(62);
    expect((counting.now() - start) / 1000).toBeGreaterThan((sent - 12) / 15);
  });
});

describe('what could not be read', () => {
  const declared = lambda({
    functions: [
      { FunctionName: 'a', reserved: 10, versions: 1 },
      { FunctionName: 'b', reserved: 20, versions: 1 },
    ],
    provisionedConcurrency: numbered(60, (qualifier) => ({ function: 'a', qualifier })),
    eventSourceMappings: [{ function: 'b', EventSourceArn: queue('q') }],
  });

  it.each([
    ['lambda:GetFunctionConcurrency', ['reservedConcurrency']],
    ['lambda:ListProvisionedConcurrencyConfigs', ['provisionedConcurrency', 'provisioning']],
  ])("%s of one function is that function's alone", async (api, members) => {
    const { of, coverage } = await collect(declared, { faults: [{ api, item: 'a', do: 'denied' }] });
    const [a, b] = of('lambda-function');
    expect(a?.unread).toEqual(Object.fromEntries(members.map((member) => [member, 'denied'])));
    expect(Object.keys(a?.attributes ?? {})).not.toContain(members[0]);
    expect(a?.unreadApi?.[members[0] ?? '']).toBe(api);
    expect(b?.unread).toEqual({});
    expect(coverage(api)).toMatchObject({ status: 'denied', complete: false, missed: ['a'] });
  });

  it('of the second page of provisioned concurrency leaves none of it known', async () => {
    const api = 'lambda:ListProvisionedConcurrencyConfigs';
    const { of } = await collect(declared, { faults: [{ api, page: 2, do: 'denied' }] });
    expect(of('lambda-function')[0]?.unread).toEqual({ provisionedConcurrency: 'denied', provisioning: 'denied' });
  });

  it.each(['denied', 'empty', 'truncated'] as const)(
    "of event source mappings (%s) is every function's",
    async (fault) => {
      const api = 'lambda:ListEventSourceMappings';
      const { of, coverage } = await collect(declared, { faults: [{ api, do: fault }] });
      expect(of('lambda-function').map(({ unread }) => Object.keys(unread))).toEqual([
        ['eventSources'],
        ['eventSources'],
      ]);
      expect(coverage(api).complete).toBe(false);
    },
  );

  it('of a function that was deleted since it was listed is nothing', async () => {
    const { of, coverage } = await collect(declared, {
      respond: ({ operation, input }) =>
        operation === 'GetFunctionConcurrency' && input.FunctionName === 'a'
          ? { error: { code: 'ResourceNotFoundException', message: 'Function not found', status: 404 } }
          : undefined,
    });
    expect(of('lambda-function').map(({ key }) => key)).toEqual(['b']);
    expect(coverage('lambda:GetFunctionConcurrency')).toMatchObject({ status: 'ok', complete: true });
  });

  it('of the listing is missing in all that rests on it', async () => {
    const { of, coverage } = await collect(declared, { faults: [{ api: 'lambda:ListFunctions', do: 'denied' }] });
    expect(of('lambda-function')).toEqual([]);
    for (const api of ['ListFunctions', 'GetFunctionConcurrency', 'ListProvisionedConcurrencyConfigs']) {
      expect(coverage(`lambda:${api}`)).toMatchObject({ status: 'denied', complete: false });
    }
  });

  it('of the versions costs a call a function, and nothing is missing', async () => {
    const functions = numbered(8, (FunctionName) => ({ FunctionName, versions: 1 }));
    const match = (input: Record<string, unknown>) => input.FunctionVersion === 'ALL';
    const { of, calls } = await collect(lambda({ functions, provisionedConcurrency: [{ function: 'n0003' }] }), {
      faults: [{ api: 'lambda:ListFunctions', match, do: 'denied' }],
    });
    expect(calls('ListProvisionedConcurrencyConfigs')).toBe(8);
    expect(of('lambda-function')[3]?.attributes.provisionedConcurrency).toHaveLength(1);
  });

  it('of an empty answer about a reservation is no proof that there is none', async () => {
    const api = 'lambda:GetFunctionConcurrency';
    const { of } = await collect(declared, { faults: [{ api, do: 'empty' }] });
    expect(of('lambda-function').map(({ unread }) => unread.reservedConcurrency)).toEqual(['malformed', 'malformed']);
  });

  it.each([
    ['ListEventSourceMappings', 'FunctionArn'],
    ['ListEventSourceMappings', 'State'],
    ['ListFunctions', 'FunctionName'],
    ['ListProvisionedConcurrencyConfigs', 'FunctionArn'],
    ['ListProvisionedConcurrencyConfigs', 'Status'],
  ])('%s without %s is malformed', async (operation, member) => {
    const { snapshot } = await collect(declared, {
      faults: [{ api: `lambda:${operation}`, do: 'missing-fields', members: [member] }],
    });
    const statuses = snapshot.coverage.filter(({ api }) => api.startsWith('lambda:')).map(({ status }) => status);
    expect(statuses).toContain('malformed');
  });

  it('for a while is read in the end', async () => {
    const api = 'lambda:GetFunctionConcurrency';
    const { of, coverage } = await collect(declared, { faults: [{ api, count: 2, do: 'throttled' }] });
    expect(of('lambda-function').map(({ attributes }) => attributes.reservedConcurrency)).toEqual([10, 20]);
    expect(coverage(api)).toMatchObject({ status: 'ok', throttled: 2 });
  });
});

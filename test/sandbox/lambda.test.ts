import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  ListProvisionedConcurrencyConfigsCommand,
  paginateListEventSourceMappings,
  paginateListFunctions,
  paginateListProvisionedConcurrencyConfigs,
} from '@aws-sdk/client-lambda';
import { describe, expect, test } from 'vitest';
import { sendRaw } from './clients.ts';
import { names, pagesOf, serve } from './serving.ts';

const functionsNamed = (howMany: number, rest: object = {}) =>
  names('f', howMany).map((FunctionName) => ({ FunctionName, ...rest }));

describe('Lambda', () => {
  test('a function has its ARN and the members of a plain Zip function; environment variables as they are declared', async () => {
    const Environment = { Variables: { SECRET: 's3cr3t' } };
    const functions = [
      { FunctionName: 'api', Environment },
      { FunctionName: 'image', PackageType: 'Image' },
    ];
    const { lambda } = await serve({ lambda: { functions } });
    const { Functions } = await lambda.send(new ListFunctionsCommand({}));
    expect(Functions?.[0]).toMatchObject({
      FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:api',
      Version: '$LATEST',
      Runtime: 'nodejs22.x',
      LastModified: '2025-01-01T00:00:00.000+0000',
      Environment,
    });
    expect(Functions?.[1]).not.toHaveProperty('Runtime');
  });

  test('gives 50 functions a page, whatever is asked, and the published versions on request', async () => {
    const { lambda } = await serve({ lambda: { functions: functionsNamed(60, { versions: 1 }) } });
    const plain = await pagesOf(
      paginateListFunctions({ client: lambda }, { MaxItems: 1000 }),
      (page) => page.Functions,
    );
    expect(plain.sizes).toEqual([50, 10]);
    const all = await pagesOf(
      paginateListFunctions({ client: lambda }, { FunctionVersion: 'ALL' }),
      (page) => page.Functions,
    );
    expect(all.sizes).toEqual([50, 50, 20]);
    expect(all.items.slice(0, 2).map((item) => [item.Version, item.FunctionArn?.split(':').at(-1)])).toEqual([
      ['$LATEST', 'f-0000'],
      ['1', '1'],
    ]);
  });

  test('what functions reserve is missing from the unreserved pool; none and zero are two things', async () => {
    const functions = [
      { FunctionName: 'free' },
      { FunctionName: 'clamped', reserved: 5 },
      { FunctionName: 'off', reserved: 0 },
    ];
    const { lambda } = await serve({ lambda: { functions } });
    const { AccountLimit, AccountUsage } = await lambda.send(new GetAccountSettingsCommand({}));
    expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 995 });
    expect(AccountUsage).toEqual({ FunctionCount: 3, TotalCodeSize: 7_500_000 });
    const reserved = async (FunctionName: string) =>
      (await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions;
    expect([await reserved('free'), await reserved('clamped'), await reserved('off')]).toEqual([undefined, 5, 0]);
    expect(await reserved('arn:aws:lambda:eu-west-1:111122223333:function:clamped')).toBe(5);
    await expect(reserved('gone')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Function not found: gone',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('provisioned concurrency belongs to an alias or version, and has pages of its own', async () => {
    const aliases = names('alias', 51).map((qualifier) => ({ function: 'api', qualifier }));
    const failed = { function: 'other', Status: 'FAILED', RequestedProvisionedConcurrentExecutions: 20 };
    const { lambda } = await serve({
      lambda: {
        functions: [{ FunctionName: 'api' }, { FunctionName: 'other' }],
        provisionedConcurrency: [...aliases, failed],
      },
    });
    const pages = await pagesOf(
      paginateListProvisionedConcurrencyConfigs({ client: lambda }, { FunctionName: 'api' }),
      (page) => page.ProvisionedConcurrencyConfigs,
    );
    expect(pages.sizes).toEqual([50, 1]);
    const list = (input: { FunctionName: string; MaxItems?: number }) =>
      lambda.send(new ListProvisionedConcurrencyConfigsCommand(input));
    expect((await list({ FunctionName: 'other' })).ProvisionedConcurrencyConfigs).toEqual([
      {
        FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:other:live',
        RequestedProvisionedConcurrentExecutions: 20,
        AllocatedProvisionedConcurrentExecutions: 0,
        AvailableProvisionedConcurrentExecutions: 0,
        Status: 'FAILED',
        LastModified: '2025-01-01T00:00:00+0000',
      },
    ]);
    await expect(list({ FunctionName: 'api', MaxItems: 51 })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
  });

  test('event source mappings are listed for the account, a source or a function', async () => {
    const EventSourceArn = 'arn:aws:sqs:eu-west-1:111122223333:queue';
    const eventSourceMappings = [
      { function: 'api', EventSourceArn },
      ...names('q', 120).map((queue) => ({ function: 'api', EventSourceArn: `arn:aws:sqs:eu-west-1:1:${queue}` })),
      { function: 'other', EventSourceArn, State: 'Disabled' },
    ];
    const { lambda } = await serve({ lambda: { eventSourceMappings } });
    const all = await pagesOf(
      paginateListEventSourceMappings({ client: lambda }, {}),
      (page) => page.EventSourceMappings,
    );
    expect(all.sizes).toEqual([100, 22]);
    expect(all.items[0]?.LastModified).toBeInstanceOf(Date);
    const of = async (input: { EventSourceArn?: string; FunctionName?: string }) =>
      (await lambda.send(new ListEventSourceMappingsCommand(input))).EventSourceMappings?.length;
    expect([await of({ EventSourceArn }), await of({ EventSourceArn, FunctionName: 'other' })]).toEqual([2, 1]);
  });

  test('a token of another question is refused', async () => {
    const { lambda } = await serve({ lambda: { functions: functionsNamed(60) } });
    const { NextMarker } = await lambda.send(new ListFunctionsCommand({}));
    const wrong = new ListFunctionsCommand({ FunctionVersion: 'ALL', Marker: NextMarker });
    await expect(lambda.send(wrong)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });
});

describe('A request of REST', () => {
  const functions = [{ FunctionName: 'api' }];
  const path = '/2015-03-31/functions';

  test('is told by its path, with or without a slash at the end, and names may be escaped', async () => {
    const { sandbox } = await serve({ lambda: { functions: [{ FunctionName: 'a:b/c' }] } });
    const read = (asked: string) => sendRaw(sandbox.url, { signingName: 'lambda', path: asked });
    await read(`${path}/?MaxItems=10`);
    await read('/2019-09-30/functions/a%3Ab%2Fc/concurrency');
    expect(sandbox.calls.map(({ operation, input, status }) => [operation, input, status])).toEqual([
      ['ListFunctions', { MaxItems: 10 }, 200],
      ['GetFunctionConcurrency', { FunctionName: 'a:b/c' }, 200],
    ]);
  });

  test.each([
    [
      'an unknown query parameter',
      { signingName: 'lambda', path: `${path}?Max=1` },
      400,
      'InvalidParameterValue',
      'Max',
    ],
    ['a wrong type', { signingName: 'lambda', path: `${path}?MaxItems=ten` }, 400, 'InvalidParameterValue', 'a number'],
    ['another service in the signature', { signingName: 'ecs', path }, 403, 'InvalidSignature', 'scoped to correct'],
  ])('with %s is refused, with the error in a header', async (_what, request, status, code, message) => {
    const { sandbox } = await serve({ lambda: { functions } });
    const response = await sendRaw(sandbox.url, request);
    expect(response.status).toBe(status);
    expect(response.headers.get('x-amzn-errortype')).toContain(code);
    expect(JSON.parse(response.body).Message).toContain(message);
  });

  test.each([
    ['a path that is not played', '/2015-03-31/functions/api/policy'],
    ['a label that is empty', '/2019-09-30/functions//concurrency'],
    ['an escape that is none', '/2019-09-30/functions/%E0/concurrency'],
    ['a query that is another operation', '/2019-09-30/functions/api/provisioned-concurrency?Qualifier=1'],
  ])('for %s is refused and recorded as a problem', async (_what, asked) => {
    const { sandbox } = await serve({ lambda: { functions } }, { mayFail: true });
    const response = await sendRaw(sandbox.url, { signingName: 'lambda', path: asked });
    expect(response.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
    expect(sandbox.problems).toEqual([`GET ${asked}: the sandbox does not play it`]);
    expect(sandbox.calls).toEqual([]);
  });
});

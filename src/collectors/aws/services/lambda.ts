import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { lambdaAccount } from '../../../resources/lambda-account.ts';
import { lambdaFunction } from '../../../resources/lambda-function.ts';
import { type Answer, type Collector, type Context, unreadOf } from '../collector.ts';
import {
  describeAccount,
  describeFunction,
  functionNameIn,
  type ListedFunction,
  withoutSecrets,
} from '../describe/lambda.ts';
import { readListing } from '../listing.ts';

const accountApi = 'lambda:GetAccountSettings';
const functionApi = 'lambda:ListFunctions';
const reservedApi = 'lambda:GetFunctionConcurrency';
const provisionedApi = 'lambda:ListProvisionedConcurrencyConfigs';
const mappingApi = 'lambda:ListEventSourceMappings';

/** Functions with what is reserved, provisioned and polled for them, and the account's limits. https://docs.aws.amazon.com/lambda/latest/api/ */
export const lambda: Collector = {
  name: 'lambda',
  scope: 'regional',
  reads: [
    { api: accountApi, kinds: ['lambda-account'] },
    { api: functionApi, kinds: ['lambda-function'] },
    { api: reservedApi, kinds: [], after: functionApi },
    { api: provisionedApi, kinds: [], after: functionApi },
    { api: mappingApi, kinds: [] },
  ],
  async collect(context) {
    await Promise.all([collectAccount(context), collectFunctions(context)]);
  },
};

async function collectAccount(context: Context): Promise<void> {
  const { GetAccountSettingsCommand } = await import('@aws-sdk/client-lambda');
  const answer = await context.call(accountApi, new GetAccountSettingsCommand({}), {
    missed: ['limits'],
    holds: (output) => output.AccountLimit,
  });
  if (!answer.ok) return;
  context.add(lambdaAccount, { api: accountApi, item: 'limits' }, () => describeAccount(answer.value));
}

async function collectFunctions(context: Context): Promise<void> {
  const [functions, mappingsOf] = await Promise.all([listFunctions(context), eventSources(context)]);
  const mayBeProvisioned = await publishedFunctions(context, functions.length);
  await context.forEach(functions, async (listed) => {
    const name = listed.FunctionName;
    if (typeof name !== 'string') {
      context.note(functionApi, {
        reason: 'malformed',
        detail: 'listed without a name',
        missed: ['a nameless function'],
      });
      return;
    }
    const [reserved, provisioned] = await Promise.all([
      reservedConcurrency(context, name),
      mayBeProvisioned(name) ? provisionedConcurrency(context, name) : { items: [], unread: null },
    ]);
    if ([reserved, provisioned.unread].some((answer) => answer && 'gone' in answer && answer.gone)) return;
    const mappings = mappingsOf(name);
    context.add(lambdaFunction, { api: functionApi, item: name }, () => ({
      ...describeFunction(listed, {
        reserved: reserved.ok ? (reserved.value.ReservedConcurrentExecutions ?? null) : null,
        provisioned: provisioned.items,
        mappings: mappings.ok ? mappings.value : [],
      }),
      unread: {
        ...unreadOf(reserved, ['reservedConcurrency']),
        ...(provisioned.unread && unreadOf(provisioned.unread, ['provisionedConcurrency', 'provisioning'])),
        ...unreadOf(mappings, ['eventSources']),
      },
    }));
  });
}

/** The listing brings the environment variables of every function along; they are dropped page by page. */
async function listFunctions(context: Context): Promise<ListedFunction[]> {
  const { ListFunctionsCommand } = await import('@aws-sdk/client-lambda');
  const functions: ListedFunction[] = [];
  const pages = context.pages(functionApi, (token) => new ListFunctionsCommand({ Marker: token }), {
    next: (page) => page.NextMarker,
    items: (page) => page.Functions,
  });
  for await (const page of pages) functions.push(...page.map(withoutSecrets));
  return functions;
}

/**
 * One call a function: no listing tells what is reserved. The account's unreserved pool does not either: a function that was
 * stopped with a reservation of 0 takes nothing from the pool, and it is the one that matters most. (GetFunction would tell it
 * at 100 calls a second, but whoever may call it may download the code.)
 */
async function reservedConcurrency(context: Context, name: string) {
  const { GetFunctionConcurrencyCommand } = await import('@aws-sdk/client-lambda');
  return context.call(reservedApi, new GetFunctionConcurrencyCommand({ FunctionName: name }), {
    missed: [name],
    gone: ['ResourceNotFoundException'],
    holds: (output) => output.$metadata.requestId,
  });
}

async function provisionedConcurrency(context: Context, name: string) {
  const { ListProvisionedConcurrencyConfigsCommand } = await import('@aws-sdk/client-lambda');
  return readListing(
    context,
    provisionedApi,
    (token) => new ListProvisionedConcurrencyConfigsCommand({ FunctionName: name, MaxItems: 50, Marker: token }),
    {
      next: (page) => page.NextMarker,
      items: (page) => page.ProvisionedConcurrencyConfigs,
      missed: [name],
      gone: ['ResourceNotFoundException'],
    },
  );
}

/**
 * Whether a function may have provisioned concurrency: only one that published a version may, for $LATEST takes none. The
 * listing of all versions tells it 50 versions a call, where a call a function would cost most functions one for nothing. Some
 * deployments publish a version each time and keep all of them, so the listing is given up as soon as it costs an eighth of
 * the calls that it might save; then, and where it fails, every function may.
 * https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
 */
async function publishedFunctions(context: Context, functions: number): Promise<(name: string) => boolean> {
  const { ListFunctionsCommand } = await import('@aws-sdk/client-lambda');
  const published = new Set<string>();
  let token: string | undefined;
  for (let page = 1; page <= functions / 8; page += 1) {
    const answer = await context.call(
      functionApi,
      new ListFunctionsCommand({ FunctionVersion: 'ALL', Marker: token }),
      { holds: (output) => output.Functions },
    );
    if (!answer.ok) break;
    for (const { FunctionName, Version } of answer.value.Functions ?? []) {
      if (FunctionName === undefined) return () => true;
      if (Version !== '$LATEST') published.add(FunctionName);
    }
    token = answer.value.NextMarker || undefined;
    if (token === undefined) return (name) => published.has(name);
  }
  return () => true;
}

/** Event source mappings by function; one listing tells those of the whole region. */
async function eventSources(
  context: Context,
): Promise<(name: string) => Answer<readonly EventSourceMappingConfiguration[]>> {
  const { ListEventSourceMappingsCommand } = await import('@aws-sdk/client-lambda');
  const byFunction = new Map<string, EventSourceMappingConfiguration[]>();
  const pages = context.pages(
    mappingApi,
    (token) => new ListEventSourceMappingsCommand({ MaxItems: 100, Marker: token }),
    { next: (page) => page.NextMarker, items: (page) => page.EventSourceMappings },
  );
  for await (const page of pages) {
    for (const mapping of page) {
      const name = functionNameIn(mapping.FunctionArn);
      if (name === undefined || mapping.State === undefined) {
        const missed = [`event source mapping ${mapping.UUID ?? 'without an id'}`];
        context.note(mappingApi, { reason: 'malformed', detail: 'listed without a function or state', missed });
        continue;
      }
      byFunction.set(name, [...(byFunction.get(name) ?? []), mapping]);
    }
  }
  const reason = context.failureOf(mappingApi);
  return (name) =>
    reason === null
      ? { ok: true, value: byFunction.get(name) ?? [] }
      : { ok: false, reason, api: mappingApi, gone: false };
}

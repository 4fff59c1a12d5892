import {
  GetAccountSettings$,
  GetFunctionConcurrency$,
  type GetFunctionConcurrencyRequest,
  ListEventSourceMappings$,
  type ListEventSourceMappingsRequest,
  ListFunctions$,
  type ListFunctionsRequest,
  ListProvisionedConcurrencyConfigs$,
  type ListProvisionedConcurrencyConfigsRequest,
} from '@aws-sdk/client-lambda';
import { arnOf } from '../derive/identity.ts';
import { groupBy, type Item, indexBy, text } from '../derive/item.ts';
import { completeFunction, completeMapping, completeProvisioned, settingsOf } from '../derive/lambda-items.ts';
import { addTagged, type Tagged } from '../derive/tags.ts';
import { pageSize, takePage } from '../paging.ts';
import { restJson } from '../protocol/rest-json.ts';
import { type Context, failed, operation, restCodes, type Service } from '../service.ts';

/** Lambda in one account and region. */
export type LambdaState = {
  functions: Map<string, Item>;
  mappings: readonly Item[];
  /** Provisioned concurrency by function name. */
  provisioned: Map<string, Item[]>;
  settings: Item;
};

type Lambda = Context<LambdaState>;
const token = { input: 'Marker', output: 'NextMarker' };

/** AWS Lambda. */
export const lambda: Service<LambdaState> = {
  prefix: 'lambda',
  signingName: 'lambda',
  protocol: restJson({ errorText: 'Message' }),
  errors: restCodes({
    invalid: 'InvalidParameterValueException',
    badToken: 'InvalidParameterValueException',
    throttled: { code: 'TooManyRequestsException', status: 429, message: 'Rate exceeded' },
    internal: 'ServiceException',
  }),
  index: ({ region: { lambda: declared } }) => ({
    functions: indexBy<Item>(declared?.functions ?? [], (item) => text(item, 'FunctionName')),
    mappings: declared?.eventSourceMappings ?? [],
    provisioned: groupBy<Item>(declared?.provisionedConcurrency ?? [], (item) => text(item, 'function')),
    settings: declared?.accountSettings ?? {},
  }),
  operations: {
    GetAccountSettings: operation<LambdaState, object>({
      schema: GetAccountSettings$,
      handle: (_input, { state }) => settingsOf(state.settings, [...state.functions.values()]),
    }),
    ListFunctions: operation({ schema: ListFunctions$, token, handle: listFunctions }),
    GetFunctionConcurrency: operation({ schema: GetFunctionConcurrency$, handle: getConcurrency }),
    ListProvisionedConcurrencyConfigs: operation({
      schema: ListProvisionedConcurrencyConfigs$,
      token,
      handle: listProvisioned,
    }),
    ListEventSourceMappings: operation({ schema: ListEventSourceMappings$, token, handle: listMappings }),
  },
  tagged: (context) => {
    const list: Tagged[] = [];
    for (const [name, item] of context.state.functions)
      addTagged(list, arnOf('lambda', context, `function:${name}`), item);
    return list;
  },
};

/** With ALL, the published versions of a function follow it. */
function listFunctions(input: ListFunctionsRequest, context: Lambda) {
  const versionsOf = (item: Item) => (input.FunctionVersion === 'ALL' ? Number(item.versions ?? 0) : 0);
  const listed = [...context.state.functions.values()].flatMap((item) =>
    Array.from({ length: versionsOf(item) + 1 }, (_, version) => ({ item, version })),
  );
  const page = cut(`ListFunctions ${input.FunctionVersion}`, listed, input, 50);
  return {
    Functions: page.items.map(({ item, version }) => completeFunction(item, version, context)),
    NextMarker: page.token,
  };
}

function getConcurrency(input: GetFunctionConcurrencyRequest, { state }: Lambda) {
  return { ReservedConcurrentExecutions: find(state, input.FunctionName).reserved };
}

function listProvisioned(input: ListProvisionedConcurrencyConfigsRequest, context: Lambda) {
  const item = find(context.state, input.FunctionName);
  const configs = context.state.provisioned.get(text(item, 'FunctionName')) ?? [];
  const size = pageSize(input.MaxItems, { default: 50, max: 50 });
  const page = cut(`ListProvisionedConcurrencyConfigs ${input.FunctionName}`, configs, input, size);
  return {
    ProvisionedConcurrencyConfigs: page.items.map((config) => completeProvisioned(config, context)),
    NextMarker: page.token,
  };
}

function listMappings(input: ListEventSourceMappingsRequest, context: Lambda) {
  const { EventSourceArn: source, FunctionName: name } = input;
  const listed = context.state.mappings.filter(
    (item) =>
      (source === undefined || item.EventSourceArn === source) &&
      (name === undefined || text(item, 'function') === nameIn(name)),
  );
  const page = cut(`ListEventSourceMappings ${source} ${name}`, listed, input, 100);
  return { EventSourceMappings: page.items.map((item) => completeMapping(item, context)), NextMarker: page.token };
}

/** Listings let themselves be asked for 10,000 items, and never give more than a page of their own. */
function cut<T>(scope: string, items: readonly T[], input: { Marker?: string; MaxItems?: number }, most: number) {
  const asked = pageSize(input.MaxItems, { default: most, max: 10_000 });
  return takePage(items, {
    token: input.Marker || undefined,
    size: Math.min(asked, most),
    limits: { default: most, max: most },
    scope,
  });
}

function find(state: LambdaState, asked: string | undefined): Item {
  const name = nameIn(asked ?? '');
  const item = state.functions.get(name);
  if (!item) throw failed('ResourceNotFoundException', `Function not found: ${name}`, 404);
  return item;
}

/** A function is asked for by name, by ARN, or by account and name. */
const nameIn = (asked: string): string => /(?:^|:)function:([^:]+)/.exec(asked)?.[1] ?? asked;

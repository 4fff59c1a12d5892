import type {
  GetAccountSettingsCommandOutput,
  GetFunctionConcurrencyCommandOutput,
  ListEventSourceMappingsCommandOutput,
  ListFunctionsCommandOutput,
  ListProvisionedConcurrencyConfigsCommandOutput,
} from '@aws-sdk/client-lambda';
import { expect } from 'vitest';
import type { Call } from '../../../src/sandbox/sandbox.ts';
import { expectResources, reading } from './reading.ts';

const functionArn = (arn: string | undefined) => (arn ?? '').split(':').slice(0, 7).join(':');
const nameIn = (arn: string | undefined) => (arn ?? '').split(':')[6] ?? '';
const qualifierIn = (arn: string | undefined) => (arn ?? '').split(':')[7];

/** What is asked of a function that was listed: nothing is reserved, nothing provisioned, unless a recording tells. */
function ofFunction({ operation }: Readonly<Call>): object | undefined {
  if (operation === 'GetFunctionConcurrency') return {};
  return operation === 'ListProvisionedConcurrencyConfigs' ? { ProvisionedConcurrencyConfigs: [] } : undefined;
}

/** One function, to which a recording about one belongs. */
const listed = (arn = 'arn:aws:lambda:eu-central-1:111122223333:function:recorded') => ({
  Functions: [{ FunctionName: nameIn(arn), FunctionArn: functionArn(arn), Version: '$LATEST' }],
});

const listFunctions = reading<ListFunctionsCommandOutput>({
  api: 'lambda:ListFunctions',
  answer: (call, data) => (call.operation === 'ListFunctions' ? data : ofFunction(call)),
  check: (collected, data) => {
    const expected = (data.Functions ?? []).map((one) => ({
      key: one.FunctionName ?? '',
      id: one.FunctionArn,
      attributes: {
        functionName: one.FunctionName,
        packageType: one.PackageType ?? 'Zip',
        timeoutSeconds: one.Timeout,
        vpcId: one.VpcConfig?.VpcId || null,
        managedInstances: false,
        reservedConcurrency: null,
        provisionedConcurrency: [],
        eventSources: [],
      },
      observed: {
        codeSizeBytes: one.CodeSize,
        lastModified: new Date((one.LastModified ?? '').replace('+0000', 'Z')).toISOString(),
        provisioning: [],
      },
    }));
    expectResources(collected, 'lambda-function', expected);
    for (const { Environment, Role, Description } of data.Functions ?? []) {
      const secrets = [...Object.entries(Environment?.Variables ?? {}).flat(), Role, Description].filter(Boolean);
      for (const secret of secrets) expect(JSON.stringify(collected.of('lambda-function'))).not.toContain(secret);
    }
  },
});

const getAccountSettings = reading<GetAccountSettingsCommandOutput>({
  api: 'lambda:GetAccountSettings',
  answer: ({ service, operation }, data) =>
    service === 'lambda' && operation === 'GetAccountSettings' ? data : undefined,
  check: (collected, data) => {
    const attributes = {
      concurrentExecutions: data.AccountLimit?.ConcurrentExecutions,
      unreservedConcurrentExecutions: data.AccountLimit?.UnreservedConcurrentExecutions,
    };
    expectResources(collected, 'lambda-account', [{ key: 'settings', attributes }]);
  },
});

const getFunctionConcurrency = reading<GetFunctionConcurrencyCommandOutput>({
  api: 'lambda:GetFunctionConcurrency',
  answer: (call, data) => {
    if (call.operation === 'ListFunctions') return listed();
    return call.operation === 'GetFunctionConcurrency' ? data : ofFunction(call);
  },
  check: (collected, data) => {
    const attributes = { reservedConcurrency: data.ReservedConcurrentExecutions ?? null };
    expectResources(collected, 'lambda-function', [{ key: 'recorded', attributes }]);
  },
});

const listProvisioned = reading<ListProvisionedConcurrencyConfigsCommandOutput>({
  api: 'lambda:ListProvisionedConcurrencyConfigs',
  answer: (call, data) => {
    if (call.operation === 'ListFunctions') return listed(data.ProvisionedConcurrencyConfigs?.[0]?.FunctionArn);
    return call.operation === 'ListProvisionedConcurrencyConfigs' ? data : ofFunction(call);
  },
  check: (collected, data) => {
    const configs = (data.ProvisionedConcurrencyConfigs ?? []).toSorted((a, b) =>
      String(a.FunctionArn).localeCompare(String(b.FunctionArn)),
    );
    expectResources(collected, 'lambda-function', [
      {
        key: nameIn(configs[0]?.FunctionArn),
        attributes: {
          provisionedConcurrency: configs.map((config) => ({
            qualifier: qualifierIn(config.FunctionArn),
            requested: config.RequestedProvisionedConcurrentExecutions,
          })),
        },
        observed: {
          provisioning: configs.map((config) => ({
            qualifier: qualifierIn(config.FunctionArn),
            allocated: config.AllocatedProvisionedConcurrentExecutions,
            status: config.Status,
            statusReason: config.StatusReason ?? null,
          })),
        },
      },
    ]);
  },
});

const listMappings = reading<ListEventSourceMappingsCommandOutput>({
  api: 'lambda:ListEventSourceMappings',
  answer: (call, data) => {
    if (call.operation === 'ListFunctions') return listed(data.EventSourceMappings?.[0]?.FunctionArn);
    return call.operation === 'ListEventSourceMappings' ? data : ofFunction(call);
  },
  check: (collected, data) => {
    const mappings = data.EventSourceMappings ?? [];
    const eventSources = mappings
      .map((mapping) => ({
        source: mapping.EventSourceArn,
        enabled: mapping.State === 'Enabled',
        maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency ?? null,
      }))
      .toSorted((a, b) => String(a.source).localeCompare(String(b.source)));
    expectResources(collected, 'lambda-function', [
      { key: nameIn(mappings[0]?.FunctionArn) || 'recorded', attributes: { eventSources } },
    ]);
  },
});

export const lambda = {
  'lambda.GetAccountSettings': getAccountSettings,
  'lambda.GetFunctionConcurrency': getFunctionConcurrency,
  'lambda.ListEventSourceMappings': listMappings,
  'lambda.ListFunctions': listFunctions,
  'lambda.ListProvisionedConcurrencyConfigs': listProvisioned,
};

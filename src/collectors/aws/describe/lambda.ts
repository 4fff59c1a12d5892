import type {
  EventSourceMappingConfiguration,
  FunctionConfiguration,
  GetAccountSettingsResponse,
  ProvisionedConcurrencyConfigListItem,
} from '@aws-sdk/client-lambda';
import { compareText } from '../../../model/snapshot.ts';
import { withDefaults } from '../../../resources/kind.ts';
import type { lambdaAccount } from '../../../resources/lambda-account.ts';
import { type lambdaFunction, lambdaFunctionDefaults } from '../../../resources/lambda-function.ts';
import type { DraftOf } from '../collector.ts';

/** A function as the listing tells it, without all that Headroom has no business with: above all its environment variables. */
export type ListedFunction = Pick<
  FunctionConfiguration,
  | 'FunctionName'
  | 'FunctionArn'
  | 'PackageType'
  | 'Timeout'
  | 'MemorySize'
  | 'Architectures'
  | 'CodeSize'
  | 'LastModified'
> & { vpcId: string | null; managedInstances: boolean };

/** What other calls tell of a function. */
export interface FunctionParts {
  reserved: number | null;
  provisioned: readonly ProvisionedConcurrencyConfigListItem[];
  mappings: readonly EventSourceMappingConfiguration[];
}

export function withoutSecrets(listed: FunctionConfiguration): ListedFunction {
  const { FunctionName, FunctionArn, PackageType, Timeout, MemorySize, Architectures, CodeSize, LastModified } = listed;
  return {
    ...{ FunctionName, FunctionArn, PackageType, Timeout, MemorySize, Architectures, CodeSize, LastModified },
    vpcId: listed.VpcConfig?.VpcId || null,
    managedInstances: Boolean(listed.CapacityProviderConfig),
  };
}

export function describeAccount(settings: GetAccountSettingsResponse): DraftOf<typeof lambdaAccount> {
  return {
    id: 'lambda-account-settings',
    attributes: {
      concurrentExecutions: settings.AccountLimit?.ConcurrentExecutions,
      unreservedConcurrentExecutions: settings.AccountLimit?.UnreservedConcurrentExecutions,
    },
    observed: {},
  };
}

export function describeFunction(listed: ListedFunction, parts: FunctionParts): DraftOf<typeof lambdaFunction> {
  const provisioned = parts.provisioned
    .map((config) => ({ config, qualifier: qualifierOf(config.FunctionArn) }))
    .toSorted((a, b) => compareText(a.qualifier ?? '', b.qualifier ?? ''));
  const given = {
    functionName: listed.FunctionName,
    packageType: listed.PackageType,
    timeoutSeconds: listed.Timeout,
    memoryMb: listed.MemorySize,
    architecture: listed.Architectures?.[0],
    vpcId: listed.vpcId,
    managedInstances: listed.managedInstances,
    reservedConcurrency: parts.reserved,
  };
  const { attributes, defaulted } = withDefaults(given, lambdaFunctionDefaults);
  return {
    id: listed.FunctionArn,
    attributes: {
      ...attributes,
      provisionedConcurrency: provisioned.map(({ config, qualifier }) => ({
        qualifier,
        requested: config.RequestedProvisionedConcurrentExecutions,
      })),
      eventSources: parts.mappings.map(describeMapping).toSorted((a, b) => compareText(textOf(a), textOf(b))),
    },
    observed: {
      codeSizeBytes: listed.CodeSize ?? null,
      lastModified: isoText(listed.LastModified),
      provisioning: provisioned.map(({ config, qualifier }) => ({
        qualifier,
        allocated: config.AllocatedProvisionedConcurrentExecutions ?? null,
        status: config.Status,
        statusReason: config.StatusReason ?? null,
      })),
    },
    defaulted,
  };
}

/** Self-managed Kafka has no ARN. A mapping that is being made or changed will be on. */
function describeMapping(mapping: EventSourceMappingConfiguration) {
  return {
    source: mapping.EventSourceArn ?? mapping.UUID,
    enabled: mapping.State === undefined ? undefined : !/^(Disabl|Delet)/.test(mapping.State),
    maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency ?? null,
  };
}

/** Name of a function in the ARN of the function, or of one of its aliases and versions. */
export function functionNameIn(arn: string | undefined): string | undefined {
  return /:function:([^:]+)/.exec(String(arn))?.[1];
}

const qualifierOf = (arn: string | undefined) => /:function:[^:]+:([^:]+)$/.exec(String(arn))?.[1];
const textOf = (source: { source: string | undefined; maximumConcurrency: number | null }) =>
  `${source.source} ${source.maximumConcurrency}`;

/** Lambda writes 2026-03-02T09:00:00.000+0000. */
function isoText(time: string | undefined): string | null {
  const read = time === undefined ? Number.NaN : Date.parse(time.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(read) ? null : new Date(read).toISOString();
}

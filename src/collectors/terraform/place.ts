import { type Configuration, isExpression } from './configuration.ts';
import type { ProviderConfig, ResourceChange } from './plan.ts';

/** Where a resource is, as far as the plan tells. */
export interface ResourcePlace {
  account: string | null;
  region: string | null;
  partition: string | null;
}

/** The region of the resource itself comes first (AWS provider 6), then its ARN, then its provider. */
export function placeOf(change: ResourceChange, configuration: Configuration): ResourcePlace {
  const values = [change.change.after, change.change.before];
  const arn = values.map((side) => arnParts(side?.arn)).find((parts) => parts !== null) ?? null;
  const own = values.map((side) => side?.region).find((region) => typeof region === 'string');
  const provider = configuration.providerOf(change);
  const region = (own as string | undefined) || arn?.region || constantOf(provider, 'region', configuration);
  return {
    account: arn?.account || onlyAccount(provider, configuration),
    region: region || null,
    partition: arn?.partition ?? null,
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function arnParts(arn: unknown): { partition: string; region: string; account: string } | null {
  const [, partition, region, account] = /^arn:([^:]+):[^:]*:([^:]*):(\d{12}):/.exec(String(arn ?? '')) ?? [];
  return partition === undefined ? null : { partition, region: region ?? '', account: account ?? '' };
}

/** A text that the provider's configuration sets, itself or by a variable of the root module. */
function constantOf(provider: ProviderConfig | null, name: string, configuration: Configuration): string | null {
  const value = settingOf(provider, name, configuration);
  return typeof value === 'string' ? value : null;
}

/** allowed_account_ids with one entry says which account is meant; so does the account of a role that is assumed. */
function onlyAccount(provider: ProviderConfig | null, configuration: Configuration): string | null {
  const allowed = settingOf(provider, 'allowed_account_ids', configuration);
  if (Array.isArray(allowed) && allowed.length === 1) return String(allowed[0]);
  const assumed = provider?.expressions?.assume_role;
  const [block] = Array.isArray(assumed) ? assumed : [];
  const role = block && settingOf({ expressions: block }, 'role_arn', configuration);
  return /^arn:[^:]+:iam::(\d{12}):role\//.exec(String(role ?? ''))?.[1] ?? null;
}

function settingOf(provider: ProviderConfig | null, name: string, configuration: Configuration): unknown {
  const expression = provider?.expressions?.[name];
  if (!isExpression(expression)) return undefined;
  if (expression.constant_value !== undefined) return expression.constant_value;
  const [only, ...others] = expression.references ?? [];
  const variable = others.length === 0 ? /^var\.([^.[\]]+)$/.exec(only ?? '')?.[1] : undefined;
  return variable === undefined ? undefined : configuration.rootVariable(variable);
}

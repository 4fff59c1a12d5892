import { z } from 'zod';

/**
 * What is read of the output of `terraform show -json`; the rest is ignored, as Terraform may add to it within a major version.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
const Values = z.record(z.string(), z.unknown());

const Change = z.looseObject({
  actions: z.array(z.string()),
  before: Values.nullish(),
  after: Values.nullish(),
  after_unknown: z.union([z.boolean(), Values]).nullish(),
  before_sensitive: z.unknown().optional(),
  after_sensitive: z.unknown().optional(),
});

export const ResourceChange = z.looseObject({
  address: z.string(),
  module_address: z.string().nullish(),
  mode: z.string().nullish(),
  type: z.string(),
  name: z.string(),
  index: z.union([z.string(), z.number()]).nullish(),
  deposed: z.string().nullish(),
  change: Change,
});
export type ResourceChange = z.infer<typeof ResourceChange>;

export interface ConfiguredModule {
  resources?: ConfiguredResource[];
  module_calls?: Record<string, ModuleCall>;
  outputs?: Record<string, { expression?: Expression }>;
}

export interface ConfiguredResource {
  address: string;
  provider_config_key?: string;
  expressions?: Expressions;
}

export interface ModuleCall {
  source?: string;
  expressions?: Expressions;
  module?: ConfiguredModule;
}

/** An attribute's expression, or those of nested blocks. */
export interface Expression {
  constant_value?: unknown;
  references?: string[];
}
export type Expressions = { [attribute: string]: Expression | Expressions | Expressions[] };

export interface ProviderConfig {
  name?: string;
  module_address?: string;
  expressions?: Expressions;
}

export const Plan = z.looseObject({
  format_version: z.string(),
  errored: z.boolean().nullish(),
  resource_changes: z.array(ResourceChange).nullish(),
  variables: z.record(z.string(), z.looseObject({ value: z.unknown().optional() })).nullish(),
  configuration: z
    .looseObject({
      provider_config: z.record(z.string(), z.unknown()).nullish(),
      root_module: z.unknown().optional(),
    })
    .nullish(),
});
export type Plan = z.infer<typeof Plan>;

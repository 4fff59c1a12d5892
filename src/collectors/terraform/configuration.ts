import type {
  ConfiguredModule,
  ConfiguredResource,
  Expression,
  Expressions,
  ModuleCall,
  Plan,
  ProviderConfig,
  ResourceChange,
} from './plan.ts';

/** A place in the tree of modules: the module's configuration, and the call that made it. */
export interface Scope {
  /** Address of the module's instance, such as module.db[0]; empty for the root. */
  address: string;
  module: ConfiguredModule;
  call: ModuleCall | null;
  parent: Scope | null;
}

/** What the configuration says of the resources of a plan. */
export interface Configuration {
  scopeOf(change: ResourceChange): Scope | null;
  resourceOf(change: ResourceChange): ConfiguredResource | null;
  providerOf(change: ResourceChange): ProviderConfig | null;
  /** The child of a scope that a module call makes, by the address of its instance. */
  childOf(scope: Scope, call: string, address: string): Scope | null;
  rootVariable(name: string): unknown;
}

export function configurationOf(plan: Plan): Configuration {
  const root = (plan.configuration?.root_module ?? null) as ConfiguredModule | null;
  const providers = (plan.configuration?.provider_config ?? {}) as Record<string, ProviderConfig>;
  const resources = new WeakMap<ConfiguredModule, Map<string, ConfiguredResource>>();

  const resourceIn = (module: ConfiguredModule, address: string) => {
    let index = resources.get(module);
    if (!index) {
      index = new Map((module.resources ?? []).map((resource) => [resource.address, resource]));
      resources.set(module, index);
    }
    return index.get(address) ?? null;
  };

  const childOf = (scope: Scope, name: string, address: string): Scope | null => {
    const call = scope.module.module_calls?.[name];
    return call?.module ? { address, module: call.module, call, parent: scope } : null;
  };

  const scopeOf = (change: ResourceChange): Scope | null => {
    let scope: Scope | null = root && { address: '', module: root, call: null, parent: null };
    let address = '';
    for (const step of moduleSteps(change.module_address ?? '')) {
      address = address === '' ? step : `${address}.${step}`;
      scope = scope && childOf(scope, step.replace(/^module\./, '').replace(/\[.*$/s, ''), address);
    }
    return scope;
  };

  const resourceOf = (change: ResourceChange) => {
    const scope = scopeOf(change);
    return scope && resourceIn(scope.module, `${change.type}.${change.name}`);
  };
  return {
    scopeOf,
    resourceOf,
    childOf,
    providerOf: (change) => providers[resourceOf(change)?.provider_config_key ?? 'aws'] ?? null,
    rootVariable: (name) => plan.variables?.[name]?.value,
  };
}

/** `module.a["x.y"].module.b` in steps; keys may hold dots and brackets. */
export function moduleSteps(address: string): string[] {
  return address.match(/module\.[^.[\]]+(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\])?/g) ?? [];
}

export function isExpression(value: unknown): value is Expression {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const members = Object.keys(value);
  return members.every((member) => member === 'constant_value' || member === 'references');
}

/** The expressions within a block, by position; undefined where the configuration tells none. */
export function blockExpressions(value: Expressions[string] | undefined, index: number): Expressions | undefined {
  if (Array.isArray(value)) return value[index] ?? (value.length === 1 ? value[0] : undefined);
  return value && !isExpression(value) ? (value as Expressions) : undefined;
}

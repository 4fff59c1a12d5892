import { type Configuration, isExpression, type Scope } from './configuration.ts';
import type { ResourceChange } from './plan.ts';

/** What an expression refers to: a resource of the plan and one of its attributes. */
export interface Reference {
  address: string;
  /** Such as name or arn; empty where the whole resource is meant. */
  attribute: string;
}

export type Resolve = (references: readonly string[], asking: ResourceChange) => Reference[];

/** Follows references through variables of modules and their outputs to resources of the plan. */
export function referenceResolver(changes: readonly ResourceChange[], configuration: Configuration): Resolve {
  const instances = new Map<string, ResourceChange[]>();
  for (const change of changes) {
    const base = baseOf(change.module_address ?? '', `${change.type}.${change.name}`);
    instances.set(base, [...(instances.get(base) ?? []), change]);
  }

  const resolve = (text: string, scope: Scope, asking: ResourceChange, depth: number): Reference[] => {
    // A configuration that refers to itself is none, but the file may be anybody's.
    if (depth > 20) return [];
    const [head = '', second = '', ...rest] = stepsOf(text);
    if (head === 'var') return throughCall(second, scope, asking, depth);
    if (head === 'module') return throughOutput(second, rest[0] ?? '', scope, asking, depth);
    const [name = '', index] = nameAndIndex(second);
    const found = instances.get(baseOf(scope.address, `${head}.${name}`)) ?? [];
    const meant = found.filter((one) =>
      index === undefined ? one.index === asking.index : String(one.index) === index,
    );
    return (meant.length > 0 ? meant : found).map(({ address }) => ({ address, attribute: rest.join('.') }));
  };

  const throughCall = (name: string, scope: Scope, asking: ResourceChange, depth: number): Reference[] => {
    const expression = scope.call?.expressions?.[nameAndIndex(name)[0]];
    const { parent } = scope;
    if (!parent || !isExpression(expression)) return [];
    return mostSpecific(expression.references ?? []).flatMap((one) => resolve(one, parent, asking, depth + 1));
  };

  const throughOutput = (call: string, output: string, scope: Scope, asking: ResourceChange, depth: number) => {
    const [name = '', index] = nameAndIndex(call);
    const suffix = index === undefined ? '' : /^\d+$/.test(index) ? `[${index}]` : `["${index}"]`;
    const prefix = scope.address === '' ? '' : `${scope.address}.`;
    const child = configuration.childOf(scope, name, `${prefix}module.${name}${suffix}`);
    const expression = child?.module.outputs?.[nameAndIndex(output)[0]]?.expression;
    if (!child || !expression) return [];
    return mostSpecific(expression.references ?? []).flatMap((one) => resolve(one, child, asking, depth + 1));
  };

  return (references, asking) => {
    const scope = configuration.scopeOf(asking);
    return scope ? mostSpecific(references).flatMap((one) => resolve(one, scope, asking, 0)) : [];
  };
}

const baseOf = (module: string, address: string) => (module === '' ? address : `${module}.${address}`);

/** Terraform lists `a.b.name`, then `a.b`: the second says nothing more. */
function mostSpecific(references: readonly string[]): string[] {
  return references.filter(
    (one) => !references.some((other) => other !== one && (other.startsWith(`${one}.`) || other.startsWith(`${one}[`))),
  );
}

/** Steps between dots, save those within brackets. */
function stepsOf(text: string): string[] {
  return text.match(/(?:[^.[]|\["(?:[^"\\]|\\.)*"\]|\[[^\]]*\])+/g) ?? [];
}

function nameAndIndex(step: string): [name: string, index: string | undefined] {
  const [, name = step, index] = /^([^[]*)\[(.*)\]$/s.exec(step) ?? [];
  return [name, index?.replace(/^"(.*)"$/s, '$1')];
}

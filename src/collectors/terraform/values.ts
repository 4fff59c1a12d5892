import { symbolFor } from '../../model/symbolic-name.ts';
import { type Declared, type DeclaredObject, filled, isFilled, leftToAws, unresolved } from '../declared/value.ts';
import { blockExpressions, isExpression } from './configuration.ts';
import type { Expressions } from './plan.ts';
import type { Reference } from './references.ts';

/** What is needed beside a value to tell what it is. */
export interface Origin {
  /** References of an expression, resolved. */
  resolve(references: readonly string[]): Reference[];
  /** Value of an attribute of a resource of the plan, where it is known: what a reference to it will give. */
  givenBy(reference: Reference): Declared | undefined;
  /** True where a value without an expression is the provider's default, and not a value that AWS has told before. */
  isFilled(path: readonly string[]): boolean;
}

interface Sides {
  after: unknown;
  unknown: unknown;
  sensitive: unknown;
  expression: Expressions[string] | undefined;
}

/**
 * The attributes of a resource as they will be: values, with what is known only after apply unresolved, and what the configuration does
 * not set filled in. Sensitive values are unresolved too: they are never shown, so nothing may be told of them.
 */
export function attributesOf(
  after: Record<string, unknown>,
  unknown: unknown,
  sensitive: unknown,
  expressions: Expressions | undefined,
  origin: Origin,
): DeclaredObject {
  return objectOf({ after, unknown, sensitive, expression: expressions }, expressions, origin, []);
}

function objectOf(
  { after, unknown, sensitive }: Sides,
  expressions: Expressions | undefined,
  origin: Origin,
  path: readonly string[],
): DeclaredObject {
  const names = new Set([...membersOf(after), ...membersOf(unknown)]);
  const attributes: DeclaredObject = {};
  for (const name of names) {
    const sides = {
      after: memberOf(after, name),
      unknown: unknown === true ? true : memberOf(unknown, name),
      sensitive: sensitive === true ? true : memberOf(sensitive, name),
      expression: expressions?.[name],
    };
    attributes[name] = declaredOf(sides, expressions !== undefined, origin, [...path, name]);
  }
  return attributes;
}

function declaredOf(
  sides: Sides,
  isConfigured: boolean,
  origin: Origin,
  path: readonly string[],
): Declared | undefined {
  const { after, unknown, sensitive, expression } = sides;
  if (sensitive === true) return unresolved([], null);
  if (unknown === true) {
    const isLeft = isConfigured && expression === undefined && path.length === 1;
    return isLeft ? leftToAws() : openOf(expression, origin);
  }
  if (Array.isArray(after)) return listOf(sides, isConfigured, origin, path);
  if (isRecord(after)) return objectOf(sides, nestedOf(expression, 0, isConfigured), origin, path);
  if (after === null || after === undefined) return undefined;
  if (isConfigured && expression === undefined && origin.isFilled(path)) return filled(after as string);
  return after as Declared;
}

function listOf(sides: Sides, isConfigured: boolean, origin: Origin, path: readonly string[]): Declared {
  const after = sides.after as unknown[];
  const items = after.map((item, index): Declared => {
    const one = {
      after: item,
      unknown: Array.isArray(sides.unknown) ? sides.unknown[index] : undefined,
      sensitive: Array.isArray(sides.sensitive) ? sides.sensitive[index] : undefined,
      expression: sides.expression,
    };
    if (isRecord(item) && one.unknown !== true) {
      return objectOf(one, nestedOf(sides.expression, index, isConfigured), origin, [...path, String(index)]);
    }
    return declaredOf({ ...one, expression: sides.expression ?? {} }, isConfigured, origin, path) ?? null;
  });
  const isDefault = isConfigured && sides.expression === undefined && origin.isFilled(path);
  return isDefault ? filled(items) : items;
}

/** Expressions of what lies within; undefined where all of it is set by one expression, or nobody tells. */
function nestedOf(expression: Expressions[string] | undefined, index: number, isConfigured: boolean) {
  if (!isConfigured || expression === undefined) return undefined;
  return blockExpressions(expression, index);
}

/** A value that is not known yet: what a single reference gives is that value, or stands for it among names. */
function openOf(expression: Expressions[string] | undefined, origin: Origin): Declared {
  const references = isExpression(expression) ? origin.resolve(expression.references ?? []) : [];
  const addresses = [...new Set(references.map(({ address }) => address))];
  const [only] = references;
  if (only === undefined || references.length > 1) return unresolved(addresses, null);
  const given = origin.givenBy(only);
  // What the provider fills in there is set here.
  return (isFilled(given) ? given.value : given) ?? unresolved(addresses, symbolOf(only));
}

const symbolOf = ({ address, attribute }: Reference) =>
  attribute === '' ? null : symbolFor(`${address}.${attribute}`);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const membersOf = (value: unknown) => (isRecord(value) ? Object.keys(value) : []);

const memberOf = (value: unknown, name: string) =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;

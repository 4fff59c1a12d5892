import type { Json } from '../../model/snapshot.ts';
import { type Declared, type DeclaredObject, isFilled, isObject, isUnresolved } from './value.ts';

/** Thrown by a reading whose value is known only after apply: the member that asked is unread then. */
export class AfterApplyError extends Error {
  /** True where the source does not set the value at all. */
  readonly isLeftToAws: boolean;

  constructor(path: string, isLeftToAws = false) {
    super(path);
    this.isLeftToAws = isLeftToAws;
  }
}

/** Thrown by a reading whose value is not of the type that AWS documents. */
export class MalformedPropertyError extends Error {}

/**
 * The properties of one element by their dotted CloudFormation paths. A reading gives undefined where the source does not set the
 * property, and throws where its value is known only after apply.
 */
export interface Properties {
  text(path: string): string | undefined;
  /** A text that identifies something: where not known, its symbolic name. */
  name(path: string): string | undefined;
  /** Numbers may be written as text, as templates allow. */
  number(path: string): number | undefined;
  boolean(path: string): boolean | undefined;
  texts(path: string): string[] | undefined;
  /** As texts, each of them perhaps a symbolic name. */
  names(path: string): string[] | undefined;
  /** One nested object. */
  at(path: string): Properties | undefined;
  /** A list of nested objects. */
  list(path: string): Properties[] | undefined;
  /** The plain value as a whole. */
  json(path: string): Json | undefined;
  /** Whether the source sets the property, known or not. */
  has(path: string): boolean;
  /** Addresses of elements that the property refers to. */
  references(path: string): string[];
  /** All properties, as the source gives them. */
  bag: DeclaredObject;
  /** The value as the source gives it. */
  raw(path: string): Declared | undefined;
}

/** What was seen while a member was computed. */
export interface Reading {
  /** Values that the configuration sets itself. */
  set: number;
  /** Values that the provider filled in. */
  filled: number;
}

export function propertiesOf(bag: DeclaredObject, reading: Reading = { set: 0, filled: 0 }): Properties {
  const raw = (path: string) => valueAt(bag, path.split('.'), reading);
  const plain = (path: string) => settled(raw(path), path);
  const list = (path: string) => {
    const value = plain(path);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw malformed(path, 'a list', value);
    return value.map((item) => (isFilled(item) ? item.value : item));
  };
  return {
    bag,
    raw,
    has: (path) => raw(path) !== undefined,
    text: (path) => textOf(plain(path), path),
    name: (path) => nameOf(raw(path), path),
    number: (path) => numberOf(plain(path), path),
    boolean: (path) => booleanOf(plain(path), path),
    texts: (path) => list(path)?.map((item) => textOf(settled(item, path), path) ?? ''),
    names: (path) => list(path)?.map((item) => nameOf(item, path) ?? ''),
    at: (path) => {
      const value = plain(path);
      if (value === undefined) return undefined;
      if (!isObject(value)) throw malformed(path, 'an object', value);
      return propertiesOf(value, reading);
    },
    list: (path) =>
      list(path)?.map((item) => {
        const value = settled(item, path);
        if (!isObject(value)) throw malformed(path, 'a list of objects', value);
        return propertiesOf(value, reading);
      }),
    json: (path) => {
      const value = raw(path);
      return value === undefined ? undefined : toJson(value, path);
    },
    references: (path) => referencesIn(raw(path)),
  };
}

/** Null is as good as absent. A step into what is not known is not known either. */
function valueAt(bag: DeclaredObject, steps: readonly string[], reading: Reading): Declared | undefined {
  let value: Declared | undefined = bag;
  for (const step of steps) {
    if (isFilled(value)) {
      reading.filled += 1;
      value = value.value;
    }
    if (value === undefined || value === null || isUnresolved(value)) break;
    value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  if (isFilled(value)) {
    reading.filled += 1;
    return value.value;
  }
  if (value === null || value === undefined) return undefined;
  reading.set += 1;
  return value;
}

function settled(value: Declared | undefined, path: string): Exclude<Declared, null> | undefined {
  if (isUnresolved(value)) throw new AfterApplyError(path, value.isLeftToAws);
  return value ?? undefined;
}

function textOf(value: Declared | undefined, path: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw malformed(path, 'a text', value);
}

function nameOf(value: Declared | undefined, path: string): string | undefined {
  if (isUnresolved(value) && value.symbol !== null) return value.symbol;
  return textOf(settled(value, path), path);
}

function numberOf(value: Declared | undefined, path: string): number | undefined {
  if (value === undefined || typeof value === 'number') return value;
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  throw malformed(path, 'a number', value);
}

function booleanOf(value: Declared | undefined, path: string): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw malformed(path, 'true or false', value);
}

function toJson(value: Declared | undefined, path: string): Json {
  if (isUnresolved(value)) throw new AfterApplyError(path);
  if (isFilled(value)) return toJson(value.value, path);
  if (Array.isArray(value)) return value.map((item) => toJson(item, path));
  if (!isObject(value)) return value ?? null;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, toJson(member, path)]));
}

function referencesIn(value: Declared | undefined): string[] {
  if (isUnresolved(value)) return value.references;
  if (isFilled(value)) return referencesIn(value.value);
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return isObject(value) ? Object.values(value).flatMap(referencesIn) : [];
}

function malformed(path: string, expected: string, found: unknown): MalformedPropertyError {
  return new MalformedPropertyError(`${path}: expected ${expected}, found ${JSON.stringify(found)?.slice(0, 60)}`);
}

import { isObject } from '../protocol/conform.ts';

/** A declared resource: AWS's own response members, and the sandbox's shorthands. */
export type Item = Readonly<Record<string, unknown>>;

/** Fills in what AWS derives. A declared member wins; a declared null means that AWS does not return the member. */
export function withDefaults(item: Item, defaults: Record<string, unknown>): Record<string, unknown> {
  const filled = { ...defaults, ...item };
  for (const name in filled) if (filled[name] === null || filled[name] === undefined) delete filled[name];
  return filled;
}

/** An item without its shorthands. */
export function without(item: Item, ...names: string[]): Record<string, unknown> {
  const rest: Record<string, unknown> = { ...item };
  for (const name of names) delete rest[name];
  return rest;
}

/** A member that must be text, empty text when it is not. */
export function text(item: Item, name: string): string {
  const value = item[name];
  return typeof value === 'string' ? value : '';
}

/** A member that must be a number, or a fallback. */
export function count(item: Item, name: string, fallback = 0): number {
  const value = item[name];
  return typeof value === 'number' ? value : fallback;
}

/** A member that must be a structure, empty when it is not. */
export function part(item: Item, name: string): Item {
  const value = item[name];
  return isObject(value) ? value : {};
}

/** A member that must be a list of structures, empty when it is not. */
export function parts(item: Item, name: string): Item[] {
  const value = item[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A member that must be a list of text, empty when it is not. */
export function texts(item: Item, name: string): string[] {
  const value = item[name];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** Index by a key; the first of equals stays, as with names in AWS. */
export function indexBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T> {
  const index = new Map<string, T>();
  for (const item of items) if (!index.has(key(item))) index.set(key(item), item);
  return index;
}

/** Group by a key, order kept. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

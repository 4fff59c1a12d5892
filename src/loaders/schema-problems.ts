import type { z } from 'zod';
import { nameHint, nearestName, oneOf } from '../model/nearest-name.ts';

/** Members and indexes that lead from the root of a document to a value. */
export type Path = readonly (string | number)[];

/** A value that does not fit its schema. */
export interface SchemaProblem {
  path: Path;
  /** Whether the key of the value is wrong, or the value itself. */
  at: 'key' | 'value';
  message: string;
}

type RawIssue = z.core.$ZodRawIssue;
type Issue = z.core.$ZodIssue;

/** Judges a value by a schema and says in words what does not fit, and where. */
export function checkSchema<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { value: z.infer<S>; problems: [] } | { value: null; problems: SchemaProblem[] } {
  const validKeys = new WeakMap<readonly string[], readonly string[]>();
  const parsed = schema.safeParse(value, { error: (issue) => describeIssue(issue, validKeys) });
  if (parsed.success) return { value: parsed.data, problems: [] };
  return { value: null, problems: parsed.error.issues.flatMap((issue) => toProblems(issue, [], value, validKeys)) };
}

/** Words for an issue, said where the input and the schema are at hand; undefined keeps the words of the schema library. */
function describeIssue(issue: RawIssue, validKeys: WeakMap<readonly string[], readonly string[]>): string | undefined {
  const expected = expectation(issue);
  if (issue.code === 'unrecognized_keys') {
    const shape = (issue.inst as z.core.$ZodObject | undefined)?._zod.def.shape;
    validKeys.set(issue.keys as readonly string[], Object.keys(shape ?? {}));
  }
  if (expected === null) return undefined;
  return `expected ${expected}; found ${describeValue(issue.input)}${advice(issue)}`;
}

function expectation(issue: RawIssue): string | null {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[String(issue.expected)] ?? String(issue.expected);
    case 'invalid_value':
      return oneOf((issue.values as unknown[]).map((value) => String(value)));
    case 'invalid_format':
      if (issue.format === 'url') return 'a URL such as https://docs.aws.amazon.com/…';
      return issue.pattern === undefined ? null : `text that matches ${issue.pattern}`;
    case 'too_small':
      if (issue.origin === 'number')
        return `a number ${issue.inclusive === false ? 'above' : 'of at least'} ${issue.minimum}`;
      return issue.origin === 'string' ? 'text that is not empty' : `at least ${issue.minimum} in the list`;
    default:
      return null;
  }
}

/** The nearest valid value, or how to write what was meant. */
function advice(issue: RawIssue): string {
  const { input } = issue;
  if (issue.code === 'invalid_value' && typeof input === 'string') {
    const nearest = nearestName(input, (issue.values as unknown[]).map(String));
    return nearest === null ? '' : `; did you mean "${nearest}"?`;
  }
  const wantsText = issue.code === 'invalid_type' && issue.expected === 'string';
  return wantsText && ['number', 'boolean'].includes(typeof input) ? '; put it in quotes' : '';
}

const typeNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
  null: 'null',
};

/** A value in few words. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a mapping';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function toProblems(
  issue: Issue,
  prefix: Path,
  root: unknown,
  validKeys: WeakMap<readonly string[], readonly string[]>,
): SchemaProblem[] {
  const path = [...prefix, ...(issue.path as (string | number)[])];
  if (issue.code === 'unrecognized_keys') {
    const valid = validKeys.get(issue.keys) ?? [];
    return issue.keys.map((key) => ({
      path: [...path, key],
      at: 'key',
      message: `unknown key "${key}"${nameHint(key, valid)}`,
    }));
  }
  if (issue.code === 'invalid_union') {
    return unionProblems(issue.errors, path, root, validKeys);
  }
  return [{ path, at: 'value', message: wording(issue.message, path, root) }];
}

/** Problems of the alternative that was meant: the only one that fits at its root; else what all of them expect. */
function unionProblems(
  alternatives: readonly (readonly Issue[])[],
  path: Path,
  root: unknown,
  validKeys: WeakMap<readonly string[], readonly string[]>,
): SchemaProblem[] {
  const meant = alternatives.filter((issues) =>
    issues.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys' || issue.code === 'too_small'),
  );
  const [only] = meant;
  if (meant.length === 1 && only !== undefined) return only.flatMap((i) => toProblems(i, path, root, validKeys));
  const expected = alternatives.flatMap((issues) =>
    issues.filter((issue) => issue.path.length === 0).map((issue) => issue.message.split('; found ')[0] ?? ''),
  );
  const choices = [...new Set(expected.map((text) => text.replace(/^expected /, '')))];
  const message = `expected ${choices.join(' or ')}; found ${describeValue(valueAt(root, path))}`;
  return [{ path, at: 'value', message: wording(message, path, root) }];
}

/** Puts a message into the form "expected …; found …", and names what is missing. */
function wording(message: string, path: Path, root: unknown): string {
  const value = valueAt(root, path);
  if (value === undefined && path.length > 0) {
    const expected = message.startsWith('expected ') ? `; ${message.split('; found ')[0]}` : '';
    return `"${path.at(-1)}" is missing${expected}`;
  }
  if (message.startsWith('expected ') || (typeof value === 'object' && value !== null)) return message;
  return `expected ${message}; found ${describeValue(value)}`;
}

/** The value at a path; undefined when there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  let value: unknown = root;
  for (const member of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, member)) return undefined;
    value = (value as Record<string | number, unknown>)[member];
  }
  return value;
}

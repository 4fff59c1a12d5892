import type { z } from 'zod';

type Written = z.ZodSafeParseResult<unknown>;

/** Checks a value against its schema; templates may write numbers and booleans as text, and Terraform does in maps. */
export function parseAsWritten(schema: z.ZodType, value: unknown): Written {
  const checked = schema.safeParse(value);
  if (checked.success) return checked;
  let copy = structuredClone(value);
  for (const issue of checked.error.issues) {
    if (issue.code !== 'invalid_type') return checked;
    const typed = typedOf(valueAt(copy, issue.path), issue.expected);
    if (typed === undefined) return checked;
    copy = withValue(copy, issue.path, typed);
  }
  return schema.safeParse(copy);
}

function typedOf(value: unknown, expected: string): number | boolean | string | undefined {
  if ((expected === 'number' || expected === 'int') && typeof value === 'string' && value.trim() !== '') {
    return Number.isFinite(Number(value)) ? Number(value) : undefined;
  }
  if (expected === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  return undefined;
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, step) => (inner as Record<PropertyKey, unknown> | undefined)?.[step], value);

function withValue(value: unknown, path: readonly PropertyKey[], typed: unknown): unknown {
  const [last] = path.slice(-1);
  if (last === undefined) return typed;
  const parent = valueAt(value, path.slice(0, -1)) as Record<PropertyKey, unknown>;
  parent[last] = typed;
  return value;
}

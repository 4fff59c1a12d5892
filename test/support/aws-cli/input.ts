import { NormalizedSchema } from '@smithy/core/schema';

/** Where a value was written: JSON has numbers and booleans, shorthand and plain words have text for them. */
export type Notation = 'json' | 'text';

/** What is wrong with a value for a schema, as "path: what"; `complete` asks for required members too. */
export function mismatches(
  schema: NormalizedSchema,
  value: unknown,
  notation: Notation,
  path = '',
  complete = true,
): string[] {
  const wrong = (expected: string) => [`${path || 'input'}: expected ${expected}, found ${JSON.stringify(value)}`];
  if (schema.isStructSchema()) {
    return isObject(value) ? structureMismatches(schema, value, notation, path, complete) : wrong('a structure');
  }
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return wrong('a list');
    return value.flatMap((item, index) => mismatches(schema.getValueSchema(), item, notation, `${path}[${index}]`));
  }
  if (schema.isMapSchema()) {
    if (!isObject(value)) return wrong('a map');
    return Object.entries(value).flatMap(([key, item]) =>
      mismatches(schema.getValueSchema(), item, notation, `${path}.${key}`),
    );
  }
  const text = notation === 'text' && typeof value === 'string';
  if (schema.isNumericSchema()) {
    const number = text ? /^-?\d+(\.\d+)?$/.test(value) : typeof value === 'number' && Number.isFinite(value);
    return number ? [] : wrong('a number');
  }
  if (schema.isBooleanSchema()) {
    return typeof value === 'boolean' || (text && /^(true|false)$/.test(value)) ? [] : wrong('a boolean');
  }
  if (schema.isTimestampSchema()) {
    const time = typeof value === 'number' || (typeof value === 'string' && !Number.isNaN(Date.parse(value)));
    return time ? [] : wrong('a timestamp');
  }
  if (schema.isDocumentSchema()) return [];
  return typeof value === 'string' ? [] : wrong('a text');
}

function structureMismatches(
  schema: NormalizedSchema,
  value: Record<string, unknown>,
  notation: Notation,
  path: string,
  complete: boolean,
): string[] {
  const members = membersOf(schema);
  const problems = Object.entries(value).flatMap(([name, item]) => {
    const at = path ? `${path}.${name}` : name;
    const member = members.get(name);
    return member ? mismatches(member, item, notation, at) : [`${at}: ${schema.getName()} has no such member`];
  });
  const missing = complete ? requiredOf(schema).filter((name) => !(name in value)) : [];
  return [...problems, ...missing.map((name) => `${path || 'input'}: lacks ${name}`)];
}

/** Members of a structure by name. */
export function membersOf(schema: NormalizedSchema): Map<string, NormalizedSchema> {
  return schema.isStructSchema() ? new Map([...schema.structIterator()]) : new Map();
}

/**
 * Names of the members that must be there. A structure of the SDK is `[3, namespace, name, traits, names, schemas, required]`,
 * with the required members first and their number last.
 */
export function requiredOf(schema: NormalizedSchema): string[] {
  const [, , , , names = [], , required = 0] = schema.getSchema() as unknown as [
    3,
    string,
    string,
    unknown,
    string[]?,
    unknown[]?,
    number?,
  ];
  return names.slice(0, required);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const schemaOf = (reference: Parameters<typeof NormalizedSchema.of>[0]): NormalizedSchema =>
  NormalizedSchema.of(reference);

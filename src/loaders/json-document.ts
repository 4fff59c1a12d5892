import type { z } from 'zod';
import { type Problem, type UsageError, usageErrorOf } from '../model/usage-error.ts';
import { findJsonFault, jsonOffset } from './json-position.ts';
import { refusal } from './read-text.ts';
import { checkSchema, describeValue, type Path } from './schema-problems.ts';
import { positionAt } from './text-position.ts';

/** A JSON file in memory. */
export interface JsonText {
  file: string;
  text: string;
}

/** Problems that one message shows of a large file; more would not help. */
const shownProblems = 10;

/** Parses JSON; the error says where it stops being JSON. */
export function parseJson(source: JsonText, what: string): unknown {
  if (source.text.trim() === '') throw refusal(source.file, `the file is empty; expected a ${what}`);
  try {
    return JSON.parse(source.text) as unknown;
  } catch {
    const { offset, message } = findJsonFault(source.text) ?? { offset: 0, message: 'cannot be parsed' };
    const place = { file: source.file, ...positionAt(source.text, offset) };
    throw usageErrorOf([{ ...place, message: `not a ${what}: ${message}` }]);
  }
}

/** A problem at the value of a path, or at its key. */
export function jsonProblem(source: JsonText, path: Path, message: string, at: 'key' | 'value' = 'value'): Problem {
  return { file: source.file, ...positionAt(source.text, jsonOffset(source.text, path, at)), message };
}

/** Judges a part of a document by a schema. Throws a UsageError that lists the first problems. */
export function validateJson<S extends z.ZodType>(
  source: JsonText,
  value: unknown,
  schema: S,
  prefix: Path = [],
): z.infer<S> {
  const checked = checkSchema(schema, value);
  if (checked.value !== null) return checked.value;
  const problems = checked.problems
    .slice(0, shownProblems)
    .map(({ path, message, at }) => jsonProblem(source, [...prefix, ...path], message, at));
  throw usageErrorOf(problems);
}

/** What to do with a file of another Headroom schema, by the schema that was wanted. */
const whatToDo: Record<string, string> = {
  snapshot: 'take one with "headroom snapshot --output FILE"',
  report: 'write one with "headroom audit --report json=FILE"',
};

/**
 * Refuses what is not the wanted document: another document, or another version of it.
 * @param wanted schema such as headroom.snapshot/1
 */
export function checkSchemaId(source: JsonText, value: unknown, wanted: string): void {
  const what = wanted.replace(/^headroom\.|\/\d+$/g, '');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw problem(source, [], `expected a ${what} (${wanted}); found ${describeValue(value)}; ${whatToDo[what]}`);
  }
  const schema = 'schema' in value ? value.schema : undefined;
  if (schema === wanted) return;
  if (schema === undefined) {
    const hint = 'planned_values' in value ? 'this is a Terraform plan, for "headroom gate --plan"' : whatToDo[what];
    throw problem(source, [], `this is no ${what}: it has no "schema" member; ${hint}`);
  }
  throw problem(source, ['schema'], schemaMessage(schema, wanted, what));
}

function schemaMessage(schema: unknown, wanted: string, what: string): string {
  const [, name, version] = /^headroom\.([a-z]+)\/(\d+)$/.exec(String(schema)) ?? [];
  if (name === undefined) return `expected "${wanted}"; found ${describeValue(schema)}; ${whatToDo[what]}`;
  if (name !== what) return `this is a ${name} (${String(schema)}), not a ${what}; ${whatToDo[what]}`;
  const newer = Number(version) > Number(wanted.split('/')[1]);
  const advice = newer ? 'update Headroom' : `it is older than this Headroom; ${whatToDo[what]}`;
  return `expected "${wanted}"; found "${String(schema)}"; ${advice}`;
}

function problem(source: JsonText, path: Path, message: string): UsageError {
  return usageErrorOf([jsonProblem(source, path, message)]);
}

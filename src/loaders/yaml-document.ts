import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Problem, usageErrorOf } from '../model/usage-error.ts';
import { readText } from './read-text.ts';
import { checkSchema, type Path } from './schema-problems.ts';
import { type Position, positionAt } from './text-position.ts';
import { type PlainOptions, toPlainValue } from './yaml-value.ts';

/** Largest YAML file that is read: a policy of thousands of workloads is far smaller. */
const maxYamlBytes = 5_000_000;

const tooDeep = 'the YAML is nested too deeply';

/** A parsed YAML file that knows where each value stands. */
export interface YamlDocument {
  file: string;
  text: string;
  /** Plain JSON: dates are strings, keys are text, aliases are expanded. */
  value: unknown;
  document: Document.Parsed<ParsedNode>;
}

export function loadYaml(file: string, what: string): YamlDocument {
  return parseYaml(readText(file, what, maxYamlBytes), file);
}

/** Parses YAML 1.2 (core schema, no merge keys, no custom tags). Throws a UsageError that lists every syntax error. */
export function parseYaml(text: string, file: string, options: PlainOptions = {}): YamlDocument {
  const problemAt = (offset: number, message: string): Problem => ({ file, ...positionAt(text, offset), message });
  let document: YamlDocument['document'];
  try {
    document = parseDocument(text, {
      schema: 'core',
      merge: false,
      resolveKnownTags: false,
      prettyErrors: false,
      uniqueKeys: true,
      stringKeys: false,
    }) as YamlDocument['document'];
  } catch (error) {
    if (error instanceof RangeError) throw usageErrorOf([problemAt(0, tooDeep)]);
    throw error;
  }
  // A tag that the caller knows is none of the parser's business.
  const warnings = document.warnings.filter(({ code }) => !(options.tagged && code === 'TAG_RESOLVE_FAILED'));
  const faults = [...document.errors, ...warnings];
  if (faults.length > 0) throw usageErrorOf(faults.map((fault) => problemAt(fault.pos[0], faultText(fault.message))));
  const { value, faults: refused } = toPlainValue(document, options);
  if (refused.length > 0) throw usageErrorOf(refused.map((fault) => problemAt(fault.offset, fault.message)));
  return { file, text, value, document };
}

/** The value as the schema's type. Throws a UsageError that lists every value that does not fit. */
export function validateYaml<S extends z.ZodType>(source: YamlDocument, schema: S): z.infer<S> {
  const checked = checkSchema(schema, source.value);
  if (checked.value !== null) return checked.value;
  const problems = checked.problems
    .toSorted((a, b) => Number(b.at === 'key') - Number(a.at === 'key'))
    .map(({ path, at, message }) => yamlProblem(source, path, message, at));
  throw usageErrorOf(problems.sort(byPlace));
}

/** A problem at the value of a path, or at its key; what is missing is shown at its parent. */
export function yamlProblem(source: YamlDocument, path: Path, message: string, at: 'key' | 'value' = 'value'): Problem {
  return { file: source.file, ...yamlPosition(source, path, at), message };
}

/** Where the value of a path stands, or its key; what is missing stands at its parent. */
export function yamlPosition({ document, text }: YamlDocument, path: Path, at: 'key' | 'value' = 'value'): Position {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [index, member] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    const step = childOf(node, member);
    if (step === null) break;
    const wantsKey = at === 'key' && index === path.length - 1;
    offset = (wantsKey ? step.key : step.value)?.range?.[0] ?? step.key?.range?.[0] ?? offset;
    node = step.value;
  }
  return positionAt(text, offset);
}

function childOf(node: Node | null, member: string | number): { key: Node | null; value: Node | null } | null {
  if (isSeq(node)) {
    const item = node.items[Number(member)] as Node | undefined;
    return item === undefined ? null : { key: item, value: item };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === String(member));
  return pair === undefined ? null : { key: pair.key as Node, value: pair.value as Node | null };
}

function byPlace(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** The parser's own words, but for those about its stack. */
function faultText(text: string): string {
  return text.startsWith('Maximum call stack') ? tooDeep : (text.split('\n', 1)[0] ?? text);
}

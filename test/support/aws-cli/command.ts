import type { NormalizedSchema } from '@smithy/core/schema';
import { isObject, membersOf, mismatches, requiredOf, schemaOf } from './input.ts';
import { cliName, findOperation, memberOption } from './services.ts';
import { readShorthand } from './shorthand.ts';

/** What the AWS CLI would send for a command, and everything for which it, or AWS, would refuse it. */
export interface ReadCommand {
  input: Record<string, unknown>;
  problems: string[];
}

/** Options of every command that take a value, and those that only paged operations take. */
const globalOptions = ['region', 'output', 'query', 'profile'];
const pagingOptions = ['max-items', 'page-size', 'starting-token'];

/** Reads a command as the AWS CLI does, against the schema of the operation's input. */
export async function readCommand(words: readonly string[]): Promise<ReadCommand> {
  const [program, service = '', name = '', ...rest] = words;
  if (program !== 'aws') return { input: {}, problems: [`${program} is not the AWS CLI`] };
  const found = await findOperation(service, name);
  if (typeof found === 'string') return { input: {}, problems: [found] };
  const schema = schemaOf(found.operation[4]);
  const members = new Map([...membersOf(schema)].map(([member, of]) => [cliName(member), { member, of }]));
  const { options, problems } = optionsOf(rest);
  const input: Record<string, unknown> = {};
  for (const { option, values } of options) {
    if (option === 'cli-input-json') {
      problems.push(...takeJson(schema, values, input));
    } else if (globalOptions.includes(option) || (found.paged && pagingOptions.includes(option))) {
      if (values.length !== 1) problems.push(`--${option}: takes one value`);
    } else {
      const own = memberOption(service, name, option);
      const known = members.get(own) ?? members.get(own.replace(/^no-/, ''));
      if (!known) problems.push(`${service} ${name} has no option --${option}`);
      else if (known.member in input) problems.push(`--${option}: given twice`);
      else {
        const taken = takeValues(known.of, values, option, !members.has(own));
        problems.push(...taken.problems);
        input[known.member] = taken.value;
      }
    }
  }
  problems.push(
    ...requiredOf(schema)
      .filter((member) => !(member in input))
      .map((member) => `lacks --${cliName(member)}`),
  );
  return { input, problems };
}

interface Option {
  option: string;
  values: string[];
}

/** Words by option. Only `--option=value` lets a value begin with a dash. */
function optionsOf(words: readonly string[]): { options: Option[]; problems: string[] } {
  const options: Option[] = [];
  const problems: string[] = [];
  for (const word of words) {
    const [, option, value] = /^--([a-z][a-z0-9-]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (option !== undefined) options.push({ option, values: value === undefined ? [] : [value] });
    else if (word.startsWith('-')) problems.push(`${JSON.stringify(word)} would be read as an option`);
    else if (options.length === 0) problems.push(`${JSON.stringify(word)} belongs to no option`);
    else options.at(-1)?.values.push(word);
  }
  const files = options.flatMap(({ option, values }) =>
    values
      .filter((value) => /^(fileb?|https?):\/\//.test(value))
      .map((value) => `--${option}: ${JSON.stringify(value)} would be read as the address of a file`),
  );
  return { options, problems: [...problems, ...files] };
}

function takeJson(schema: NormalizedSchema, values: string[], input: Record<string, unknown>): string[] {
  const payload = values.length === 1 ? parseJson(values[0] ?? '') : undefined;
  if (!isObject(payload)) return ['--cli-input-json: takes one JSON object'];
  Object.assign(input, payload);
  return mismatches(schema, payload, 'json', '', false);
}

function takeValues(
  schema: NormalizedSchema,
  values: string[],
  option: string,
  negated: boolean,
): { value: unknown; problems: string[] } {
  const refuse = (problem: string) => ({ value: undefined, problems: [`--${option}: ${problem}`] });
  if (schema.isBooleanSchema())
    return values.length === 0 ? { value: !negated, problems: [] } : refuse('takes no value');
  if (negated) return refuse('only switches have a --no- form');
  const [first] = values;
  if (first === undefined) return refuse('lacks its value');
  if (schema.isListSchema() && !isJson(first)) {
    const plain = !schema.getValueSchema().isStructSchema();
    const items = values.map((value) => (plain ? value : shorthand(value)));
    if (items.includes(undefined)) return refuse(`${JSON.stringify(values)} is neither JSON nor shorthand`);
    return { value: items, problems: mismatches(schema, items, 'text', option) };
  }
  if (values.length > 1) return refuse(`takes one value, found ${values.length}`);
  if (!schema.isListSchema() && !schema.isStructSchema() && !schema.isMapSchema()) {
    return { value: first, problems: mismatches(schema, first, 'text', option) };
  }
  const value = isJson(first) ? parseJson(first) : shorthand(first);
  if (value === undefined) return refuse(`${JSON.stringify(first)} is neither JSON nor shorthand`);
  return { value, problems: mismatches(schema, value, isJson(first) ? 'json' : 'text', option) };
}

const isJson = (text: string) => /^\s*[[{]/.test(text);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function shorthand(text: string): unknown {
  try {
    return readShorthand(text);
  } catch {
    return undefined;
  }
}

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseYaml, validateYaml, yamlPosition } from '../../src/loaders/yaml-document.ts';
import { UsageError } from '../../src/model/usage-error.ts';

const Schema = z.strictObject({
  name: z.string(),
  size: z.enum(['small', 'large']).optional(),
  limits: z.strictObject({ minCapacity: z.number(), maxCapacity: z.number().optional() }).optional(),
  day: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD')
    .optional(),
  tags: z.record(z.string(), z.string()).optional(),
  subject: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  severity: z.union([z.enum(['low', 'high']), z.strictObject({ default: z.enum(['low', 'high']) })]).optional(),
});

function errorsOf(text: string): string[] {
  try {
    validateYaml(parseYaml(text, 'f.yaml'), Schema);
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    return error.message.split('\n');
  }
}

describe('a value that does not fit is shown where it stands', () => {
  it.each<[string, string, string[]]>([
    ['a misspelt key, at the key', 'name: a\nsise: small\n', ['f.yaml:2:1: unknown key "sise"; did you mean "size"?']],
    [
      'an unknown key with no neighbour, with the valid ones',
      'name: a\nlimits: { minCapacity: 1, colour: 2 }\n',
      ['f.yaml:2:27: unknown key "colour"; expected one of minCapacity, maxCapacity'],
    ],
    [
      'a wrong word, at the value',
      'name: a\nsize:   smal\n',
      ['f.yaml:2:9: expected one of small, large; found "smal"; did you mean "small"?'],
    ],
    [
      'a missing key, at its parent',
      'name: a\nlimits:\n  maxCapacity: 3\n',
      ['f.yaml:3:3: "minCapacity" is missing; expected a number'],
    ],
    ['a missing key of the root', 'size: small\n', ['f.yaml:1:1: "name" is missing; expected text']],
    ['a number where text is due', 'name: 0123\n', ['f.yaml:1:7: expected text; found 123; put it in quotes']],
    [
      'text where a number is due',
      'name: a\nlimits: {minCapacity: ten}\n',
      ['f.yaml:2:23: expected a number; found "ten"'],
    ],
    ['a bad date', 'name: a\nday: 22.11.2026\n', ['f.yaml:2:6: expected a date as YYYY-MM-DD; found "22.11.2026"']],
    ['an empty value', 'name:\n', ['f.yaml:1:6: expected text; found nothing']],
    ['an empty file', '', ['f.yaml:1:1: expected a mapping of keys to values; found nothing']],
    ['a list as the root', '- 1\n', ['f.yaml:1:1: expected a mapping of keys to values; found a list']],
    ['neither alternative', 'name: a\nsubject: 3\n', ['f.yaml:2:10: expected text or a list; found 3']],
    [
      'the alternative that was meant',
      'name: a\nsubject: []\n',
      ['f.yaml:2:10: expected at least 1 in the list; found an empty list'],
    ],
    [
      'a member of the alternative that was meant',
      'name: a\nseverity: { default: hihg }\n',
      ['f.yaml:2:22: expected one of low, high; found "hihg"; did you mean "high"?'],
    ],
    [
      'several at once',
      'nam: a\nsize: 3\n',
      [
        'f.yaml:1:1: unknown key "nam"; did you mean "name"?',
        'f.yaml:1:1: "name" is missing; expected text',
        'f.yaml:2:7: expected one of small, large; found 3',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(errorsOf(text)).toEqual(expected);
  });
});

describe('YAML surprises are refused', () => {
  it.each<[string, string, RegExp]>([
    ['duplicate keys', 'name: a\nname: b\n', /^f\.yaml:2:1: Map keys must be unique/],
    ['a syntax error', 'name: [a\n', /^f\.yaml:\d+:\d+: /],
    ['tabs as indentation', 'limits:\n\tminCapacity: 1\n', /^f\.yaml:2:1: /],
    ['a second document', 'name: a\n---\nname: b\n', /^f\.yaml:\d:1: .*multiple documents/],
    ['__proto__', 'name: a\ntags: { __proto__: x }\n', /^f\.yaml:2:9: the key "__proto__" is not allowed$/],
    ['a number as a key', 'name: a\ntags: { 1: x }\n', /^f\.yaml:2:9: a key must be text; put it in quotes$/],
    ['a list as a key', 'name: a\ntags: { [x]: y }\n', /a key must be text/],
    ['merge keys', 'name: a\nlimits: { minCapacity: 2, <<: { minCapacity: 1 } }\n', /unknown key "<<"/],
    ['custom tags', 'name: !!js/function "x"\n', /Unresolved tag/],
    ['timestamps by tag', 'name: !!timestamp 2026-01-01\n', /Unresolved tag/],
    ['infinity', 'name: a\nlimits: { minCapacity: .inf }\n', /^f\.yaml:2:24: expected a finite number$/],
    ['numbers that lose digits', 'name: 12345678901234567890\n', /^f\.yaml:1:7: this number is too large/],
    ['an alias that holds itself', 'name: &a [*a]\n', /nested more than|aliases/],
    ['an alias without an anchor', 'name: *nobody\n', /^f\.yaml:1:7: /],
    ['deep nesting', `name: ${'['.repeat(80)}${']'.repeat(80)}\n`, /nested more than 64 deep/],
    ['very deep nesting', `name: ${'['.repeat(20_000)}\n`, /nested|unexpected|Flow/i],
    ['an alias bomb', bomb(), /aliases/],
  ])('%s', (_, text, expected) => {
    const [first] = errorsOf(text);
    expect(first).toMatch(expected);
  });

  it('reads dates as text, whatever version the file declares', () => {
    for (const head of ['', '%YAML 1.1\n---\n'])
      expect(parseYaml(`${head}day: 2026-11-22\non: yes\n`, 'f.yaml').value).toEqual({ day: '2026-11-22', on: 'yes' });
  });

  it('expands a plain alias and finds positions through it', () => {
    const source = parseYaml('a: &x { b: 1 }\nc: *x\n', 'f.yaml');
    expect(source.value).toEqual({ a: { b: 1 }, c: { b: 1 } });
    expect(yamlPosition(source, ['c', 'b'])).toEqual({ line: 1, column: 12 });
  });

  it('counts lines with Windows ends and columns in UTF-16 units', () => {
    const source = parseYaml('a: 1\r\nb: { "😀": 2, c: 3 }\r\n', 'f.yaml');
    expect(yamlPosition(source, ['b', 'c'])).toEqual({ line: 2, column: 18 });
  });
});

function bomb(): string {
  const levels = 'abcdefgh'.split('').map((name, level, all) => {
    const inner = level === 0 ? '"x"' : `*${all[level - 1]}`;
    return `${name}: &${name} [${Array(9).fill(inner).join(', ')}]`;
  });
  return `${levels.join('\n')}\n`;
}

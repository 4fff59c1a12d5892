import { isReference } from '../../src/evaluator/condition.ts';
import type { Condition, Leaf, Operator, Rule } from '../../src/model/rule.ts';
import type { Json } from '../../src/model/snapshot.ts';
import { code, listed } from './markdown.ts';

const operatorWords: Record<Operator, string> = {
  equal: 'is',
  notEqual: 'is not',
  lessThan: 'is below',
  lessThanInclusive: 'is at most',
  greaterThan: 'is above',
  greaterThanInclusive: 'is at least',
  in: 'is',
  notIn: 'is none of',
  contains: 'contains',
  doesNotContain: 'does not contain',
};

const paramPrefix = 'param.';

/** A condition as a nested list, one comparison a line. */
export function conditionList(condition: Condition, rule: Rule, depth = 0): string[] {
  const bullet = `${'  '.repeat(depth)}- `;
  if ('all' in condition) {
    const lines = (below: number) => condition.all.flatMap((one) => conditionList(one, rule, below));
    return depth === 0 || condition.all.length === 1 ? lines(depth) : [`${bullet}all of:`, ...lines(depth + 1)];
  }
  if ('any' in condition) {
    if (condition.any.length === 1) return condition.any.flatMap((one) => conditionList(one, rule, depth));
    return [`${bullet}any of:`, ...condition.any.flatMap((one) => conditionList(one, rule, depth + 1))];
  }
  if ('not' in condition) return [`${bullet}not:`, ...conditionList(condition.not, rule, depth + 1)];
  return [`${bullet}${leafWords(condition, rule)}`];
}

/** A condition within a sentence. */
export function conditionWords(condition: Condition, rule: Rule, inner = false): string {
  if ('not' in condition) return `not (${conditionWords(condition.not, rule)})`;
  if (!('all' in condition) && !('any' in condition)) return leafWords(condition, rule);
  const [parts, word] = 'all' in condition ? [condition.all, 'and'] : [condition.any, 'or'];
  if (parts.length === 1 && parts[0]) return conditionWords(parts[0], rule, inner);
  const text = listed(
    parts.map((part) => conditionWords(part, rule, true)),
    word,
  );
  return inner ? `(${text})` : text;
}

function leafWords(leaf: Leaf, rule: Rule): string {
  const left = operandWords(leaf.fact, rule);
  if (isReference(leaf.value)) {
    return `${left} ${operatorWords[leaf.operator]} ${operandWords(leaf.value.fact, rule)}`;
  }
  if (leaf.value === null && leaf.operator === 'equal') return `${left} is absent`;
  if (leaf.value === null && leaf.operator === 'notEqual') return `${left} is there`;
  return `${left} ${operatorWords[leaf.operator]} ${valueWords(leaf.value as Json)}`;
}

function operandWords(name: string, rule: Rule): string {
  if (!name.startsWith(paramPrefix)) return code(name);
  const parameter = name.slice(paramPrefix.length);
  const given = rule.parameters[parameter];
  return given ? `${code(parameter)} (${valueWords(given.default, given.unit)})` : code(parameter);
}

/** A constant as people read it, with its unit. */
export function valueWords(value: Json, unit?: string): string {
  if (Array.isArray(value))
    return value.length === 0
      ? 'nothing'
      : listed(
          value.map((one) => valueWords(one)),
          'or',
        );
  if (value === null) return 'absent';
  if (typeof value === 'number') return unit ? `${value} ${unit}` : String(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return code(typeof value === 'string' ? value : JSON.stringify(value));
}

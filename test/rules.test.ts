import { describe, expect, it } from 'vitest';
import { checkExamples } from '../src/evaluator/examples.ts';
import { checkRule } from '../src/evaluator/vocabulary.ts';
import { loadRules } from '../src/loaders/rules.ts';

const rules = loadRules(['rules'], checkRule);

describe('rule files', () => {
  it('are found', () => expect(rules.length).toBeGreaterThanOrEqual(31));

  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s: every example holds, every clause is exercised',
    async (_, rule) => {
      expect(await checkExamples(rule)).toEqual([]);
    },
  );

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s: some fail example states its message', (_, rule) => {
    expect(rule.message).toBeDefined();
    expect(rule.examples.fail.some((example) => example.message !== undefined)).toBe(true);
  });
});

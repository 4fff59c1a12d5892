import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCompare } from '../../src/evaluator/comparison.ts';
import { judgeCondition, type Truth } from '../../src/evaluator/condition.ts';
import { type Fact, known, unknown } from '../../src/evaluator/fact.ts';
import { Condition } from '../../src/model/rule.ts';

const factsFrom = (values: Record<string, Fact>) => (name: string) => values[name] ?? unknown(name, 'not-recorded');

const truths: Record<string, Fact> = { yes: known(true), no: known(false), open: unknown('open', 'denied', 'x:Y') };
const leaf = (fact: keyof typeof truths): Condition => ({ fact, operator: 'equal', value: true });
const judge = (condition: Condition, facts = factsFrom(truths)) => judgeCondition(condition, facts, createCompare());

describe('three-valued conditions', () => {
  const table: [string, Condition, Truth][] = [
    ['all: one false settles it, whatever is unknown', { all: [leaf('open'), leaf('no')] }, false],
    ['all: unknown beside true is unknown', { all: [leaf('yes'), leaf('open')] }, null],
    ['all: true and true', { all: [leaf('yes'), leaf('yes')] }, true],
    ['any: one true settles it, whatever is unknown', { any: [leaf('open'), leaf('yes')] }, true],
    ['any: unknown beside false is unknown', { any: [leaf('no'), leaf('open')] }, null],
    ['any: false and false', { any: [leaf('no'), leaf('no')] }, false],
    ['not unknown is unknown', { not: leaf('open') }, null],
    ['not false is true', { not: leaf('no') }, true],
  ];
  it.each(table)('%s', async (_, condition, truth) => {
    expect((await judge(condition)).truth).toBe(truth);
  });

  it('says why it is unknown', async () => {
    expect((await judge({ all: [leaf('yes'), leaf('open')] })).because).toEqual([
      { fact: 'open', reason: 'denied', api: 'x:Y' },
    ]);
  });

  it('agrees with Kleene logic over random conditions', async () => {
    const condition = fc.letrec<{ node: Condition }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('yes', 'no', 'open').map((name) => leaf(name)),
        fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((all) => ({ all })),
        fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((any) => ({ any })),
        tie('node').map((not) => ({ not })),
      ),
    })).node;
    await fc.assert(
      fc.asyncProperty(condition, async (one) => {
        expect((await judge(one)).truth).toBe(kleene(one));
      }),
      { numRuns: 300 },
    );
  });
});

/** Minimum, maximum and complement over 0, ½, 1: written another way than the evaluator. */
function kleene(condition: Condition): Truth {
  const value = (one: Condition): number => {
    if ('all' in one) return Math.min(...one.all.map(value));
    if ('any' in one) return Math.max(...one.any.map(value));
    if ('not' in one) return 1 - value(one.not);
    return { yes: 1, no: 0, open: 0.5 }[one.fact] ?? Number.NaN;
  };
  return { 0: false, 0.5: null, 1: true }[value(condition)] as Truth;
}

describe('comparisons', () => {
  const table: [string, Fact, Condition, Truth][] = [
    ['equal is strict', known('1'), { fact: 'a', operator: 'equal', value: 1 }, false],
    ['a number is not compared with text', known('10'), { fact: 'a', operator: 'lessThan', value: 9 }, null],
    ['an absent value has no order', known(null), { fact: 'a', operator: 'lessThanInclusive', value: 9 }, null],
    [
      'not does not turn an absent value into a pass',
      known(null),
      { not: { fact: 'a', operator: 'lessThan', value: 9 } },
      null,
    ],
    ['null equals null', known(null), { fact: 'a', operator: 'equal', value: null }, true],
    ['a list contains', known(['x', 'y']), { fact: 'a', operator: 'contains', value: 'y' }, true],
    ['in a list', known('x'), { fact: 'a', operator: 'in', value: ['x'] }, true],
    ['a fact beside a fact', known(5), { fact: 'a', operator: 'greaterThan', value: { fact: 'b' } }, true],
  ];
  it.each(table)('%s', async (_, fact, condition, truth) => {
    expect((await judge(condition, factsFrom({ a: fact, b: known(4) }))).truth).toBe(truth);
  });

  it('answers overlapping questions as it answers single ones', async () => {
    const compare = createCompare();
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => compare('lessThan', n, 100)));
    expect(answers).toEqual(Array.from({ length: 200 }, (_, n) => n < 100));
  });
});

describe('the condition schema', () => {
  it.each([
    ['an empty all, which the engine calls true', { all: [] }],
    ['an empty any, which the engine calls true', { any: [] }],
    ['two forms at once', { all: [leaf('yes')], any: [leaf('yes')] }],
    ['an unknown operator', { fact: 'a', operator: 'equals', value: 1 }],
    ['a comparison without value', { fact: 'a', operator: 'equal' }],
    ['an unknown key', { fact: 'a', operator: 'equal', value: 1, path: '$.x' }],
  ])('refuses %s', (_, condition) => {
    expect(Condition.safeParse(condition).success).toBe(false);
  });
});

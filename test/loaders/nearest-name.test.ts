import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nameHint, nearestName } from '../../src/model/nearest-name.ts';
import { UsageError, usageErrorOf } from '../../src/model/usage-error.ts';

describe('nearestName', () => {
  it.each<[string, string[], string | null]>([
    ['hihg', ['low', 'high'], 'high'],
    ['HIGH', ['low', 'high'], 'high'],
    ['sevrity', ['subject', 'severity'], 'severity'],
    ['zzz', ['low', 'high'], null],
    ['cat', ['car', 'bat'], 'bat'],
    ['', ['a', 'abc'], 'a'],
    ['x'.repeat(5000), ['x'], null],
  ])('%s', (name, names, expected) => {
    expect(nearestName(name, names)).toBe(expected);
  });

  it('does not depend on the order of the names', () => {
    const name = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(name, fc.array(name), (wrong, names) => {
        expect(nearestName(wrong, names.toReversed())?.toLowerCase()).toBe(nearestName(wrong, names)?.toLowerCase());
      }),
    );
  });

  it('counts edits alike in both directions', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });

  it('lists the valid names when none is near and they are few', () => {
    expect(nameHint('zzzz', ['low', 'high'])).toBe('; expected one of low, high');
    expect(nameHint('zzzz', Array(40).fill('low'))).toBe('');
  });
});

describe('UsageError', () => {
  it('lists its problems as links, at most twenty', () => {
    const problems = Array.from({ length: 22 }, (_, index) => ({ file: 'f', line: index, column: 1, message: 'm' }));
    const error = usageErrorOf(problems);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.problems).toHaveLength(22);
    expect(error.message.split('\n')).toHaveLength(21);
    expect(error.message).toContain('f:1:1: m');
    expect(error.message).toContain('… and 2 more');
    expect(usageErrorOf([{ file: 'f', line: null, column: null, message: 'm' }]).message).toBe('f: m');
  });
});

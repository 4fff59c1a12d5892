import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean, displayName, displayText, safeWorkflowLine, shorten } from '../../src/reporters/text-safety.ts';
import { hostileText } from './hostile-text.ts';

describe('clean', () => {
  test.each([
    ['tabs and line breaks become spaces', 'a\tb\nc\r\nd\u2028e', 'a b c  d e'],
    ['control characters become U+FFFD', 'a\u0000b\u001bc\u009bd', 'a\ufffdb\ufffdc\ufffdd'],
    ['direction marks and zero-width characters become U+FFFD', 'a\u202eb\u200bc\ufeffd', 'a\ufffdb\ufffdc\ufffdd'],
    ['lone surrogates become U+FFFD', 'a\ud800b\udc00c', 'a\ufffdb\ufffdc'],
    ['tag characters become U+FFFD', 'a\u{e0041}b', 'a\ufffdb'],
    ['text in any script stays', 'マンガ é 🎉', 'マンガ é 🎉'],
  ])('%s', (_name, given, expected) => {
    expect(clean(given)).toBe(expected);
  });

  test('leaves one printable line of well-formed text, and nothing to do a second time', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const safe = clean(text);
        expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(clean(safe)).toBe(safe);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('a long name is cut between characters and says how much is missing', () => {
  expect(shorten('🎉🎉🎉', 2)).toBe('🎉🎉… (1 more characters)');
  expect(displayName('x'.repeat(10_000))).toHaveLength(160 + '… (9840 more characters)'.length);
  expect(displayText(`Name ${'x'.repeat(10_000)} is long.`)).toMatch(
    /^Name x{160}… \(9840 more characters\) is long\.$/,
  );
});

test('a name without a visible character is named so', () => {
  expect(displayName(' \n')).toBe('(no name)');
});

describe('safeWorkflowLine', () => {
  test('keeps ARNs as they are', () => {
    expect(safeWorkflowLine('  Role arn:aws:iam::111122223333:role/x')).toBe('  Role arn:aws:iam::111122223333:role/x');
  });

  test('leaves nothing that a runner takes for a command', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const line = safeWorkflowLine(clean(text));
        expect(line.trimStart().startsWith('::')).toBe(false);
        expect(line).not.toContain('##[');
      }),
      { numRuns: 2_000 },
    );
  });
});

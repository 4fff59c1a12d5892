import fc from 'fast-check';
import { hostileNames } from '../support/report.ts';

/** Any UTF-16 text, with the characters that break formats far more often than chance would have it. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...hostileNames.filter((name) => name.length < 100)),
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(
        '::',
        '##[',
        '|',
        '\\',
        '`',
        '@',
        '\n',
        '\r',
        '\t',
        '<',
        '>',
        '&',
        '"',
        "'",
        '](',
        '~~~',
        '\u2028',
        '\u202e',
        '\u200b',
      ),
    ),
  )
  .map((parts) => parts.join(''));

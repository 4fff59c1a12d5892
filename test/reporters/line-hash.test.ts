import { expect, test } from 'vitest';
import { createLineHasher, hashLines } from '../../src/reporters/line-hash.ts';

const lorem = 'Lorem ipsum dolor sit amet.\n';
const greetings = ['e9496ae3ebfced30', 'fb7c023a8b9ccb3f', 'ce8ba1a563dcdaca', 'e20e36e16fcb0cc8', 'b3edc88f2938467e'];
const greetingsEnd = [...greetings, 'c8e28b0b4002a3a0', 'c129715d7a2bc9a3'].map((hash) => `${hash}:1`);

// What github/codeql-action expects of its own fingerprints.ts.
test.each([
  ['an empty file', '', ['c129715d7a2bc9a3:1']],
  [
    'blanks and tabs',
    ' a\nb\n  \t\tc\n d',
    ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1'],
  ],
  [
    'no line feed at the end',
    ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End',
    [
      '8b7cf3e952e7aeb2:1',
      'b1ae1287ec4718d9:1',
      'bff680108adb0fcc:1',
      'c6805c5e1288b612:1',
      'b86d3392aea1be30:1',
      'e6ceba753e1a442:1',
    ],
  ],
  ['LF', ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n', greetingsEnd],
  ['CR', ' hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r', greetingsEnd],
  ['CRLF', ' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n', greetingsEnd],
  ['mixed line ends', ' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n', greetingsEnd],
  [
    'repeated lines',
    lorem.repeat(10),
    [
      ...[1, 2, 3, 4, 5, 6].map((count) => `a7f2ff13bc495cf2:${count}`),
      'a7f2ff1481e87703:1',
      'a9cf91f7bbf1862b:1',
      '55ec222b86bcae53:1',
      'cc97dc7b1d7d8f7b:1',
      'c129715d7a2bc9a3:1',
    ],
  ],
])('hashes %s as the upload action does', (_name, text, expected) => {
  expect(hashLines(text)).toEqual(expected);
});

test('the hash at an offset is that of the line', () => {
  const text = 'first line that is here\n  second line\nthird\n';
  expect(createLineHasher(text)(text.indexOf('  second'))).toBe(hashLines(text)[1]);
});

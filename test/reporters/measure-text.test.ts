import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dollars,
  instantText,
  principalText,
  relativeText,
  sentence,
  spanText,
  valueText,
} from '../../src/reporters/measure-text.ts';
import { hostileText } from './hostile-text.ts';

describe('dollars', () => {
  test.each([
    [0, '$0'],
    [0.0001, '<$0.01'],
    [0.0049, '<$0.01'],
    [0.005, '$0.01'],
    [0.1, '$0.10'],
    [1, '$1.00'],
    [9.999, '$10.00'],
    [99.99, '$99.99'],
    [99.994, '$99.99'],
    [99.996, '$100'],
    [100, '$100'],
    [412.34, '$412'],
    [412.5, '$413'],
    [999.6, '$1,000'],
    [1_234_567.8, '$1,234,568'],
    [-0.001, '>-$0.01'],
    [-12.3, '-$12.30'],
    [-4_550, '-$4,550'],
  ])('%d is %s', (usd, text) => {
    expect(dollars(usd)).toBe(text);
  });

  test('more dollars never read as fewer', () => {
    const read = (text: string) => (text === '<$0.01' ? 0.001 : Number(text.replace(/[$,]/g, '')));
    const amount = fc.double({ min: 0, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(read(dollars(less))).toBeLessThanOrEqual(read(dollars(more)));
      }),
    );
  });
});

describe('spans and instants', () => {
  const now = '2026-11-22T04:00:00Z';
  test.each([
    ['2026-11-22T03:59:01Z', 'less than a minute ago'],
    ['2026-11-22T03:59:00Z', '1 minute ago'],
    ['2026-11-22T02:00:01Z', '119 minutes ago'],
    ['2026-11-22T02:00:00Z', '2 hours ago'],
    ['2026-11-20T04:00:01Z', '47 hours ago'],
    ['2026-11-20T04:00:00Z', '2 days ago'],
    ['2025-11-22T04:00:00Z', '365 days ago'],
    ['2026-11-22T04:00:00Z', 'less than a minute ago'],
    ['2026-11-22T04:00:30Z', 'in less than a minute'],
    ['2026-11-22T05:00:00Z', 'in 60 minutes'],
    ['2026-11-23T03:59:59Z', 'in 23 hours'],
    ['2026-12-06T04:00:00Z', 'in 14 days'],
    ['2026-11-22T13:00:00+09:00', 'less than a minute ago'],
  ])('%s is %s', (instant, text) => {
    expect(relativeText(instant, now)).toBe(text);
  });

  test('a span is the same from either end', () => {
    expect(spanText('2026-11-01T00:00:00Z', now)).toBe(spanText(now, '2026-11-01T00:00:00Z'));
  });

  test.each([
    ['2026-12-06T01:00:00Z', '2026-12-06 01:00 UTC'],
    ['2026-12-06T01:00Z', '2026-12-06 01:00 UTC'],
    ['2026-12-06T01:00:59.999Z', '2026-12-06 01:00 UTC'],
    ['2026-12-06T01:00:00+00:00', '2026-12-06 01:00 UTC'],
    ['2026-12-06T10:00:00+09:00', '2026-12-06T10:00:00+09:00'],
    ['soon\n::error::', 'soon ::error::'],
  ])('%j is shown as %s', (instant, text) => {
    expect(instantText(instant)).toBe(text);
  });

  test('what is no instant has an unknown distance', () => {
    expect(spanText('soon', now)).toBe('an unknown time');
  });
});

test.each([
  [null, 'absent'],
  [10, '10'],
  [false, 'false'],
  ['PROVISIONED', 'PROVISIONED'],
  ['', '(no name)'],
  [['a', null], '["a",null]'],
  [{ read: 5 }, '{"read":5}'],
])('the value %j is shown as %s', (value, text) => {
  expect(valueText(value, 'absent')).toBe(text);
});

test.each([
  ['arn:aws:sts::111122223333:assumed-role/Admin/alice', 'assumed-role/Admin/alice'],
  ['arn:aws:iam::111122223333:root', 'root'],
  ['arn:aws-cn:iam::111122223333:user/a:b', 'user/a:b'],
  ['application-autoscaling.amazonaws.com', 'application-autoscaling.amazonaws.com'],
  ['arn:aws:iam::111122223333:', 'arn:aws:iam::111122223333:'],
])('the principal %s is %s', (principal, text) => {
  expect(principalText(principal)).toBe(text);
});

test.each([
  ['nothing lowers it', 'nothing lowers it.'],
  ['Nothing lowers it.', 'Nothing lowers it.'],
  ['why?', 'why?'],
  [' ', ''],
])('%j ends as %j', (text, ended) => {
  expect(sentence(text)).toBe(ended);
});

test('any text stays one printable line', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      for (const shown of [
        instantText(text),
        valueText(text, ''),
        valueText([text], ''),
        principalText(text),
        sentence(text),
      ])
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 500 },
  );
});

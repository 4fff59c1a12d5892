import { expect, test } from 'vitest';
import { Report } from '../../src/model/report.ts';
import { reporter } from '../../src/reporters/json.ts';
import { renderText } from '../../src/reporters/reporter.ts';
import { exampleReport } from '../support/report.ts';

const report = exampleReport();
const text = renderText(reporter, report);

test('is the report, valid by its own schema', () => {
  expect(JSON.parse(text)).toEqual(report);
  expect(Report.parse(JSON.parse(text))).toEqual(report);
  expect(text.endsWith('\n}\n')).toBe(true);
});

test('has one result a line', () => {
  const lines = text.split('\n').filter((line) => line.startsWith('    {"rule":'));
  expect(lines).toHaveLength(report.results.length);
});

test('has one event, override and change of drift a line', () => {
  const count = (start: string, within = '') =>
    text.split('\n').filter((line) => line.startsWith(start) && line.includes(within)).length;
  expect(count('    {"id":', '"phase":')).toBe(report.events?.length);
  expect(count('      {"fingerprint":')).toBe(report.overrides?.entries.length);
  expect(count('      {"change":')).toBe(report.drift?.changes.length);
});

test('orders members as the schema does, whatever the order in memory', () => {
  expect(renderText(reporter, reverseMembers(report) as Report)).toBe(text);
});

test('comes in pieces that are far smaller than the whole', () => {
  const sizes = Array.from(reporter.render(report), (piece) => piece.length);
  expect(sizes.length).toBeGreaterThan(report.results.length);
});

function reverseMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseMembers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reverseMembers(member)]),
  );
}

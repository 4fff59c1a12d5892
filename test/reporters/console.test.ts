import { describe, expect, test } from 'vitest';
import { reporter } from '../../src/reporters/console.ts';
import { type ReporterOptions, renderText } from '../../src/reporters/reporter.ts';
import { columns } from '../../src/reporters/wrap.ts';
import { exampleReport, failing, reportOf, subject } from '../support/report.ts';
import { expectGolden } from './golden.ts';

const report = exampleReport();
const lines = (options: ReporterOptions = {}) => renderText(reporter, report, options).split('\n');

test('with colours reads as the golden file shows', () => {
  expectGolden('report.colour.txt', renderText(reporter, report, { colour: true }));
});

test('without colours there is no escape sequence', () => {
  expect(renderText(reporter, report)).not.toContain('\u001b');
});

test.each([80, 60, 120])('fits %i columns, commands and single long words aside', (width) => {
  const tooLong = lines({ width }).filter(
    (line) => columns(line) > width && line.trim().includes(' ') && !/^\s+--|^\s+aws | \\$|^\s*'/.test(line),
  );
  expect(tooLong).toEqual([]);
});

test('goes from grave to mild and ends with the verdict', () => {
  const headings = lines().filter((line) => /^[A-Z ]+( \(\d+\))?$/.test(line));
  expect(headings).toEqual([
    'EVENTS',
    'CRITICAL (1)',
    'HIGH (1)',
    'MEDIUM (19)',
    'LOW (1)',
    'INFO (1)',
    'ALARMS MISSING OR UNHEARD',
    'OVERRIDES',
    'DRIFT',
    'WAIVED (1)',
    'NOT SEEN (3)',
    'NOTICES (2)',
    'INCOMPLETE',
  ]);
  expect(lines().at(-2)).toBe('Exit code 3: the audit is incomplete; see what was not seen.');
});

test('names severity, rule, subject, place, owner, default and command of a finding', () => {
  const text = renderText(reporter, report);
  for (const part of [
    'critical  ecs-near-max',
    '- service/manga/orchestrator (111122223333 ap-northeast-1)',
    'workload orchestrator, owner platform',
    'AWS default, never set: scaleOutCooldownSeconds',
    '      Undo:\n        aws application-autoscaling register-scalable-target \\\n          --max-capacity 200\n',
    'Allow the IAM action budgets:ViewBudget.',
    'Accepted gap: read in the payer account (finops, until 2027-03-31)',
  ]) {
    expect(text).toContain(part);
  }
});

test('missing alarms take one line an account', () => {
  const text = renderText(reporter, report);
  expect(text).not.toContain('medium  dynamodb-throttle-alarm-missing');
  expect(text).toContain('  111122223333: 3 alarms missing or unheard on 3 resources (3 medium):\n');
  expect(text).toContain('  444455556666: 3 alarms missing or unheard on 3 resources (3 medium):\n');
});

test('alarms that fail the run are listed like any finding', () => {
  const strict = { ...report, run: { ...report.run, failOn: 'medium' as const } };
  const text = renderText(reporter, strict);
  expect(text).toContain('medium  dynamodb-throttle-alarm-missing');
  expect(text).not.toContain('ALARMS MISSING OR UNHEARD');
});

test('many subjects of one rule stand under one heading, and the rest is counted', () => {
  const many = Array.from({ length: 300 }, (_, index) =>
    failing('ecs-near-max', 'critical', subject({ kind: 'ecs-service', name: `s${index}` })),
  );
  const text = renderText(reporter, reportOf(many));
  expect(text.match(/critical {2}ecs-near-max/g)).toHaveLength(1);
  expect(text.match(/Fix: /g)).toHaveLength(1);
  expect(text).toContain('… and 280 more subjects');
});

describe('on a GitHub runner', () => {
  test('no line is a workflow command', () => {
    for (const line of lines({ github: true, width: 40 })) expect(line).not.toMatch(/^\s*::|##\[/);
  });
});

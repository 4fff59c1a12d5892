import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { reporter } from '../../src/reporters/junit.ts';
import { renderText } from '../../src/reporters/reporter.ts';
import { clean } from '../../src/reporters/text-safety.ts';
import { cleanReport, exampleReport, failing, hostileNames, reportOf, subject, unknown } from '../support/report.ts';

interface Case {
  classname: string;
  name: string;
  failure?: { message: string; type: string; '#text': string };
  error?: { message: string; type: string; '#text': string };
  skipped?: unknown;
  'system-out'?: string;
}
interface Suite {
  name: string;
  tests: string;
  failures: string;
  errors: string;
  skipped: string;
  timestamp: string;
  time: string;
  testcase?: Case[];
}

function parse(
  report: Report,
): { name: string; suites: Suite[]; cases: Case[]; xml: string } & Record<string, unknown> {
  const xml = renderText(reporter, report);
  expect(XMLValidator.validate(xml)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    trimValues: false,
    isArray: (name) => name === 'testsuite' || name === 'testcase',
  });
  const root = parser.parse(xml).testsuites;
  const suites: Suite[] = root.testsuite ?? [];
  return { ...root, suites, cases: suites.flatMap((suite) => suite.testcase ?? []), xml };
}

const report = exampleReport();
const parsed = parse(report);
const named = (name: string) => parsed.cases.filter((one) => one.name.endsWith(name));

test('has one suite a rule under one root, with time and timestamp', () => {
  expect(parsed.name).toBe('headroom');
  expect(parsed.suites.map(({ name }) => name)).toEqual(report.rules.map(({ id }) => id));
  for (const suite of parsed.suites) expect([suite.time, suite.timestamp]).toEqual(['0', report.generatedAt]);
});

test('counts what it holds, in each suite and in all', () => {
  const count = (cases: Case[]) => ({
    tests: `${cases.length}`,
    failures: `${cases.filter((one) => one.failure !== undefined).length}`,
    errors: `${cases.filter((one) => one.error !== undefined).length}`,
    skipped: `${cases.filter((one) => one.skipped !== undefined).length}`,
  });
  expect(parsed).toMatchObject(count(parsed.cases));
  for (const suite of parsed.suites) expect(suite).toMatchObject(count(suite.testcase ?? []));
  expect(count(parsed.cases)).toEqual({ tests: '41', failures: '2', errors: '2', skipped: '3' });
});

test('no two cases share class name and name', () => {
  const keys = parsed.cases.map(({ classname, name }) => JSON.stringify([classname, name]));
  expect(new Set(keys).size).toBe(keys.length);
});

test('class names have the dots of aws.<kind>.<rule> and no other', () => {
  for (const { classname } of parsed.cases) expect(classname).toMatch(/^aws\.[^.]+(\.[^.]+)?$/);
});

describe('a case is', () => {
  test('a failure for a finding at or above failOn, with the fix in its body', () => {
    const [one] = named('ap-northeast-1/service/manga/orchestrator').filter(({ classname }) =>
      /near-max/.test(classname),
    );
    expect(one?.failure?.type).toBe('ecs-near-max');
    expect(one?.failure?.message).toMatch(/^service\/manga\/orchestrator runs 190/);
    expect(one?.failure?.['#text']).toContain(
      'aws application-autoscaling register-scalable-target --max-capacity 400',
    );
    expect(one?.failure?.['#text']).toContain('Owner: platform');
  });

  test('passed with output for a finding below failOn', () => {
    const [one] = named('us-east-1/orders').filter(({ classname }) => /deletion/.test(classname));
    expect(one).toMatchObject({ 'system-out': expect.stringContaining('AWS default, never set') });
    expect([one?.failure, one?.error, one?.skipped]).toEqual([undefined, undefined, undefined]);
  });

  test('an error for something grave that was not readable', () => {
    const [one] = named('us-east-1/orders-cache');
    expect(one?.error?.type).toBe('denied');
    expect(one?.error?.['#text']).toContain('maxmemoryPolicy: denied (elasticache:DescribeCacheParameters)');
  });

  test('skipped with its reason for what waits for input, and for what is waived', () => {
    expect(named('us-east-1/carts').find(({ skipped }) => skipped !== undefined)?.['system-out']).toContain(
      '--metrics',
    );
    expect(named('session-store')[0]?.['system-out']).toContain('durable session store');
    expect(named('session-store')[0]?.skipped).toBeDefined();
  });

  test('skipped for what an accepted gap hides, unless the run is strict', () => {
    const gap = unknown('ecs-near-max', subject({ kind: 'budget', name: 'b' }), [
      { fact: 'limit', reason: 'denied', api: 'budgets:DescribeBudgets' },
    ]);
    const accepted = reportOf([gap], {
      acceptedGaps: [{ api: 'budgets:DescribeBudgets', reason: 'r', owner: 'o', expires: '2027-01-01' }],
    });
    expect(parse(accepted)).toMatchObject({ errors: '0', skipped: '1' });
    expect(parse({ ...accepted, run: { ...accepted.run, strict: true } })).toMatchObject({ errors: '1', skipped: '0' });
  });
});

test.each(hostileNames)('%j survives in a body, however often it stands there', (name) => {
  const on = subject({ kind: 'ecs-service', name: 'x', id: `${name}${name}` });
  const [one] = parse(reportOf([failing('ecs-near-max', 'high', on, { message: name })])).suites.flatMap(
    ({ testcase }) => testcase?.filter(({ failure }) => failure !== undefined) ?? [],
  );
  expect(one?.failure?.['#text']).toContain(`Subject: ${clean(`${name}${name}`)} (`);
});

test('says how many subjects of a rule passed, so that a clean run is not an empty file', () => {
  const passed = parse(cleanReport());
  expect(passed.failures).toBe('0');
  expect(passed.cases).toHaveLength(7);
  expect(passed.cases[2]?.['system-out']).toBe('3 subjects passed, 2 not applicable.');
});

test('lists passed subjects when the report does, and one case a rule above 10,000', () => {
  const passed = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      failing('ecs-near-max', 'high', subject({ kind: 'ecs-service', name: `s${index}` }), { outcome: 'pass' }),
    );
  expect(parse(reportOf(passed(20))).cases.filter(({ name }) => /\/s\d+$/.test(name))).toHaveLength(20);
  const large = parse(
    reportOf([...passed(10_000), failing('ecs-near-max', 'high', subject({ kind: 'ecs-service', name: 'x' }))]),
  );
  expect(large.cases).toHaveLength(8);
  expect(large.failures).toBe('1');
});

test('cases that would share a name carry their fingerprints, all of them', () => {
  const twins = ['a\u0001', 'a\u0002', 'a\ufffd'].map((name) =>
    failing('ecs-near-max', 'high', subject({ kind: 'ecs-service', name })),
  );
  const names = parse(reportOf(twins)).cases.map(({ name }) => name);
  const expected = twins.map(({ fingerprint }) => `111122223333/us-east-1/a\ufffd [${fingerprint.slice(0, 12)}]`);
  expect(names).toEqual(expect.arrayContaining(expected));
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { renderText } from '../../src/reporters/reporter.ts';
import { renderSarifScopes, reporter } from '../../src/reporters/sarif.ts';
import {
  coverage,
  exampleReport,
  failing,
  hostileNames,
  reportOf,
  sinceReport,
  subject,
  unknown,
} from '../support/report.ts';
import { assertGithubIngestible } from './github-ingestible.ts';

const {
  $schema: _draft4,
  id: _id,
  ...schema
} = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'fixtures', 'sarif-2.1.0.json'), 'utf8'));
// Draft 4, and a pattern that is no regular expression in unicode mode; ajv reads the rest as it is.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
const validate = ajv.compile(schema);

function checked(text: string): Log {
  const log = JSON.parse(text);
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  assertGithubIngestible(log);
  return log;
}

const filesOf = (report: Report) => Array.from(renderSarifScopes(report).files);
const onlyRun = (report: Report) => {
  const files = filesOf(report).filter(({ fileName }) => fileName.includes('us-east-1') && fileName.includes('1111'));
  return checked(files[0]?.text ?? '').runs[0] as Log['runs'][number];
};
const withoutGaps = (): Report => ({
  ...exampleReport(),
  coverage: [],
  results: exampleReport().results.filter(
    ({ unknownBecause }) => !unknownBecause?.some(({ reason }) => /denied|throttled/.test(reason)),
  ),
});

test('is valid SARIF that GitHub takes, as one file and as one a scope', () => {
  for (const report of [exampleReport(), withoutGaps(), sinceReport()]) {
    checked(renderText(reporter, report));
    for (const { text } of filesOf(report)) checked(text);
    checked(renderText(reporter, report, { suppressed: true }));
  }
});

test('a scope that was not seen whole is skipped with a reason; an accepted gap is no reason', () => {
  const { files, skipped } = renderSarifScopes(exampleReport());
  expect(Array.from(files, ({ fileName }) => fileName)).toEqual([
    'headroom-default-111122223333-ap-northeast-1.sarif',
    'headroom-default-111122223333-global.sarif',
    'headroom-default-444455556666-us-east-1.sarif',
  ]);
  expect(skipped).toEqual([
    {
      account: '111122223333',
      region: 'us-east-1',
      reason:
        '111122223333 us-east-1 was not seen whole: elasticache:DescribeCacheParameters denied, elasticache:DescribeReplicationGroups throttled.',
    },
  ]);
});

test.each(['denied', 'throttled', 'truncated', 'malformed', 'failed'] as const)(
  'coverage %s skips its scope',
  (status) => {
    const report = reportOf([], { coverage: [coverage('ecs:ListServices', { status, complete: false })] });
    expect(renderSarifScopes(report).skipped.map(({ region }) => region)).toEqual(['us-east-1']);
  },
);

test('an unsupported API and a listing bounded by time skip nothing', () => {
  const report = reportOf([], {
    coverage: [
      coverage('aoss:ListCollections', { status: 'unsupported', complete: false }),
      coverage('aas:DescribeScalingActivities', { complete: false }),
    ],
  });
  expect(renderSarifScopes(report).skipped).toEqual([]);
});

test('a result that rests on something unreadable skips its scope, whatever the coverage says', () => {
  const because = [{ fact: 'f', reason: 'malformed' as const, api: null }];
  const report = reportOf([unknown('ecs-near-max', subject({ kind: 'ecs-service', name: 's' }), because)]);
  expect(renderSarifScopes(report).skipped).toHaveLength(1);
});

test('a scope without findings is an empty run, which closes its alerts', () => {
  const text = filesOf(exampleReport())[1]?.text ?? '';
  expect(checked(text).runs[0]?.results).toEqual([]);
});

describe('a run', () => {
  test('holds failed results only, gravest first, and says what could not be judged', () => {
    const report = withoutGaps();
    const run = onlyRun(report);
    const failed = report.results.filter(
      ({ outcome, subject: on }) => outcome === 'fail' && on.region === 'us-east-1' && on.account === '111122223333',
    );
    expect(run.results).toHaveLength(failed.length);
    expect(run.results?.map(({ level }) => level)).toEqual([...failed.slice(1).map(() => 'warning'), 'note']);
    expect(run.invocations?.[0]?.toolExecutionNotifications?.map(({ descriptor }) => descriptor?.id)).toEqual([
      'headroom/not-judged',
    ]);
  });

  test('tells hostile names of one rule apart at one virtual place', () => {
    const run = onlyRun(withoutGaps());
    const cooldown = run.results?.filter(({ ruleId }) => ruleId === 'ecs-scale-out-cooldown-long') ?? [];
    expect(cooldown).toHaveLength(hostileNames.length);
    const uris = cooldown.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri);
    expect(new Set(uris)).toEqual(new Set(['headroom/111122223333/us-east-1/scaling-policy.json']));
    expect(cooldown[0]?.partialFingerprints?.primaryLocationLineHash).toMatch(/^[0-9a-f]{16}:1$/);
    for (const { message } of cooldown) expect(message.text).not.toContain('](');
  });

  test('keeps the 5,000 gravest and says how many are missing', () => {
    const many = Array.from({ length: 5_003 }, (_, index) =>
      failing('ecs-near-max', index < 3 ? 'low' : 'high', subject({ kind: 'ecs-service', name: `s${index}` })),
    );
    const run = onlyRun(reportOf(many));
    expect(run.results?.some(({ level }) => level === 'note')).toBe(false);
    expect(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(
      '3 milder results above the limit of 5000 left out.',
    );
  });

  test('takes the line hash where a line stands for one result of a rule, else the fingerprint', () => {
    const names = ['a', 'b', 'c'];
    const results = names.map((name) => failing('ecs-near-max', 'high', subject({ kind: 'ecs-service', name })));
    const locate = (result: (typeof results)[number]) => ({
      uri: 'baseline.json',
      line: result.subject.name === 'a' ? 4 : 5,
      hash: result.subject.name === 'a' ? 'abc:1' : 'def:1',
    });
    const [file] = Array.from(renderSarifScopes(reportOf(results), { locate }).files).filter(({ text }) =>
      text.includes('abc:1'),
    );
    const hashes = checked(file?.text ?? '').runs[0]?.results?.map(
      (one) => one.partialFingerprints?.primaryLocationLineHash,
    );
    expect(hashes?.sort()).toEqual(
      ['abc:1', ...results.slice(1).map(({ fingerprint }) => `${fingerprint.slice(0, 16)}:1`)].sort(),
    );
  });
});

test('rules keep the limits of GitHub, with texts of any length', () => {
  const report = withoutGaps();
  const rules = report.rules.map((rule, index) => ({
    ...rule,
    title: index === 0 ? '' : 'x'.repeat(2_000),
    rationale: index === 0 ? '' : 'y🎉'.repeat(1_000),
    remediation: index === 0 ? '' : 'z\n'.repeat(1_000),
    references: ['javascript:alert(1)', 'https://docs.aws.amazon.com/a'],
  }));
  const run = onlyRun({ ...report, rules });
  expect(run.tool.driver.rules?.every(({ helpUri }) => helpUri === 'https://docs.aws.amazon.com/a')).toBe(true);
});

test('scopes that GitHub would take for one keep categories and files of their own', () => {
  const region = (name: string) => ({ partition: 'aws', account: '111122223333', region: name });
  const report = reportOf([]);
  const scopes = ['eu-west-1', 'eu_west_1', 'eu/west/1', '../..'].map(region);
  const files = filesOf({ ...report, snapshot: { ...report.snapshot, scopes } });
  expect(new Set(files.map(({ fileName }) => fileName)).size).toBe(4);
  for (const { fileName } of files) expect(fileName).toMatch(/^[A-Za-z0-9-]+\.sarif$/);
  checked(renderText(reporter, { ...report, snapshot: { ...report.snapshot, scopes } }));
});

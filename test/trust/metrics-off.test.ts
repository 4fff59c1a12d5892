import { beforeAll, describe, expect, it } from 'vitest';
import { loadReporter } from '../../src/reporters/index.ts';
import { type Audited, allRules, auditAccount, readAccount, readExamplePolicy } from '../support/sandbox-audit.ts';
import { stagedExamples } from '../support/staged.ts';

const api = 'cloudwatch:GetMetricData';
const measuring = new Set(allRules.filter((rule) => rule.needs.includes('metrics')).map((rule) => rule.id));

const off: Audited[] = [];
const on: Audited[] = [];

beforeAll(async () => {
  for (const example of stagedExamples) {
    const account = readAccount(example);
    const policy = readExamplePolicy(example, String(account.now));
    off.push(await auditAccount(account, policy, [], undefined, { metrics: false }));
    on.push(await auditAccount(account, policy));
  }
}, 120_000);

describe('without --metrics', () => {
  it('nothing is asked that AWS bills', () => {
    for (const { sandbox } of off)
      expect(sandbox.calls.filter((call) => call.operation === 'GetMetricData')).toEqual([]);
  });

  it('rules that need metrics pass nothing and accuse nobody but by configuration', () => {
    const judged = off.flatMap(({ report }) => report.results.filter(({ rule }) => measuring.has(rule)));
    const byConfiguration = ['opensearch-collection-group'];
    const decided = judged.filter(
      ({ outcome, subject }) => ['pass', 'fail'].includes(outcome) && !byConfiguration.includes(subject.kind),
    );
    expect(decided).toEqual([]);
    const waiting = judged.filter(({ outcome }) => outcome === 'unknown');
    expect(waiting.length).toBeGreaterThan(10);
    for (const { rule, unknownBecause } of waiting) {
      expect(unknownBecause, rule).toContainEqual(expect.objectContaining({ reason: 'not-requested', api }));
    }
  });

  it('the run is not incomplete', () => {
    for (const { report } of off) {
      expect(report.run.metrics).toBe(false);
      expect(report.verdict).not.toBe('incomplete');
    }
  });

  it.each(['console', 'markdown', 'html'] as const)(
    '%s says how to turn them on, how many, and at what price',
    async (format) => {
      const { render } = await loadReporter(format);
      for (const [index, { report }] of off.entries()) {
        const asked = on[index]?.report.metricBill?.asked;
        const text = [...render(report)].join('').replace(/\s+/g, ' ');
        expect(text).toContain(`ask CloudWatch for ${asked} metrics`);
        expect(text).toContain('--metrics');
        expect(report.metricBill).toMatchObject({ asked: 0, usd: 0, planned: asked });
      }
    },
  );
});

describe('with --metrics', () => {
  it('asks what was told beforehand, and every rule that needs them decides something', () => {
    for (const { report } of on) expect(report.metricBill?.asked).toBe(report.metricBill?.planned);
    const decided = new Set(
      on.flatMap(({ report }) => report.results.filter(({ outcome }) => outcome === 'fail').map(({ rule }) => rule)),
    );
    expect([...measuring].filter((rule) => !decided.has(rule))).toEqual([]);
  });

  it('verdicts say from how many data points they are', () => {
    const measured = on.flatMap(({ report }) =>
      report.results
        .filter(({ rule, outcome }) => measuring.has(rule) && (outcome === 'fail' || outcome === 'pass'))
        .flatMap(({ evidence }) => evidence.filter((one) => one.class === 'metric')),
    );
    expect(measured.length).toBeGreaterThan(20);
    expect(measured.filter(({ dataPoints = 0 }) => dataPoints === 0)).toEqual([]);
  });
});

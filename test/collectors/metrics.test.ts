import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluator/evaluate.ts';
import { emptyPolicy } from '../../src/model/policy.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { MetricSeries } from '../../src/resources/metric-series.ts';
import { planMetrics } from '../../src/resources/metrics/plan.ts';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { allRules } from '../support/sandbox-audit.ts';
import { type Collected, collect, type Declared, takenAt } from './support.ts';

const api = 'cloudwatch:GetMetricData';
const names = (count: number) => Array.from({ length: count }, (_, index) => `s${String(index).padStart(4, '0')}`);

/** Services at their minimum of ten: CPU and memory of a day, and task-minutes of 63 days, are asked of each. */
function services(count: number, metrics: NonNullable<Declared['cloudwatch']>['metrics'] = []): Declared {
  return {
    ecs: { services: names(count).map((serviceName) => ({ serviceName, cluster: 'shop', desiredCount: 10 })) },
    'application-autoscaling': {
      scalableTargets: names(count).map((name) => ({
        ServiceNamespace: 'ecs',
        ResourceId: `service/shop/${name}`,
        ScalableDimension: 'ecs:service:DesiredCount',
        MinCapacity: 10,
        MaxCapacity: 40,
      })),
    },
    cloudwatch: { metrics },
  };
}

const read = (declared: Declared, options: Partial<SandboxOptions> = {}) =>
  collect(declared, options, { metrics: true });

const cpu = (value: number | number[] | null, more: object = {}) => ({
  Namespace: 'AWS/ECS',
  MetricName: 'CPUUtilization',
  Dimensions: { ClusterName: 'shop', ServiceName: 's0000' },
  value,
  samples: 10,
  ...more,
});

function seriesOf({ of }: Collected, statistic: string, metricName = 'CPUUtilization'): MetricSeries {
  const all = of('metric-series').flatMap((one) => one.observed.series as unknown as MetricSeries[]);
  const found = all.find((one) => one.statistic === statistic && one.metricName === metricName);
  if (!found) throw new Error(`no ${statistic} of ${metricName}`);
  return found;
}

/** Metrics that the sandbox was asked for in calls that it answered. */
const received = ({ sandbox }: Collected) =>
  sandbox.calls
    .filter((call) => call.operation === 'GetMetricData' && call.status === 200)
    .reduce((sum, call) => sum + (call.input.MetricDataQueries as unknown[]).length, 0);

const reportOf = (snapshot: Snapshot) =>
  evaluate({
    snapshot,
    rules: allRules,
    policy: emptyPolicy(),
    hasPolicy: false,
    waivers: [],
    now: takenAt,
    tool: 'headroom test',
    run: { failOn: 'high', allowIncomplete: false, failOnNew: false, strict: false, ruleSet: 'all' },
  });

describe('metrics', () => {
  it('are asked on request alone', async () => {
    const { calls, of, snapshot } = await collect(services(1));

    expect(calls('GetMetricData')).toBe(0);
    expect(of('metric-series')).toEqual([]);
    expect(snapshot.coverage.filter((entry) => entry.api === api)).toEqual([]);
  });

  it('come as one resource for each set of dimensions, one value for each step of the window', async () => {
    const collected = await read(services(1, [cpu(12)]));

    expect(collected.of('metric-series')).toMatchObject([
      {
        key: 'AWS/ECS|{"ClusterName":"shop","ServiceName":"s0000"}',
        attributes: { namespace: 'AWS/ECS', dimensions: { ClusterName: 'shop', ServiceName: 's0000' } },
      },
    ]);
    expect(seriesOf(collected, 'Average')).toEqual({
      metricName: 'CPUUtilization',
      statistic: 'Average',
      periodSeconds: 300,
      status: 'ok',
      start: '2026-11-21T04:00:00.000Z',
      stepSeconds: 300,
      points: 288,
      values: Array(288).fill(12),
    });
  });

  it('keep the highest data point of each step of a long window', async () => {
    const busyAtNine = Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 30 : 10));
    const collected = await read(services(1, [cpu(12, { samples: busyAtNine })]));

    expect(seriesOf(collected, 'SampleCount')).toMatchObject({
      stepSeconds: 86_400,
      points: 1512,
      values: Array(63).fill(1800),
    });
  });

  it('leave what has no data empty, and gaps null: neither is zero', async () => {
    const none = await read(services(1, [cpu(null)]));
    expect(seriesOf(none, 'Average')).toMatchObject({ status: 'ok', points: 0, values: [] });

    const late = await read(services(1, [cpu(5, { since: '2026-11-22T03:00:00Z' })]));
    expect(seriesOf(late, 'Average')).toMatchObject({
      points: 12,
      values: [...Array(276).fill(null), ...Array(12).fill(5)],
    });
  });

  it('are asked 500 a call at most, and no more than fit on a page', async () => {
    const { sandbox, coverage } = await read(services(300));
    const sizes = sandbox.calls
      .filter((call) => call.operation === 'GetMetricData')
      .map((call) => (call.input.MetricDataQueries as unknown[]).length);

    // 600 of 288 data points, 350 of which fill a page; 300 of 1,512, 66 of which do.
    expect(sizes.sort((a, b) => b - a)).toEqual([350, 250, 66, 66, 66, 66, 36]);
    expect(coverage(api)).toMatchObject({ status: 'ok', complete: true, calls: 7, billed: 900 });
  });

  it('cost what the sandbox was asked for; the same plan tells it beforehand', async () => {
    const withMetrics = await read(services(7));
    const without = await collect(services(7));

    const asked = received(withMetrics);
    expect(asked).toBe(21);
    expect(planMetrics(without.snapshot.resources)).toHaveLength(asked);
    const report = await reportOf(withMetrics.snapshot);
    expect(report.run.metrics).toBe(true);
    expect(report.metricBill).toEqual({ asked, usd: 0.00021, planned: asked, plannedUsd: 0.00021 });
    expect(report.notices).toContainEqual({
      code: 'metrics-asked',
      message: 'CloudWatch was asked for 21 metrics, which AWS bills with about $0.00021 ($0.01 per 1,000).',
    });
    const offline = await reportOf(without.snapshot);
    expect(offline.metricBill).toEqual({ asked: 0, usd: 0, planned: asked, plannedUsd: 0.00021 });
    expect(offline.notices.find((one) => one.code === 'metrics-not-asked')?.message).toMatch(
      /^\d+ of \d+ rules need metrics, .* --metrics would ask CloudWatch for 21 metrics, about \$0.00021 \(\$0.01 per 1,000\).$/,
    );
  });

  it('are nobody else’s business when they are denied', async () => {
    const { coverage, of } = await read(services(1), { faults: [{ api, do: 'denied' }] });

    expect(coverage(api)).toMatchObject({ status: 'denied', complete: false });
    expect(coverage(api).billed).toBeUndefined();
    expect(coverage('ecs:DescribeServices').status).toBe('ok');
    expect(of('metric-series')[0]?.observed.series).toMatchObject([
      { status: 'denied', values: [] },
      { status: 'denied', values: [] },
      { status: 'denied', values: [] },
    ]);
  });
});

describe('an answer in pages or in part', () => {
  const points = (first: number, count: number) => ({
    Timestamps: Array.from({ length: count }, (_, n) => Date.parse('2026-11-21T04:00:00Z') / 1000 + (first + n) * 300),
    Values: Array(count).fill(7),
  });

  /** Answers the day's question in two pages, the 63 days' as the sandbox does. */
  const paged = (last: object): Partial<SandboxOptions> => ({
    lenientOutput: true,
    respond: ({ operation, input }) => {
      const queries = input.MetricDataQueries as { MetricStat: { Period: number } }[] | undefined;
      if (operation !== 'GetMetricData' || queries?.[0]?.MetricStat.Period !== 300) return undefined;
      const page = (of: object) => queries.map((_, index) => ({ Id: `m${index}`, Label: 'x', ...of }));
      return input.NextToken === undefined
        ? { output: { MetricDataResults: page({ ...points(0, 200), StatusCode: 'PartialData' }), NextToken: 'two' } }
        : { output: { MetricDataResults: page(last) } };
    },
  });

  it('is put together by id', async () => {
    const collected = await read(services(1), paged({ ...points(200, 88), StatusCode: 'Complete' }));

    expect(seriesOf(collected, 'Average')).toMatchObject({ status: 'ok', points: 288, values: Array(288).fill(7) });
    expect(collected.coverage(api)).toMatchObject({ status: 'ok', calls: 3, billed: 5 });
  });

  it.each([
    ['PartialData', 'truncated'],
    ['InternalError', 'failed'],
    ['Forbidden', 'denied'],
  ])('that ends with %s is %s', async (StatusCode, status) => {
    const collected = await read(services(1), paged({ Timestamps: [], Values: [], StatusCode }));

    expect(seriesOf(collected, 'Average')).toMatchObject({ status, points: 200 });
    expect(collected.coverage(api)).toMatchObject({ status, complete: false });
    expect(collected.coverage(api).missed).toContain('CPUUtilization of shop/s0000');
  });

  it('that makes no sense is malformed', async () => {
    const collected = await read(services(1), paged({ Timestamps: [], Values: [1], StatusCode: 'Complete' }));

    expect(seriesOf(collected, 'Average').status).toBe('malformed');
    expect(collected.coverage(api)).toMatchObject({ status: 'malformed', complete: false });
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { fastClock } from '../../src/collectors/aws/clock.ts';
import { collectAws } from '../../src/collectors/aws/collect.ts';
import { shippedPrices } from '../../src/commands/bundled.ts';
import { moreMetricsFor } from '../../src/commands/weekly.ts';
import { echoes } from '../../src/evaluator/weekly/headline-rows.ts';
import { type WeeklyInput, weekly } from '../../src/evaluator/weekly/weekly.ts';
import { Policy } from '../../src/model/policy.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { WeeklyDocument, type WeeklyPeriod } from '../../src/model/weekly-document.ts';
import { type AccountInput, type Fault, startSandbox } from '../../src/sandbox/sandbox.ts';
import { auditRules } from '../support/sandbox-audit.ts';

const now = '2026-11-23T06:20:00Z';
const region = 'eu-central-1';

/** A shop whose minimum was raised for a sale on Saturday and stayed; a table that nobody uses; a busy one. */
const shop = (min = 40): AccountInput => ({
  account: '111122223333',
  now,
  regions: {
    [region]: {
      ecs: {
        services: [
          { cluster: 'shop', serviceName: 'web', desiredCount: min, runningCount: min, taskDefinition: 'web:1' },
          { cluster: 'shop', serviceName: 'small', desiredCount: 2, runningCount: 2 },
        ],
        taskDefinitions: [
          { family: 'web', revision: 1, cpu: '1024', memory: '2048', requiresCompatibilities: ['FARGATE'] },
        ],
      },
      'application-autoscaling': {
        scalableTargets: [
          {
            ServiceNamespace: 'ecs',
            ResourceId: 'service/shop/web',
            ScalableDimension: 'ecs:service:DesiredCount',
            MinCapacity: min,
            MaxCapacity: 60,
          },
        ],
      },
      dynamodb: {
        tables: [
          {
            TableName: 'quiet',
            ProvisionedThroughput: { ReadCapacityUnits: 1000, WriteCapacityUnits: 5 },
            AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
            KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          },
        ],
      },
      lambda: { functions: [{ FunctionName: 'api', Timeout: 10 }] },
      cloudwatch: {
        metrics: [
          ...(['CPUUtilization', 'MemoryUtilization'] as const).flatMap((MetricName) => [
            {
              Namespace: 'AWS/ECS',
              MetricName,
              Dimensions: { ClusterName: 'shop', ServiceName: 'web' },
              value: MetricName === 'CPUUtilization' ? 12 : 40,
              samples: 40,
              points: {},
            },
            {
              Namespace: 'AWS/ECS',
              MetricName,
              Dimensions: { ClusterName: 'shop', ServiceName: 'small' },
              value: 3,
              samples: 2,
            },
          ]),
          {
            Namespace: 'AWS/DynamoDB',
            MetricName: 'ConsumedReadCapacityUnits',
            Dimensions: { TableName: 'quiet' },
            value: null,
          },
          {
            Namespace: 'AWS/DynamoDB',
            MetricName: 'ReadThrottleEvents',
            Dimensions: { TableName: 'quiet' },
            points: { '2026-11-21T10:02:00Z': 300, '2026-11-21T11:02:00Z': 20, '2026-11-10T11:02:00Z': 9000 },
          },
          {
            Namespace: 'AWS/DynamoDB',
            MetricName: 'ReadKeyRangeThroughputThrottleEvents',
            Dimensions: { TableName: 'quiet' },
            points: { '2026-11-21T10:02:00Z': 200 },
          },
          { Namespace: 'Shop', MetricName: 'Orders', value: 10 },
        ],
      },
    },
  },
});

const policy = Policy.parse({
  regions: [region],
  weekly: { messages: { namespace: 'Shop', metric: 'Orders' } },
  prices: [
    { item: 'fargate-x86-vcpu', region, usdPerHour: 0.04 },
    { item: 'fargate-x86-gb', region, usdPerHour: 0.005 },
  ],
  workloads: [
    { name: 'web', match: { name: '*web*' }, owner: 'shop-team', baseline: { minCapacity: 10 } },
    { name: 'data', match: { kind: 'dynamodb-table' }, owner: 'data-team' },
  ],
});

async function read(account: AccountInput, period: WeeklyPeriod = 'week', faults: Fault[] = [], metrics = true) {
  const sandbox = await startSandbox({ accounts: account, faults, recordInputs: false });
  try {
    return await collectAws({
      regions: [region],
      metrics,
      moreMetrics: moreMetricsFor(period, policy),
      takenAt: now,
      tool: 'headroom test',
      endpoint: sandbox.url,
      credentials: { accessKeyId: 'TEST', secretAccessKey: 'test' },
      clock: fastClock,
    });
  } finally {
    await sandbox.close();
  }
}

const build = (snapshot: Snapshot, more: Partial<WeeklyInput> = {}) =>
  weekly({
    snapshot,
    rules: auditRules,
    policy,
    hasPolicy: true,
    waivers: [],
    events: [],
    prices: shippedPrices(),
    now,
    tool: 'headroom test',
    run: { failOn: 'high', allowIncomplete: false, failOnNew: false, strict: false, ruleSet: 'all' },
    period: 'week',
    owner: null,
    earlier: null,
    ...more,
  });

describe('the weekly report', () => {
  let snapshot: Snapshot;
  let document: WeeklyDocument;
  beforeAll(async () => {
    snapshot = await read(shop());
    document = await build(snapshot);
  });

  test('is what its schema says, and covers full hours up to the snapshot', () => {
    expect(WeeklyDocument.parse(document)).toEqual(document);
    expect(document.period).toEqual({
      name: 'week',
      start: '2026-11-16T06:00:00.000Z',
      end: '2026-11-23T06:00:00.000Z',
    });
  });

  test('tells what ran far under its capacity, with its price; two tasks are as few as there can be', () => {
    const web = document.underused.find(({ subject }) => subject.name === 'shop/web');
    // 40 tasks of 1 vCPU and 2 GB: 0.04 + 2 x 0.005 = 0.05 an hour, 1.20 a day each; 88 % of them idle.
    expect(web).toMatchObject({
      usedPercent: 12,
      thresholdPercent: 12,
      capacity: 40,
      usdPerDay: 48,
      usdPerDayIdle: 42.24,
    });
    expect(web?.advice).toContain('Memory is at 40 %');
    expect(document.underused.map(({ subject }) => subject.name)).not.toContain('shop/small');
    // 1,000 read units of which none was consumed; the 5 write units are as few as guides begin with.
    const quiet = document.underused.filter(({ subject }) => subject.name === 'quiet');
    expect(quiet).toMatchObject([{ measure: 'read units', usedPercent: 0, hoursBelow: 168, thresholdPercent: 30 }]);
  });

  test('draws capacity against need, and heats each hour of the week', () => {
    const web = document.series.find(({ subject }) => subject.name === 'shop/web');
    expect(web?.capacity).toHaveLength(168);
    expect(web).toMatchObject({ maximum: 60, usedPercent: 12, usdPerDayIdle: 42.24 });
    expect(web?.need.every((value) => value === 4.8)).toBe(true);
    const row = document.heat.find(({ name }) => name === 'shop/web');
    expect(row?.percents).toEqual(Array(168).fill(12));
    // A fifth of the timeout of ten seconds, in health; never idle.
    const api = document.heat.find(({ name }) => name === 'api duration');
    expect(api).toMatchObject({ measure: 'longest execution, of the timeout' });
    expect(Math.max(...(api?.percents ?? []).map(Number))).toBeLessThanOrEqual(25);
    expect(document.underused.map(({ subject }) => subject.name)).not.toContain('api');
  });

  test('counts throttles of the period by reason; what no reason explains says so', () => {
    expect(document.throttles).toMatchObject([
      { operation: 'reads', reason: 'a key range at its limit', count: 200, worstHour: '2026-11-21T10:00:00.000Z' },
      { operation: 'reads', reason: 'not told', count: 120 },
    ]);
  });

  test('puts the raised minimum first, once, with dollars and command', () => {
    const [first] = document.headline;
    expect(first).toMatchObject({ reason: 'stop', owner: 'shop-team', usdPerDay: 36, timesIgnored: 0 });
    expect(first?.command?.slice(0, 3)).toEqual(['aws', 'application-autoscaling', 'register-scalable-target']);
    const aboutWeb = document.headline.filter(({ what }) => what.includes('shop/web'));
    expect(aboutWeb).toHaveLength(1);
    expect(document.screenRows).toBeLessThanOrEqual(10);
  });

  test('says that nobody asked for costs', () => {
    expect(document.cost).toBeNull();
    expect(document.gaps).toContainEqual({
      chapter: 'cost',
      why: 'Cost Explorer was not asked; --cost asks it, $0.01 a request',
    });
  });

  test('counts how often a row was told, and what was closed since', async () => {
    const again = await build(snapshot, { earlier: { report: document.report, weekly: document } });
    expect(again.headline[0]).toMatchObject({ reason: 'stop', timesIgnored: 1 });
    expect(again.totals).toMatchObject({
      new: 0,
      fixed: 0,
      savingsClosedUsdPerDay: 0,
      usdPerDay: { now: 36, before: 36 },
    });
    const third = await build(snapshot, { earlier: { report: again.report, weekly: again } });
    expect(third.headline[0]?.timesIgnored).toBe(2);
    const mended = await build(await read(shop(10)), { earlier: { report: again.report, weekly: again } });
    expect(mended.totals).toMatchObject({ savingsClosedUsdPerDay: 36, overrides: { now: 0, before: 1 } });
    expect(mended.reverts).toMatchObject([
      { subject: { owner: 'shop-team' }, value: 'minCapacity', worked: true, usdPerDay: 36 },
    ]);
  });

  test('saves nothing by calling normal what was raised', async () => {
    const redefined = {
      ...policy,
      workloads: policy.workloads.map((one) => (one.baseline ? { ...one, baseline: { minCapacity: 40 } } : one)),
    };
    const later = await build(snapshot, { policy: redefined, earlier: { report: document.report, weekly: document } });
    expect(later.totals).toMatchObject({ savingsClosedUsdPerDay: 0, overrides: { now: 0, before: 1 } });
    expect(later.reverts).toEqual([]);
  });

  test('of a plain audit report takes findings for told once', async () => {
    const again = await build(snapshot, { earlier: { report: document.report, weekly: null } });
    expect(again.headline[0]).toMatchObject({ timesIgnored: 1 });
  });

  test('gives one owner the own slice', async () => {
    const slice = await build(snapshot, { owner: 'data-team' });
    expect(slice.underused.map(({ subject }) => subject.name)).toEqual(['quiet']);
    expect(slice.headline.every(({ owner }) => owner === 'data-team' || owner === null)).toBe(true);
    expect(slice.totals.usdPerDay.now).toBeNull();
    expect(slice.gaps.map(({ chapter }) => chapter)).toContain('quotas, cost and traffic');
  });

  test('gives an owner what may be theirs, where tags that decide were not read', async () => {
    const tagged = {
      ...policy,
      workloads: [{ name: 'data', match: { tags: { team: 'data' } }, owner: 'data-team' }],
    };
    const faults: Fault[] = [
      { api: 'dynamodb:ListTagsOfResource', do: 'denied' },
      { api: 'tag:GetResources', do: 'denied' },
    ];
    const slice = await build(await read(shop(), 'week', faults), { owner: 'data-team', policy: tagged });
    expect(slice.underused.map(({ subject }) => subject.name)).toContain('quiet');
    const whole = await build(await read(shop()), { owner: 'data-team', policy: tagged });
    expect(whole.underused).toEqual([]);
  });

  test('compares a slice with the same slice of a plain report, and only where both saw the same places', async () => {
    const plain = { report: document.report, weekly: null };
    const slice = await build(snapshot, { owner: 'data-team', earlier: plain });
    expect(slice.totals.usdPerDay).toEqual({ now: null, before: null });
    expect(slice.totals.findings.before).toBe(slice.totals.findings.now);
    const elsewhere = {
      ...document.report,
      snapshot: {
        ...document.report.snapshot,
        scopes: [...document.report.snapshot.scopes, { partition: 'aws', account: '222233334444', region }],
      },
    };
    const other = await build(snapshot, { earlier: { report: elsewhere, weekly: null } });
    expect(other.totals.usdPerDay.before).toBeNull();
    expect(other.totals.findings.before).toBeNull();
  });

  test('calls nothing idle whose memory was not seen', async () => {
    const unseen = {
      ...snapshot,
      resources: snapshot.resources.map((one) =>
        one.kind !== 'metric-series' || !one.key?.includes('"web"')
          ? one
          : {
              ...one,
              observed: {
                series: (one.observed.series as { metricName: string }[]).map((series) =>
                  series.metricName === 'MemoryUtilization' ? { ...series, status: 'throttled', values: [] } : series,
                ),
              },
            },
      ),
    };
    const blind = await build(unseen as Snapshot);
    expect(blind.underused.map(({ subject }) => subject.name)).not.toContain('shop/web');
    expect(blind.gaps.some(({ why }) => why.includes('not read'))).toBe(true);
  });

  test('says of kinds that could not be listed that their chapters may lack them', async () => {
    const faults: Fault[] = [
      { api: 'dynamodb:ListTables', do: 'denied' },
      { api: 'ecs:ListServices', do: 'denied' },
    ];
    const { gaps, headline } = await build(await read(shop(), 'week', faults));
    const whys = gaps.map(({ why }) => why).join('\n');
    expect(whys).toContain('dynamodb-table in 111122223333 eu-central-1 was not listed in full');
    expect(whys).toContain('ecs-service in 111122223333 eu-central-1 was not listed in full');
    const unseen = headline.filter(({ reason }) => reason === 'not-seen');
    expect(unseen).toHaveLength(1);
    expect(unseen[0]?.what).toContain('dynamodb:ListTables, ecs:ListServices were denied');
  });

  test('without metrics says so, and calls nothing idle or cool', async () => {
    const blind = await build(await read(shop(), 'week', [], false));
    expect(blind.underused).toEqual([]);
    expect(blind.gaps[0]?.why).toContain('CloudWatch was not asked');
  });

  test('where CloudWatch is denied, closes nothing and says what was not read', async () => {
    const faults: Fault[] = [{ api: 'cloudwatch:GetMetricData', do: 'denied' }];
    const denied = await build(await read(shop(), 'week', faults));
    expect(denied.underused).toEqual([]);
    expect(denied.gaps.some(({ why }) => /\d+ metrics were not read: .*denied/.test(why))).toBe(true);
    expect(denied.headline.some(({ reason, what }) => reason === 'not-seen' && what.includes('GetMetricData'))).toBe(
      true,
    );
  });

  test('says of what CloudWatch has no data that it was not seen', async () => {
    const account = shop();
    const metrics = account.regions?.[region]?.cloudwatch?.metrics ?? [];
    for (const metric of metrics) if (metric.Dimensions?.ServiceName === 'web') metric.value = null;
    const { gaps, heat, underused } = await build(await read(account));
    expect(heat.map(({ name }) => name)).not.toContain('shop/web');
    expect(underused.map(({ subject }) => subject.name)).not.toContain('shop/web');
    expect(gaps.map(({ why }) => why)).toContain('CloudWatch has no data on CPU of ECS: shop/web');
  });

  test.each([
    ['day', 24],
    ['month', 720],
  ] as const)('looks back a %s', async (period, hours) => {
    const other = await build(await read(shop(), period), { period });
    expect(other.series.find(({ subject }) => subject.name === 'shop/web')?.capacity).toHaveLength(hours);
    expect(other.period.name).toBe(period);
  });
});

test('findings that echo the ledger are those of rules that ship', () => {
  const ids = new Set(auditRules.map(({ id }) => id));
  expect([...echoes].filter((id) => !ids.has(id))).toEqual([]);
});

describe('costs', () => {
  const days = (count: number, usd: (index: number) => number) =>
    Array.from({ length: count }, (_, index) => ({
      date: new Date(Date.parse('2026-11-23T00:00:00Z') - (count - index) * 86_400_000).toISOString().slice(0, 10),
      usd: usd(index),
      estimated: index === count - 1,
    }));
  const priced = async (complete = true) => {
    const snapshot = await read(shop());
    const place = { account: '111122223333', region: 'global' };
    const cost = (service: string, observed: object) => ({
      ...(snapshot.resources[0] as Snapshot['resources'][number]),
      ...place,
      kind: 'service-cost',
      key: service,
      keyHash: service,
      id: service,
      name: service,
      attributes: { service },
      observed: observed as Snapshot['resources'][number]['observed'],
    });
    return {
      ...snapshot,
      resources: [
        ...snapshot.resources,
        cost('Compute', { days: days(14, (index) => (index < 7 ? 100 : 130)) }),
        cost('Storage', { days: days(14, () => 900) }),
        cost('New', { days: days(14, (index) => (index < 7 ? 0 : 60)) }),
        cost('Cheap', { days: days(14, (index) => (index < 7 ? 1 : 5)) }),
      ],
      coverage: [
        ...snapshot.coverage,
        {
          ...place,
          api: 'ce:GetCostAndUsage',
          status: complete ? ('ok' as const) : ('truncated' as const),
          complete,
          kinds: ['service-cost'],
          missed: [],
          calls: 2,
          throttled: 0,
          since: null,
          billed: 2,
          detail: null,
        },
      ],
    };
  };

  test('are told where they moved by both thresholds; the price of asking with them', async () => {
    const { cost, bill, perMessage } = await build(await priced());
    expect(cost?.moved.map(({ service, changePercent }) => [service, changePercent])).toEqual([
      ['New', null],
      ['Compute', 30],
    ]);
    expect(cost).toMatchObject({ unmoved: 2, usd: 7665, usdBefore: 7007, estimated: ['2026-11-22'], askedUsd: 0.02 });
    expect(bill.costExplorerUsd).toBe(0.02);
    // Ten orders a minute: 14,400 a day, 1,095 dollars.
    expect(perMessage?.usdPerMessage).toBeCloseTo(1095 / 14_400, 6);
    expect(perMessage?.usdPerMessageBefore).toBeCloseTo(1001 / 14_400, 6);
  });

  test('that were not told in full are said to be too low', async () => {
    const { gaps } = await build(await priced(false));
    expect(gaps.map(({ why }) => why).join()).toContain('amounts may be too low');
  });

  test('of fewer days than are compared are not told', async () => {
    const { cost, gaps } = await build(await priced(), { period: 'month' });
    expect(cost).toBeNull();
    expect(gaps.map(({ why }) => why).join()).toContain('did not tell all 60 days');
  });

  test('are not in the slice of an owner', async () => {
    const { cost, gaps } = await build(await priced(), { owner: 'shop-team' });
    expect(cost).toBeNull();
    expect(gaps.map(({ chapter }) => chapter)).toContain('quotas, cost and traffic');
  });

  test('of an account that cost nothing are zero, where Cost Explorer told all of its days', async () => {
    const asked = await priced();
    const nothing = {
      ...asked,
      resources: asked.resources.filter(({ kind }) => kind !== 'service-cost'),
      coverage: asked.coverage.map((one) =>
        one.api === 'ce:GetCostAndUsage' ? { ...one, since: '2026-11-09T00:00:00.000Z' } : one,
      ),
    };
    expect((await build(nothing)).cost).toMatchObject({ usd: 0, usdBefore: 0, moved: [] });
  });

  test('of a message are not told where its region was not read', async () => {
    const elsewhere = { namespace: 'Shop', metric: 'Orders', dimensions: {}, region: 'us-west-2' };
    const away = { ...policy, weekly: { ...policy.weekly, messages: elsewhere } };
    const { perMessage, gaps } = await build(await priced(), { policy: away });
    expect(perMessage).toBeNull();
    expect(gaps.map(({ why }) => why)).toContain('Shop Orders was not read');
  });
});

test('a quota of which AWS tells no limit is told as not known, never left out', async () => {
  const snapshot = await read(shop());
  const unlimited = {
    ...snapshot,
    resources: snapshot.resources.map((one) =>
      one.kind === 'lambda-account' ? { ...one, attributes: { ...one.attributes, concurrentExecutions: 0 } } : one,
    ),
  };
  const { gaps } = await build(unlimited);
  expect(gaps.map(({ why }) => why)).toContain(`AWS tells no limit of Concurrent executions of Lambda in ${region}`);
});

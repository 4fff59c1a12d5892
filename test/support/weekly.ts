import { WeeklyDocument, weeklySchemaId } from '../../src/model/weekly-document.ts';
import { event, exampleEvents, exampleOverrides } from './chapters.ts';
import { exampleReport } from './report.ts';
import { subject } from './subject.ts';

/** Documents of the weekly report: a quiet week after a release, whose capacity nobody brought back. */

const hours = 168;
const start = '2026-11-16T04:00:00.000Z';
const end = '2026-11-23T04:00:00.000Z';
const hourMs = 3_600_000;

const service = subject({
  kind: 'ecs-service',
  name: 'manga/recommender',
  owner: 'recommendations',
  region: 'ap-northeast-1',
});
const table = subject({ kind: 'dynamodb-table', name: 'sessions', owner: 'platform', region: 'ap-northeast-1' });
const node = subject({
  kind: 'elasticache-cluster',
  name: 'semantic-cache-001',
  owner: 'platform',
  region: 'ap-northeast-1',
});

/** Tasks that load needs in each hour: by day more than by night, and a release on Saturday. */
const need = Array.from({ length: hours }, (_, index) => {
  const at = new Date(Date.parse(start) + index * hourMs);
  const daily = 14 + 6 * Math.sin(((at.getUTCHours() - 4) / 24) * 2 * Math.PI);
  const isRelease = at.getUTCDay() === 6 && at.getUTCHours() >= 1 && at.getUTCHours() < 15;
  return Math.round(10 * (isRelease ? 5 * daily : daily)) / 10;
});

const dates = Array.from({ length: 14 }, (_, index) =>
  new Date(Date.parse('2026-11-09T00:00:00Z') + index * 24 * hourMs).toISOString().slice(0, 10),
);
const costs = dates.map((_, index) => (index < 8 ? 2100 + 20 * (index % 3) : 5900 + 50 * (index % 3)));
const cents = (usd: number) => Math.round(usd * 100) / 100;
const sum = (values: readonly number[]) => cents(values.reduce((all, value) => all + value, 0));

export function weeklyDocument(more: Partial<WeeklyDocument> = {}): WeeklyDocument {
  const overrides = exampleOverrides().entries;
  const messages = dates.map((_, index) => (index < 8 ? 190_000 : 200_000));
  const document: WeeklyDocument = {
    schema: weeklySchemaId,
    generatedAt: '2026-11-23T04:00:00.000Z',
    tool: 'headroom 0.1.0',
    period: { name: 'week', start, end },
    timezone: 'Asia/Tokyo',
    scopes: exampleReport().snapshot.scopes,
    owner: null,
    since: '2026-11-16T04:00:00.000Z',
    headline: [
      {
        id: 'a',
        reason: 'stop',
        owner: 'recommendations',
        usdPerDay: 121.27,
        risk: 'safe to revert now',
        what: 'minCapacity of service/manga/recommender is 100, normal is 10 by sato since 2026-11-21T00:40:00Z.',
        command: ['aws', 'application-autoscaling', 'register-scalable-target', '--min-capacity', '10'],
        timesIgnored: 2,
      },
      {
        id: 'b',
        reason: 'event',
        owner: 'platform-oncall',
        usdPerDay: null,
        risk: 'not scaled',
        what: 'Release of volume 42, coming, begins 2026-12-06T01:00:00Z: no scheduled action raises it',
        command: null,
        timesIgnored: 0,
      },
      {
        id: 'c',
        reason: 'not-seen',
        owner: null,
        usdPerDay: null,
        risk: 'denied',
        what: 'elasticache:DescribeCacheParameters was denied in 111122223333 us-east-1: 3 results rest on it.',
        command: ['headroom', 'iam-policy'],
        timesIgnored: 1,
      },
      {
        id: 'd',
        reason: 'overdue',
        owner: null,
        usdPerDay: null,
        risk: 'high',
        what: 'Something that has no room on the screen.',
        command: null,
        timesIgnored: 0,
      },
    ],
    screenRows: 3,
    totals: {
      usdPerDay: { now: 3812.4, before: 4100 },
      usdPerDayIdle: { now: 130.14, before: null },
      overrides: { now: overrides.length, before: 4 },
      findings: { now: 31, before: 33 },
      new: 2,
      fixed: 4,
      gone: 0,
      notSeen: 3,
      savingsClosedUsdPerDay: 287.6,
    },
    underused: [
      {
        subject: service,
        measure: 'CPU',
        usedPercent: 12,
        peakPercent: 46,
        thresholdPercent: 12,
        hoursBelow: 31,
        capacity: 100,
        unit: 'tasks',
        usdPerDay: 147.89,
        usdPerDayIdle: 130.14,
        basis: '100 tasks on average, 88 of them not used, each 1 vCPU at $0.05056 an hour',
        advice: 'Memory is at 40 %: fewer of the same size hold it only if it follows load as CPU does.',
      },
    ],
    atMaximum: [{ subject: table, minutes: 85, maximum: 10_000, unit: 'read units', resolutionMinutes: 5 }],
    throttles: [
      {
        subject: table,
        operation: 'reads',
        reason: 'provisioned capacity',
        count: 54_000,
        worstHour: '2026-11-21T10:00:00.000Z',
      },
    ],
    quotas: [
      {
        account: service.account,
        region: service.region,
        name: 'Fargate On-Demand vCPU resource count',
        used: 3400,
        limit: 4000,
        unit: 'vCPU',
        usedPercent: 85,
        command: ['aws', 'service-quotas', 'request-service-quota-increase', '--desired-value', '6800'],
      },
    ],
    quotaThresholdPercent: 70,
    series: [
      {
        subject: service,
        title: 'manga/recommender: tasks',
        unit: 'tasks',
        start,
        stepSeconds: 3600,
        capacity: need.map((value, index) => (index === 7 ? null : index < 120 ? Math.ceil(value * 1.6) : 100)),
        need: need.map((value, index) => (index === 7 ? null : value)),
        maximum: 200,
        usedPercent: 31,
        usdPerDayIdle: 130.14,
      },
      ...Array.from({ length: 14 }, (_, index) => ({
        subject: table,
        title: `sessions ${index}: read units`,
        unit: 'read units',
        start,
        stepSeconds: 3600,
        capacity: need.map(() => 1000 + index),
        need: need.map((value) => value * 20),
        maximum: null,
        usedPercent: 40 + index,
        usdPerDayIdle: null,
      })),
    ],
    eventMarks: [
      {
        id: 'manga-release',
        title: 'Release of volume 41',
        start: '2026-11-21T01:00:00.000Z',
        end: '2026-11-21T15:00:00.000Z',
      },
    ],
    traffic: [],
    cost: {
      days: dates,
      usd: sum(costs.slice(7)),
      usdBefore: sum(costs.slice(0, 7)),
      daily: costs,
      moved: [
        {
          service: 'Amazon Elastic Container Service',
          usd: 22_100,
          usdBefore: 5400,
          changePercent: 309.3,
          daily: costs.map((usd) => cents(usd * 0.5)),
        },
        {
          service: 'Amazon OpenSearch Service',
          usd: 2100,
          usdBefore: 0,
          changePercent: null,
          daily: costs.map(() => 150),
        },
      ],
      unmoved: 9,
      thresholdPercent: 20,
      thresholdUsd: 50,
      estimated: [dates.at(-1) ?? ''],
      askedUsd: 0.01,
    },
    perMessage: {
      metric: 'MangaAssist Messages',
      usdPerMessage: 0.0262,
      usdPerMessageBefore: 0.0112,
      limitUsd: 0.015,
      daily: dates.map((date, index) => {
        const [usd, count] = [costs[index] ?? 0, messages[index] ?? 0];
        return index === 3
          ? { date, usd, messages: null, usdPerMessage: null }
          : { date, usd, messages: count, usdPerMessage: usd / count };
      }),
    },
    overrides,
    reverts: [
      {
        subject: service,
        value: 'minCapacity',
        by: 'event Release of volume 41',
        at: '2026-11-22T15:00:00.000Z',
        worked: false,
        why: 'normally 10, and it was to be back by 2026-11-22T15:00:00Z',
        usdPerDay: 121.27,
      },
      {
        subject: table,
        value: 'read',
        by: 'not told',
        at: null,
        worked: true,
        why: 'It is back to normal.',
        usdPerDay: 287.6,
      },
    ],
    events: [...exampleEvents(), event({ readiness: 'ready', phase: 'coming' })],
    waivers: [
      {
        rule: 'ecs-near-max',
        owner: 'platform',
        reason: 'The move ends in December.',
        expires: '2026-11-25',
        daysLeft: 2,
        covers: 1,
      },
    ],
    heat: [
      {
        service: 'ECS',
        name: 'manga/recommender',
        owner: 'recommendations',
        measure: 'CPU',
        percents: Array.from({ length: hours }, (_, hour) => (hour === 5 ? null : (hour * 7) % 101)),
      },
      {
        service: 'ElastiCache',
        name: 'semantic-cache-001',
        owner: null,
        measure: 'engine CPU',
        percents: Array(hours).fill(95),
      },
    ],
    caches: [
      {
        subject: node,
        entries: { now: 1_204_000, before: 903_000 },
        hitRatePercent: { now: 9.1, before: 71 },
        memoryPercent: { now: 96, before: 62 },
        evictions: { now: null, before: null },
      },
    ],
    gaps: [
      {
        chapter: 'use of capacity, throttles, quotas and caches',
        why: '3 metrics were not read: cloudwatch:GetMetricData throttled',
      },
      { chapter: 'cache report', why: '2 serverless caches are not in it' },
    ],
    bill: { metrics: 278, metricsUsd: 0.00278, costExplorerUsd: 0.01 },
    report: exampleReport(),
    ...more,
  };
  return WeeklyDocument.parse(document);
}

/** A report that has nothing to tell. */
export function emptyWeekly(gaps: WeeklyDocument['gaps'] = []): WeeklyDocument {
  const nothing = { now: 0, before: null };
  return weeklyDocument({
    since: null,
    headline: [],
    screenRows: 0,
    totals: {
      usdPerDay: { now: null, before: null },
      usdPerDayIdle: { now: null, before: null },
      overrides: nothing,
      findings: nothing,
      new: null,
      fixed: null,
      gone: null,
      notSeen: 0,
      savingsClosedUsdPerDay: null,
    },
    underused: [],
    atMaximum: [],
    throttles: [],
    quotas: [],
    series: [],
    eventMarks: [],
    cost: null,
    perMessage: null,
    overrides: [],
    reverts: [],
    events: null,
    waivers: [],
    heat: [],
    caches: [],
    gaps,
  });
}

/** Members whose values are words of the contract, or instants: everything else may hold anything. */
const own = new Set([
  'schema',
  'reason',
  'readiness',
  'phase',
  'start',
  'end',
  'days',
  'date',
  'since',
  'generatedAt',
  'direction',
  'normalFrom',
  'class',
  'report',
]);

/** The example with a text in place of each name, sentence and value that comes from an account or a policy. */
export function hostileWeekly(text: string): WeeklyDocument {
  const strike = (value: unknown, key: string): unknown => {
    if (own.has(key)) return value;
    if (typeof value === 'string') return key === 'name' && (value === 'week' || value === 'day') ? value : text;
    if (Array.isArray(value)) return value.map((one) => strike(one, key));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, strike(inner, name)]));
  };
  const document = weeklyDocument();
  return {
    ...(strike(document, '') as WeeklyDocument),
    headline: document.headline.map((row) => ({ ...(strike(row, '') as typeof row), reason: row.reason })),
  };
}

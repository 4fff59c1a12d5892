import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluator/evaluate.ts';
import { checkRule } from '../../src/evaluator/vocabulary.ts';
import { loadRules } from '../../src/loaders/rules.ts';
import { CalendarEvent } from '../../src/model/event.ts';
import type { Report } from '../../src/model/report.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { Resource, Snapshot } from '../../src/model/snapshot.ts';
import { aPolicy, aResource, aSnapshot, testNow } from '../support/world.ts';

const ids = [
  'dynamodb-deletion-protection-off',
  'ecs-metrics-slow',
  'event-max-too-low',
  'ecs-service-not-scaled',
  'required-alarm-missing',
];
const rules = loadRules(['rules'], checkRule).filter(({ id }) => ids.includes(id));
const later = '2026-11-23T04:00:00Z';

interface Over {
  only?: string;
  policy?: unknown;
  since?: Report | null;
  events?: CalendarEvent[];
  needs?: Rule['needs'];
  baseline?: Snapshot;
  failOnNew?: boolean;
  failOn?: 'medium' | 'high';
  now?: string;
  includePassed?: boolean;
}

function audit(snapshot: Snapshot, over: Over = {}): Promise<Report> {
  return evaluate({
    snapshot: { ...snapshot, takenAt: over.now ?? testNow },
    rules: rules
      .filter(({ id }) => over.only === undefined || id === over.only)
      .map((rule) => ({ ...rule, needs: over.needs ?? rule.needs })),
    baseline: over.baseline ?? null,
    policy: aPolicy(over.policy ?? {}),
    hasPolicy: true,
    waivers: [],
    events: over.events ?? [],
    since: over.since ?? null,
    now: over.now ?? testNow,
    tool: 'test',
    run: {
      failOn: over.failOn ?? 'medium',
      allowIncomplete: false,
      failOnNew: over.failOnNew ?? false,
      strict: false,
      ruleSet: 'all',
    },
    includePassed: over.includePassed ?? false,
  });
}

const unscaled = aResource('ecs-service');
const other = aResource('ecs-service', { attributes: { serviceName: 'carts' } });
const slowMetrics = [unscaled, aResource('scaling-policy')];
const scaled = [unscaled, aResource('scalable-target')];
const waive = (over = {}) => ({
  waivers: [{ rule: 'ecs-*', match: {}, reason: 'r', owner: 'o', expires: '2026-11-22', ...over }],
});
const elsewhere = (region: string) => (snapshot: Snapshot) => ({
  ...snapshot,
  scopes: snapshot.scopes.map((scope) => (scope.region === 'global' ? scope : { ...scope, region })),
  coverage: snapshot.coverage.map((entry) => (entry.region === 'global' ? entry : { ...entry, region })),
});

/** One run after another, and what the second says of the first. */
async function compare(before: Snapshot, beforeOver: Over, now: Snapshot, nowOver: Over = {}) {
  const since = await audit(before, beforeOver);
  const report = await audit(now, { now: later, ...nowOver, since });
  if (!report.since) throw new Error('no comparison');
  const { fixed, ...counts } = report.since;
  return { report, counts: { ...counts, fixed: fixed.map(({ subject }) => subject.name) } };
}

const counts = (more: object) => ({
  generatedAt: '2026-11-22T04:00:00.000Z',
  new: 0,
  open: 0,
  waived: 0,
  notSeen: 0,
  fixed: [],
  ...more,
});
const gone = counts({ notSeen: 1 });
const fixed = counts({ fixed: ['shop/web'] });

describe('against an earlier report', () => {
  it.each<[string, Resource[], Over, Snapshot, Over, object]>([
    ['a finding that it held is open', [unscaled], {}, aSnapshot([unscaled]), {}, counts({ open: 1 })],
    ['one that it did not hold is new', [unscaled], {}, aSnapshot([unscaled, other]), {}, counts({ open: 1, new: 1 })],
    ['one whose cause was mended is fixed', [unscaled], {}, aSnapshot(scaled), {}, fixed],
    ['so it is where passed results are listed', [unscaled], {}, aSnapshot(scaled), { includePassed: true }, fixed],
    ['one whose resource is gone is fixed', [unscaled], {}, aSnapshot([]), {}, fixed],
    ['unless the resource could not be listed', [unscaled], {}, aSnapshot([], ['ecs-service']), {}, gone],
    ['unless it cannot be judged any more', [unscaled], {}, aSnapshot([unscaled], ['scalable-target']), {}, gone],
    [
      'unless its rule is disabled',
      [unscaled],
      {},
      aSnapshot([]),
      { policy: { rules: { 'ecs-service-not-scaled': { enabled: false } } } },
      gone,
    ],
    [
      'unless its rule is not part of the run',
      [unscaled],
      {},
      aSnapshot([]),
      { only: 'dynamodb-deletion-protection-off' },
      gone,
    ],
    ['unless its region is not part of the run', [unscaled], {}, elsewhere('us-east-1')(aSnapshot([])), {}, gone],
    ['unless a plan is judged', [unscaled], {}, { ...aSnapshot([]), source: 'terraform-plan' }, {}, gone],
    [
      'one that is waived now is counted apart',
      [unscaled],
      {},
      aSnapshot([unscaled]),
      { policy: waive({ expires: '2026-12-31' }) },
      counts({ waived: 1 }),
    ],
    [
      'one whose waiver ended is new',
      [unscaled],
      { policy: waive() },
      aSnapshot([unscaled]),
      { policy: waive() },
      counts({ new: 1 }),
    ],
  ])('%s', async (_, before, beforeOver, now, nowOver, expected) => {
    expect((await compare(aSnapshot(before), beforeOver, now, nowOver)).counts).toEqual(expected);
  });

  it('a resource that is gone is not fixed where the earlier run could not list all of its kind', async () => {
    const before = aSnapshot([unscaled], ['ecs-service']);
    expect((await compare(before, {}, aSnapshot([]))).counts).toEqual(gone);
  });

  it('a rule that compares with a baseline has fixed nothing where there is none', async () => {
    const over: Over = { only: 'ecs-service-not-scaled', needs: ['baseline'] };
    const baseline = aSnapshot([]);
    for (const now of [aSnapshot([]), aSnapshot(scaled)]) {
      expect((await compare(aSnapshot([unscaled]), { ...over, baseline }, now, over)).counts).toEqual(gone);
      expect((await compare(aSnapshot([unscaled]), over, now, { ...over, baseline })).counts).toEqual(fixed);
    }
  });

  it('an event that the calendar no longer names has fixed nothing; a maximum that was raised has', async () => {
    const policy = { workloads: [{ name: 'web', match: { kind: 'ecs-service' }, baseline: { demand: 100 } }] };
    const start = { start: '2026-11-25T00:00:00Z', end: '2026-11-25T06:00:00Z', multiplier: 9 };
    const events = [CalendarEvent.parse({ id: 'sale', ...start, targets: [{ workload: 'web' }] })];
    const withMaximum = (maxCapacity: number) =>
      aSnapshot([aResource('ecs-service'), aResource('scalable-target', { attributes: { maxCapacity } })]);
    const over = { only: 'event-max-too-low', policy, events };
    expect((await compare(withMaximum(200), over, withMaximum(200), over)).counts).toEqual(counts({ open: 1 }));
    expect((await compare(withMaximum(200), over, withMaximum(200), { ...over, events: [] })).counts).toEqual(gone);
    expect((await compare(withMaximum(200), over, withMaximum(2000), over)).counts).toMatchObject({
      fixed: [expect.stringContaining('sale')],
      notSeen: 0,
    });
  });

  it('a rule that no longer applies because the policy says less of the subject has fixed nothing', async () => {
    const workload = (more: object) => ({ workloads: [{ name: 'web', match: { kind: 'ecs-service' }, ...more }] });
    const spiky = { only: 'ecs-metrics-slow', policy: workload({ traffic: 'spiky' }) };
    const resources = aSnapshot(slowMetrics);
    expect((await compare(resources, spiky, resources, spiky)).counts).toEqual(counts({ open: 1 }));
    for (const includePassed of [false, true]) {
      const without = { only: 'ecs-metrics-slow', includePassed };
      expect((await compare(resources, spiky, resources, without)).counts).toEqual(gone);
      const steady = { ...without, policy: workload({ traffic: 'steady' }) };
      expect((await compare(resources, spiky, resources, steady)).counts).toEqual(fixed);
    }
  });

  it('a rule that no longer concerns a workload has fixed nothing', async () => {
    const policy = { signals: [{ namespace: 'Shop', metric: 'Orders' }] };
    const quiet = { policy: { ...policy, alerting: 'external' } };
    expect((await compare(aSnapshot([]), { policy }, aSnapshot([]), { policy })).counts).toEqual(counts({ open: 1 }));
    expect((await compare(aSnapshot([]), { policy }, aSnapshot([]), quiet)).counts).toEqual(gone);
    expect((await compare(aSnapshot([]), { policy }, aSnapshot([]))).counts).toEqual(gone);
  });
});

describe('a new finding says why the earlier report may have missed it', () => {
  const report = 'The report of 2026-11-22T04:00:00.000Z';
  it.each<[string, Snapshot, Over, string[] | undefined]>([
    ['nothing where it was judged', aSnapshot(scaled), {}, undefined],
    [
      'it was unknown',
      aSnapshot([unscaled], ['scalable-target']),
      {},
      [`${report} could not judge this, so that it may be older.`],
    ],
    [
      'its kind was not listed',
      aSnapshot([], ['ecs-service']),
      {},
      [`${report} could not list everything of this kind, so that it may be older.`],
    ],
    [
      'its rule was left out',
      aSnapshot([unscaled]),
      { only: 'dynamodb-deletion-protection-off' },
      [`${report} did not judge this rule, so that it may be older.`],
    ],
    [
      'its region was not looked at',
      elsewhere('us-east-1')(aSnapshot([])),
      {},
      [`${report} did not look at this account and region, so that it may be older.`],
    ],
    ['it was waived', aSnapshot([unscaled]), { policy: waive() }, [`${report} held it as waived, until 2026-11-22.`]],
  ])('%s', async (_, before, over, notes) => {
    const compared = await compare(before, over, aSnapshot([unscaled]));
    expect(compared.report.results).toMatchObject([{ state: 'new', outcome: 'fail' }]);
    expect(compared.report.results[0]?.notes).toEqual(notes);
  });
});

describe('notices tell what makes two reports hard to compare', () => {
  it.each<[string, Snapshot, Over, Over, string[]]>([
    ['none for two runs alike', aSnapshot([]), {}, {}, []],
    ['other rules', aSnapshot([]), { only: ids[0] }, {}, ['since-other-rules']],
    ['other scopes', elsewhere('us-east-1')(aSnapshot([])), {}, {}, ['since-other-scopes', 'since-new-scopes']],
    ['a plan', { ...aSnapshot([]), source: 'cloudformation' }, {}, {}, ['since-other-source']],
    ['a later report', aSnapshot([]), {}, { now: '2026-11-21T04:00:00Z' }, ['since-later']],
  ])('%s', async (_, before, beforeOver, nowOver, codes) => {
    const { report } = await compare(before, beforeOver, aSnapshot([]), nowOver);
    expect(report.notices.map(({ code }) => code).filter((code) => code.startsWith('since-'))).toEqual(codes);
  });
});

describe('--fail-on-new', () => {
  it.each<[string, Resource[], Snapshot, Over, string, number]>([
    ['an old finding does not fail the run', [unscaled], aSnapshot([unscaled]), {}, 'findings', 0],
    ['a new one does', [unscaled], aSnapshot([unscaled, other]), {}, 'findings', 1],
    ['a new one below failOn does not', [], aSnapshot([unscaled]), { failOn: 'high' }, 'clean', 0],
    [
      'what could not be read still makes it incomplete',
      [unscaled],
      aSnapshot([unscaled], ['scalable-target']),
      {},
      'incomplete',
      3,
    ],
  ])('%s', async (_, before, now, over, verdict, exitCode) => {
    const { report } = await compare(aSnapshot(before), {}, now, { ...over, failOnNew: true });
    expect([report.verdict, report.run.exitCode]).toEqual([verdict, exitCode]);
    const all = await compare(aSnapshot(before), {}, now, over);
    expect(all.report.verdict).toBe(verdict);
  });
});

it('leaves results as they are without an earlier report', async () => {
  const report = await audit(aSnapshot([unscaled]));
  expect(report.results[0]).not.toHaveProperty('state');
  expect(report).not.toHaveProperty('since');
});

import { describe, expect, test } from 'vitest';
import type { EventReport } from '../../src/model/event-report.ts';
import type { OverrideEntry, OverrideLedger } from '../../src/model/override.ts';
import { driftChapter } from '../../src/reporters/drift-text.ts';
import { eventChapter } from '../../src/reporters/event-text.ts';
import { overrideChapter, totalText } from '../../src/reporters/override-text.ts';
import { change, event, exampleDrift, override, target } from '../support/chapters.ts';

const now = '2026-11-22T04:00:00Z';

describe('an event', () => {
  const summaryOf = (more: Partial<EventReport>) => eventChapter([event(more)], now).entries[0]?.summary;

  test.each<[EventReport['phase'], Partial<EventReport>, string]>([
    ['coming', {}, 'in 13 days (2026-12-06 01:00 UTC)'],
    [
      'prewarming',
      { start: '2026-11-22T04:20:00Z', prewarmAt: '2026-11-22T03:50:00Z' },
      'starts in 20 minutes (2026-11-22 04:20 UTC), capacity must stand since 2026-11-22 03:50 UTC',
    ],
    [
      'running',
      { start: '2026-11-22T01:00:00Z', end: '2026-11-22T06:00:00Z' },
      'running for 3 hours, until 2026-11-22 06:00 UTC',
    ],
    [
      'holding',
      { end: '2026-11-22T03:00:00Z', holdUntil: '2026-11-22T05:00:00Z' },
      'ended 60 minutes ago, capacity is kept until 2026-11-22 05:00 UTC',
    ],
    [
      'reverting',
      { end: '2026-11-22T01:00:00Z', revertBy: '2026-11-23T01:00:00Z' },
      'ended 3 hours ago, must be back to normal by 2026-11-23 01:00 UTC',
    ],
    [
      'past',
      { end: '2026-11-19T04:00:00Z', revertBy: '2026-11-20T04:00:00Z', readiness: 'not reverted' },
      'ended 3 days ago, should be back to normal since 2026-11-20 04:00 UTC',
    ],
  ])('that is %s says when', (phase, more, text) => {
    expect(summaryOf({ ...more, phase, multiplier: null, owner: null })).toBe(text);
  });

  test('says how much and who answers for it', () => {
    expect(summaryOf({})).toBe('in 13 days (2026-12-06 01:00 UTC), ×8, owner platform-oncall');
  });

  test('tells what each target that is not ready needs and has, and counts the others', () => {
    const ready = target({ readiness: 'ready', why: 'stands' });
    const lines = eventChapter([event({ title: null, targets: [target({ atStart: 60 }), ready, ready] })], now)
      .entries[0]?.lines;
    expect(lines).toEqual([
      'service/manga/orchestrator (111122223333 ap-northeast-1) maxCapacity not scaled, needs 200, has 40 now, 60 when it starts: the maximum is lower than what the event needs, and no scheduled action raises it.',
      '2 other values as needed.',
    ]);
  });

  test('that is over says nothing of a start, and an unknown value is no number', () => {
    const targets = [target({ now: null, atStart: 5, readiness: 'unknown', why: 'denied' })];
    const [entry] = eventChapter([event({ phase: 'past', title: null, readiness: 'unknown', targets })], now).entries;
    expect(entry?.lines[0]).toContain('unknown, needs 200, has an unknown value now: denied.');
  });

  test('says once what it and its target say alike', () => {
    const [entry] = eventChapter([event({ title: null, why: [target().why, 'too late'] })], now).entries;
    expect(entry?.lines).toHaveLength(2);
    expect(entry?.lines[0]).toBe('too late.');
  });

  test('with many targets shows ten in a report and all where it is asked for', () => {
    const many = [event({ title: null, targets: Array.from({ length: 30 }, () => target()) })];
    expect(eventChapter(many, now).entries[0]?.lines).toHaveLength(11);
    expect(eventChapter(many, now).entries[0]?.lines.at(-1)).toBe('… and 20 more values that are not.');
    expect(eventChapter(many, now, { whole: true }).entries[0]?.lines).toHaveLength(30);
  });
});

describe('events', () => {
  const events = [
    event({ id: 'past-ready', phase: 'past', readiness: 'ready' }),
    event({ id: 'past-1', phase: 'past', end: '2026-10-01T00:00:00Z', readiness: 'not reverted' }),
    event({ id: 'past-2', phase: 'reverting', end: '2026-11-21T00:00:00Z', readiness: 'not reverted' }),
    event({ id: 'later', start: '2027-01-01T00:00:00Z', readiness: 'unknown' }),
    event({ id: 'ready', readiness: 'ready' }),
    event({ id: 'soon', start: '2026-11-23T00:00:00Z', readiness: 'at risk' }),
    event({ id: 'runs', phase: 'running', start: '2026-11-22T00:00:00Z', readiness: 'ready' }),
  ];

  test('stand as they run, come and are over; ready ones in a line', () => {
    const { entries, notes, summary } = eventChapter(events, now);
    expect(entries.map(({ name }) => name)).toEqual(['runs', 'soon', 'later', 'past-2', 'past-1']);
    expect(notes).toEqual(['Ready: ready in 13 days.', '1 past event left nothing to bring back.']);
    expect(summary).toBe('7 events, 4 not ready.');
  });

  test('are all listed where the calendar is asked for', () => {
    const { entries, notes } = eventChapter(events, now, { whole: true });
    expect(entries).toHaveLength(7);
    expect(notes).toEqual([]);
  });

  test('that are ready are named up to five', () => {
    const many = Array.from({ length: 7 }, (_, index) => event({ id: `e${index}`, readiness: 'ready' }));
    expect(eventChapter(many, now).notes).toEqual([
      'Ready: e0 in 13 days, e1 in 13 days, e2 in 13 days, e3 in 13 days, e4 in 13 days and 2 more.',
    ]);
  });
});

describe('the total of overrides', () => {
  const ledger = (count: number, usdPerDay: number | null, unpriced: number): OverrideLedger => ({
    entries: Array.from({ length: count }, () => override()),
    usdPerDay,
    unpriced,
    unseen: [],
  });

  test.each<[OverrideLedger, string]>([
    [ledger(3, 412, 1), '$412 a day above normal in 3 overrides, 1 without a price.'],
    [ledger(1, 0.5, 0), '$0.50 a day above normal in 1 override.'],
    [ledger(2, -12, 0), '$12.00 a day below normal in 2 overrides.'],
    [ledger(2, null, 2), '2 overrides, none with a known price.'],
    [ledger(0, null, 0), 'No override was found.'],
  ])('%# is told', (given, text) => {
    expect(totalText(given)).toBe(text);
  });
});

describe('an override', () => {
  const entryOf = (more: Partial<OverrideEntry>) =>
    overrideChapter({ entries: [override(more)], usdPerDay: null, unpriced: 0, unseen: [] }, now).entries[0];
  const cost = (usdPerDay: number | null, usdSoFar: number | null, basis: string) => ({ usdPerDay, usdSoFar, basis });

  test.each<[Partial<OverrideEntry>, string]>([
    [{}, 'minCapacity 10 → 100 for 11 days, $412 a day above normal'],
    [{ sinceAtLeast: true }, 'minCapacity 10 → 100 for 11 days or longer, $412 a day above normal'],
    [{ since: null, normal: null, normalFrom: null }, 'minCapacity unknown → 100, $412 a day above normal'],
    [{ now: null, cost: cost(null, null, '') }, 'minCapacity 10 → absent for 11 days, price not known'],
    [{ now: 5, cost: cost(-7, null, '') }, 'minCapacity 10 → 5 for 11 days, $7.00 a day below normal'],
  ])('%# says at a glance what it is', (more, text) => {
    expect(entryOf(more)?.summary).toBe(text);
  });

  test.each<[Partial<OverrideEntry>, string]>([
    [{}, 'workload orchestrator, owner platform'],
    [{}, 'Since 2026-11-11 03:12 UTC (11 days), by assumed-role/Admin/alice with RegisterScalableTarget.'],
    [{ since: null, by: null, operation: null }, 'Since when and by whom is not known.'],
    [{}, 'Tag event=golden-week, event golden-week.'],
    [{ tag: null, tagged: false, event: null }, 'No tag explains it.'],
    [{ tag: null, tagged: null, event: null }, 'Tags could not be read.'],
    [{}, 'The next deployment is likely to set it back: the stack owns the minimum and says 10.'],
    [{}, 'Normal by the policy; 20 before the change.'],
    [{ before: 10 }, 'Normal by the policy.'],
    [{ normalFrom: 'trail', normal: 20 }, 'Normal before the change.'],
    [{ normalFrom: null, normal: false, before: null }, 'Normal wherever nothing else is declared.'],
    [{ normalFrom: null, normal: null, before: null }, 'What is normal is not known.'],
    [
      { revert: null, cost: cost(null, null, 'written at 2026-11-22T01:00:00Z') },
      'Price not known: written at 2026-11-22 01:00 UTC.',
    ],
    [{ cost: cost(null, null, 'no price of Hong Kong') }, 'Price not known: no price of Hong Kong.'],
    [{ cost: cost(3, null, '1 × $0.125 × 24') }, '$3.00 a day, how much so far is not known: 1 × $0.125 × 24.'],
    [{}, 'Nothing brings it back.'],
    [
      { revertUnseen: [{ fact: 'schedules', reason: 'denied', api: 'scheduler:ListSchedules' }] },
      'Whether anything brings it back is not known: scheduler:ListSchedules denied.',
    ],
    [
      { revert: { by: 'scheduled action night', at: '2026-11-22T15:00:00Z', lastEnded: null } },
      'scheduled action night brings it back in 11 hours (2026-11-22 15:00 UTC).',
    ],
    [{}, 'Safe to revert now.'],
    [
      { safe: { now: false, reasons: ['quiet hours'], until: '2026-11-22T06:00:00Z' } },
      'Not safe to revert now: quiet hours; over in 2 hours (2026-11-22 06:00 UTC).',
    ],
    [
      { safe: { now: null, reasons: ['load was not asked for'], until: null } },
      'Whether it is safe to revert now is not known: load was not asked for.',
    ],
  ])('%# tells its line', (more, line) => {
    expect(entryOf(more)?.lines).toContain(line);
  });

  test('counts the others that were changed together with it', () => {
    const entries = [override(), override({ value: 'maxCapacity' }), override({ value: 'x', group: 'other' })];
    const chapter = overrideChapter({ entries, usdPerDay: 1, unpriced: 0, unseen: [] }, now);
    const together = chapter.entries.map(({ lines }) => lines.filter((line) => line.includes('together')));
    expect(together.map((lines) => lines.length)).toEqual([1, 1, 0]);
    expect(together[0]?.[0]).toContain('changed together with 1 other override');
  });
});

describe('drift', () => {
  const chapter = driftChapter({ ...exampleDrift(), changes: exampleDrift().changes.slice(0, 8), onlyNow: [] }, now);

  test("shows a person's and nobody's changes and counts what is as it should be", () => {
    expect(chapter.summary).toBe(
      '3 changes since the baseline of 2026-11-01 00:00 UTC that a person made or whose owner is not known (2).',
    );
    expect(chapter.entries.map(({ mark, name, summary }) => [mark, name, summary])).toEqual([
      ['~', 'service/manga/orchestrator', 'minCapacity 10 → 100, user/alice, 3 days ago'],
      ['+', 'orders-copy', 'added'],
      ['-', 'orders-copy', 'removed'],
    ]);
    expect(chapter.notes).toEqual([
      '1 change owned by the autoscaler.',
      '1 change owned by schedules.',
      '2 changes owned by events (friday-reading).',
      '1 change owned by code.',
      'Not compared, as only the baseline holds them: 111122223333 eu-west-1.',
      'What was added or removed in 111122223333 ap-northeast-1 is not known of cache (elasticache:DescribeReplicationGroups throttled).',
    ]);
  });

  test('tells an undo that changes share once', () => {
    const changes = [change(), change({ attribute: 'maxCapacity' }), change({ remediation: null })];
    const { entries } = driftChapter({ ...exampleDrift(), changes }, now);
    expect(entries.map(({ remediation }) => remediation !== null)).toEqual([true, false, false]);
    expect(entries[1]?.lines).toContain('Undone along with the change above.');
  });

  test('says so where there is none', () => {
    expect(driftChapter({ ...exampleDrift(), changes: [], unseen: [] }, now).summary).toBe(
      'No drift since the baseline of 2026-11-01 00:00 UTC.',
    );
  });
});

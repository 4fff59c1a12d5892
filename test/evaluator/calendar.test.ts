import { describe, expect, it } from 'vitest';
import { buildCalendar, type Occurrence } from '../../src/evaluator/events/calendar.ts';
import { type Asked, eventOwning, needDuring } from '../../src/evaluator/events/need.ts';
import { EventFile } from '../../src/model/event.ts';
import { Workload } from '../../src/model/policy.ts';

const calendarOf = (events: object[], timezone = 'UTC') =>
  buildCalendar(
    EventFile.parse({
      events: events.map((event, index) => ({ id: `event-${index}`, targets: [{ workload: 'web' }], ...event })),
    }).events,
    timezone,
  );

const at = (text: string) => Date.parse(text);
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);
const keys = (occurrences: Occurrence[]) => occurrences.map(({ key }) => key);

const release = {
  id: 'release',
  start: '2026-11-22T10:00:00Z',
  end: '2026-11-22T22:00:00Z',
  ramp: '15m',
  prewarm: '30m',
  holdAfter: '2h',
  revertWithin: '24h',
};

describe('the calendar', () => {
  it('knows every instant of an event', () => {
    const [one] = calendarOf([release]).between(at('2026-11-22T12:00:00Z'), at('2026-11-22T12:00:00Z'));
    const { event: _, key, ...instants } = one as Occurrence;
    expect({ key, ...Object.fromEntries(Object.entries(instants).map(([name, value]) => [name, iso(value)])) }).toEqual(
      {
        key: 'release',
        prewarmAt: '2026-11-22T09:30',
        start: '2026-11-22T10:00',
        rampedAt: '2026-11-22T10:15',
        end: '2026-11-22T22:00',
        holdUntil: '2026-11-23T00:00',
        revertBy: '2026-11-23T22:00',
      },
    );
  });

  it('keeps the ramp within the event, and the deadline of the revert after what is kept', () => {
    const odd = { ...release, ramp: '3d', holdAfter: '2d', revertWithin: '1h' };
    const [one] = calendarOf([odd]).between(at('2026-11-22T12:00:00Z'), at('2026-11-22T12:00:00Z'));
    expect([one?.rampedAt, one?.revertBy].map((instant) => iso(instant ?? 0))).toEqual([
      '2026-11-22T22:00',
      '2026-11-24T22:00',
    ]);
  });

  it.each<[string, string, string[]]>([
    ['2026-11-22T09:29:59Z', 'before its prewarming', []],
    ['2026-11-22T09:30:00Z', 'from its prewarming on', ['release']],
    ['2026-11-23T22:00:00Z', 'until its deadline', ['release']],
    ['2026-11-23T22:00:01Z', 'after its deadline', []],
  ])('finds an event at %s: %s', (instant, _, expected) => {
    expect(keys(calendarOf([release]).between(at(instant), at(instant)))).toEqual(expected);
  });

  it('finds a time of a recurrence that is yet to be reverted, and one that is about to prewarm', () => {
    const weekly = { ...release, end: undefined, duration: '4h', recurrence: 'FREQ=WEEKLY', revertWithin: '2d' };
    const calendar = calendarOf([weekly]);
    expect(keys(calendar.between(at('2026-12-01T13:00:00Z'), at('2026-12-06T09:30:00Z')))).toEqual([
      'release@2026-11-29T10:00Z',
      'release@2026-12-06T10:00Z',
    ]);
  });

  it('reads local times in the zone of the event, else in that of the policy', () => {
    const local = { start: '2026-11-22T19:00:00', duration: '1h' };
    const calendar = calendarOf([local, { ...local, timezone: 'Europe/Berlin' }], 'Asia/Tokyo');
    expect(
      calendar.between(at('2026-11-22T00:00:00Z'), at('2026-11-23T00:00:00Z')).map(({ start }) => iso(start)),
    ).toEqual(['2026-11-22T10:00', '2026-11-22T18:00']);
  });

  it.each<[string, string, string | null]>([
    ['release', '2026-12-25T00:00:00Z', 'release'],
    ['release', '2026-01-01T00:00:00Z', 'release'],
    ['weekly', '2026-11-30T00:00:00Z', 'weekly@2026-11-27T18:00Z'],
    ['weekly', '2026-11-27T17:29:00Z', 'weekly@2026-11-20T18:00Z'],
    ['weekly', '2026-11-01T00:00:00Z', 'weekly@2026-11-20T18:00Z'],
    ['weekly@2026-12-04T18:00Z', '2026-11-01T00:00:00Z', 'weekly@2026-12-04T18:00Z'],
    ['weekly@2026-12-05T18:00Z', '2026-11-01T00:00:00Z', null],
    ['other', '2026-11-30T00:00:00Z', null],
  ])('knows what "%s" names at %s', (name, instant, expected) => {
    const weekly = { id: 'weekly', start: '2026-11-20T18:00:00Z', duration: '4h', recurrence: 'FREQ=WEEKLY;BYDAY=FR' };
    expect(calendarOf([release, weekly]).named(name, at(instant))?.key ?? null).toBe(expected);
  });
});

describe('what events own', () => {
  const asked: Asked = {
    workload: Workload.parse({ name: 'web', match: {}, baseline: { demand: 10 } }),
    candidates: [],
    dimension: null,
  };
  const show = { id: 'show', start: '2026-11-22T20:00:00Z', duration: '4h', multiplier: 3 };
  const calendar = calendarOf([{ ...release, multiplier: 8 }, show]);

  it('adds up demand above normal while they overlap', () => {
    const [first] = calendar.between(at('2026-11-22T12:00:00Z'), at('2026-11-22T12:00:00Z'));
    expect(needDuring(calendar, first as Occurrence, asked)?.demand).toBe(100);
  });

  it.each<[string, number, string | null]>([
    ['2026-11-22T09:29:00Z', 50, null],
    ['2026-11-22T09:30:00Z', 100, 'release'],
    ['2026-11-22T09:30:00Z', 101, null],
    ['2026-11-23T21:59:00Z', 100, 'release'],
    ['2026-11-23T23:59:00Z', 30, 'show'],
    ['2026-11-24T00:01:00Z', 30, null],
  ])('at %s a minimum of %i', (instant, minimum, owner) => {
    expect(eventOwning(calendar, at(instant), asked, 'minCapacity', minimum)?.event.id ?? null).toBe(owner);
  });
});

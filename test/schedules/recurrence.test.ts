import { describe, expect, it } from 'vitest';
import { parseInstant, parseRecurrence } from '../../src/schedules/recurrence.ts';

const hour = 3_600_000;
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);

/** The first beginnings, of which the first is asked for as local time of the zone. */
function begins(text: string, first: string, timezone: string, count: number): string[] {
  const start = parseInstant(first, timezone);
  if (typeof start !== 'number') throw new Error(start.error);
  const recurrence = parseRecurrence(text, start, timezone);
  if ('error' in recurrence) throw new Error(recurrence.error);
  return recurrence.between(start, Number.POSITIVE_INFINITY, count).map(iso);
}

describe('a recurrence', () => {
  it.each<[string, string, string, string, string[]]>([
    ['each Friday', 'FREQ=WEEKLY;BYDAY=FR', '2026-11-20T19:00', 'UTC', ['2026-11-20T19:00', '2026-11-27T19:00']],
    ['small letters', 'freq=weekly;byday=fr', '2026-11-20T19:00', 'UTC', ['2026-11-20T19:00', '2026-11-27T19:00']],
    ['with its name', 'RRULE:FREQ=DAILY', '2026-11-20T19:00', 'UTC', ['2026-11-20T19:00', '2026-11-21T19:00']],
    ['from the first Friday on', 'FREQ=WEEKLY;BYDAY=FR', '2026-11-18T19:00', 'UTC', ['2026-11-20T19:00']],
    [
      'the last Friday of a month',
      'FREQ=MONTHLY;BYDAY=-1FR',
      '2026-11-01T09:00',
      'UTC',
      ['2026-11-27T09:00', '2026-12-25T09:00'],
    ],
    ['a number of times', 'FREQ=DAILY;COUNT=2', '2026-11-20T19:00', 'UTC', ['2026-11-20T19:00', '2026-11-21T19:00']],
    [
      'until an instant, which counts',
      'FREQ=DAILY;UNTIL=20261121T190000Z',
      '2026-11-20T19:00',
      'UTC',
      ['2026-11-20T19:00', '2026-11-21T19:00'],
    ],
    [
      'in Berlin, whose clocks are set back: the same time of day, an hour later',
      'FREQ=WEEKLY',
      '2026-10-23T19:00',
      'Europe/Berlin',
      ['2026-10-23T17:00', '2026-10-30T18:00'],
    ],
    [
      'in New York, whose clocks are put forward: the same time of day, an hour earlier',
      'FREQ=DAILY',
      '2026-03-07T19:00',
      'America/New_York',
      ['2026-03-08T00:00', '2026-03-08T23:00'],
    ],
    [
      'at a time that the clock skips one night: not that night',
      'FREQ=DAILY',
      '2026-03-28T02:30',
      'Europe/Berlin',
      ['2026-03-28T01:30', '2026-03-30T00:30'],
    ],
    [
      'at a time that the clock shows twice one night: once, the first time',
      'FREQ=DAILY',
      '2026-10-24T02:30',
      'Europe/Berlin',
      ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30'],
    ],
    ['as cron, from its first day on', 'cron(0 19 ? * FRI *)', '2026-11-21T00:00', 'UTC', ['2026-11-27T19:00']],
    [
      'as cron, at a time that the clock skips',
      'cron(30 2 * * ? *)',
      '2026-03-28T02:30',
      'Europe/Berlin',
      ['2026-03-28T01:30', '2026-03-30T00:30'],
    ],
    [
      'as cron, at a time that the clock shows twice',
      'cron(30 1 * * ? *)',
      '2026-10-31T01:30',
      'America/New_York',
      ['2026-10-31T05:30', '2026-11-01T05:30', '2026-11-02T06:30'],
    ],
  ])('%s', (_, text, first, timezone, expected) => {
    expect(begins(text, first, timezone, expected.length)).toEqual(expected);
  });

  it('ends after its last time; a day without a time counts in full', () => {
    expect(begins('FREQ=DAILY;COUNT=2', '2026-11-20T19:00', 'UTC', 9)).toHaveLength(2);
    expect(begins('FREQ=DAILY;UNTIL=20261122', '2026-11-20T19:00', 'UTC', 9)).toHaveLength(3);
    expect(begins('cron(0 9 1 1 ? 2027-2028)', '2026-11-20T19:00', 'UTC', 9)).toHaveLength(2);
  });

  it('counts its times from the first one, whatever is asked for', () => {
    const first = Date.parse('2026-11-20T19:00:00Z');
    const recurrence = parseRecurrence('FREQ=DAILY;COUNT=3', first, 'UTC');
    if ('error' in recurrence) throw new Error(recurrence.error);
    expect(recurrence.between(first + hour, first + 90 * 24 * hour)).toHaveLength(2);
    expect(recurrence.between(0, first)).toEqual([first]);
    expect(recurrence.between(0, first - 1)).toEqual([]);
  });

  it('is found long after it began', () => {
    const recurrence = parseRecurrence('FREQ=DAILY', Date.parse('1996-01-01T19:00:00Z'), 'Europe/Berlin');
    if ('error' in recurrence) throw new Error(recurrence.error);
    const day = Date.parse('2026-11-20T00:00:00Z');
    expect(recurrence.between(day, day + 24 * hour).map(iso)).toEqual(['2026-11-20T19:00']);
  });

  it.each<[string, string | RegExp]>([
    ['', /^unknown part ""/],
    ['FREQ', 'expected NAME=VALUE parts, separated by semicolons'],
    ['FREQ=', 'expected NAME=VALUE parts, separated by semicolons'],
    ['FREQ=DAILY;', /^unknown part ""/],
    ['FREQ=DAILY=2', 'expected NAME=VALUE parts, separated by semicolons'],
    ['BYDAY=FR', 'FREQ is missing; expected a rule such as FREQ=WEEKLY;BYDAY=FR'],
    ['FREQ=MINUTELY', 'expected FREQ YEARLY, MONTHLY, WEEKLY, DAILY; found MINUTELY'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'FREQ is given twice'],
    ['FREQ=DAILY;BYHOUR=9', /^unknown part "BYHOUR"/],
    ['FREQ=DAILY;INTERVAL=0', 'expected INTERVAL a number from 1; found 0'],
    ['FREQ=DAILY;INTERVAL=two', 'expected INTERVAL a number from 1; found TWO'],
    ['FREQ=DAILY;COUNT=0', 'expected COUNT a number from 1; found 0'],
    ['FREQ=DAILY;COUNT=3;UNTIL=20261231', 'COUNT and UNTIL are both given; expected one of them'],
    ['FREQ=DAILY;UNTIL=20260230', /^expected UNTIL a day such as 20261224/],
    ['FREQ=DAILY;UNTIL=20261224T235959', /^expected UNTIL a day such as 20261224/],
    ['FREQ=DAILY;UNTIL=tomorrow', /^expected UNTIL a day such as 20261224/],
    ['FREQ=YEARLY;BYMONTH=13', 'expected BYMONTH months from 1 to 12; found 13'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', /^expected BYMONTHDAY days/],
    ['FREQ=MONTHLY;BYMONTHDAY=0', /^expected BYMONTHDAY days/],
    ['FREQ=YEARLY;BYYEARDAY=367', /^expected BYYEARDAY days/],
    ['FREQ=YEARLY;BYWEEKNO=54', /^expected BYWEEKNO weeks/],
    ['FREQ=WEEKLY;BYDAY=FRI', 'expected BYDAY weekdays such as MO,FR or 2TU; found FRI'],
    ['FREQ=MONTHLY;BYDAY=0FR', /^expected BYDAY weekdays/],
    ['FREQ=WEEKLY;WKST=1', /^expected WKST a weekday/],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" never happens'],
    ['FREQ=DAILY;UNTIL=20261119', '"FREQ=DAILY;UNTIL=20261119" never happens'],
    ['cron(0 9 30 2 ? *)', '"cron(0 9 30 2 ? *)" never happens'],
    ['cron(0 9 1 1 ? 2025)', '"cron(0 9 1 1 ? 2025)" never happens'],
    ['cron(0 25 * * ? *)', /25/],
  ])('%s is refused', (text, message) => {
    const recurrence = parseRecurrence(text, Date.parse('2026-11-20T19:00:00Z'), 'UTC');
    const error = 'error' in recurrence ? recurrence.error : 'nothing';
    if (typeof message === 'string') expect(error).toBe(message);
    else expect(error).toMatch(message);
  });

  it('is refused in a zone that does not exist', () => {
    expect(parseRecurrence('FREQ=DAILY', 0, 'Mars/Olympus')).toEqual({ error: 'unknown time zone Mars/Olympus' });
  });
});

describe('an instant', () => {
  it.each<[string, string, string]>([
    ['2026-11-22T19:00:00+09:00', 'UTC', '2026-11-22T10:00'],
    ['2026-11-22T19:00+09:00', 'UTC', '2026-11-22T10:00'],
    ['2026-11-22T19:00:00Z', 'Asia/Tokyo', '2026-11-22T19:00'],
    ['2026-11-22T19:00:00', 'Asia/Tokyo', '2026-11-22T10:00'],
    ['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30'],
  ])('%s in %s', (text, timezone, expected) => {
    expect(iso(parseInstant(text, timezone) as number)).toBe(expected);
  });

  it.each(['2026-11-22', '2026-11-31T10:00:00', '2026-11-22T24:30:00', '2026-11-22T10:00:00+25:00', 'now', ''])(
    '"%s" is none',
    (text) => expect(parseInstant(text, 'UTC')).toHaveProperty('error'),
  );

  it('that the clock skips does not exist', () => {
    expect(parseInstant('2026-03-08T02:30:00', 'America/New_York')).toEqual({
      error: '2026-03-08T02:30:00 does not exist in America/New_York: the clock skips it',
    });
  });
});

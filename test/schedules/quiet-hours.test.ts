import { describe, expect, it } from 'vitest';
import { hoursUntil, type WeeklyHours } from '../../src/schedules/quiet-hours.ts';

const every = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const until = (hours: Partial<WeeklyHours>, timezone: string, at: string) => {
  const end = hoursUntil({ days: every, from: '18:00', to: '23:00', ...hours }, timezone, Date.parse(at));
  return end === null ? null : new Date(end).toISOString();
};

describe('hours that come again each week', () => {
  it.each([
    ['begin at their minute', {}, 'Asia/Tokyo', '2026-11-22T09:00:00Z', '2026-11-22T14:00:00.000Z'],
    ['have not begun a moment before', {}, 'Asia/Tokyo', '2026-11-22T08:59:59Z', null],
    ['are over at their end', {}, 'Asia/Tokyo', '2026-11-22T14:00:00Z', null],
    [
      'belong to the day on which they begin',
      { days: ['sat'], from: '22:00', to: '06:00' },
      'UTC',
      '2026-11-22T05:59:00Z',
      '2026-11-22T06:00:00.000Z',
    ],
    [
      'so that those of Sunday have not begun on Sunday morning',
      { days: ['sun'], from: '22:00', to: '06:00' },
      'UTC',
      '2026-11-22T05:59:00Z',
      null,
    ],
    [
      'may last a whole day',
      { days: ['sun'], from: '00:00', to: '24:00' },
      'UTC',
      '2026-11-22T23:59:59Z',
      '2026-11-23T00:00:00.000Z',
    ],
    [
      'are longer by an hour where the clock goes back',
      { from: '22:00', to: '06:00' },
      'Europe/Berlin',
      '2026-10-24T21:00:00Z',
      '2026-10-25T05:00:00.000Z',
    ],
    [
      'and shorter where it goes forward',
      { from: '22:00', to: '06:00' },
      'America/New_York',
      '2026-03-08T04:00:00Z',
      '2026-03-08T10:00:00.000Z',
    ],
    [
      'end after the hour that the clock skips',
      { from: '00:00', to: '02:30' },
      'Europe/Berlin',
      '2026-03-29T00:30:00Z',
      '2026-03-29T01:30:00.000Z',
    ],
    ['of a zone that does not exist are none', {}, 'Asia/Tokio', '2026-11-22T09:00:00Z', null],
  ])('%s', (_, hours, timezone, at, expected) => {
    expect(until(hours, timezone, at)).toBe(expected);
  });
});

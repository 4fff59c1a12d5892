import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSpent,
  lastFire,
  nextFire,
  parseSchedule,
  type Schedule,
  type ScheduleBounds,
} from '../../src/schedules/schedule.ts';

const unbounded: ScheduleBounds = { timezone: 'UTC', startTime: null, endTime: null, createdAt: null };

function scheduleOf(text: string): Schedule {
  const schedule = parseSchedule(text);
  if ('error' in schedule) throw new Error(schedule.error);
  return schedule;
}

const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString().slice(0, 16));

/** The next firings, one after the other. */
function fires(text: string, from: string, count: number, bounds: Partial<ScheduleBounds> = {}): (string | null)[] {
  const found: (string | null)[] = [];
  let after = Date.parse(from);
  while (found.length < count) {
    const next = nextFire(scheduleOf(text), { ...unbounded, ...bounds }, after);
    found.push(iso(next));
    if (next === null) break;
    after = next;
  }
  return found;
}

describe('cron fields of the EventBridge dialect', () => {
  it.each<[string, string, string[]]>([
    ['cron(0 18 * * ? *)', 'every evening', ['2026-01-01T18:00', '2026-01-02T18:00']],
    ['cron(0/15 8-9 * * ? *)', 'increments in a range of hours', ['2026-01-01T08:00', '2026-01-01T08:15']],
    ['cron(50/5 0 * * ? *)', 'increments from a start', ['2026-01-01T00:50', '2026-01-01T00:55', '2026-01-02T00:50']],
    ['cron(0 6 ? * 2 *)', 'Monday is 2', ['2026-01-05T06:00', '2026-01-12T06:00']],
    ['cron(0 6 ? * sun *)', 'names in any case', ['2026-01-04T06:00']],
    [
      'cron(0 6 ? * FRI-MON *)',
      'a range over the end of the week',
      ['2026-01-02T06:00', '2026-01-03T06:00', '2026-01-04T06:00', '2026-01-05T06:00', '2026-01-09T06:00'],
    ],
    ['cron(30 6 * * 2 *)', '* for ? beside a value', ['2026-01-05T06:30']],
    ['cron(0 0 L * ? *)', 'the last day of the month', ['2026-01-31T00:00', '2026-02-28T00:00', '2026-03-31T00:00']],
    [
      'cron(0 0 LW * ? *)',
      'the last workday of the month',
      ['2026-01-30T00:00', '2026-02-27T00:00', '2026-03-31T00:00'],
    ],
    ['cron(0 0 ? * L *)', 'the last day of the week', ['2026-01-03T00:00', '2026-01-10T00:00']],
    ['cron(0 0 ? * 6L *)', 'the last Friday of the month', ['2026-01-30T00:00', '2026-02-27T00:00']],
    ['cron(0 0 ? * TUE#2 *)', 'the second Tuesday of the month', ['2026-01-13T00:00', '2026-02-10T00:00']],
    ['cron(0 0 ? * 1#5 *)', 'the fifth Sunday, where there is one', ['2026-03-29T00:00', '2026-05-31T00:00']],
    [
      'cron(0 0 1W * ? *)',
      'the workday nearest to a Sunday or Saturday the first',
      [
        '2026-01-01T00:00',
        '2026-02-02T00:00',
        '2026-03-02T00:00',
        '2026-04-01T00:00',
        '2026-05-01T00:00',
        '2026-06-01T00:00',
        '2026-07-01T00:00',
        '2026-08-03T00:00',
      ],
    ],
    ['cron(0 0 31W 5 ? *)', 'the workday nearest to a Sunday the last', ['2026-05-29T00:00']],
    [
      'cron(0 0 15,L JAN,FEB ? 2027-2028)',
      'lists and years',
      ['2027-01-15T00:00', '2027-01-31T00:00', '2027-02-15T00:00', '2027-02-28T00:00', '2028-01-15T00:00'],
    ],
    ['cron(0 0 29 2 ? *)', 'leap days', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['  cron(  0   0\t1 1 ? 2199 ) ', 'the last year there is', ['2199-01-01T00:00']],
  ])('%s: %s', (text, _, expected) => {
    expect(fires(text, '2025-12-31T23:59:59Z', expected.length)).toEqual(expected);
  });

  it('ends when its years are over, and when no such day exists', () => {
    expect(fires('cron(0 0 1 1 ? 2026)', '2025-06-01T00:00:00Z', 5)).toEqual(['2026-01-01T00:00', null]);
    expect(fires('cron(0 0 30 2 ? *)', '2026-01-01T00:00:00Z', 1)).toEqual([null]);
  });
});

describe('what is malformed is an error', () => {
  it.each([
    '',
    'cron',
    'every day',
    'cron()',
    'cron(0 18 * * ?)',
    'cron(0 18 * * ? * *)',
    'cron(60 18 * * ? *)',
    'cron(0 24 * * ? *)',
    'cron(0 0 0 * ? *)',
    'cron(0 0 32 * ? *)',
    'cron(0 0 1 13 ? *)',
    'cron(0 0 ? * 0 *)',
    'cron(0 0 ? * 8 *)',
    'cron(0 0 * * ? 1969)',
    'cron(0 0 * * ? 2030-2020)',
    'cron(0 0 * * * *)',
    'cron(0 0 ? * ? *)',
    'cron(0 0 1 * 2 *)',
    'cron(0/0 0 * * ? *)',
    'cron(/5 0 * * ? *)',
    'cron(-1 0 * * ? *)',
    'cron(1- 0 * * ? *)',
    'cron(1,,2 0 * * ? *)',
    'cron(? 0 * * ? *)',
    'cron(L 0 * * ? *)',
    'cron(0 0 W * ? *)',
    'cron(0 0 32W * ? *)',
    'cron(0 0 ? * 3#6 *)',
    'cron(0 0 ? * 3#0 *)',
    'cron(0 0 ? * #2 *)',
    'cron(0 0 ? * 3#1,6#3 *)',
    'cron(0 0 ? * MONDAY *)',
    'cron(0 0 1 JANUARY ? *)',
    'cron(1e1 0 * * ? *)',
    'rate()',
    'rate(0 minutes)',
    'rate(-5 minutes)',
    'rate(1.5 hours)',
    'rate(5 weeks)',
    'rate(5)',
    'rate(99999999999 days)',
    'at(2026-02-30T00:00:00)',
    'at(2026-01-01T24:00:00)',
    'at(2026-01-01T10:00)',
    'at(2026-01-01T10:00:00Z)',
    'at(2026-01-01 10:00:00)',
    `cron(${'0,'.repeat(5000)}0 0 * * ? *)`,
    `${'('.repeat(100_000)}`,
  ])('%s', (text) => {
    expect(parseSchedule(text)).toHaveProperty('error');
  });

  it('whatever the text, nothing throws', () => {
    const part = fc.constantFrom('*', '?', 'L', 'W', '#', '/', '-', ',', '0', '5', '31', '99', 'MON', ' ', '(', ')');
    const soup = fc.array(part, { maxLength: 24 }).map((parts) => `cron(${parts.join('')})`);
    fc.assert(
      fc.property(fc.oneof(fc.string(), soup), (text) => {
        const schedule = parseSchedule(text);
        if (!('error' in schedule)) nextFire(schedule, unbounded, Date.parse('2026-01-01T00:00:00Z'));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('at', () => {
  const once = scheduleOf('at(2026-07-01T10:00:00)');
  const tokyo = { ...unbounded, timezone: 'Asia/Tokyo' };
  const time = Date.parse('2026-07-01T01:00:00Z');

  it('fires once, in its time zone, and is spent from then on', () => {
    expect(nextFire(once, tokyo, time - 1)).toBe(time);
    expect(nextFire(once, tokyo, time)).toBe(null);
    expect(lastFire(once, tokyo, time - 1)).toBe(null);
    expect(lastFire(once, tokyo, time)).toBe(time);
    expect(isSpent(once, tokyo, time - 1)).toBe(false);
    expect(isSpent(once, tokyo, time)).toBe(true);
  });

  it('never fires outside its bounds', () => {
    const late = { ...tokyo, endTime: '2026-06-30T00:00:00Z' };
    expect(isSpent(once, late, 0)).toBe(true);
    expect(lastFire(once, late, time + 1)).toBe(null);
    expect(isSpent(once, { ...tokyo, startTime: '2026-07-02T00:00:00Z' }, 0)).toBe(true);
  });

  it('moves a time that the clock skips on by what it skips', () => {
    const skipped = scheduleOf('at(2026-03-29T02:30:00)');
    expect(iso(nextFire(skipped, { ...unbounded, timezone: 'Europe/Berlin' }, 0))).toBe('2026-03-29T01:30');
  });
});

describe('rate', () => {
  const text = 'rate(6 hours)';

  it('counts from its start time, else from its creation', () => {
    const bounds = { startTime: '2026-01-01T01:00:00Z', createdAt: '2025-12-31T22:00:00Z' };
    expect(fires(text, '2025-12-31T00:00:00Z', 2, bounds)).toEqual(['2026-01-01T01:00', '2026-01-01T07:00']);
    expect(fires(text, '2026-01-01T00:00:00Z', 2, { createdAt: '2025-12-31T22:30:00Z' })).toEqual([
      '2026-01-01T04:30',
      '2026-01-01T10:30',
    ]);
    expect(iso(lastFire(scheduleOf(text), { ...unbounded, ...bounds }, Date.parse('2026-01-01T12:59:00Z')))).toBe(
      '2026-01-01T07:00',
    );
  });

  it('fires within its period when neither is known; when it fired last is then not known', () => {
    expect(fires(text, '2026-01-01T00:00:00Z', 1)).toEqual(['2026-01-01T06:00']);
    expect(fires(text, '2026-01-01T00:00:00Z', 1, { endTime: '2026-01-01T02:00:00Z' })).toEqual(['2026-01-01T02:00']);
    expect(lastFire(scheduleOf(text), unbounded, Date.parse('2026-01-01T00:00:00Z'))).toBe(null);
  });

  it('takes a day for 24 hours when the clocks change', () => {
    const bounds = { timezone: 'Europe/Berlin', startTime: '2026-03-28T12:00:00Z' };
    expect(fires('rate(1 day)', '2026-03-28T12:00:00Z', 2, bounds)).toEqual(['2026-03-29T12:00', '2026-03-30T12:00']);
  });

  it('is spent after its end', () => {
    const bounds = { ...unbounded, startTime: '2026-01-01T00:00:00Z', endTime: '2026-01-01T07:00:00Z' };
    expect(isSpent(scheduleOf(text), bounds, Date.parse('2026-01-01T05:00:00Z'))).toBe(false);
    expect(isSpent(scheduleOf(text), bounds, Date.parse('2026-01-01T06:00:00Z'))).toBe(true);
  });
});

describe('bounds of a cron schedule', () => {
  const daily = scheduleOf('cron(0 18 * * ? *)');

  it('fires at its start time, and then as the expression says', () => {
    const startTime = '2026-01-10T09:30:00Z';
    expect(fires('cron(0 18 * * ? *)', '2026-01-01T00:00:00Z', 2, { startTime })).toEqual([
      '2026-01-10T09:30',
      '2026-01-10T18:00',
    ]);
    const bounds = { ...unbounded, startTime };
    expect(iso(lastFire(daily, bounds, Date.parse('2026-01-10T12:00:00Z')))).toBe('2026-01-10T09:30');
    expect(lastFire(daily, bounds, Date.parse('2026-01-10T09:00:00Z'))).toBe(null);
  });

  it('never fires after its end, and restores nothing', () => {
    const bounds = { ...unbounded, endTime: '2026-01-10T18:00:00Z' };
    expect(iso(nextFire(daily, bounds, Date.parse('2026-01-10T00:00:00Z')))).toBe('2026-01-10T18:00');
    expect(isSpent(daily, bounds, Date.parse('2026-01-10T18:00:00Z'))).toBe(true);
    expect(iso(lastFire(daily, bounds, Date.parse('2026-03-01T00:00:00Z')))).toBe('2026-01-10T18:00');
  });

  it('cannot have fired before it was created', () => {
    const bounds = { ...unbounded, createdAt: '2026-01-10T20:00:00Z' };
    expect(lastFire(daily, bounds, Date.parse('2026-01-11T12:00:00Z'))).toBe(null);
    expect(iso(nextFire(daily, bounds, 0))).toBe('2026-01-11T18:00');
  });

  it('reads bounds without a zone as UTC, whatever the zone of the machine', () => {
    const bounds = { ...unbounded, timezone: 'Asia/Tokyo', startTime: '2026-01-10T09:30:00' };
    expect(iso(nextFire(daily, bounds, 0))).toBe('2026-01-10T09:30');
  });

  it('counts as pending, without a next time, in a zone that does not exist', () => {
    const bounds = { ...unbounded, timezone: 'Mars/Olympus' };
    expect(nextFire(daily, bounds, 0)).toBe(null);
    expect(lastFire(daily, bounds, Date.parse('2026-01-01T00:00:00Z'))).toBe(null);
    expect(isSpent(daily, bounds, 0)).toBe(false);
  });
});

describe('daylight saving time', () => {
  const berlin = { timezone: 'Europe/Berlin' };

  it('skips a time that does not exist in spring', () => {
    expect(fires('cron(30 2 * * ? *)', '2026-03-27T12:00:00Z', 3, berlin)).toEqual([
      '2026-03-28T01:30',
      '2026-03-30T00:30',
      '2026-03-31T00:30',
    ]);
  });

  it('fires once at a time that comes twice in autumn', () => {
    expect(fires('cron(30 2 * * ? *)', '2026-10-24T12:00:00Z', 2, berlin)).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
    const second = Date.parse('2026-10-25T01:10:00Z');
    const schedule = scheduleOf('cron(0/30 * * * ? *)');
    expect(iso(lastFire(schedule, { ...unbounded, ...berlin }, second))).toBe('2026-10-25T00:30');
    expect(iso(nextFire(schedule, { ...unbounded, ...berlin }, second))).toBe('2026-10-25T02:00');
  });
});

/** One minute of a zone, as Intl shows it. */
interface Minute {
  instant: number;
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  /** Sunday is 1. */
  weekDay: number;
  lastDay: number;
  /** Whether the clock showed this time before: the second pass in autumn. */
  repeated: boolean;
}

/** Every minute of four days around an instant: the independent calendar that the walk steps through. */
function minutesAround(timezone: string, middle: string): Minute[] {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    weekday: 'short',
  });
  const first = Date.parse(middle) - 2 * 86_400_000;
  const seen = new Set<string>();
  return Array.from({ length: 4 * 1440 }, (_, index) => {
    const instant = first + index * 60_000;
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)];
    const wall = `${year}-${month}-${day} ${parts.hour}:${parts.minute}`;
    const repeated = seen.has(wall);
    seen.add(wall);
    const weekDay = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(parts.weekday ?? '') + 1;
    const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const clock = { hour: Number(parts.hour), minute: Number(parts.minute) };
    return { instant, year, month, day, ...clock, weekDay, lastDay, repeated };
  });
}

interface Field {
  text: string;
  holds: (value: number) => boolean;
}

/** A field with its meaning, written down without the parser. */
function fieldOf(min: number, max: number): fc.Arbitrary<Field> {
  const number = fc.integer({ min, max });
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant<Field>({ text: '*', holds: () => true }) },
    number.map((n) => ({ text: `${n}`, holds: (value: number) => value === n })),
    fc.uniqueArray(number, { minLength: 2, maxLength: 4 }).map((list) => ({
      text: list.join(','),
      holds: (value: number) => list.includes(value),
    })),
    fc.tuple(number, number).map(([a, b]) => ({
      text: `${a}-${b}`,
      holds: (value: number) => (a <= b ? value >= a && value <= b : value >= a || value <= b),
    })),
    fc.tuple(number, fc.integer({ min: 1, max: 20 })).map(([a, step]) => ({
      text: `${a}/${step}`,
      holds: (value: number) => value >= a && (value - a) % step === 0,
    })),
  );
}

type DayRule = { monthDay: string; weekDay: string; holds: (minute: Minute) => boolean };

const dayRule: fc.Arbitrary<DayRule> = fc.oneof(
  fieldOf(1, 31).map(({ text, holds }) => ({ monthDay: text, weekDay: '?', holds: ({ day }: Minute) => holds(day) })),
  fieldOf(1, 7).map(({ text, holds }) => ({
    monthDay: '?',
    weekDay: text,
    holds: ({ weekDay }: Minute) => holds(weekDay),
  })),
  fc.constant({ monthDay: 'L', weekDay: '?', holds: ({ day, lastDay }: Minute) => day === lastDay }),
  fc.integer({ min: 1, max: 7 }).map((n) => ({
    monthDay: '?',
    weekDay: `${n}L`,
    holds: ({ weekDay, day, lastDay }: Minute) => weekDay === n && day > lastDay - 7,
  })),
  fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 5 })).map(([n, nth]) => ({
    monthDay: '?',
    weekDay: `${n}#${nth}`,
    holds: ({ weekDay, day }: Minute) => weekDay === n && Math.ceil(day / 7) === nth,
  })),
);

describe.each([
  ['Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00:00Z'],
  ['America/New_York', '2026-03-08T07:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  ['UTC', '2028-02-29T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
])('a walk minute by minute in %s around %s', (timezone, middle) => {
  const minutes = minutesAround(timezone, middle);
  const bounds = { ...unbounded, timezone };
  const begin = minutes[0]?.instant ?? 0;
  const end = minutes.at(-1)?.instant ?? 0;

  it('finds the same firings', () => {
    const any = fc.record({
      minute: fieldOf(0, 59),
      hour: fieldOf(0, 23),
      days: dayRule,
      month: fieldOf(1, 12),
      at: fc.integer({ min: 300, max: minutes.length - 1 }),
    });
    fc.assert(
      fc.property(any, ({ minute, hour, days, month, at }) => {
        const schedule = scheduleOf(
          `cron(${minute.text} ${hour.text} ${days.monthDay} ${month.text} ${days.weekDay} *)`,
        );
        const instant = minutes[at]?.instant ?? 0;
        const fired = minutes.filter(
          (one) =>
            !one.repeated &&
            minute.holds(one.minute) &&
            hour.holds(one.hour) &&
            month.holds(one.month) &&
            days.holds(one),
        );
        const next = fired.find((one) => one.instant > instant)?.instant;
        const last = fired.findLast((one) => one.instant <= instant)?.instant;
        const foundNext = nextFire(schedule, bounds, instant);
        const foundLast = lastFire(schedule, bounds, instant);
        if (next !== undefined) expect(foundNext).toBe(next);
        else expect(foundNext === null || foundNext > end).toBe(true);
        if (last !== undefined) expect(foundLast).toBe(last);
        else expect(foundLast === null || foundLast < begin).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

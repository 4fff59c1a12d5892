import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type EventContext, loadEvents } from '../../src/loaders/events.ts';
import { emptyPolicy, Policy } from '../../src/model/policy.ts';
import { UsageError } from '../../src/model/usage-error.ts';

const root = mkdtempSync(join(tmpdir(), 'headroom-events-'));
afterAll(() => rmSync(root, { recursive: true }));

const policy = Policy.parse({
  timezone: 'Europe/Berlin',
  workloads: [
    { name: 'checkout', match: {}, baseline: { minCapacity: 4, demand: 4 } },
    { name: 'orders', match: {}, baseline: { dimensions: { read: { demand: 300 } } } },
    { name: 'search', match: {} },
  ],
});
const context: EventContext = { kinds: ['ecs-service', 'scalable-target'], policy, hasPolicy: true };

let files = 0;
function load(text: string, over: Partial<EventContext> = {}) {
  const file = join(root, `${files++}.yaml`);
  writeFileSync(file, text);
  try {
    return { errors: [], ...loadEvents(file, { ...context, ...over }) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { errors: error.message.replaceAll(file, 'events.yaml').split('\n'), events: [], lines: [] };
  }
}

/** One event on one line; members beside those of a correct one, or instead of them. */
function event(members: Record<string, string | undefined>): string {
  const all: Record<string, string | undefined> = {
    id: 'sale',
    start: '2026-12-01T10:00:00+01:00',
    duration: '4h',
    multiplier: '2',
    targets: '[{ workload: checkout }]',
    ...members,
  };
  const given = Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : `${key}: ${value}`));
  return `events: [{ ${given.join(', ')} }]`;
}

const recurring = (recurrence: string, members: Record<string, string | undefined> = {}) =>
  event({ recurrence: JSON.stringify(recurrence), ...members });

describe('loadEvents', () => {
  it('reads a calendar, with the line of each event and its defaults', () => {
    const { errors, events, lines } = load(`# what is coming
events:
  - id: manga-release-20250322
    start: 2025-03-22T10:00:00+09:00
    end: 2025-03-23T00:00:00+09:00
    multiplier: 8
    targets: [{ workload: checkout, minCapacity: 100, maxCapacity: 200 }]

  - id: friday
    start: 2026-11-27T18:00:00
    duration: 4h
    recurrence: FREQ=WEEKLY;BYDAY=FR
    multiplier: 2
    targets: [{ workload: orders, dimension: read, match: { name: "orders-*" } }]
`);
    expect(errors).toEqual([]);
    expect(lines).toEqual([3, 9]);
    expect(events[0]).toMatchObject({ ramp: '0m', prewarm: '30m', holdAfter: '0m', revertWithin: '24h' });
  });

  it('reads a file of comments as a calendar without events', () => {
    expect(load('# events:\n')).toMatchObject({ errors: [], events: [] });
  });

  it.each<[string, string]>([
    [
      'a target that states what it needs, without a multiplier',
      event({ multiplier: undefined, targets: '[{ workload: search, maxCapacity: 5 }]' }),
    ],
    ['a baseline with demand of a dimension alone', event({ targets: '[{ workload: orders }]' })],
    ['a cron recurrence', recurring('cron(0 18 ? * FRI *)')],
    ['a recurrence that ends', recurring('FREQ=DAILY;UNTIL=20261224T235959Z')],
    ['occurrences that touch each other', recurring('FREQ=DAILY', { duration: '24h' })],
    ['local time', event({ start: '2026-12-01T10:00:00' })],
    ['a local time that comes twice', event({ start: '2026-10-25T02:30:00' })],
  ])('takes %s', (_, text) => {
    expect(load(text).errors).toEqual([]);
  });

  it.each<[string, string, string | RegExp]>([
    [event({ owners: 'me' }), 'owners', 'unknown key "owners"; did you mean "owner"?'],
    [event({ id: '"a b"' }), '"a b"', 'expected letters, digits, dots, dashes and underscores; found "a b"'],
    [event({ targets: '[]' }), '[]', 'expected at least 1 in the list; found an empty list'],
    [event({ multiplier: '0' }), '0,', /^expected a number/],
    [event({ prewarm: '30' }), '30', /^expected text.*found "?30/],
    [
      event({ duration: undefined, end: '2026-12-01T09:00:00+01:00' }),
      '2026-12-01T09',
      'ends before it starts: start is 2026-12-01T10:00:00+01:00, end is 2026-12-01T09:00:00+01:00',
    ],
    [
      event({ duration: undefined, end: '2026-12-01T09:00:00Z' }),
      '2026-12-01T09',
      'ends when it starts: start is 2026-12-01T10:00:00+01:00, end is 2026-12-01T09:00:00Z',
    ],
    [event({ duration: '0h' }), '0h', 'ends when it starts: expected a duration above 0, such as 4h'],
    [event({ end: '2026-12-02T09:00:00Z' }), 'duration', 'end and duration are both given; expected one of them'],
    [event({ duration: undefined }), '{ id', 'neither end nor duration is given; expected one of them'],
    [
      recurring('FREQ=DAILY', { duration: undefined }),
      '"FREQ=DAILY"',
      /^a recurrence without end of occurrence: give duration/,
    ],
    [
      recurring('FREQ=DAILY', { duration: undefined, end: '2026-12-01T12:00:00Z' }),
      '2026-12-01T12',
      /^a recurrence without end of occurrence: give duration/,
    ],
    [
      recurring('FREQ=DAILY', { duration: '25h' }),
      '25h',
      /^overlaps itself: it lasts 25h, begins at .*Z and again at .*Z$/,
    ],
    [recurring('cron(0 18 ? * 9 *)'), '"cron', /9/],
    [recurring('cron(0 0 30 2 ? *)'), '"cron(0 0 30 2 ? *)"', '"cron(0 0 30 2 ? *)" never happens'],
    [recurring('cron(0 0 1 1 ? 2020)'), '"cron(0 0 1 1 ? 2020)"', '"cron(0 0 1 1 ? 2020)" never happens'],
    [
      recurring('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'),
      '"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"',
      '"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" never happens',
    ],
    [
      recurring('FREQ=DAILY;UNTIL=20251224T235959Z'),
      '"FREQ=DAILY;UNTIL=20251224T235959Z"',
      '"FREQ=DAILY;UNTIL=20251224T235959Z" never happens',
    ],
    [recurring('FREQ=HOURLY'), '"FREQ=HOURLY"', 'expected FREQ YEARLY, MONTHLY, WEEKLY, DAILY; found HOURLY'],
    [recurring('FREQ=WEEKLY;BYDAYS=FR'), '"FREQ=WEEKLY;BYDAYS=FR"', /^unknown part "BYDAYS"/],
    [recurring('every friday'), '"every friday"', /^unknown part "EVERY FRIDAY"/],
    [event({ start: '2026-12-01' }), '2026-', /^expected an instant such as .*found "2026-12-01"$/],
    [event({ start: '2026-02-30T10:00:00Z' }), '2026-', /^expected an instant such as .*found "2026-02-30T10:00:00Z"$/],
    [
      event({ start: '2026-03-29T02:30:00' }),
      '2026-',
      '2026-03-29T02:30:00 does not exist in Europe/Berlin: the clock skips it',
    ],
    [
      event({ start: '2026-03-08T02:30:00', timezone: 'America/New_York' }),
      '2026-',
      '2026-03-08T02:30:00 does not exist in America/New_York: the clock skips it',
    ],
    [
      event({ timezone: 'Europe/Berln' }),
      'Europe/Berln',
      'unknown time zone "Europe/Berln"; did you mean "Europe/Berlin"?',
    ],
    [event({ targets: '[{ workload: chekout }]' }), 'chekout', 'unknown workload "chekout"; did you mean "checkout"?'],
    [
      event({ targets: '[{ workload: checkout, minCapacity: 9, maxCapacity: 8 }]' }),
      '9,',
      'minCapacity 9 exceeds maxCapacity 8',
    ],
    [
      event({ targets: '[{ workload: search }]' }),
      '{ workload',
      'nothing is asked of "search": give demand, minCapacity or maxCapacity here, or a multiplier and the demand of its baseline',
    ],
    [event({ multiplier: undefined }), '{ workload', /^nothing is asked of "checkout"/],
    [event({ targets: '[{ workload: orders, dimension: write }]' }), '{ workload', /^nothing is asked of "orders"/],
    [
      event({ targets: '[{ workload: checkout, dimension: reads }]' }),
      'reads',
      'expected read, write, index/NAME/read or index/NAME/write of a table, search or indexing of a collection group, ecpu or storage of a serverless cache, shards or replicas of a cache; found "reads"',
    ],
    [
      event({ targets: '[{ workload: checkout, match: { kind: ecs-servce } }]' }),
      'ecs-servce',
      'unknown kind "ecs-servce"; did you mean "ecs-service"?',
    ],
  ])('refuses %s, pointing at %s', (text, there, message) => {
    const { errors } = load(text);
    expect(errors).toHaveLength(1);
    const [, column = '', said = ''] = /^events\.yaml:1:(\d+): (.*)$/.exec(errors[0] ?? '') ?? [];
    expect(text.slice(Number(column) - 1, Number(column) - 1 + there.length)).toBe(there);
    if (typeof message === 'string') expect(said).toBe(message);
    else expect(said).toMatch(message);
  });

  it('refuses a second event of the same id', () => {
    const [one = '', two = ''] = [event({}), event({})].map((text) => text.slice('events: ['.length, -1));
    expect(load(`events:\n  - ${one}\n  - ${two}\n`).errors).toEqual([
      'events.yaml:3:11: an event "sale" stands above already',
    ]);
  });

  it('says where workloads would be declared when there is none', () => {
    const none = { policy: emptyPolicy(), hasPolicy: false };
    expect(load(event({}), none).errors).toEqual([
      'events.yaml:1:107: unknown workload "checkout": workloads are declared in the policy, and there is no policy (headroom.yaml, or --policy)',
    ]);
    expect(load(event({}), { ...none, hasPolicy: true }).errors[0]).toMatch(/and the policy declares none$/);
  });

  it('lists everything that is wrong at once', () => {
    const { errors } = load(event({ start: 'soon', duration: undefined, targets: '[{ workload: nope }]' }));
    expect(errors).toHaveLength(3);
  });
});

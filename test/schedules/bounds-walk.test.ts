import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/evaluator/fact.ts';
import { boundsAt } from '../../src/evaluator/facts/bounds-at.ts';
import { buildWorld } from '../../src/evaluator/world.ts';
import type { Resource } from '../../src/model/snapshot.ts';
import { here } from '../support/facts.ts';
import { aPolicy, aResource, aSnapshot } from '../support/world.ts';

const minuteMs = 60_000;
const target = {
  serviceNamespace: 'ecs',
  resourceId: 'service/shop/web',
  scalableDimension: 'ecs:service:DesiredCount',
};

/** Days on which clocks change, and the zone whose do. */
const changes: [timezone: string, day: string][] = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
];

/** A scheduled action in numbers, of which both its expression and the walk are made. */
interface Action {
  kind: 'at' | 'cron' | 'rate';
  hour: number;
  minute: number;
  /** Day of at, counted from the first of the walk; of cron: whether on weekdays alone. */
  day: number;
  weekdays: boolean;
  zoned: boolean;
  periodHours: number;
  /** Minutes from the first of the walk; null: none. */
  start: number | null;
  end: number | null;
  min: number | null;
  max: number | null;
}

const days = 5;
const minutes = days * 24 * 60;

const someAction: fc.Arbitrary<Action> = fc
  .record({
    kind: fc.constantFrom('at' as const, 'cron' as const, 'cron' as const, 'rate' as const),
    hour: fc.constantFrom(0, 1, 2, 3, 4, 9, 18, 23),
    minute: fc.constantFrom(0, 15, 30, 59),
    day: fc.nat({ max: days - 1 }),
    weekdays: fc.boolean(),
    zoned: fc.boolean(),
    periodHours: fc.constantFrom(5, 12, 24),
    start: fc.option(fc.nat({ max: minutes }), { freq: 2 }),
    end: fc.option(fc.nat({ max: minutes }), { freq: 2 }),
    sizes: fc.constantFrom<[number | null, number | null]>(
      [10, null],
      [20, null],
      [40, null],
      [null, 30],
      [null, 100],
      [5, 50],
      [60, 200],
    ),
  })
  .map(({ sizes: [min, max], ...rest }) => ({ ...rest, min, max }));

const pad = (value: number) => String(value).padStart(2, '0');
const iso = (instant: number) => new Date(instant).toISOString();

/** What the clock of a zone shows at an instant, by Intl: another calendar than that of the evaluator. */
function clockOf(timezone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
  });
  return (instant: number) => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    return {
      day: `${part.year}-${part.month}-${part.day}`,
      time: `${part.hour}:${part.minute}`,
      weekday: part.weekday,
    };
  };
}

type Clock = ReturnType<ReturnType<typeof clockOf>>;
interface Minute {
  instant: number;
  utc: Clock;
  zoned: Clock;
  /** Whether the zone's clock showed this time an hour before: it is put back. */
  repeated: boolean;
}

function walkOf(timezone: string, changeDay: string): Minute[] {
  const first = Date.parse(`${changeDay}T00:00:00Z`) - 2 * 24 * 60 * minuteMs;
  const [utc, zoned] = [clockOf('UTC'), clockOf(timezone)];
  return Array.from({ length: minutes }, (_, index) => {
    const instant = first + index * minuteMs;
    const [now, before] = [zoned(instant), zoned(instant - 60 * minuteMs)];
    return { instant, utc: utc(instant), zoned: now, repeated: now.day === before.day && now.time === before.time };
  });
}

const walks = new Map(changes.map(([timezone, day]) => [`${timezone} ${day}`, walkOf(timezone, day)]));

/** The day of an at action, by the calendar of the clock that it follows. */
const dayOfAt = (action: Action, walk: Minute[]) => {
  const { utc, zoned } = walk[action.day * 24 * 60 + 12 * 60] as Minute;
  return (action.zoned ? zoned : utc).day;
};

/** The time of an at action; one that the clock skips that day is moved on by the hour that it skips. */
function timeOfAt(action: Action, walk: Minute[]): string {
  const time = `${pad(action.hour)}:${pad(action.minute)}`;
  const day = dayOfAt(action, walk);
  const exists = walk.some(({ utc, zoned }) => {
    const clock = action.zoned ? zoned : utc;
    return clock.day === day && clock.time === time;
  });
  // The first and last days of a zone lie in the walk in part only; clocks change on the third.
  return exists || action.day !== 2 ? time : `${pad(action.hour + 1)}:${pad(action.minute)}`;
}

/** Whether an action fires in a minute, said anew: clock against numbers, no expressions. */
function fires(action: Action, minute: Minute, walk: Minute[], created: number): boolean {
  const begin = walk[0]?.instant ?? 0;
  const start = action.start === null ? null : begin + action.start * minuteMs;
  const end = action.end === null ? null : begin + action.end * minuteMs;
  if ((start !== null && minute.instant < start) || (end !== null && minute.instant > end)) return false;
  if (action.kind === 'rate') return (minute.instant - (start ?? created)) % (action.periodHours * 60 * minuteMs) === 0;
  const clock = action.zoned ? minute.zoned : minute.utc;
  const repeated = action.zoned && minute.repeated;
  if (action.kind === 'at') {
    return clock.day === dayOfAt(action, walk) && clock.time === timeOfAt(action, walk) && !repeated;
  }
  const onTime = clock.time === `${pad(action.hour)}:${pad(action.minute)}` && !repeated;
  const onDay = !action.weekdays || !['Sat', 'Sun'].includes(String(clock.weekday));
  return minute.instant === start || (onTime && onDay);
}

function resourceOf(action: Action, index: number, walk: Minute[], timezone: string, created: number): Resource {
  const begin = walk[0]?.instant ?? 0;
  const clock = `${pad(action.hour)}:${pad(action.minute)}`;
  const text = {
    at: `at(${dayOfAt(action, walk)}T${clock}:00)`,
    cron: `cron(${action.minute} ${action.hour} ${action.weekdays ? '? * MON-FRI' : '* * ?'} *)`,
    rate: `rate(${action.periodHours} hours)`,
  };
  return aResource('scheduled-action', {
    attributes: {
      ...target,
      actionName: `action-${index}`,
      schedule: text[action.kind],
      timezone: action.zoned ? timezone : 'UTC',
      startTime: action.start === null ? null : iso(begin + action.start * minuteMs),
      endTime: action.end === null ? null : iso(begin + action.end * minuteMs),
      minCapacity: action.min,
      maxCapacity: action.max,
    },
    observed: { createdAt: iso(created) },
  });
}

interface State {
  min: number;
  max: number;
}

const key = ({ min, max }: State) => `${min} ${max}`;
const distinct = (states: State[]) => [...new Map(states.map((state) => [key(state), state])).values()];

/** All that may stand after one action wrote; a minimum above the maximum may be refused, or cut at the bound that stays. */
function written({ min, max }: State, action: Action): State[] {
  const next = { min: action.min ?? min, max: action.max ?? max };
  if (next.min <= next.max) return [next];
  return [{ min, max }, action.min === null ? { ...next, max: next.min } : { ...next, min: next.max }];
}

/** Every order in which actions of one minute may fire. */
function ordersOf<T>(items: T[]): T[][] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, index) => ordersOf(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

function step(states: State[], firing: Action[]): State[] {
  if (firing.length === 0) return states;
  const after = ordersOf(firing).map((order) =>
    order.reduce((all, action) => all.flatMap((state) => written(state, action)), states),
  );
  return distinct(after.flat());
}

const told = (fact: Fact) => (fact.known ? fact.value : 'unknown');
const agreed = (values: number[]) => (new Set(values).size === 1 ? values[0] : 'unknown');

describe('bounds of a target at an instant, against a walk through every minute', () => {
  it.each(changes)('in %s around %s', (timezone, day) => {
    const walk = walks.get(`${timezone} ${day}`) ?? [];
    const begin = walk[0]?.instant ?? 0;
    const created = begin - 7 * 60 * minuteMs;
    fc.assert(
      fc.property(
        fc.array(someAction, { minLength: 1, maxLength: 4 }),
        fc.nat({ max: minutes - 2 }),
        fc.array(fc.nat({ max: minutes - 1 }), { minLength: 1, maxLength: 4 }),
        (actions, now, asked) => {
          const resources = [
            aResource('scalable-target', {
              attributes: { ...target, minCapacity: 8, maxCapacity: 45, suspendedScheduled: false },
            }),
            ...actions.map((action, index) => resourceOf(action, index, walk, timezone, created)),
          ];
          const takenAt = begin + now * minuteMs;
          const snapshot = { ...aSnapshot(resources), takenAt: iso(takenAt) };
          const world = buildWorld(snapshot, aPolicy(), takenAt);
          const stops = new Set(asked.map((at) => Math.max(at, now)));
          let states: State[] = [{ min: 8, max: 45 }];
          for (let index = now; index < minutes; index++) {
            const minute = walk[index] as Minute;
            if (index > now)
              states = step(
                states,
                actions.filter((action) => fires(action, minute, walk, created)),
              );
            if (!stops.has(index)) continue;
            const bounds = boundsAt(world, here, target, minute.instant);
            expect({ at: iso(minute.instant), min: told(bounds.minCapacity), max: told(bounds.maxCapacity) }).toEqual({
              at: iso(minute.instant),
              min: agreed(states.map(({ min }) => min)),
              max: agreed(states.map(({ max }) => max)),
            });
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

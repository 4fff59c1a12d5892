import { durationMs } from '../../model/duration.ts';
import type { CalendarEvent } from '../../model/event.ts';
import { compareText } from '../../model/snapshot.ts';
import { parseInstant, parseRecurrence } from '../../schedules/recurrence.ts';

/** One time that an event takes place. All instants are milliseconds since the epoch. */
export interface Occurrence {
  event: CalendarEvent;
  /** The event's id; with the beginning for those that recur: stable over time. */
  key: string;
  /** From here on capacity must stand. */
  prewarmAt: number;
  start: number;
  /** From here on demand is at its peak. */
  rampedAt: number;
  end: number;
  /** Until here capacity is kept. */
  holdUntil: number;
  /** Until here capacity must be back to normal. */
  revertBy: number;
}

/** Announced events, as the times that they take place. */
export interface Calendar {
  events: readonly CalendarEvent[];
  /** Occurrences that touch [from, to] with anything between prewarming and the deadline of the revert; by start. */
  between(from: number, to: number): Occurrence[];
  /**
   * The event of an id; of one that recurs the last time that had begun to prewarm at an instant, else the next one.
   * Also by the key of an occurrence. Null: there is none of that name.
   */
  named(name: string, at: number): Occurrence | null;
  /**
   * What matters at an instant: each single event whose deadline of the revert is not over; of those that recur what began
   * and is not brought back yet, and the next time unless one runs. By start.
   */
  current(now: number): Occurrence[];
}

/** An event that recurs is looked for so far back and ahead: each has one a year at least, but for leap days. */
const lookAroundMs = 4 * 366 * 86_400_000;

/**
 * @param timezone zone of local times where an event names none
 * @throws when an event was not checked by the loader before
 */
export function buildCalendar(events: readonly CalendarEvent[], timezone: string): Calendar {
  const series = events.map((event) => seriesOf(event, timezone));
  const remember = memo();
  return {
    events,
    between: (from, to) =>
      remember(`between ${from} ${to}`, () =>
        series
          .flatMap((one) => one(from, to))
          .filter(({ prewarmAt, revertBy }) => prewarmAt <= to && revertBy >= from)
          .sort(byStart),
      ),
    named(name, at) {
      const index = events.findIndex(({ id }) => name === id || name.startsWith(`${id}@`));
      const one = series[index];
      if (one === undefined) return null;
      return remember(`named ${name} ${at}`, () => {
        const all = one(at - lookAroundMs, at + lookAroundMs);
        if (name !== events[index]?.id) return all.find(({ key }) => key === name) ?? null;
        return all.findLast(({ prewarmAt }) => prewarmAt <= at) ?? all[0] ?? null;
      });
    },
    current: (now) =>
      remember(`current ${now}`, () =>
        series
          .flatMap((one) => currentOf(one, now))
          .filter(({ revertBy }) => revertBy >= now)
          .sort(byStart),
      ),
  };
}

/** The same is asked for every resource of an account. */
function memo(): <T>(key: string, compute: () => T) => T {
  const found = new Map<string, unknown>();
  return <T>(key: string, compute: () => T): T => {
    if (!found.has(key)) found.set(key, compute());
    return found.get(key) as T;
  };
}

const byStart = (a: Occurrence, b: Occurrence) => a.start - b.start || compareText(a.key, b.key);

function currentOf(series: Series, now: number): Occurrence[] {
  const begun = series(now, now).filter(({ start }) => start <= now);
  if (begun.some(({ end }) => end > now)) return begun;
  const next = series(now, Number.POSITIVE_INFINITY, 1).filter(({ start }) => start > now);
  return [...begun, ...next];
}

/** Occurrences that may touch [from, to]; with `most` those that begin after `from`, at most so many. */
type Series = (from: number, to: number, most?: number) => Occurrence[];

function seriesOf(event: CalendarEvent, fallback: string): Series {
  const timezone = event.timezone ?? fallback;
  const first = known(parseInstant(event.start, timezone));
  const lasts =
    event.duration === undefined ? known(parseInstant(event.end ?? '', timezone)) - first : durationMs(event.duration);
  if (event.recurrence === undefined) {
    const only = occurrence(event, event.id, first, lasts);
    return () => [only];
  }
  const recurrence = parseRecurrence(event.recurrence, first, timezone);
  if ('error' in recurrence) throw new Error(`${event.id}: ${recurrence.error}`);
  const after = lasts + durationMs(event.holdAfter) + durationMs(event.revertWithin);
  return (from, to, most) =>
    (most === undefined
      ? recurrence.between(from - after, to + durationMs(event.prewarm))
      : recurrence.between(from + 1, to, most)
    ).map((start) => occurrence(event, `${event.id}@${new Date(start).toISOString().slice(0, 16)}Z`, start, lasts));
}

function known(instant: number | { error: string }): number {
  if (typeof instant === 'number') return instant;
  throw new Error(instant.error);
}

function occurrence(event: CalendarEvent, key: string, start: number, lasts: number): Occurrence {
  const end = start + lasts;
  return {
    event,
    key,
    start,
    end,
    prewarmAt: start - durationMs(event.prewarm),
    rampedAt: Math.min(start + durationMs(event.ramp), end),
    holdUntil: end + durationMs(event.holdAfter),
    revertBy: end + Math.max(durationMs(event.holdAfter), durationMs(event.revertWithin)),
  };
}

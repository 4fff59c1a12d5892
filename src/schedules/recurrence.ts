import { RRuleTemporal } from 'rrule-temporal';
import { nextCronFire } from './cron-walk.ts';
import { instantOf, localTime, zoneOf } from './local-time.ts';
import { problemOfRule } from './recurrence-parts.ts';
import { parseSchedule } from './schedule.ts';

/** When something begins again and again, by the clock of its time zone. */
export interface Recurrence {
  /** Beginnings within [from, to], ascending, at most `most`: milliseconds since the epoch. */
  between(from: number, to: number, most?: number): number[];
}

/** Rules whose first beginning is not found within so many periods never begin. */
const patience = 5_000;

/**
 * Parses a rule of RFC 5545 (`FREQ=WEEKLY;BYDAY=FR`) or `cron(…)` of the EventBridge dialect. Never throws: what is
 * malformed, or never happens, is an error in words.
 * @param first the first beginning (milliseconds since the epoch); nothing begins before it
 */
export function parseRecurrence(text: string, first: number, timezone: string): Recurrence | { error: string } {
  if (zoneOf(timezone) === null) return { error: `unknown time zone ${timezone}` };
  const recurrence = text.trim().startsWith('cron(')
    ? cronRecurrence(text, first, timezone)
    : ruleRecurrence(text, first, timezone);
  if ('error' in recurrence) return recurrence;
  try {
    const [found] = recurrence.between(first, Number.POSITIVE_INFINITY, 1);
    return found === undefined ? { error: `"${text}" never happens` } : recurrence;
  } catch {
    return { error: `"${text}" never happens` };
  }
}

function cronRecurrence(text: string, first: number, timezone: string): Recurrence | { error: string } {
  const zone = zoneOf(timezone);
  const schedule = parseSchedule(text);
  if ('error' in schedule) return schedule;
  if (schedule.type !== 'cron' || zone === null) return { error: 'expected cron(…)' };
  return {
    between(from, to, most = Number.POSITIVE_INFINITY) {
      const found: number[] = [];
      let after = Math.max(from, first) - 1;
      while (found.length < most) {
        const next = nextCronFire(schedule.cron, zone, after);
        if (next === null || next > to) break;
        found.push(next);
        after = next;
      }
      return found;
    },
  };
}

function ruleRecurrence(text: string, first: number, timezone: string): Recurrence | { error: string } {
  const zone = zoneOf(timezone);
  if (zone === null) return { error: `unknown time zone ${timezone}` };
  const wall = new Date(localTime(first, zone)).toISOString().slice(0, 19).replace(/[-:]/g, '');
  const rrule = text
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase();
  const problem = problemOfRule(rrule);
  if (problem !== null) return { error: problem };
  let rule: RRuleTemporal;
  try {
    rule = new RRuleTemporal({
      rruleString: `DTSTART;TZID=${timezone}:${wall}\nRRULE:${rrule}`,
      maxIterations: patience,
    });
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
  return {
    between(from, to, most = Number.POSITIVE_INFINITY) {
      const found: number[] = [];
      let next = rule.next(new Date(Math.max(from, first)), true);
      while (next !== null && found.length < most && next.epochMilliseconds <= to) {
        found.push(next.epochMilliseconds);
        next = rule.next(new Date(next.epochMilliseconds));
      }
      return found;
    },
  };
}

/** An instant as text, or what is wrong with it. */
export type Instant = number | { error: string };

/**
 * The instant that a text names: with its offset (`2025-03-22T10:00:00+09:00`), else by the clock of the zone. A local
 * time that the clock skips is an error; of one that comes twice the first counts.
 */
export function parseInstant(text: string, timezone: string): Instant {
  const [, day = '', time = '', offset] =
    /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?$/.exec(text) ?? [];
  const wall = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(`${day}T${time}`)) {
    return {
      error: `expected an instant such as 2026-11-22T19:00:00+09:00, or a local time such as 2026-11-22T19:00:00; found "${text}"`,
    };
  }
  if (offset !== undefined) {
    const instant = Date.parse(text);
    return Number.isNaN(instant) ? { error: `no such offset: "${text}"` } : instant;
  }
  const zone = zoneOf(timezone);
  if (zone === null) return { error: `unknown time zone ${timezone}` };
  return instantOf(wall, zone) ?? { error: `${text} does not exist in ${timezone}: the clock skips it` };
}

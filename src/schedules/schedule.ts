import { DateTime, type IANAZone } from 'luxon';
import { type Cron, parseCron } from './cron.ts';
import { lastCronFire, nextCronFire } from './cron-walk.ts';
import { instantOfOrAfter, zoneOf } from './local-time.ts';

/** When a scheduled action of Application Auto Scaling fires. */
export type Schedule =
  | {
      type: 'at';
      /** Wall-clock time, as milliseconds since 1970 of a clock without a zone. */
      local: number;
    }
  | { type: 'rate'; periodMs: number }
  | { type: 'cron'; cron: Cron };

/** What limits a schedule; instants are ISO 8601, in UTC unless they say otherwise. */
export interface ScheduleBounds {
  /** IANA name; holds for at and cron. A name that is no zone makes the schedule one that is not understood. */
  timezone: string;
  /** A recurring schedule fires at this instant too, and not before; null: no bound. */
  startTime: string | null;
  /** Nothing fires after this instant; null: no bound. */
  endTime: string | null;
  /** Nothing fires before the action existed; null: not known. */
  createdAt: string | null;
}

/** Longer texts than any schedule that AWS accepts. */
const longestText = 1600;

/** Parses `at(…)`, `rate(…)` or `cron(…)`. Never throws: what is malformed is an error in words. */
export function parseSchedule(text: string): Schedule | { error: string } {
  const [, type, inner = ''] = /^\s*(at|rate|cron)\((.*)\)\s*$/s.exec(text.slice(0, longestText)) ?? [];
  if (type === 'at') return parseAt(inner.trim());
  if (type === 'rate') return parseRate(inner.trim());
  if (type !== 'cron') return { error: 'expected at(…), rate(…) or cron(…)' };
  const cron = parseCron(inner);
  return 'error' in cron ? cron : { type, cron: cron.value };
}

function parseAt(text: string): Schedule | { error: string } {
  const local = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  // Date.parse takes 30 February for 2 March.
  const exists = !Number.isNaN(local) && new Date(local).toISOString().startsWith(text);
  return exists ? { type: 'at', local } : { error: `expected at(yyyy-mm-ddThh:mm:ss); found at(${text})` };
}

/** A day is 24 hours, whatever the clocks do: https://repost.aws/knowledge-center/eventbridge-scheduler-adjust-dst */
const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

function parseRate(text: string): Schedule | { error: string } {
  const [, value, unit = ''] = /^([1-9]\d{0,5})\s+(minute|hour|day)s?$/.exec(text) ?? [];
  const periodMs = Number(value) * (unitMs[unit] ?? Number.NaN);
  if (Number.isNaN(periodMs)) return { error: `expected rate(5 minutes), hours or days; found rate(${text})` };
  return { type: 'rate', periodMs };
}

/** The first firing after an instant (milliseconds since 1970); null when there is none, or the zone is not known. */
export function nextFire(schedule: Schedule, bounds: ScheduleBounds, after: number): number | null {
  const limits = limitsOf(bounds);
  if (limits === null) return null;
  const fire = nextWithin(schedule, limits, Math.max(after, limits.earliest - 1));
  return fire !== null && fire <= limits.end ? fire : null;
}

/** The last firing at or before an instant; null when there was none, or when that cannot be known. */
export function lastFire(schedule: Schedule, bounds: ScheduleBounds, at: number): number | null {
  const limits = limitsOf(bounds);
  if (limits === null) return null;
  const fire = lastWithin(schedule, limits, Math.min(at, limits.end));
  return fire !== null && fire >= limits.earliest ? fire : null;
}

/** Whether a schedule will never fire again. One in an unknown time zone counts as pending. */
export function isSpent(schedule: Schedule, bounds: ScheduleBounds, now: number): boolean {
  return limitsOf(bounds) !== null && nextFire(schedule, bounds, now) === null;
}

/** Whether it can be told when a schedule fires: its zone exists, and a rate has something to count from. */
export function isTimed(schedule: Schedule, bounds: ScheduleBounds): boolean {
  const limits = limitsOf(bounds);
  return limits !== null && (schedule.type !== 'rate' || limits.start !== null || limits.created !== null);
}

interface Limits {
  zone: IANAZone;
  start: number | null;
  created: number | null;
  /** The later of start and creation; -Infinity when neither is known. */
  earliest: number;
  /** Infinity when there is no end. */
  end: number;
}

function limitsOf({ timezone, startTime, endTime, createdAt }: ScheduleBounds): Limits | null {
  const zone = zoneOf(timezone);
  if (zone === null) return null;
  const start = utcInstant(startTime);
  const created = utcInstant(createdAt);
  const earliest = Math.max(start ?? Number.NEGATIVE_INFINITY, created ?? Number.NEGATIVE_INFINITY);
  return { zone, start, created, earliest, end: utcInstant(endTime) ?? Number.POSITIVE_INFINITY };
}

function utcInstant(text: string | null): number | null {
  const instant = text === null ? null : DateTime.fromISO(text, { zone: 'utc' });
  return instant?.isValid ? instant.toMillis() : null;
}

function nextWithin(schedule: Schedule, limits: Limits, after: number): number | null {
  if (schedule.type === 'at') {
    const instant = instantOfOrAfter(schedule.local, limits.zone);
    return instant > after ? instant : null;
  }
  if (schedule.type === 'rate') return nextRateFire(schedule.periodMs, limits, after);
  const fire = nextCronFire(schedule.cron, limits.zone, after);
  // "If you specify a start time, Application Auto Scaling performs the action at this time, and then performs the
  // action based on the specified recurrence."
  // https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
  const start = limits.start !== null && limits.start > after ? limits.start : null;
  return start !== null && (fire === null || start < fire) ? start : fire;
}

function lastWithin(schedule: Schedule, limits: Limits, at: number): number | null {
  if (schedule.type === 'at') {
    const instant = instantOfOrAfter(schedule.local, limits.zone);
    return instant <= at ? instant : null;
  }
  if (schedule.type === 'rate') return lastRateFire(schedule.periodMs, limits, at);
  const fire = lastCronFire(schedule.cron, limits.zone, at);
  const start = limits.start !== null && limits.start <= at ? limits.start : null;
  return start !== null && (fire === null || start > fire) ? start : fire;
}

/** A rate counts from its start time, else from its creation. When neither is known, it fires within one period. */
function nextRateFire(periodMs: number, limits: Limits, after: number): number | null {
  const anchor = limits.start ?? limits.created;
  if (anchor === null) return limits.end <= after ? null : Math.min(after + periodMs, limits.end);
  if (anchor > after) return anchor;
  return anchor + (Math.floor((after - anchor) / periodMs) + 1) * periodMs;
}

function lastRateFire(periodMs: number, { start, created }: Limits, at: number): number | null {
  const anchor = start ?? created;
  return anchor === null || anchor > at ? null : anchor + Math.floor((at - anchor) / periodMs) * periodMs;
}

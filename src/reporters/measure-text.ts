import type { Json } from '../model/snapshot.ts';
import { plural } from './outcome-text.ts';
import { clean, displayName } from './text-safety.ts';

/** Dollars, instants, ages and values in words, the same in every format; each is one clean piece of plain text. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** US dollars: no cents from $100 on, `<$0.01` for what rounds to nothing and is not. */
export function dollars(usd: number): string {
  const sign = usd < 0 ? '-' : '';
  const amount = Math.abs(usd);
  if (amount === 0) return '$0';
  const cents = Math.round(amount * 100);
  if (cents === 0) return usd < 0 ? '>-$0.01' : '<$0.01';
  if (cents >= 10_000) return `${sign}$${grouped(Math.round(amount))}`;
  return `${sign}$${(cents / 100).toFixed(2)}`;
}

function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** An instant of a report in UTC, to the minute; what is written otherwise than reports write it stays as it is. */
export function instantText(instant: string): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00)$/.exec(instant) ?? [];
  return day === undefined ? displayName(instant) : `${day} ${time} UTC`;
}

/** Instants within a reason, readable as all others are; names that hold one stay as they are. */
export function withInstants(text: string): string {
  return text.replace(/(?<=^|[\s(])\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z(?=[\s.,;:)]|$)/g, instantText);
}

/** How long from one instant to another: whole minutes below two hours, hours below two days, else days, rounded down. */
export function spanText(from: string, to: string): string {
  const span = Math.abs(Date.parse(to) - Date.parse(from));
  if (Number.isNaN(span)) return 'an unknown time';
  if (span < minute) return 'less than a minute';
  if (span < 2 * hour) return plural(Math.floor(span / minute), 'minute');
  if (span < 2 * day) return plural(Math.floor(span / hour), 'hour');
  return plural(Math.floor(span / day), 'day');
}

/** True when an instant is not after another. */
export function isPast(instant: string, now: string): boolean {
  return Date.parse(instant) <= Date.parse(now);
}

/** `in 3 days` or `3 days ago`. */
export function relativeText(instant: string, now: string): string {
  return isPast(instant, now) ? `${spanText(instant, now)} ago` : `in ${spanText(now, instant)}`;
}

/** An instant and how far off it is. */
export function whenText(instant: string, now: string): string {
  return `${relativeText(instant, now)} (${instantText(instant)})`;
}

/** A value of the configuration as one bounded line; `nothing` says what null means. */
export function valueText(value: Json, nothing: string): string {
  if (value === null) return nothing;
  return typeof value === 'string' ? displayName(value) : displayName(JSON.stringify(value));
}

/** A principal as people know it: the end of an ARN. The JSON report holds the whole. */
export function principalText(principal: string): string {
  const [, name] = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/s.exec(principal) ?? [];
  return displayName(name ?? principal);
}

/** A text with a full stop, where it does not end a sentence by itself; nothing stays nothing. */
export function sentence(text: string): string {
  const trimmed = withInstants(clean(text).trim());
  return trimmed === '' || /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

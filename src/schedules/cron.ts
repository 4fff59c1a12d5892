import { type FieldSpec, type Parsed, parseField, parseNumber } from './cron-field.ts';

/** Days of a month on which a cron expression fires, ascending. Months count from 1. */
export type DaysOfMonth = (year: number, month: number) => number[];

/** A parsed cron expression of the EventBridge dialect. */
export interface Cron {
  minutes: readonly number[];
  hours: readonly number[];
  days: DaysOfMonth;
  /** From 1. */
  months: readonly number[];
  years: readonly number[];
}

const minute: FieldSpec = { name: 'minute', min: 0, max: 59, names: [] };
const hour: FieldSpec = { name: 'hour', min: 0, max: 23, names: [] };
const dayOfMonth: FieldSpec = { name: 'day of month', min: 1, max: 31, names: [] };
const month: FieldSpec = {
  name: 'month',
  min: 1,
  max: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
/** Sunday is 1, unlike in Unix cron. */
const dayOfWeek: FieldSpec = {
  name: 'day of week',
  min: 1,
  max: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};
const year: FieldSpec = { name: 'year', min: 1970, max: 2199, names: [] };

/**
 * Parses the six fields of `cron(…)`: minutes, hours, day of month, month, day of week, year.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
 */
export function parseCron(text: string): Parsed<Cron> {
  const fields = text.trim().toUpperCase().split(/\s+/);
  const [minuteText = '', hourText = '', monthDayText = '', monthText = '', weekDayText = '', yearText = ''] = fields;
  if (fields.length !== 6) return { error: `expected six fields in cron(…); found ${text.trim() ? fields.length : 0}` };
  const minutes = parseField(minuteText, minute);
  if ('error' in minutes) return minutes;
  const hours = parseField(hourText, hour);
  if ('error' in hours) return hours;
  const days = parseDays(monthDayText, weekDayText);
  if ('error' in days) return days;
  const months = parseField(monthText, month);
  if ('error' in months) return months;
  const years = parseField(yearText, year);
  if ('error' in years) return years;
  return {
    value: {
      minutes: minutes.value,
      hours: hours.value,
      days: days.value,
      months: months.value,
      years: years.value,
    },
  };
}

/**
 * One of the two day fields decides, and the other is `?`. A `*` beside a value counts as `?`: the user guide of
 * Application Auto Scaling once showed `30 6 * * 2 *` as an example, so such actions exist.
 */
function parseDays(monthDayText: string, weekDayText: string): Parsed<DaysOfMonth> {
  const open = (text: string) => text === '?' || text === '*';
  if (monthDayText === weekDayText && open(monthDayText)) return { error: 'expected ? in exactly one day field' };
  if (!open(monthDayText) && !open(weekDayText)) return { error: 'expected ? in one of the two day fields' };
  const byWeekDay = monthDayText === '?' || (monthDayText === '*' && weekDayText !== '?');
  return byWeekDay ? parseList(weekDayText, parseWeekDays) : parseList(monthDayText, parseMonthDays);
}

/** Days that any item of a comma-separated list names. */
function parseList(text: string, parseItem: (item: string) => Parsed<DaysOfMonth>): Parsed<DaysOfMonth> {
  const items = text.split(',');
  // "3#1,6#3" is not valid: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
  if (items.length > 1 && text.includes('#')) return { error: `"${text}": # stands alone in its field` };
  const rules: DaysOfMonth[] = [];
  for (const item of items) {
    const parsed = parseItem(item);
    if ('error' in parsed) return parsed;
    rules.push(parsed.value);
  }
  return { value: (y, m) => [...new Set(rules.flatMap((days) => days(y, m)))].sort((a, b) => a - b) };
}

function parseMonthDays(item: string): Parsed<DaysOfMonth> {
  if (item === 'L') return { value: (y, m) => [daysInMonth(y, m)] };
  if (item === 'LW') return { value: (y, m) => [nearestWorkday(y, m, daysInMonth(y, m))] };
  if (item.endsWith('W')) {
    const day = parseNumber(item.slice(0, -1), dayOfMonth);
    if (day === null) return { error: `"${item}" is not a day of month` };
    return { value: (y, m) => (day > daysInMonth(y, m) ? [] : [nearestWorkday(y, m, day)]) };
  }
  const days = parseField(item, dayOfMonth);
  if ('error' in days) return days;
  return { value: (y, m) => days.value.filter((day) => day <= daysInMonth(y, m)) };
}

function parseWeekDays(item: string): Parsed<DaysOfMonth> {
  // Alone, L is the last day of the week: Saturday.
  if (item === 'L') return { value: (y, m) => daysOn(y, m, [7]) };
  const [, dayText, nth] = /^([0-9A-Z]+)#([1-5])$/.exec(item) ?? [];
  const lastOf = item.endsWith('L') ? parseNumber(item.slice(0, -1), dayOfWeek) : null;
  if (lastOf !== null) return { value: (y, m) => daysOn(y, m, [lastOf]).slice(-1) };
  if (item.includes('#')) {
    const day = parseNumber(dayText, dayOfWeek);
    if (day === null) return { error: `"${item}" is not a day of week such as 3#2` };
    return { value: (y, m) => daysOn(y, m, [day]).slice(Number(nth) - 1, Number(nth)) };
  }
  const days = parseField(item, dayOfWeek);
  return 'error' in days ? days : { value: (y, m) => daysOn(y, m, days.value) };
}

/** Days of a month that fall on these days of the week. */
function daysOn(y: number, m: number, weekDays: readonly number[]): number[] {
  const all = Array.from({ length: daysInMonth(y, m) }, (_, index) => index + 1);
  return all.filter((day) => weekDays.includes(weekDayOf(y, m, day)));
}

/** The workday, Monday to Friday, that is closest to a day and in the same month. */
function nearestWorkday(y: number, m: number, day: number): number {
  const weekDay = weekDayOf(y, m, day);
  if (weekDay === 7) return day === 1 ? 3 : day - 1;
  if (weekDay === 1) return day === daysInMonth(y, m) ? day - 2 : day + 1;
  return day;
}

/** Sunday is 1, Saturday 7. */
function weekDayOf(y: number, m: number, day: number): number {
  return new Date(Date.UTC(y, m - 1, day)).getUTCDay() + 1;
}

function daysInMonth(y: number, m: number): number {
  return new Date(Date.UTC(y, m, 0)).getUTCDate();
}

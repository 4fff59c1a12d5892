import { instantOfOrAfter, localTime, zoneOf } from './local-time.ts';

/** Hours of a day that come again each week, by the clock of a time zone. */
export interface WeeklyHours {
  /** Days on which they begin: mon, tue, …. */
  days: readonly string[];
  /** HH:MM. */
  from: string;
  /** HH:MM, of the next day where it is not after `from`; 24:00 is the end of the day. */
  to: string;
}

const dayMs = 86_400_000;
const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** When the hours that an instant lies in are over, milliseconds; null where it lies in none. */
export function hoursUntil(hours: WeeklyHours, timezone: string, at: number): number | null {
  const zone = zoneOf(timezone);
  if (zone === null) return null;
  const midnight = Math.floor(localTime(at, zone) / dayMs) * dayMs;
  const [from, to] = [msOf(hours.from), msOf(hours.to)];
  // Hours that began yesterday may last until today.
  for (const day of [midnight, midnight - dayMs]) {
    if (!hours.days.includes(names[new Date(day).getUTCDay()] ?? '')) continue;
    const begin = instantOfOrAfter(day + from, zone);
    const end = instantOfOrAfter(day + to + (to <= from ? dayMs : 0), zone);
    if (at >= begin && at < end) return end;
  }
  return null;
}

function msOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * 60_000;
}

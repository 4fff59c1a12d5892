import { DateTime } from 'luxon';
import { instantOf, localTime, zoneOf } from './local-time.ts';

/** When something happens once, as AWS takes it: by the clock of a zone; in UTC where that clock shows the time twice. */
export function atExpression(instant: number, timezone: string): { schedule: string; timezone: string } {
  const zone = zoneOf(timezone);
  const isOnce = zone !== null && instantOf(localTime(instant, zone), zone) === instant;
  const zoneName = isOnce ? timezone : 'UTC';
  const local = DateTime.fromMillis(instant, { zone: zoneName }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
  return { schedule: `at(${local})`, timezone: zoneName };
}

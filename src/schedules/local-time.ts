import { IANAZone } from 'luxon';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** A time zone; null when the name is not one. */
export function zoneOf(timezone: string): IANAZone | null {
  const zone = IANAZone.create(timezone);
  return zone.isValid ? zone : null;
}

/** What the clock on the wall shows at an instant, as milliseconds since 1970 of a clock without a zone. */
export function localTime(instant: number, zone: IANAZone): number {
  return instant + zone.offset(instant) * minuteMs;
}

/**
 * The instant at which the clock on the wall shows a time: the first one when the clock shows it twice (autumn); null
 * when it never does (spring).
 */
export function instantOf(local: number, zone: IANAZone): number | null {
  const offsets = [zone.offset(local - dayMs), zone.offset(local + dayMs)];
  const instants = offsets
    .map((offset) => ({ offset, instant: local - offset * minuteMs }))
    .filter(({ offset, instant }) => zone.offset(instant) === offset)
    .map(({ instant }) => instant);
  return instants.length === 0 ? null : Math.min(...instants);
}

/** As `instantOf`, but a time that the clock skips is moved on by what it skips: 02:30 becomes 03:30. */
export function instantOfOrAfter(local: number, zone: IANAZone): number {
  return instantOf(local, zone) ?? local - zone.offset(local - dayMs) * minuteMs;
}

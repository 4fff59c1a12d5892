import { DateTime } from 'luxon';
import type { Waiver } from '../model/policy.ts';
import type { Notice } from '../model/report.ts';
import { globMatches, matchesAny } from './match.ts';
import type { Candidate } from './subject.ts';

const soonDays = 14;

/** Waivers in force, and which of them were used. */
export interface WaiverBook {
  /** The waiver that covers a failed result; null when none does. An uncertain match waives nothing. */
  cover(rule: string, candidates: () => Candidate[]): Waiver | null;
  notices(): Notice[];
}

/** @param now milliseconds since the epoch; a waiver holds until the end of its last day in `timezone` */
export function openWaiverBook(waivers: Waiver[], now: number, timezone: string): WaiverBook {
  const ends = new Map(waivers.map((waiver) => [waiver, endOf(waiver, timezone)]));
  const used = new Set<Waiver>();
  const inForce = waivers.filter((waiver) => Number(ends.get(waiver)) >= now);
  return {
    cover(rule, candidates) {
      const waiver = inForce.find((one) => globMatches(one.rule, rule) && matchesAny(one.match, candidates()) === true);
      if (waiver) used.add(waiver);
      return waiver ?? null;
    },
    notices: () =>
      waivers.flatMap((waiver): Notice[] => {
        const what = `Waiver of ${waiver.rule} (${waiver.owner}: ${waiver.reason})`;
        const left = Number(ends.get(waiver)) - now;
        if (left < 0)
          return [{ code: 'waiver-expired', message: `${what} expired on ${waiver.expires} and waives nothing.` }];
        return [
          ...(left < soonDays * 86_400_000
            ? [{ code: 'waiver-expiring', message: `${what} expires on ${waiver.expires}.` }]
            : []),
          ...(used.has(waiver) ? [] : [{ code: 'waiver-unused', message: `${what} matched no finding.` }]),
        ];
      }),
  };
}

/** Last millisecond of the day on which the waiver expires. */
function endOf(waiver: Waiver, timezone: string): number {
  return DateTime.fromISO(waiver.expires, { zone: timezone }).endOf('day').toMillis();
}

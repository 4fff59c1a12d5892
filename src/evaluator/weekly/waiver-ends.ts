import { DateTime } from 'luxon';
import type { Waiver } from '../../model/policy.ts';
import type { Report } from '../../model/report.ts';
import type { WaiverNotice } from '../../model/weekly-document.ts';

const soonDays = 14;

/** Waivers that end within two weeks, or ended in the last two; soonest first. */
export function waiverEndsOf(
  waivers: readonly Waiver[],
  report: Pick<Report, 'results' | 'generatedAt'>,
  timezone: string,
): WaiverNotice[] {
  const today = DateTime.fromISO(report.generatedAt, { zone: timezone }).startOf('day');
  return waivers
    .map(({ rule, owner, reason, expires }) => ({
      rule,
      owner,
      reason,
      expires,
      daysLeft: Math.round(DateTime.fromISO(expires, { zone: timezone }).diff(today, 'days').days),
      covers: report.results.filter(
        ({ waiver }) => waiver?.owner === owner && waiver.reason === reason && waiver.expires === expires,
      ).length,
    }))
    .filter(({ daysLeft }) => Math.abs(daysLeft) <= soonDays)
    .sort((a, b) => a.daysLeft - b.daysLeft);
}

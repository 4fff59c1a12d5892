import type { OverrideEntry } from '../../model/override.ts';
import type { Report } from '../../model/report.ts';
import { type Delta, gapChapters, type UnderusedEntry, type WeeklyDocument } from '../../model/weekly-document.ts';
import { cents } from '../price.ts';
import { sum } from './window.ts';

interface Totalled {
  report: Report;
  /** The earlier audit, of the same slice; null without one. */
  before: Report | null;
  /** The earlier weekly document, where there is one. */
  weeklyBefore: WeeklyDocument | null;
  underused: readonly UnderusedEntry[];
  closed: readonly OverrideEntry[];
  /** Whether metrics were not read, or not all of them. */
  unread: boolean;
}

/** Sums, with those of the earlier report where both saw all of the same: less of what was not seen is no news. */
export function totalsOf({
  report,
  before,
  weeklyBefore,
  underused,
  closed,
  unread,
}: Totalled): WeeklyDocument['totals'] {
  const isComparable = before !== null && scopesOf(before) === scopesOf(report);
  const delta = (now: number | null, was: number | null | undefined): Delta => ({
    now,
    before: isComparable ? (was ?? null) : null,
  });
  const ledgerBefore =
    report.overrides?.unseen.length === 0 && before?.overrides?.unseen.length === 0 ? before.overrides : null;
  const sawAll = report.since?.notSeen === 0 && before?.verdict !== 'incomplete' && report.verdict !== 'incomplete';
  const sawMetrics = !unread && !weeklyBefore?.gaps.some(({ chapter }) => chapter === gapChapters.use);
  const idle = underused.flatMap(({ usdPerDayIdle }) => usdPerDayIdle ?? []);
  return {
    usdPerDay: delta(report.overrides?.usdPerDay ?? null, ledgerBefore?.usdPerDay),
    usdPerDayIdle: delta(
      idle.length > 0 ? cents(sum(idle)) : null,
      sawMetrics ? weeklyBefore?.totals.usdPerDayIdle.now : null,
    ),
    overrides: delta(report.overrides?.entries.length ?? null, ledgerBefore?.entries.length),
    findings: delta(count(report, 'fail'), before && sawAll ? count(before, 'fail') : null),
    new: report.since?.new ?? null,
    fixed: report.since?.fixed.length ?? null,
    gone: report.since?.notSeen ?? null,
    notSeen: count(report, 'unknown'),
    savingsClosedUsdPerDay: savingsOf(before, report, closed),
  };
}

const count = ({ results }: Report, outcome: string) => results.filter((one) => one.outcome === outcome).length;

const scopesOf = ({ snapshot }: Report) =>
  snapshot.scopes
    .map(({ account, region }) => `${account} ${region}`)
    .sort()
    .join();

/** Null where nothing can be compared, or nothing that was closed has a price. */
function savingsOf(before: Report | null, { overrides }: Report, closed: readonly OverrideEntry[]): number | null {
  if (!before?.overrides || !overrides) return null;
  const known = closed.flatMap(({ cost }) => cost.usdPerDay ?? []);
  return closed.length > 0 && known.length === 0 ? null : cents(sum(known));
}

import type { OverrideEntry, OverrideLedger } from '../../model/override.ts';
import type { Unknown } from '../../model/report.ts';
import { cents } from '../price.ts';

/** A ledger of these entries, with what they cost together: what has no price is counted, never taken for nothing. */
export function totalled(entries: OverrideEntry[], unseen: Unknown[]): OverrideLedger {
  const known = entries.flatMap(({ cost }) => cost.usdPerDay ?? []);
  return {
    entries,
    usdPerDay: known.length === 0 ? null : cents(known.reduce((sum, usd) => sum + usd, 0)),
    unpriced: entries.length - known.length,
    unseen,
  };
}

import type { WeeklyPolicy } from '../../model/policy.ts';
import type { UnderusedEntry } from '../../model/weekly-document.ts';
import { cents } from '../price.ts';
import type { Use } from './use/use.ts';
import { type Hours, mean, most, short, shortOrNull } from './window.ts';

/** Memory that is this full holds capacity up, whatever the CPU does. */
const fullPercent = 80;

/** Capacity that ran far under its size, dearest first. */
export function underusedOf(uses: readonly Use[], policy: WeeklyPolicy): UnderusedEntry[] {
  return uses
    .flatMap((use) => entryOf(use, policy))
    .sort((a, b) => (b.usdPerDayIdle ?? 0) - (a.usdPerDayIdle ?? 0) || a.usedPercent - b.usedPercent);
}

function entryOf(use: Use, policy: WeeklyPolicy): UnderusedEntry[] {
  const { percent, threshold } = use;
  const used = percent && mean(percent);
  if (!percent || used === null || isSmall(use)) return [];
  const hoursUnused = hoursInARow(highest(use), policy.usedPercent);
  const besideMean = use.beside && mean(use.beside.percent);
  // What else holds the capacity up was not seen: whether it is idle is not known.
  if (use.beside !== null && besideMean === null) return [];
  const isLow = threshold !== null && used <= policy[threshold] && (besideMean ?? 0) < fullPercent;
  if (!isLow && hoursUnused < policy.usedHours) return [];
  const thresholdPercent = isLow && threshold !== null ? policy[threshold] : policy.usedPercent;
  const { usdPerDay, usdPerDayIdle, basis } = priceOf(use, used);
  if (usdPerDayIdle !== null && usdPerDayIdle < policy.idleUsdPerDay) return [];
  return [
    {
      subject: use.subject,
      measure: nameOf(use),
      usedPercent: short(used),
      peakPercent: short(most(percent) ?? 0),
      thresholdPercent,
      hoursBelow: isLow ? hoursInARow(percent, thresholdPercent) : hoursUnused,
      capacity: shortOrNull(use.now),
      unit: use.unit,
      usdPerDay,
      usdPerDayIdle,
      basis,
      advice: adviceOf(use, besideMean),
    },
  ];
}

const nameOf = ({ measure, part }: Use) =>
  part === null || measure.startsWith(part) ? measure : `${measure} of ${part}`;

/** What was there on the whole, and what is there now, are as small as they get. */
const isSmall = ({ capacity, now, smallest }: Use) =>
  Math.max(capacity ? (mean(capacity) ?? 0) : 0, now ?? 0) <= smallest;

/** Hour by hour the higher of what was used and what holds the capacity up beside. */
function highest({ percent, beside }: Use): Hours {
  return (percent ?? []).map((value, hour) => {
    if (beside === null || value === null) return value;
    const other = beside.percent[hour] ?? null;
    return other === null ? null : Math.max(value, other);
  });
}

/** Hours up to the end in which it was below; an hour without data ends the row. */
function hoursInARow(percent: Hours, below: number): number {
  const last = percent.findLastIndex((value) => value === null || value >= below);
  return percent.length - 1 - last;
}

function priceOf({ capacity, percent, now, rate, unit }: Use, used: number) {
  if ('unknown' in rate) return { usdPerDay: null, usdPerDayIdle: null, basis: rate.unknown };
  const there = (capacity && mean(capacity)) ?? now;
  if (there === null)
    return { usdPerDay: null, usdPerDayIdle: null, basis: `how many ${unit} there were is not known` };
  const idle = capacity && percent ? idleOf(capacity, percent) : there * (1 - used / 100);
  return {
    usdPerDay: cents(there * rate.usdPerDay),
    usdPerDayIdle: cents(idle * rate.usdPerDay),
    basis: `${short(there)} ${unit} on average, ${short(idle)} of them not used, each ${rate.words}`,
  };
}

/** Mean of what was there and not used. */
export function idleOf(capacity: Hours, percent: Hours): number {
  const idle = capacity.map((value, hour) => {
    const used = percent[hour] ?? null;
    return value === null || used === null ? null : value * Math.max(0, 1 - used / 100);
  });
  return mean(idle) ?? 0;
}

function adviceOf({ beside, advice, measure }: Use, besideMean: number | null): string | null {
  if (beside === null || besideMean === null || besideMean < 30) return advice;
  const text = `${beside.measure} is at ${Math.round(besideMean)} %: fewer of the same size hold it only if it follows load as ${measure} does`;
  return advice === null
    ? `${text[0]?.toUpperCase()}${text.slice(1)}.`
    : `${advice} ${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

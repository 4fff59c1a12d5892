import { gapChapters, type WeeklyDocument } from '../../model/weekly-document.ts';
import { instantText } from '../measure-text.ts';
import { displayText } from '../text-safety.ts';
import { nameOf, ownerCell, type TableChapter } from './table-chapter.ts';
import {
  changeText,
  countText,
  minutesText,
  numberText,
  percentText,
  placeOf,
  priceOfIdle,
  sentenceText,
} from './words.ts';

/** What ran far under its capacity, and what that costs. */
export function underusedChapter({ underused }: WeeklyDocument): TableChapter {
  return {
    id: 'underused',
    title: 'Ran far under its capacity',
    lead: null,
    columns: ['What', 'Owner', 'Used', 'Busiest hour', 'There now', 'Not used costs', 'How it is counted'],
    numbers: [2, 3, 4, 5],
    rows: underused.map((entry) => [
      nameOf(entry.subject),
      ownerCell(entry.subject.owner),
      `${percentText(entry.usedPercent)} of ${displayText(entry.measure)}`,
      percentText(entry.peakPercent),
      entry.capacity === null ? 'not known' : `${numberText(entry.capacity)} ${displayText(entry.unit)}`,
      entry.usdPerDayIdle === null ? 'no price known' : priceOfIdle(entry.usdPerDayIdle, entry.basis),
      [
        sentenceText(
          `${entry.hoursBelow > 0 ? `Below ${entry.thresholdPercent} % for ${entry.hoursBelow} hours` : `At or below ${entry.thresholdPercent} % on average`}; ${entry.basis}`,
        ),
        ...(entry.advice === null ? [] : [sentenceText(entry.advice)]),
      ].join(' '),
    ]),
    empty: 'Nothing that was measured ran far under its capacity.',
    gaps: [gapChapters.use],
  };
}

/** Minutes at the maximum, throttles by reason, quotas that are nearly used up. */
export function hotChapters(document: WeeklyDocument): TableChapter[] {
  return [
    {
      id: 'at-maximum',
      title: 'Ran hot: time at the maximum',
      lead: null,
      columns: ['What', 'Owner', 'At its maximum for', 'Maximum'],
      numbers: [2, 3],
      rows: document.atMaximum.map(({ subject, minutes, maximum, unit }) => [
        nameOf(subject),
        ownerCell(subject.owner),
        minutesText(minutes),
        `${numberText(maximum)} ${displayText(unit)}`,
      ]),
      empty: 'Nothing that was measured stood at its maximum.',
      gaps: [gapChapters.use],
    },
    {
      id: 'throttles',
      title: 'Ran hot: throttles',
      lead: null,
      columns: ['What', 'Owner', 'Throttled', 'Why', 'Worst hour'],
      numbers: [],
      rows: document.throttles.map(({ subject, operation, reason, count, worstHour }) => [
        nameOf(subject),
        ownerCell(subject.owner),
        `${numberText(count)} ${displayText(operation)}`,
        displayText(reason),
        worstHour === null ? '–' : instantText(worstHour),
      ]),
      empty: 'Nothing that was measured was throttled.',
      gaps: [gapChapters.use],
    },
    {
      id: 'quotas',
      title: `Ran hot: quotas over ${document.quotaThresholdPercent} %`,
      lead: null,
      columns: ['Quota', 'Where', 'In use', 'Of'],
      numbers: [2, 3],
      rows: document.quotas.map(({ name, account, region, used, usedPercent, limit, unit }) => [
        displayText(name),
        placeOf({ account, region }),
        `${numberText(used)} (${percentText(usedPercent)})`,
        `${numberText(limit)} ${displayText(unit)}`,
      ]),
      empty: `No quota that was measured was over ${document.quotaThresholdPercent} %.`,
      gaps: [gapChapters.use, gapChapters.quotas, gapChapters.account],
    },
  ];
}

/** Entries, hit rate, memory and evictions of each cache. */
export function cachesChapter({ caches }: WeeklyDocument): TableChapter {
  return {
    id: 'caches',
    title: 'Cache report',
    lead: null,
    columns: ['Node', 'Owner', 'Entries', 'Hit rate', 'Memory', 'Evictions'],
    numbers: [2, 3, 4, 5],
    rows: caches.map(({ subject, entries, hitRatePercent, memoryPercent, evictions }) => [
      nameOf(subject),
      ownerCell(subject.owner),
      changeText(entries, countText),
      changeText(hitRatePercent, percentText),
      changeText(memoryPercent, percentText),
      changeText(evictions, countText),
    ]),
    empty: 'No cache was measured.',
    gaps: [gapChapters.use, gapChapters.caches],
  };
}

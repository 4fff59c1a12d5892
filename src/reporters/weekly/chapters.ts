import { gapChapters, type WeeklyDocument } from '../../model/weekly-document.ts';
import { dollars, instantText, relativeText, valueText } from '../measure-text.ts';
import { displayName, displayText } from '../text-safety.ts';
import { nameOf, ownerCell, type TableChapter } from './table-chapter.ts';
import { ignoredText, messageUsd, numberText, perDay, reasonWords, sentenceText, stakeText } from './words.ts';

/** What has no room on the first screen, in the same order. */
export function moreChapter({ headline, screenRows }: WeeklyDocument): TableChapter {
  const rows = headline.slice(screenRows);
  return {
    id: 'more',
    title: `${rows.length} more to look at`,
    lead: null,
    columns: ['', 'Owner', 'Dollars or risk', 'What'],
    numbers: [],
    rows: rows.map((row) => [
      reasonWords[row.reason],
      ownerCell(row.owner),
      stakeText(row),
      `${sentenceText(row.what)}${ignoredText(row.timesIgnored)}`,
    ]),
    empty: 'The first screen holds everything.',
    gaps: [],
  };
}

/** Services whose cost moved. */
export function costChapter({ cost }: WeeklyDocument): TableChapter {
  return {
    id: 'cost',
    title: 'Cost by service',
    lead: cost && costLead(cost),
    columns: ['Service', 'Now', 'Before', 'Change'],
    numbers: [1, 2, 3],
    rows: (cost?.moved ?? []).map(({ service, usd, usdBefore, changePercent }) => [
      displayText(service),
      dollars(usd),
      dollars(usdBefore),
      `${usd >= usdBefore ? '+' : '−'}${dollars(Math.abs(usd - usdBefore))}${changePercent === null ? ', new' : ` (${changePercent > 0 ? '+' : '−'}${numberText(Math.abs(changePercent))} %)`}`,
    ]),
    empty: cost
      ? `No service moved by more than ${cost.thresholdPercent} % and ${dollars(cost.thresholdUsd)}.`
      : 'Costs were not looked at.',
    gaps: [gapChapters.cost, gapChapters.account],
  };
}

function costLead(cost: NonNullable<WeeklyDocument['cost']>): string {
  const { usd, usdBefore, days, unmoved, thresholdPercent, thresholdUsd, estimated, moved } = cost;
  const half = days.length / 2;
  const span = `${days[half]} to ${days.at(-1)}`;
  const rest =
    moved.length > 0
      ? ` ${unmoved} other services moved by no more than ${thresholdPercent} % or ${dollars(thresholdUsd)}.`
      : '';
  const soft = estimated.length > 0 ? ` AWS still calls ${estimated.length} of the days estimated.` : '';
  return `${dollars(usd)} from ${span} (UTC), ${dollars(usdBefore)} in the ${half === 1 ? 'day' : `${half} days`} before.${rest}${soft} Asking cost ${dollars(cost.askedUsd)}.`;
}

/** One sentence on the cost of a message; null where nobody knows it. */
export function perMessageText({ perMessage }: WeeklyDocument): string | null {
  if (!perMessage) return null;
  const { usdPerMessage, usdPerMessageBefore, limitUsd, metric } = perMessage;
  const verdict =
    usdPerMessage === null
      ? ''
      : usdPerMessage > limitUsd
        ? `, above the limit of ${messageUsd(limitUsd)}`
        : `, within the limit of ${messageUsd(limitUsd)}`;
  const before = usdPerMessageBefore === null ? '' : ` It was ${messageUsd(usdPerMessageBefore)} before.`;
  return `A message (${displayText(metric)}) cost ${messageUsd(usdPerMessage)}${verdict}.${before}`;
}

/** Open overrides, dearest first. */
export function overridesChapter({ overrides, generatedAt }: WeeklyDocument): TableChapter {
  return {
    id: 'overrides',
    title: 'Open overrides',
    lead: null,
    columns: ['What', 'Owner', 'Now, and normal', 'Costs', 'Since', 'Way back'],
    numbers: [3],
    rows: overrides.map((entry) => [
      nameOf(entry.subject),
      ownerCell(entry.subject.owner),
      `${displayText(entry.value)} ${valueText(entry.now, 'not known')}, normal ${valueText(entry.normal, 'not known')}`,
      perDay(entry.cost.usdPerDay),
      entry.since === null ? 'not known' : relativeText(entry.since, generatedAt),
      entry.revert === null
        ? entry.safe.now === true
          ? 'nothing brings it back; safe to revert now'
          : `nothing brings it back; ${displayText(entry.safe.reasons[0] ?? 'whether it is safe is not known')}`
        : `${displayText(entry.revert.by)}${entry.revert.at === null ? '' : `, ${instantText(entry.revert.at)}`}`,
    ]),
    empty: 'No override is open in what was seen.',
    gaps: [gapChapters.overrides],
  };
}

/** What was brought back, and what was to be. */
export function revertsChapter({ reverts }: WeeklyDocument): TableChapter {
  return {
    id: 'reverts',
    title: 'Reverts',
    lead: null,
    columns: ['Ended', 'What', 'Owner', 'By', 'Dollars', 'Why'],
    numbers: [4],
    rows: reverts.map(({ worked, subject, value, by, at, why, usdPerDay }) => [
      worked ? 'worked' : 'failed',
      nameOf(subject),
      ownerCell(subject.owner),
      `${displayText(value)}, ${displayText(by)}${at === null ? '' : `, ${instantText(at)}`}`,
      usdPerDay === null ? '–' : perDay(usdPerDay),
      sentenceText(why),
    ]),
    empty: 'Nothing was to be brought back in this time, as far as calendar, schedules and the earlier report tell.',
    gaps: [],
  };
}

/** What comes, and whether it is ready. */
export function eventsChapter({ events, generatedAt }: WeeklyDocument): TableChapter {
  const open = (events ?? []).filter(({ phase }) => phase !== 'past');
  return {
    id: 'events',
    title: 'Coming events',
    lead: null,
    columns: ['Ready', 'Event', 'Owner', 'Begins', 'Why'],
    numbers: [],
    rows: open.map((event) => [
      event.readiness,
      { name: event.title ?? event.id },
      ownerCell(event.owner),
      `${instantText(event.start)} (${relativeText(event.start, generatedAt)})`,
      event.why.slice(0, 3).map(sentenceText).join(' ') || '–',
    ]),
    empty: events === null ? 'There is no calendar of events (events.yaml).' : 'No event is announced.',
    gaps: [],
  };
}

/** Waivers that end soon. */
export function waiversChapter({ waivers }: WeeklyDocument): TableChapter {
  return {
    id: 'waivers',
    title: 'Waivers that end',
    lead: null,
    columns: ['Rule', 'Owner', 'Last day', 'Findings that count again', 'Reason'],
    numbers: [3],
    rows: waivers.map(({ rule, owner, expires, daysLeft, covers, reason }) => [
      { name: rule },
      displayName(owner),
      `${displayText(expires)} (${daysLeft < 0 ? `${-daysLeft} days ago` : daysLeft === 0 ? 'today' : `in ${daysLeft} days`})`,
      String(covers),
      displayText(reason),
    ]),
    empty: 'No waiver ends within 14 days.',
    gaps: [],
  };
}

import type { Subject } from '../../model/finding.ts';
import type { Delta, HeadlineReason, WeeklyDocument, WeeklyPeriod } from '../../model/weekly-document.ts';
import { dollars, instantText, sentence, withInstants } from '../measure-text.ts';
import { plural } from '../outcome-text.ts';
import { displayName, displayText } from '../text-safety.ts';

/** Words that both formats share; each is one clean line of plain text. */

export const titles: Readonly<Record<WeeklyPeriod, string>> = {
  day: 'Daily efficiency report',
  week: 'Weekly efficiency report',
  month: 'Monthly efficiency report',
};

export const reasonWords: Readonly<Record<HeadlineReason, string>> = {
  stop: 'Stop paying',
  event: 'Event',
  new: 'New',
  overdue: 'Overdue',
  'not-seen': 'Not seen',
};

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

export const dayName = (at: number): string => days[new Date(at).getUTCDay()] ?? '';

export function periodText({ period }: WeeklyDocument): string {
  return `${instantText(period.start)} to ${instantText(period.end)}`;
}

/** Which accounts and regions, and whose slice it is. */
export function scopeText({ scopes, owner }: WeeklyDocument): string {
  const accounts = [...new Set(scopes.map(({ account }) => account))];
  const regions = [...new Set(scopes.map(({ region }) => region))].filter((region) => region !== 'global');
  const where = `account${accounts.length === 1 ? '' : 's'} ${few(accounts)}, ${few(regions)}`;
  return owner === null ? where : `${where}; only what ${displayName(owner)} owns`;
}

const few = (names: readonly string[]): string =>
  names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.map(displayName).join(', ');

/** Dollars a day, or that no price is known. */
export const perDay = (usd: number | null): string => (usd === null ? 'no price known' : `${dollars(usd)} a day`);

/** "down $30 since the last report", where both are known and differ. */
export function deltaText({ now, before }: Delta, shown: (value: number) => string = String): string | null {
  if (now === null || before === null) return null;
  const change = now - before;
  if (Math.abs(change) < 0.005) return 'as before';
  return `${change > 0 ? 'up' : 'down'} ${shown(Math.abs(change))} since the last report`;
}

/** The whole report in a few sentences. */
export function summaryLines(document: WeeklyDocument): string[] {
  const { totals, headline, gaps } = document;
  const { usdPerDay, usdPerDayIdle, overrides, findings } = totals;
  const told = (text: string, delta: string | null) => `${text}${delta === null ? '' : ` (${delta})`}.`;
  const open =
    overrides.now === null
      ? 'Overrides were not looked at'
      : `${plural(overrides.now, 'override')} ${overrides.now === 1 ? 'is' : 'are'} open`;
  return [
    told(`${open}, ${perDay(usdPerDay.now)}`, deltaText(usdPerDay, dollars)),
    ...(usdPerDayIdle.now === null
      ? []
      : [
          told(
            `${perDay(usdPerDayIdle.now)} of capacity ran unused where little of it was needed`,
            deltaText(usdPerDayIdle, dollars),
          ),
        ]),
    ...(document.cost === null
      ? []
      : [
          `All services cost ${dollars(document.cost.usd)}; it was ${dollars(document.cost.usdBefore)} in the time before.`,
        ]),
    told(`${plural(findings.now ?? 0, 'finding')}`, deltaText(findings)),
    ...sinceLines(document),
    ...(headline.length === 0 ? [nothingText(gaps.length + totals.notSeen)] : []),
    ...(totals.notSeen > 0 ? [`${plural(totals.notSeen, 'result')} could not be judged.`] : []),
  ];
}

/** What became of the last report, and what makes both hard to compare; nothing without one. */
export const sinceLines = (document: WeeklyDocument): string[] =>
  document.since === null ? [] : [sinceText(document), ...comparisonNotes(document)];

const comparisonNotes = ({ report }: WeeklyDocument): string[] =>
  report.notices.filter(({ code }) => code.startsWith('since-')).map(({ message }) => sentenceText(message));

function sinceText({ totals, since }: WeeklyDocument): string {
  const saved = totals.savingsClosedUsdPerDay ?? 0;
  const closed = saved > 0 ? `; what was closed saves ${dollars(saved)} a day` : '';
  const gone = (totals.gone ?? 0) > 0 ? `, ${totals.gone} of which this report cannot say` : '';
  return `Since ${instantText(since ?? '')}: ${totals.new ?? 0} new, ${totals.fixed ?? 0} fixed${gone}${closed}.`;
}

const nothingText = (gaps: number): string =>
  gaps > 0
    ? 'Nothing for the first screen was found in what was seen; not everything was.'
    : 'Nothing for the first screen: no money to stop, no event that is not ready, nothing grave that is new or overdue; all that was looked at was seen.';

/** What stands in the column of dollars or risk. */
export function stakeText({ usdPerDay, risk }: { usdPerDay: number | null; risk: string }): string {
  const danger = displayText(withInstants(risk));
  return usdPerDay === null || usdPerDay === 0 ? danger : `${dollars(usdPerDay)} a day; ${danger}`;
}

/** How often it was told before, and nothing the first time. */
export const ignoredText = (times: number): string =>
  times === 0 ? '' : ` Told ${times === 1 ? 'once' : `${times} times`} before.`;

/** A sentence of the document, with a full stop and readable instants. */
export const sentenceText = (text: string): string => displayText(sentence(text));

export const placeOf = ({ account, region }: Pick<Subject, 'account' | 'region'>): string =>
  `${displayName(account)} ${displayName(region)}`;

/** A number for people: grouped, with no more digits than it needs. */
export function numberText(value: number): string {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  const [whole = '', rest] = String(rounded).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest === undefined ? '' : `.${rest}`}`;
}

export const percentText = (value: number | null): string => (value === null ? '–' : `${numberText(value)} %`);
export const countText = (value: number | null): string => (value === null ? '–' : numberText(value));

/** Now, with what it was: "96 % (was 40 %)". */
export function changeText({ now, before }: Delta, shown: (value: number | null) => string): string {
  return before === null || before === now ? shown(now) : `${shown(now)} (was ${shown(before)})`;
}

/** Minutes as people say them. */
export function minutesText(minutes: number): string {
  if (minutes < 120) return plural(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} hours` : `${hours} h ${minutes % 60} min`;
}

/** Cost of one message: enough digits to compare with the limit. */
export const messageUsd = (usd: number | null): string => (usd === null ? 'not known' : `$${usd.toFixed(4)}`);

export const priceOfIdle = (usdPerDay: number | null, basis: string): string =>
  usdPerDay === null ? displayText(basis) : `${dollars(usdPerDay)} a day`;

/** Means of equal parts, so that many values fit into few places; null where a part has none. */
export function thinned(values: readonly (number | null)[], places: number): (number | null)[] {
  if (values.length <= places) return [...values];
  return Array.from({ length: places }, (_, place) => {
    const from = Math.floor((place * values.length) / places);
    const to = Math.floor(((place + 1) * values.length) / places);
    const part = values.slice(from, to).filter((value) => value !== null);
    return part.length === 0 ? null : part.reduce((a, b) => a + b, 0) / part.length;
  });
}

const bars = '▁▂▃▄▅▆▇█';

/** Values as eighths of the highest; a middle dot where there is none. */
export function sparkline(values: readonly (number | null)[], top: number, places = 28): string {
  return thinned(values, places)
    .map((value) => {
      if (value === null) return '·';
      const level = top <= 0 ? 0 : Math.round((value / top) * (bars.length - 1));
      return bars[Math.max(0, Math.min(bars.length - 1, level))] ?? '·';
    })
    .join('');
}

export const highestOf = (...all: (readonly (number | null)[])[]): number =>
  all.flat().reduce<number>((top, value) => Math.max(top, value ?? 0), 0);

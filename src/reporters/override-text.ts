import type { OverrideEntry, OverrideLedger } from '../model/override.ts';
import { becauseText, type Chapter, type ChapterEntry, subjectOf, type Tone } from './chapter.ts';
import { ownerText } from './finding-text.ts';
import {
  dollars,
  instantText,
  principalText,
  relativeText,
  sentence,
  spanText,
  valueText,
  whenText,
} from './measure-text.ts';
import { plural } from './outcome-text.ts';
import { displayName, displayText } from './text-safety.ts';

const tones: Record<OverrideEntry['direction'], Tone> = {
  raised: 'bad',
  lowered: 'warn',
  disabled: 'warn',
  switched: 'warn',
  changed: 'warn',
};
const sources: Record<NonNullable<OverrideEntry['normalFrom']>, string> = {
  policy: 'by the policy',
  baseline: 'by the approved snapshot',
  trail: 'before the change',
  schedule: 'by a schedule',
};

/** Number of overrides in each group. */
type Groups = ReadonlyMap<string | null, number>;

/** The ledger, dearest first as the report lists it. */
export function overrideChapter(ledger: OverrideLedger, now: string): Chapter {
  const groups = new Map<string | null, number>();
  for (const { group } of ledger.entries) groups.set(group, (groups.get(group) ?? 0) + 1);
  const notes = ledger.unseen.length > 0 ? [`There may be more: ${becauseText(ledger.unseen)}.`] : [];
  return {
    title: 'Overrides',
    noun: 'override',
    columns: ['Override', 'What', 'Since when, what it costs, and the way back'],
    summary: totalText(ledger),
    entries: ledger.entries.map((entry) => entryOf(entry, groups, now)),
    notes: notes.map(displayText),
  };
}

/** What all overrides take together; what has no price is counted, never taken for nothing. */
export function totalText({ entries, usdPerDay, unpriced }: OverrideLedger): string {
  const count = plural(entries.length, 'override');
  if (entries.length === 0) return 'No override was found.';
  if (usdPerDay === null) return `${count}, none with a known price.`;
  const rest = unpriced > 0 ? `, ${unpriced} without a price` : '';
  return `${differenceText(usdPerDay)} in ${count}${rest}.`;
}

function differenceText(usdPerDay: number): string {
  return usdPerDay < 0 ? `${dollars(-usdPerDay)} a day below normal` : `${dollars(usdPerDay)} a day above normal`;
}

function entryOf(entry: OverrideEntry, groups: Groups, now: string): ChapterEntry {
  const owner = ownerText(entry);
  const lines = [
    ...(owner === null ? [] : [owner]),
    sinceText(entry, now),
    ...originLines(entry, groups),
    normalText(entry),
    costText(entry),
    revertText(entry, now),
    safeText(entry.safe, now),
  ];
  return {
    mark: entry.direction,
    tone: tones[entry.direction],
    ...subjectOf(entry.subject),
    summary: glanceText(entry, now),
    lines: lines.map(displayText),
    remediation: entry.remediation,
  };
}

/** What it is at a glance: the change, for how long, for how much. */
function glanceText(entry: OverrideEntry, now: string): string {
  const { value, normal, since, sinceAtLeast, cost } = entry;
  const change = `${displayName(value)} ${valueText(normal, 'unknown')} → ${valueText(entry.now, 'absent')}`;
  const age = since === null ? '' : ` for ${spanText(since, now)}${sinceAtLeast ? ' or longer' : ''}`;
  const { usdPerDay } = cost;
  const price = usdPerDay === null ? 'price not known' : differenceText(usdPerDay);
  return displayText(`${change}${age}, ${price}`);
}

/** Who says what is normal, and what was there before where that differs. */
function normalText({ normal, normalFrom, before }: OverrideEntry): string {
  const known = normal === null ? 'What is normal is not known' : 'Normal wherever nothing else is declared';
  const source = normalFrom === null ? known : `Normal ${sources[normalFrom]}`;
  const differs = before !== null && normalFrom !== 'trail' && JSON.stringify(before) !== JSON.stringify(normal);
  return `${source}${differs ? `; ${valueText(before, '')} before the change` : ''}.`;
}

function sinceText(entry: OverrideEntry, now: string): string {
  const by = entry.by === null ? 'by whom is not known' : `by ${principalText(entry.by)}`;
  const operation = entry.operation === null ? '' : ` with ${displayName(entry.operation)}`;
  if (entry.since === null && entry.by === null) return 'Since when and by whom is not known.';
  if (entry.since === null) return `Since when is not known, ${by}${operation}.`;
  const atLeast = entry.sinceAtLeast ? ', or longer' : '';
  const source = entry.class === 'trail' ? '' : `, ${classText(entry.class)}`;
  return `Since ${instantText(entry.since)} (${spanText(entry.since, now)}${atLeast}${source}), ${by}${operation}.`;
}

function classText(evidence: OverrideEntry['class']): string {
  if (evidence === 'activity') return 'by the scaling activities';
  if (evidence === 'config') return 'as AWS tells of it';
  return evidence === 'inferred' ? 'inferred' : `by ${evidence}`;
}

/** What explains it, and what was changed along with it. */
function originLines({ tag, tagged, event, group, clobbered }: OverrideEntry, groups: Groups): string[] {
  const tagText =
    tag === null ? (tagged === null ? 'Tags could not be read' : 'No tag explains it') : `Tag ${displayName(tag)}`;
  const eventText = event === null ? '' : `, event ${displayName(event)}`;
  const others = group === null ? 0 : (groups.get(group) ?? 1) - 1;
  const together = others > 0 ? `, changed together with ${plural(others, 'other override')}` : '';
  const lines = [`${tagText}${eventText}${together}.`];
  if (clobbered.likely === true) lines.push(`The next deployment is likely to set it back: ${sentence(clobbered.why)}`);
  return lines;
}

function costText({ cost }: OverrideEntry): string {
  if (cost.usdPerDay === null) return `Price not known: ${sentence(cost.basis)}`;
  const soFar = cost.usdSoFar === null ? 'how much so far is not known' : `${dollars(Math.abs(cost.usdSoFar))} so far`;
  return `${dollars(Math.abs(cost.usdPerDay))} a day, ${soFar}: ${sentence(cost.basis)}`;
}

/** Nothing brings it back only where all that could was read. */
function revertText({ revert, revertUnseen = [] }: OverrideEntry, now: string): string {
  if (revert === null && revertUnseen.length === 0) return 'Nothing brings it back.';
  if (revert === null) return `Whether anything brings it back is not known: ${becauseText(revertUnseen)}.`;
  const at = revert.at === null ? 'at a time that is not known' : relativeText(revert.at, now);
  const exact = revert.at === null ? '' : ` (${instantText(revert.at)})`;
  const last = revert.lastEnded === null ? '' : `; last time: ${displayName(revert.lastEnded)}`;
  return `${displayName(revert.by)} brings it back ${at}${exact}${last}.`;
}

function safeText({ now: safe, reasons, until }: OverrideEntry['safe'], now: string): string {
  const why = reasons.length > 0 ? `: ${reasons.map(displayText).join('; ')}` : '';
  const end = until === null ? '' : `; over ${whenText(until, now)}`;
  if (safe === true) return 'Safe to revert now.';
  return safe === false
    ? `Not safe to revert now${why}${end}.`
    : `Whether it is safe to revert now is not known${why}${end}.`;
}

import type { DriftChange, DriftReport, Owner } from '../model/drift.ts';
import type { Scope } from '../model/snapshot.ts';
import { becauseText, type Chapter, type ChapterEntry, subjectOf, type Tone } from './chapter.ts';
import { ownerText } from './finding-text.ts';
import { instantText, principalText, relativeText, sentence, valueText } from './measure-text.ts';
import { plural } from './outcome-text.ts';
import { clean, displayName, displayText } from './text-safety.ts';

const signs: Record<DriftChange['change'], { mark: string; tone: Tone }> = {
  added: { mark: '+', tone: 'good' },
  removed: { mark: '-', tone: 'bad' },
  changed: { mark: '~', tone: 'warn' },
};
/** Owners whose changes are as they should be, and are only counted. */
const expected: [owner: Owner, name: string][] = [
  ['autoscaler', 'the autoscaler'],
  ['schedule', 'schedules'],
  ['event', 'events'],
  ['code', 'code'],
];

/**
 * Changes of people and of nobody known as entries, all others counted by owner.
 * @param owned lists what others own, too
 */
export function driftChapter(drift: DriftReport, now: string, owned = false): Chapter {
  const persons = drift.changes.filter(({ owner }) => !expected.some(([name]) => name === owner));
  const shown = owned ? drift.changes : persons;
  const since = `since the baseline of ${instantText(drift.baseline.takenAt)}`;
  return {
    title: 'Drift',
    noun: 'change',
    columns: ['', 'What', 'Change'],
    summary:
      persons.length === 0
        ? drift.unseen.length > 0
          ? `No drift was seen ${since}, and not all was seen.`
          : `No drift ${since}.`
        : summaryOf(persons, since),
    entries: withOneUndo(shown.map((change) => entryOf(change, now))),
    notes: [...ownedLines(drift.changes), ...scopeLines(drift), ...unseenLines(drift)].map(displayText),
  };
}

/** Nobody is accused of a change whose owner could not be read. */
function summaryOf(changes: readonly DriftChange[], since: string): string {
  const open = changes.filter(({ owner }) => owner === 'unknown').length;
  const all = `${plural(changes.length, 'change')} ${since}`;
  if (open === 0) return `${all} that no schedule, event, autoscaler or code owns.`;
  if (open === changes.length) return `${all} of which nobody knows who owns what is there now.`;
  return `${all} that a person made or whose owner is not known (${open}).`;
}

function entryOf(change: DriftChange, now: string): ChapterEntry {
  const parts = [valuesText(change), authorText(change, now)].filter((part) => part !== '');
  const answers = ownerText(change);
  const lines = [
    ...(answers === null ? [] : [answers]),
    whoseText(change),
    ...(change.event === null ? [] : [`Event ${displayName(change.event)}.`]),
  ];
  const { name, place } = subjectOf(change.subject);
  return {
    ...signs[change.change],
    name,
    place: `${clean(change.subject.kind)}, ${place}`,
    summary: displayText(parts.join(', ')),
    lines: lines.map(displayText),
    remediation: change.remediation,
  };
}

/** Whose it is, and why; where nobody knows, the reason says so itself. */
function whoseText({ owner, why }: DriftChange): string {
  if (why === '') return owner === 'person' ? 'Owned by a person.' : 'Who owns it is not known.';
  return sentence(owner === 'person' ? `Owned by a person: ${why}` : why);
}

/** The changes of one resource share one undo: told with the first of them. */
function withOneUndo(entries: ChapterEntry[]): ChapterEntry[] {
  const told = new Set<string>();
  return entries.map((entry) => {
    if (entry.remediation === null) return entry;
    const undo = JSON.stringify([entry.name, entry.place, entry.remediation]);
    if (told.has(undo))
      return { ...entry, lines: [...entry.lines, 'Undone along with the change above.'], remediation: null };
    told.add(undo);
    return entry;
  });
}

function valuesText({ change, attribute, before, now }: DriftChange): string {
  const name = attribute === null ? '' : `${displayName(attribute)} `;
  if (attribute === null && change !== 'changed') return change;
  return `${name}${valueText(before, 'absent')} → ${valueText(now, 'absent')}`;
}

/** Who and when, as far as anybody knows; the reason below says why not. */
function authorText({ by, since }: DriftChange, now: string): string {
  const parts = [by === null ? '' : principalText(by), since === null ? '' : relativeText(since, now)];
  return parts.filter((part) => part !== '').join(', ');
}

function ownedLines(changes: readonly DriftChange[]): string[] {
  return expected.flatMap(([owner, name]) => {
    const owned = changes.filter((change) => change.owner === owner);
    if (owned.length === 0) return [];
    const events = [...new Set(owned.flatMap(({ event }) => event ?? []))].map(displayName);
    return `${plural(owned.length, 'change')} owned by ${name}${events.length > 0 ? ` (${events.join(', ')})` : ''}.`;
  });
}

function scopeLines({ onlyInBaseline, onlyNow }: DriftReport): string[] {
  const list = (scopes: readonly Scope[]) =>
    scopes.map(({ account, region }) => `${clean(account)} ${clean(region)}`).join(', ');
  const lines: string[] = [];
  if (onlyInBaseline.length > 0) lines.push(`Not compared, as only the baseline holds them: ${list(onlyInBaseline)}.`);
  if (onlyNow.length > 0) lines.push(`Not compared, as the baseline does not hold them: ${list(onlyNow)}.`);
  return lines;
}

/** Kinds that share place and reason share a line. */
function unseenLines({ unseen }: DriftReport): string[] {
  const lines = new Map<string, { place: string; why: string; kinds: string[] }>();
  for (const { account, region, kind, because } of unseen) {
    const place = `${clean(account)} ${clean(region)}`;
    const why = because.length > 0 ? ` (${becauseText(because)})` : '';
    const line = lines.get(place + why) ?? { place, why, kinds: [] };
    line.kinds.push(clean(kind));
    lines.set(place + why, line);
  }
  return [...lines.values()].map(
    ({ place, why, kinds }) => `What was added or removed in ${place} is not known of ${kinds.join(', ')}${why}.`,
  );
}

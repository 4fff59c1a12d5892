import type { EventReport, EventTargetReport, Readiness } from '../model/event-report.ts';
import { compareText } from '../model/snapshot.ts';
import type { Chapter, ChapterEntry, Tone } from './chapter.ts';
import { placeText } from './finding-text.ts';
import { instantText, relativeText, sentence, spanText, valueText, whenText } from './measure-text.ts';
import { plural } from './outcome-text.ts';
import { displayName, displayText } from './text-safety.ts';

const tones: Record<Readiness, Tone> = {
  'not scaled': 'bad',
  'not reverted': 'bad',
  'at risk': 'warn',
  unknown: 'warn',
  ready: 'good',
};
/** Running first, then what comes, then what is over. */
const phaseRank: Record<EventReport['phase'], number> = {
  running: 0,
  prewarming: 0,
  holding: 0,
  coming: 1,
  reverting: 2,
  past: 2,
};

/** Targets shown of one event; the JSON report holds them all. */
const targetsPerEvent = 10;

/** Events that run or are not ready as entries, all others in a line; `whole`: each as an entry. */
export function eventChapter(events: readonly EventReport[], now: string, { whole = false } = {}): Chapter {
  const sorted = [...events].sort(compareEvents);
  const shown = sorted.filter((event) => whole || phaseRank[event.phase] === 0 || event.readiness !== 'ready');
  const quiet = sorted.filter((event) => !shown.includes(event));
  const notReady = shown.filter(({ readiness }) => readiness !== 'ready').length;
  return {
    title: 'Events',
    noun: 'event',
    columns: ['State', 'Event', 'When, and what it needs'],
    summary: events.length === 0 ? 'No events.' : `${plural(events.length, 'event')}, ${notReady} not ready.`,
    entries: shown.map((event) => entryOf(event, now, whole ? event.targets.length : targetsPerEvent)),
    notes: quietLines(quiet, now),
  };
}

function compareEvents(a: EventReport, b: EventReport): number {
  const rank = phaseRank[a.phase] - phaseRank[b.phase];
  // What is over stands latest first.
  const time = phaseRank[a.phase] === 2 ? compareText(b.end, a.end) : compareText(a.start, b.start);
  return rank || time || compareText(a.id, b.id);
}

function entryOf(event: EventReport, now: string, most: number): ChapterEntry {
  const parts = [phaseText(event, now)];
  if (event.multiplier !== null) parts.push(`×${event.multiplier}`);
  if (event.owner !== null) parts.push(`owner ${displayName(event.owner)}`);
  const open = event.targets.filter(({ readiness }) => readiness !== 'ready');
  const ready = event.targets.length - open.length;
  const toldByTarget = new Set(open.map(({ why }) => why));
  const lines = [
    ...(event.title === null ? [] : [displayText(event.title)]),
    ...event.why.filter((reason) => !toldByTarget.has(reason)).map((reason) => displayText(sentence(reason))),
    ...open.slice(0, most).map((target) => targetText(target, event)),
  ];
  if (open.length > most) lines.push(`… and ${open.length - most} more values that are not.`);
  if (ready > 0 && open.length > 0) lines.push(`${plural(ready, 'other value')} as needed.`);
  return {
    mark: event.readiness,
    tone: tones[event.readiness],
    name: event.id,
    place: null,
    summary: parts.join(', '),
    lines,
    remediation: null,
  };
}

/** When, as it matters in each phase. */
function phaseText(event: EventReport, now: string): string {
  switch (event.phase) {
    case 'coming':
      return whenText(event.start, now);
    case 'prewarming':
      return `starts ${whenText(event.start, now)}, capacity must stand since ${instantText(event.prewarmAt)}`;
    case 'running':
      return `running for ${spanText(event.start, now)}, until ${instantText(event.end)}`;
    case 'holding':
      return `ended ${relativeText(event.end, now)}, capacity is kept until ${instantText(event.holdUntil)}`;
    case 'reverting':
      return `ended ${relativeText(event.end, now)}, must be back to normal by ${instantText(event.revertBy)}`;
    case 'past':
      return event.readiness === 'not reverted'
        ? `ended ${relativeText(event.end, now)}, should be back to normal since ${instantText(event.revertBy)}`
        : `ended ${relativeText(event.end, now)}`;
  }
}

/** What one target needs and has. */
function targetText(target: EventTargetReport, { phase }: EventReport): string {
  const { subject, needed, now, atStart } = target;
  const has = `needs ${valueText(needed, 'an unknown value')}, has ${valueText(now, 'an unknown value')} now`;
  const same = JSON.stringify(atStart) === JSON.stringify(now);
  const will = same || phaseRank[phase] === 2 ? '' : `, ${valueText(atStart, 'an unknown value')} when it starts`;
  const head = `${displayName(subject.name)} (${placeText(subject)}) ${displayName(target.value)} ${target.readiness}`;
  return displayText(sentence([`${head}, ${has}${will}`, target.why].filter((part) => part !== '').join(': ')));
}

/** Events with nothing to do, in a line each for those to come and those that are over. */
function quietLines(quiet: readonly EventReport[], now: string): string[] {
  const coming = quiet.filter(({ phase }) => phase === 'coming');
  const over = quiet.length - coming.length;
  const lines: string[] = [];
  if (coming.length > 0) {
    const names = coming.slice(0, 5).map(({ id, start }) => `${displayName(id)} ${relativeText(start, now)}`);
    const more = coming.length > 5 ? ` and ${coming.length - 5} more` : '';
    lines.push(displayText(`Ready: ${names.join(', ')}${more}.`));
  }
  if (over > 0) lines.push(`${plural(over, 'past event')} left nothing to bring back.`);
  return lines;
}

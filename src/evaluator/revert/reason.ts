import type { DriftChange } from '../../model/drift.ts';
import type { OverrideEntry } from '../../model/override.ts';
import type { RevertReason } from '../../model/revert.ts';
import type { Json } from '../../model/snapshot.ts';

const shown = (value: Json) => (value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value));

const says: Record<NonNullable<OverrideEntry['normalFrom']>, string> = {
  policy: 'the policy',
  baseline: 'the baseline',
  trail: 'the trail',
  schedule: 'the schedule',
};

export function overrideReason(entry: OverrideEntry): RevertReason {
  const normal = entry.normalFrom === null ? '' : `, normally ${shown(entry.normal)} by ${says[entry.normalFrom]}`;
  const who = entry.by === null ? '' : ` by ${entry.by}${entry.operation === null ? '' : ` (${entry.operation})`}`;
  const since = entry.since === null ? '' : ` since ${entry.since}${entry.sinceAtLeast ? ' or longer' : ''}`;
  const purpose =
    entry.event === null ? (entry.tag === null ? '' : `, tagged ${entry.tag}`) : `, for the event ${entry.event}`;
  const ends =
    entry.revert === null
      ? ''
      : `; ${entry.revert.by} brings it back${entry.revert.at === null ? '' : ` at ${entry.revert.at}`}`;
  return {
    source: 'override',
    fingerprint: entry.fingerprint,
    by: entry.by,
    since: entry.since,
    event: entry.event,
    tag: entry.tag,
    text: `${entry.value} is ${shown(entry.now)}${normal}: ${entry.direction}${who}${since}${purpose}${ends}.`,
  };
}

export function driftReason(change: DriftChange): RevertReason {
  const what = {
    added: 'Added after the baseline',
    removed: 'Removed after the baseline',
    changed: `${change.attribute ?? 'It'} was ${shown(change.before)} in the baseline, is ${shown(change.now)}`,
  }[change.change];
  const who = change.by === null ? '' : ` by ${change.by}`;
  const since = change.since === null ? '' : ` since ${change.since}`;
  return {
    source: 'drift',
    fingerprint: null,
    by: change.by,
    since: change.since,
    event: change.event,
    tag: null,
    text: `${what}${who || since ? ':' : ''}${who}${since}.`,
  };
}

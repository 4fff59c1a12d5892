import type { ChangeAction, ChangeSet } from '../../model/change-set.ts';
import type { ChangeReport, Notice } from '../../model/report.ts';
import type { Snapshot } from '../../model/snapshot.ts';

/** What a plan or template changes, counted by what happens to its elements. */
export function changeReport({ source, changes, otherTypes, problems }: ChangeSet): ChangeReport {
  const count = (action: ChangeAction) =>
    new Set(changes.filter((one) => one.action === action).map(({ address }) => address)).size;
  return {
    source,
    created: count('create'),
    updated: count('update'),
    replaced: count('replace'),
    deleted: count('delete'),
    kept: count('keep'),
    declared: count('declare'),
    otherTypes: [...otherTypes],
    problems: [...problems],
  };
}

/** Types that one line names; the rest are counted. */
const shownTypes = 8;

/** What was looked at and what was not, so that nobody takes a clean gate for more than it is. */
export function changeNotices(report: ChangeReport, hasLive: boolean): Notice[] {
  const { source, otherTypes, problems } = report;
  const what = source === 'terraform-plan' ? 'plan' : 'template';
  const counts = (['created', 'updated', 'replaced', 'deleted', 'kept', 'declared'] as const)
    .filter((name) => report[name] > 0)
    .map((name) => `${report[name]} ${name}`);
  const seen = counts.length > 0 ? counts.join(', ') : 'none';
  const notices = [{ code: 'gate-looked-at', message: `Resources of the ${what} that rules look at: ${seen}.` }];
  if (otherTypes.length > 0) {
    const named = otherTypes.slice(0, shownTypes).map(({ type, count }) => (count > 1 ? `${type} (${count})` : type));
    const rest = otherTypes.length - named.length;
    const types = `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
    notices.push({ code: 'gate-other-types', message: `No rule looks at ${types}.` });
  }
  if (!hasLive) {
    const message = `Judged by the ${what} alone: whatever other stacks hold is not known. --snapshot FILE lays it over the live account.`;
    notices.push({ code: 'gate-alone', message });
  }
  return [...notices, ...problems.map((message) => ({ code: 'gate-not-seen', message }))];
}

/** Accounts and regions that the change reaches and the snapshot does not hold: there the source is judged alone. */
export function placeNotices({ changes }: ChangeSet, live: Snapshot | null): Notice[] {
  if (!live) return [];
  const seen = new Set(live.scopes.map(({ account, region }) => `${account} ${region}`));
  const places = changes
    .flatMap(({ before, after }) => after ?? before ?? [])
    .map(({ account, region }) => `${account} ${region}`);
  const unseen = [...new Set(places)].filter((place) => !seen.has(place)).sort();
  if (unseen.length === 0) return [];
  const message = `The snapshot does not hold ${unseen.join(', ')}: what will be changed there is judged by the source alone.`;
  return [{ code: 'gate-place-not-in-snapshot', message }];
}

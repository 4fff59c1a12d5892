import type { OverrideEntry, OverrideLedger } from '../../model/override.ts';
import type { Report } from '../../model/report.ts';
import type { Json } from '../../model/snapshot.ts';
import type { RevertEntry } from '../../model/weekly-document.ts';
import { heldKinds, heldOf } from '../ledger/held.ts';
import { findGaps, type World } from '../world.ts';
import type { Window } from './window.ts';

/** Overrides of the earlier report that are closed: their listing is whole now, and no entry of theirs is left. */
export function closedOf(earlier: Report | null, ledger: OverrideLedger | null, { world }: Window): OverrideEntry[] {
  if (!earlier?.overrides || !ledger) return [];
  const open = new Set(ledger.entries.map(({ fingerprint }) => fingerprint));
  return earlier.overrides.entries.filter(({ fingerprint, subject, value, now }) => {
    if (open.has(fingerprint)) return false;
    const isHere = world.snapshot.scopes.some(
      ({ account, region }) => account === subject.account && region === subject.region,
    );
    const here = world.snapshot.coverage.filter(
      ({ account, region }) => account === subject.account && region === subject.region,
    );
    // Of what could not be judged there is no entry either, and that closes nothing; listings of other kinds do not matter.
    const isSeen = ledger.unseen.every(({ fact }) => fact !== subject.kind && heldKinds.includes(fact));
    return (
      isHere && isSeen && findGaps(here, subject.kind, undefined).length === 0 && isChanged(subject, value, now, world)
    );
  });
}

/** Whether the value is another than it was: what the policy calls normal now, or somebody owns, saves nothing. */
function isChanged(subject: OverrideEntry['subject'], value: string, before: Json, world: World): boolean {
  const resource = world.find(subject.kind, subject, subject.key);
  if (!resource) return true;
  const now = heldOf(resource, null)
    .find((one) => one.value === value)
    ?.of(resource);
  // A table on demand has no units any more.
  return now === undefined ? resource.kind === 'dynamodb-table' : JSON.stringify(now) !== JSON.stringify(before);
}

/** What was brought back in the period, and what was to be and was not. Failed ones first, dearest first. */
export function revertsOf(report: Report, closed: readonly OverrideEntry[], window: Window): RevertEntry[] {
  return [
    ...(report.overrides?.entries ?? []).flatMap((entry) => stillOpen(entry, window)),
    ...(report.events ?? []).flatMap((event) => ofEvent(event, report.overrides, window)),
    ...closed.map(closedEntry),
  ].sort((a, b) => Number(a.worked) - Number(b.worked) || (b.usdPerDay ?? 0) - (a.usdPerDay ?? 0));
}

/** Something fired that was to bring it back, and it is not back. */
function stillOpen({ subject, value, revert, now, normal, cost }: OverrideEntry, { start }: Window): RevertEntry[] {
  const fired = /^fired at (\S+?)(?:[:,]|$)/.exec(revert?.lastEnded ?? '')?.[1] ?? null;
  if (revert === null || fired === null || Date.parse(fired) < start) return [];
  const why = `It ${revert.lastEnded}, and ${value} is ${String(now)} still; ${String(normal)} is normal.`;
  return [{ subject, value, by: revert.by, at: fired, worked: false, why, usdPerDay: cost.usdPerDay }];
}

/** What an event raised, once its deadline is over. */
function ofEvent(
  event: NonNullable<Report['events']>[number],
  ledger: OverrideLedger | null,
  { start, world }: Window,
): RevertEntry[] {
  const deadline = Date.parse(event.revertBy);
  if (event.phase !== 'past' || deadline < start || deadline > world.now) return [];
  return event.targets.flatMap(({ subject, value, readiness, why }): RevertEntry[] => {
    if (readiness !== 'ready' && readiness !== 'not reverted') return [];
    const by = `event ${event.title ?? event.id}`;
    const open = ledger?.entries.find((entry) => entry.subject.id === subject.id && entry.value === value);
    return [
      {
        subject,
        value,
        by,
        at: event.revertBy,
        worked: readiness === 'ready',
        why: why || 'It is back to normal.',
        usdPerDay: open?.cost.usdPerDay ?? null,
      },
    ];
  });
}

function closedEntry({ subject, value, normal, revert, cost }: OverrideEntry): RevertEntry {
  const by = revert?.by ?? 'not told';
  const why = `The earlier report held it as open; ${value} is ${normal === null ? 'normal' : String(normal)} again.`;
  return { subject, value, by, at: null, worked: true, why, usdPerDay: cost.usdPerDay };
}

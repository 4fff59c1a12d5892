import type { Subject as ReportSubject } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { totalled } from '../ledger/total.ts';
import { possibleWorkloads, workloadsFor } from '../match.ts';
import type { Subject } from '../subject.ts';
import { subjectKinds } from '../subjects.ts';
import type { World } from '../world.ts';
import { belongings } from './use/use.ts';

/** Whether something belongs to an owner, or may: what decides it may not have been read. */
export type Owns = (subject: ReportSubject) => boolean;

/** @param owner null: everything is in the slice */
export function ownedBy(owner: string | null, world: World): Owns {
  if (owner === null) return () => true;
  const byKind = new Map<string, Map<string, Subject>>();
  const subjectsOf = (kind: string) => {
    let found = byKind.get(kind);
    if (!found) {
      const all = subjectKinds.get(kind)?.subjects(world) ?? [];
      found = new Map(all.map((one) => [placed(one), one]));
      byKind.set(kind, found);
    }
    return found;
  };
  const mayBe = (subject: ReportSubject): boolean => {
    const kind = subjectKinds.get(subject.kind);
    const judged = kind && subjectsOf(subject.kind).get(placed(subject));
    const resource = world.find(subject.kind, subject, subject.key);
    const possible =
      kind && judged
        ? possibleWorkloads(judged, kind, world)
        : resource
          ? workloadsFor(belongings(resource, world), world)
          : null;
    return possible !== null && possible.because.length > 0 && possible.workloads.some((one) => one?.owner === owner);
  };
  return (subject) => subject.owner === owner || (subject.owner === null && mayBe(subject));
}

const placed = ({ account, region, key }: { account: string; region: string; key: string }) =>
  `${account}\u0000${region}\u0000${key}`;

/** The report of what one owner answers for, or may. What could not be listed may hold something of theirs. */
export function sliceOf(report: Report, owner: string, owns: Owns): Report {
  const isOwn = ({ subject }: { subject: ReportSubject }) => owns(subject);
  const results = report.results.filter((result) => result.subject.key === '*' || isOwn(result));
  const entries = report.overrides?.entries.filter(isOwn) ?? [];
  const { since, overrides, events } = report;
  return {
    ...report,
    results,
    overrides: overrides && totalled(entries, overrides.unseen),
    events: events?.filter((event) => event.owner === owner || event.targets.some(isOwn)) ?? null,
    ...(since && {
      since: {
        ...since,
        new: results.filter(({ state }) => state === 'new').length,
        open: results.filter(({ state }) => state === 'open').length,
        fixed: since.fixed.filter(isOwn),
      },
    }),
  };
}

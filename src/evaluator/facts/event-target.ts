import type { Unknown } from '../../model/report.ts';
import { compareText, type Json } from '../../model/snapshot.ts';
import type { Occurrence } from '../events/calendar.ts';
import { workloadsFor } from '../match.ts';
import type { Subject, SubjectKind } from '../subject.ts';
import { dedupe, type World } from '../world.ts';
import { eventOf } from './event-asked.ts';
import { type Lever, leverKinds, leversOf } from './event-levers.ts';
import { eventTargetFacts } from './event-target-facts.ts';

/** A lever with a workload of the policy that it may belong to. */
interface Owned {
  lever: Lever;
  workload: string;
  /** Why it may be none, or not of this workload; empty when both are certain. */
  doubts: Unknown[];
}

/** Levers that belong to some workload; for a large account found once, whatever the number of events. */
function ownedLevers(world: World): Owned[] {
  return world.once({ account: '*', region: '*' }, 'owned levers', () =>
    leversOf(world).flatMap((lever) => {
      const { workloads, because } = workloadsFor(lever.candidates, world);
      const doubts = dedupe([...lever.doubts, ...because]);
      return workloads.flatMap((one) => (one ? [{ lever, workload: one.name, doubts }] : []));
    }),
  );
}

const leverSubject = ({ account, region, key, resource }: Lever): Subject => ({
  kind: 'event-target',
  key,
  id: resource.id,
  name: resource.name,
  account,
  region,
  resource,
});

/** Each capacity that an event asks for, and the workload as a whole in each place where it has any. */
function subjectsOf(world: World): Subject[] {
  return world.calendar.current(world.now).flatMap((occurrence) => subjectsFor(occurrence, world));
}

/** Subjects of one occurrence, also of one that is over. */
export function subjectsFor(occurrence: Occurrence, world: World): Subject[] {
  const named = new Set(occurrence.event.targets.map(({ workload }) => workload));
  const asked = ownedLevers(world).filter(({ workload }) => named.has(workload));
  const wholes = new Map<string, Owned>();
  for (const one of asked) {
    const place = `${one.lever.account}\u0000${one.lever.region}\u0000${one.workload}`;
    // One lever that is certain makes the whole certain.
    const standing = wholes.get(place);
    if (!standing || (standing.doubts.length > 0 && one.doubts.length === 0)) wholes.set(place, one);
  }
  const ofLevers = asked.map(({ lever, workload, doubts }) => ({
    ...leverSubject(lever),
    key: `${occurrence.key}/${workload}/${lever.key}`,
    name: `${occurrence.key} ${lever.name}${lever.dimension === null ? '' : ` ${lever.dimension}`}`,
    parts: { occurrence, lever, workload } as unknown as Record<string, Json>,
    owner: occurrence.event.owner,
    doubts,
  }));
  const ofWorkloads = [...wholes.values()].map(({ lever, workload, doubts }) => ({
    ...leverSubject(lever),
    key: `${occurrence.key}/${workload}`,
    id: occurrence.key,
    name: `${occurrence.key} ${workload}`,
    resource: null,
    parts: { occurrence, lever: null, workload, member: lever } as unknown as Record<string, Json>,
    owner: occurrence.event.owner,
    doubts,
  }));
  const byKey = (a: Subject, b: Subject) => compareText(a.key, b.key);
  return [...ofLevers.sort(byKey), ...ofWorkloads.sort(byKey)];
}

/** The lever itself; of a workload as a whole one that belongs to it. */
const leverBehind = (subject: Subject): Lever => (eventOf(subject).lever ?? subject.parts?.member) as unknown as Lever;

/** A capacity that an announced event asks more of, or its workload as a whole. */
export const eventTarget: SubjectKind = {
  kind: 'event-target',
  title: 'Capacity that an announced event asks for',
  restsOn: leverKinds,
  global: false,
  subjects: subjectsOf,
  isDeclared: true,
  isAsked: (world) => world.calendar.current(world.now).length > 0,
  candidates: (subject) => leverBehind(subject).candidates,
  facts: eventTargetFacts,
};

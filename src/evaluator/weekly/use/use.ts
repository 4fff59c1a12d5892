import type { Subject as ReportSubject } from '../../../model/finding.ts';
import type { Resource } from '../../../model/snapshot.ts';
import { candidatesOf } from '../../candidates.ts';
import { describeSubject } from '../../describe-subject.ts';
import { ownerCandidates, subjectOf } from '../../facts/joins.ts';
import { workloadsFor } from '../../match.ts';
import type { Rate } from '../../price.ts';
import type { Candidate } from '../../subject.ts';
import type { World } from '../../world.ts';
import type { Hours, Window } from '../window.ts';

/** How much of a capacity was used, by hour of the period. */
export interface Use {
  subject: ReportSubject;
  /** Service for people, such as ECS. */
  service: string;
  /** What is told apart within the subject, such as "read"; null for the whole. */
  part: string | null;
  /** What was measured, such as CPU. */
  measure: string;
  unit: string;
  /** Capacity that was there; null where it is not drawn, since it is always one thing. */
  capacity: Hours | null;
  /** Percent of it that was used; null where nothing tells it. */
  percent: Hours | null;
  /** Percent of another resource that holds the capacity up too, such as memory. */
  beside: { measure: string; percent: Hours } | null;
  now: number | null;
  maximum: number | null;
  rate: Rate;
  /** Threshold of the policy for the mean of the period; null: only the hours in a row count. */
  threshold: 'cpuPercent' | 'modelPercent' | null;
  /** Capacity up to which it is as small as it gets: being idle is no news. */
  smallest: number;
  advice: string | null;
}

/** What measures the use of one kind of resource. */
export interface Meter {
  kind: string;
  uses(resource: Resource, window: Window): Use[];
}

/** A resource as reports name it, with its workload where that is certain. */
export function namedSubject(resource: Resource, world: World): ReportSubject {
  const { workloads } = workloadsFor(belongings(resource, world), world);
  return describeSubject(subjectOf(resource), workloads.length === 1 ? (workloads[0] ?? null) : null);
}

/** What workloads may match of a resource; a node of a cache is its group's too. */
export function belongings(resource: Resource, world: World): Candidate[] {
  const own = candidatesOf(resource, world);
  const group = resource.kind === 'elasticache-cluster' ? resource.attributes.replicationGroupId : null;
  if (typeof group !== 'string') return own;
  return [
    ...own,
    ...ownerCandidates(world, resource, { kind: 'elasticache-replication-group', key: group, name: group }),
  ];
}

/** Hour by hour what two measures give; null where one has none. */
export function together(a: Hours, b: Hours, compute: (a: number, b: number) => number): Hours {
  return a.map((value, hour) => {
    const other = b[hour] ?? null;
    return value === null || other === null ? null : compute(value, other);
  });
}

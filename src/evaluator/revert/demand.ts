import type { Workload } from '../../model/policy.ts';
import type { Subject } from '../../model/report.ts';
import type { World } from '../world.ts';

/** The workload of the policy that a subject belongs to; null for none. */
export function workloadOf(world: World, subject: Subject): Workload | null {
  return world.policy.workloads.find(({ name }) => name === subject.workload) ?? null;
}

/** Capacity that normal traffic of the subject's workload takes, by the policy; null where it does not say. */
export function demandOf(world: World, subject: Subject): number | null {
  return workloadOf(world, subject)?.baseline?.demand ?? null;
}

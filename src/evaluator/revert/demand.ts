import type { Subject } from '../../model/report.ts';
import type { World } from '../world.ts';

/** Capacity that normal traffic of the subject's workload takes, by the policy; null where it does not say. */
export function demandOf(world: World, subject: Subject): number | null {
  return world.policy.workloads.find(({ name }) => name === subject.workload)?.baseline?.demand ?? null;
}

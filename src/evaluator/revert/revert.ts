import type { Subject } from '../../model/report.ts';
import type { RevertPlan } from '../../model/revert.ts';
import type { EvaluateInput } from '../assemble.ts';
import { evaluate, sorted } from '../evaluate.ts';
import { buildWorld } from '../world.ts';
import { planRevert } from './plan.ts';

export interface Revert {
  plan: RevertPlan;
  /** APIs whose gaps the policy accepts. */
  acceptedApis: string[];
}

/** The way back, from the ledger and the drift that an audit of the same input reports. */
export async function revert(input: EvaluateInput, chosen: (subject: Subject) => boolean): Promise<Revert> {
  const { overrides, drift, acceptedGaps } = await evaluate({ ...input, rules: [] });
  const world = buildWorld(sorted(input.snapshot), input.policy, Date.parse(input.now), input);
  const plan = planRevert({ world, ledger: overrides, drift, chosen, tool: input.tool });
  return { plan, acceptedApis: (acceptedGaps ?? []).map(({ api }) => api) };
}

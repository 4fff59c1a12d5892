import { durationMs } from '../model/duration.ts';
import { Policy, type Workload } from '../model/policy.ts';
import { usageErrorOf } from '../model/usage-error.ts';
import type { PolicyContext } from './known-names.ts';
import {
  checkGlob,
  checkMatch,
  checkNameGlob,
  checkParameters,
  checkRegion,
  checkRuleKeys,
  checkTimezone,
  type Finding,
} from './policy-checks.ts';
import { checkPrices } from './prices.ts';
import { checkQuietHours } from './quiet-hours.ts';
import { checkWaivers } from './waivers.ts';
import { loadYaml, validateYaml, yamlPosition, yamlProblem } from './yaml-document.ts';

export interface LoadedPolicy {
  policy: Policy;
  path: string;
  /** Line on which each workload begins, by name. */
  workloadLines: Map<string, number>;
}

/** Reads headroom.yaml. Throws a UsageError that lists everything that is wrong with it. */
export function loadPolicy(path: string, context: PolicyContext): LoadedPolicy {
  const source = loadYaml(path, 'policy');
  const policy = validateYaml({ ...source, value: source.value ?? {} }, Policy);
  const findings = checkPolicy(policy, context);
  if (findings.length > 0) {
    throw usageErrorOf(findings.map((found) => yamlProblem(source, found.path, found.message, found.at)));
  }
  const lines = policy.workloads.map(
    ({ name }, index) => [name, yamlPosition(source, ['workloads', index]).line] as const,
  );
  return { policy, path, workloadLines: new Map(lines) };
}

/** What the schema cannot see: names that do not exist, globs that do not compile, numbers that contradict each other. */
export function checkPolicy(policy: Policy, context: PolicyContext): Finding[] {
  const timezone = checkTimezone(policy.timezone, ['timezone']);
  const waiverZone = timezone.length === 0 ? policy.timezone : 'UTC';
  return [
    ...(policy.regions ?? []).flatMap((region, index) => checkRegion(region, ['regions', index])),
    ...timezone,
    ...checkRuleKeys(policy.rules, context.rules, ['rules']),
    ...checkParameters(policy.parameters, context.rules, ['parameters']),
    ...checkOverride(policy),
    ...checkQuietHours(policy.override.quietHours, ['override', 'quietHours']),
    ...checkPrices(policy.prices, ['prices']),
    ...checkPrincipals(policy),
    ...policy.acceptedGaps.flatMap(({ api }, index) =>
      checkNameGlob(api, context.apis, 'API that Headroom calls', ['acceptedGaps', index, 'api']),
    ),
    ...policy.workloads.flatMap((workload, index) => checkWorkload(workload, index, policy, context)),
    ...checkWaivers(policy.waivers, { ...context, timezone: waiverZone }, ['waivers']),
  ];
}

function checkOverride({ override }: Policy): Finding[] {
  if (durationMs(override.warnAfter) <= durationMs(override.failAfter)) return [];
  const message = `failAfter (${override.failAfter}) comes before warnAfter (${override.warnAfter})`;
  return [{ path: ['override', 'failAfter'], message }];
}

function checkPrincipals({ principals }: Policy): Finding[] {
  return (['iac', 'automation'] as const).flatMap((list) =>
    principals[list].flatMap((glob, index) => checkGlob(glob, ['principals', list, index])),
  );
}

function checkWorkload(workload: Workload, index: number, policy: Policy, context: PolicyContext): Finding[] {
  const path = ['workloads', index];
  const first = policy.workloads.findIndex(({ name }) => name === workload.name);
  const findings: Finding[] = [];
  if (first < index) {
    findings.push({ path: [...path, 'name'], message: `a workload "${workload.name}" stands above already` });
  }
  findings.push(...checkMatch(workload.match, context, [...path, 'match']));
  findings.push(...checkParameters(workload.parameters ?? {}, context.rules, [...path, 'parameters']));
  const { dimensions = {}, reviewed: _, ...whole } = workload.baseline ?? {};
  findings.push(...checkBounds(whole, [...path, 'baseline']));
  for (const [name, bounds] of Object.entries(dimensions)) {
    findings.push(...checkBounds(bounds, [...path, 'baseline', 'dimensions', name]));
  }
  return findings;
}

function checkBounds(bounds: { minCapacity?: number; maxCapacity?: number }, path: Finding['path']): Finding[] {
  const { minCapacity, maxCapacity } = bounds;
  if (minCapacity === undefined || maxCapacity === undefined || minCapacity <= maxCapacity) return [];
  return [{ path: [...path, 'minCapacity'], message: `minCapacity ${minCapacity} exceeds maxCapacity ${maxCapacity}` }];
}

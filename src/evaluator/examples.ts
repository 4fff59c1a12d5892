import { emptyPolicy, Policy } from '../model/policy.ts';
import type { Outcome, ReportRemediation } from '../model/report.ts';
import type { Condition, Example, ExampleResource, Rule } from '../model/rule.ts';
import { subjectKinds as kindsOfRule } from '../model/rule.ts';
import { type CoverageEntry, type Json, type Resource, type Snapshot, snapshotSchemaId } from '../model/snapshot.ts';
import { kindByName, kinds } from '../resources/index.ts';
import { keyHash } from '../resources/kind.ts';
import { createCompare } from './comparison.ts';
import type { Truth } from './condition.ts';
import { judge, type Verdict } from './judge.ts';
import { possibleWorkloads } from './match.ts';
import { renderMessage, renderUnknown } from './message.ts';
import { renderRemediation } from './remediation.ts';
import type { Subject } from './subject.ts';
import { subjectKinds } from './subjects.ts';
import { buildWorld } from './world.ts';

const exampleNow = '2026-11-22T04:00:00Z';
const scope = { partition: 'aws', account: '111122223333', region: 'eu-central-1' };

/** Resources that make up the example of a derived kind; the first is the one that an example's attributes change. */
const derivedExamples: Record<string, ExampleResource[]> = {
  account: [{ kind: 'budget' }],
  signal: [{ kind: 'cloudwatch-alarm' }],
  cache: [
    { kind: 'elasticache-replication-group' },
    { kind: 'elasticache-cluster' },
    { kind: 'elasticache-cluster', attributes: { clusterId: 'semantic-002' } },
    { kind: 'elasticache-parameter-group' },
  ],
  'dynamodb-capacity': [{ kind: 'dynamodb-table' }],
  'compared-resource': [{ kind: 'scalable-target' }],
  'planned-change': [{ kind: 'scalable-target' }],
  'open-override': [{ kind: 'scalable-target' }],
  'event-target': [{ kind: 'scalable-target' }, { kind: 'ecs-service' }, { kind: 'scaling-policy' }],
};

/** What an example of a rule gave. */
export interface ExampleResult {
  subject: Subject;
  verdict: Verdict;
  message: string;
  remediation: ReportRemediation | null;
}

/** Judges one example of a rule: the kind's example resource with the example's values merged over it. */
export async function judgeExample(rule: Rule, example: Example): Promise<ExampleResult> {
  const policy = example.policy ? Policy.parse(example.policy) : emptyPolicy();
  const snapshot = exampleSnapshot(rule, example);
  const world = buildWorld(snapshot, policy, Date.parse(example.now ?? exampleNow), {
    events: example.events ?? [],
    baseline: exampleBaseline(snapshot, example),
    before: example.before ? { ...snapshot, resources: example.before.map(buildResource) } : null,
  });
  const kind = subjectKinds.get(subjectKindOf(rule, example));
  if (!kind) throw new Error(`unknown subject kind ${subjectKindOf(rule, example)}`);
  const subjects = kind.subjects(world);
  const subject = subjects.find((one) => example.subject === undefined || one.key.endsWith(example.subject));
  if (!subject) {
    throw new Error(
      `no subject ${example.subject ?? kind.kind} among ${subjects.map((one) => one.key).join(', ') || 'none'}`,
    );
  }
  const possible = possibleWorkloads(subject, kind, world);
  const verdict = await judge(rule, subject, possible, new Map(), { world, kind, compare: createCompare() });
  const failed = verdict.outcome === 'fail';
  return {
    subject,
    verdict,
    message: failed && rule.message ? renderMessage(rule.message, verdict.factOf) : renderUnknown(verdict.because),
    remediation: failed ? renderRemediation(rule.remediation, verdict.factOf, subject.region) : null,
  };
}

/** Everything that is wrong with the examples of a rule, in words; empty when all hold. */
export async function checkExamples(rule: Rule): Promise<string[]> {
  const problems: string[] = [];
  const seen = new Map<number, Set<Truth>>();
  for (const outcome of ['pass', 'fail', 'unknown', 'not-applicable'] as const) {
    for (const example of rule.examples[outcome]) {
      problems.push(...(await checkExample(rule, outcome, example, seen)));
    }
  }
  violations(rule.require).forEach((violating, index) => {
    if (!seen.get(index)?.has(violating)) {
      problems.push(`clause ${index + 1} of require is ${violating} in no fail example`);
    }
  });
  return problems;
}

async function checkExample(
  rule: Rule,
  outcome: Exclude<Outcome, 'waived'>,
  example: Example,
  seen: Map<number, Set<Truth>>,
): Promise<string[]> {
  const name = `${outcome} example "${example.name}"`;
  let result: ExampleResult;
  try {
    result = await judgeExample(rule, example);
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
  }
  const { verdict, message } = result;
  if (outcome === 'fail') {
    verdict.leaves.forEach((truth, index) => {
      seen.set(index, (seen.get(index) ?? new Set()).add(truth));
    });
  }
  const problems: string[] = [];
  if (verdict.outcome !== outcome) {
    problems.push(
      `${name} gave ${verdict.outcome}${verdict.because.length > 0 ? ` (${renderUnknown(verdict.because)})` : ''}`,
    );
  }
  if (example.severity && verdict.severity !== example.severity) {
    problems.push(`${name} has severity ${verdict.severity}, expected ${example.severity}`);
  }
  if (example.message !== undefined && message !== example.message) {
    problems.push(`${name} says "${message}", expected "${example.message}"`);
  }
  return problems;
}

/** For each leaf the truth that violates the requirement: false, or true below a `not`. */
function violations(condition: Condition, violating = false): boolean[] {
  if ('all' in condition) return condition.all.flatMap((one) => violations(one, violating));
  if ('any' in condition) return condition.any.flatMap((one) => violations(one, violating));
  if ('not' in condition) return violations(condition.not, !violating);
  return [violating];
}

function subjectKindOf(rule: Rule, example: Example): string {
  const judged = kindsOfRule(rule);
  return example.kind && judged.includes(example.kind) ? example.kind : (judged[0] ?? '');
}

function exampleSnapshot(rule: Rule, example: Example): Snapshot {
  const kind = subjectKindOf(rule, example);
  const base = derivedExamples[kind] ?? [{ kind }];
  const [first, ...others] = base as [ExampleResource, ...ExampleResource[]];
  const primary = buildResource({
    ...first,
    kind: first.kind,
    attributes: { ...first.attributes, ...example.attributes },
    observed: example.observed,
    defaulted: example.defaulted,
    unread: example.unread,
    tags: example.tags,
  });
  const related = [...others, ...(example.related ?? [])].map(buildResource);
  // A related resource with the key of an earlier one takes its place.
  const byKey = new Map([primary, ...related].map((resource) => [`${resource.kind}\u0000${resource.key}`, resource]));
  return {
    schema: snapshotSchemaId,
    takenAt: example.now ?? exampleNow,
    tool: 'headroom examples',
    source: 'aws',
    scopes: [scope, { ...scope, region: 'global' }],
    resources: [...byKey.values()],
    coverage: exampleCoverage(example),
  };
}

/** The approved snapshot of an example: what it lists, seen as completely as the rest. */
function exampleBaseline(snapshot: Snapshot, { baseline, baselineTakenAt }: Example): Snapshot | null {
  if (baseline === undefined) return null;
  const weekBefore = new Date(Date.parse(snapshot.takenAt) - 7 * 86_400_000).toISOString();
  return { ...snapshot, takenAt: baselineTakenAt ?? weekBefore, resources: baseline.map(buildResource) };
}

function buildResource(given: ExampleResource): Resource {
  const kind = kindByName.get(given.kind);
  if (!kind) throw new Error(`unknown kind ${given.kind}`);
  const merged: Record<string, Json> = { ...(kind.example.attributes as Record<string, Json>), ...given.attributes };
  const observed: Record<string, Json> = { ...(kind.example.observed as Record<string, Json>), ...given.observed };
  const key = kind.key(merged);
  const name = kind.name(merged);
  for (const member of Object.keys(given.unread ?? {})) {
    delete merged[member];
    delete observed[member];
  }
  kind.attributes.partial().parse(merged);
  kind.observed.partial().parse(observed);
  const region = kind.global ? 'global' : scope.region;
  return {
    keyHash: keyHash({ ...scope, region }, kind.kind, key),
    kind: kind.kind,
    account: scope.account,
    region,
    key,
    id: kind.example.id,
    name,
    tags: given.tags === undefined ? {} : given.tags,
    attributes: merged,
    defaulted: given.defaulted ?? [],
    unread: given.unread ?? {},
    observed,
  };
}

/** Every kind was listed completely, but those of `unreadKinds`; activities reach back six weeks. */
function exampleCoverage(example: Example): CoverageEntry[] {
  const now = Date.parse(example.now ?? exampleNow);
  const entry = (kind: string, region: string): CoverageEntry => {
    const denied = example.unreadKinds?.includes(kind) ?? false;
    return {
      account: scope.account,
      region,
      api: `example:List-${kind}`,
      status: denied ? 'denied' : 'ok',
      complete: !denied,
      kinds: [kind],
      missed: [],
      calls: 1,
      throttled: 0,
      since: null,
      detail: null,
    };
  };
  const activities = entry('scaling-activity', scope.region);
  return [
    ...kinds.map((kind) => entry(kind.kind, kind.global ? 'global' : scope.region)),
    {
      ...activities,
      api: 'application-autoscaling:DescribeScalingActivities',
      since: new Date(now - 42 * 86_400_000).toISOString(),
    },
  ];
}

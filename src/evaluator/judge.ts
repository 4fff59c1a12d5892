import type { Workload } from '../model/policy.ts';
import type { Evidence, Outcome, Unknown } from '../model/report.ts';
import { defaultSeverity, type Rule } from '../model/rule.ts';
import { type Severity, severityRank } from '../model/severity.ts';
import type { Json } from '../model/snapshot.ts';
import { alertingOf } from './common-facts.ts';
import type { Compare } from './comparison.ts';
import { judgeCondition, type Truth } from './condition.ts';
import { type Fact, known, unknown } from './fact.ts';
import type { Possible } from './match.ts';
import { provisional, watchBaseline } from './provisional.ts';
import type { Context, Subject, SubjectKind } from './subject.ts';
import { factDefinition } from './vocabulary.ts';
import { dedupe, type World } from './world.ts';

/** Verdict of one rule on one subject, before waivers. */
export interface Verdict {
  outcome: Exclude<Outcome, 'waived'>;
  severity: Severity;
  workload: Workload | null;
  evidence: Evidence[];
  because: Unknown[];
  notes: string[];
  /** Truth of each leaf of `require`, in order. */
  leaves: Truth[];
  factOf: (name: string) => Fact;
}

/** Facts of one subject, remembered over the rules that judge it; those with parameters are computed for each rule. */
export type FactMemo = Map<string, Fact>;

export interface Bench {
  world: World;
  kind: SubjectKind;
  compare: Compare;
}

/** Judges under each workload that may be in force: one verdict when all agree, else unknown. */
export async function judge(
  rule: Rule,
  subject: Subject,
  possible: Possible,
  memos: Map<Workload | null, FactMemo>,
  bench: Bench,
): Promise<Verdict> {
  const verdicts: Verdict[] = [];
  for (const workload of possible.workloads) {
    let memo = memos.get(workload);
    if (!memo) {
      memo = new Map();
      memos.set(workload, memo);
    }
    verdicts.push(await judgeUnder(rule, subject, workload, memo, bench));
  }
  const verdict = agree(verdicts, possible);
  const { doubts = [] } = subject;
  return doubts.length > 0 ? doubtful(verdict, doubts) : verdict;
}

/** Whatever a rule would say of it: there may be no such subject. */
function doubtful(verdict: Verdict, doubts: Unknown[]): Verdict {
  const because = dedupe([...doubts, ...verdict.because]);
  return { ...verdict, outcome: 'unknown', evidence: [], leaves: [], because };
}

function agree(verdicts: Verdict[], possible: Possible): Verdict {
  const [first, ...others] = verdicts as [Verdict, ...Verdict[]];
  if (others.length === 0) return first;
  const bySeverity = verdicts.toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity));
  const mildest = { ...(bySeverity[0] as Verdict), workload: null };
  if (others.every((other) => other.outcome === first.outcome && first.outcome !== 'unknown')) {
    if (verdicts.every((verdict) => verdict.severity === first.severity)) return { ...first, workload: null };
    return {
      ...mildest,
      notes: [...mildest.notes, 'The severity may be higher: which workload matches is not certain.'],
    };
  }
  // Nothing is accused here; what was not seen weighs as much as it may turn out to be.
  const gravest = bySeverity.at(-1) as Verdict;
  const because = dedupe([...possible.because, ...verdicts.flatMap((verdict) => verdict.because)]);
  return { ...gravest, workload: null, outcome: 'unknown', evidence: [], because };
}

async function judgeUnder(
  rule: Rule,
  subject: Subject,
  workload: Workload | null,
  memo: FactMemo,
  bench: Bench,
): Promise<Verdict> {
  const watched = watchBaseline(workload);
  // Facts are remembered over rules, but which of them read the baseline is asked of each rule.
  const factOf = factsFor(rule, subject, watched.workload, watched.isDraft ? new Map() : memo, bench);
  const verdict = await judgeFacts(rule, workload, factOf, bench);
  return watched.wasRead() ? provisional(verdict, workload) : verdict;
}

async function judgeFacts(
  rule: Rule,
  workload: Workload | null,
  factOf: (name: string) => Fact,
  bench: Bench,
): Promise<Verdict> {
  const base = { severity: policySeverity(rule, bench.world), workload, notes: [], leaves: [], factOf };
  if (!concerns(rule, workload, bench.world)) return { ...base, outcome: 'not-applicable', evidence: [], because: [] };
  const applies = rule.when ? await judgeCondition(rule.when, factOf, bench.compare) : null;
  if (applies?.truth === false) return { ...base, outcome: 'not-applicable', evidence: [], because: [] };
  if (applies?.truth === null) {
    return {
      ...base,
      ...(await escalate(rule, factOf, bench)),
      outcome: 'unknown',
      evidence: [],
      because: applies.because,
    };
  }
  const holds = await judgeCondition(rule.require, factOf, bench.compare);
  if (holds.truth === true)
    return { ...base, outcome: 'pass', evidence: holds.evidence, because: [], leaves: holds.leaves };
  const { severity, notes } = await escalate(rule, factOf, bench);
  const outcome = holds.truth === false ? 'fail' : 'unknown';
  return { ...base, severity, notes, outcome, evidence: holds.evidence, because: holds.because, leaves: holds.leaves };
}

/** Whether the policy lets a rule apply to a workload at all: those about alarms do not where alarms live elsewhere. */
export function concerns(rule: Rule, workload: Workload | null, world: World): boolean {
  return rule.about !== 'alarms' || alertingOf(workload, world) === 'cloudwatch';
}

/** The policy's severity for a rule, else the rule's default. */
export function policySeverity(rule: Rule, world: World): Severity {
  return world.policy.rules[rule.id]?.severity ?? defaultSeverity(rule);
}

/** The first escalation that is true decides; one that cannot be known keeps the default and says so. */
async function escalate(
  rule: Rule,
  factOf: (name: string) => Fact,
  bench: Bench,
): Promise<{ severity: Severity; notes: string[] }> {
  const base = policySeverity(rule, bench.world);
  if (typeof rule.severity === 'string' || bench.world.policy.rules[rule.id]?.severity)
    return { severity: base, notes: [] };
  const notes: string[] = [];
  for (const { when, to } of rule.severity.escalate) {
    const judged = await judgeCondition(when, factOf, bench.compare);
    if (judged.truth === true) return { severity: to, notes };
    if (judged.truth === null) {
      const needs = [...new Set(judged.because.map((one) => one.api ?? one.fact))].join(', ');
      notes.push(`Whether this is ${to} could not be judged: it needs ${needs}.`);
    }
  }
  return { severity: base, notes };
}

function factsFor(
  rule: Rule,
  subject: Subject,
  workload: Workload | null,
  memo: FactMemo,
  bench: Bench,
): (name: string) => Fact {
  const param = (name: string): Json =>
    workload?.parameters?.[rule.id]?.[name] ??
    bench.world.policy.parameters[rule.id]?.[name] ??
    rule.parameters[name]?.default ??
    null;
  const context: Context = { world: bench.world, workload, param };
  return (name) => {
    if (name.startsWith('param.')) return known(param(name.slice('param.'.length)));
    const remembered = memo.get(name);
    if (remembered) return remembered;
    const definition = factDefinition(bench.kind, name);
    if (!definition) return unknown(name, 'not-recorded');
    const fact = definition.compute(subject, context);
    if (!definition.parameters) memo.set(name, fact);
    return fact;
  };
}

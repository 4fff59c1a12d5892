import { createHash } from 'node:crypto';
import { verdictOf } from '../model/exit-code.ts';
import type { Policy, Waiver, Workload } from '../model/policy.ts';
import {
  type Outcome,
  type Report,
  type Subject as ReportSubject,
  type Result,
  type RuleSummary,
  reportSchemaId,
} from '../model/report.ts';
import { defaultSeverity, subjectKinds as kindsOfRule, type Rule } from '../model/rule.ts';
import { type Severity, severityRank } from '../model/severity.ts';
import { compareCoverage, compareResources, compareScopes, compareText, type Snapshot } from '../model/snapshot.ts';
import { createCompare } from './comparison.ts';
import { type FactMemo, judge, policySeverity, type Verdict } from './judge.ts';
import { possibleWorkloads } from './match.ts';
import { renderMessage, renderUnknown } from './message.ts';
import { acceptedGapsOf, noticesOf } from './notices.ts';
import { renderRemediation } from './remediation.ts';
import type { Subject, SubjectKind, Unlisted } from './subject.ts';
import { subjectKinds } from './subjects.ts';
import { openWaiverBook, type WaiverBook } from './waivers.ts';
import { buildWorld, dedupe, type World } from './world.ts';

export interface EvaluateInput {
  snapshot: Snapshot;
  rules: Rule[];
  policy: Policy;
  /** Whether the user gave a policy at all. */
  hasPolicy: boolean;
  waivers: Waiver[];
  /** Instant of judgement, ISO 8601. */
  now: string;
  tool: string;
  run: {
    failOn: Severity;
    allowIncomplete: boolean;
    failOnNew: boolean;
    strict: boolean;
    metrics: boolean;
    ruleSet: string;
  };
  /** Lists passed and not-applicable results too. */
  includePassed?: boolean;
}

type Counts = Record<Outcome, number>;

/** What is being gathered while subjects are judged. */
interface Gathering {
  input: EvaluateInput;
  world: World;
  book: WaiverBook;
  counts: Map<string, Counts>;
  results: Result[];
}

/**
 * Judges a snapshot: a pure function of snapshot, policy, rules and now. The same inputs give the same report,
 * whatever their order.
 */
export async function evaluate(input: EvaluateInput): Promise<Report> {
  const now = Date.parse(input.now);
  const rules = input.rules
    .filter((rule) => input.policy.rules[rule.id]?.enabled !== false)
    .sort((a, b) => compareText(a.id, b.id));
  const snapshot = sorted(input.snapshot);
  const gathering: Gathering = {
    input: { ...input, snapshot, rules },
    world: buildWorld(snapshot, input.policy, now),
    book: openWaiverBook([...input.waivers, ...input.policy.waivers], now, input.policy.timezone),
    counts: new Map(rules.map((rule) => [rule.id, { pass: 0, fail: 0, unknown: 0, 'not-applicable': 0, waived: 0 }])),
    results: [],
  };
  for (const kind of subjectKinds.values()) await judgeKind(kind, gathering);
  gathering.results.sort(compareResults);
  return assemble(gathering, now);
}

/** The order in which a snapshot was written says nothing. */
function sorted(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    scopes: snapshot.scopes.toSorted(compareScopes),
    resources: snapshot.resources.toSorted(compareResources),
    coverage: snapshot.coverage.toSorted(compareCoverage),
  };
}

async function judgeKind(kind: SubjectKind, gathering: Gathering): Promise<void> {
  const { world, input } = gathering;
  const rules = input.rules.filter((rule) => kindsOfRule(rule).includes(kind.kind));
  if (rules.length === 0) return;
  const bench = { world, kind, compare: createCompare() };
  for (const subject of kind.subjects(world)) {
    const possible = possibleWorkloads(subject, kind, world);
    const memos = new Map<Workload | null, FactMemo>();
    for (const rule of rules)
      gather(rule, subject, kind, await judge(rule, subject, possible, memos, bench), gathering);
  }
  for (const unlisted of unlistedOf(kind, world)) {
    for (const rule of rules) gatherUnlisted(rule, unlisted, gathering);
  }
}

function gather(rule: Rule, subject: Subject, kind: SubjectKind, verdict: Verdict, gathering: Gathering): void {
  const { book, world, input } = gathering;
  const waiver = verdict.outcome === 'fail' ? book.cover(rule.id, () => kind.candidates(subject, world)) : null;
  const outcome: Outcome = waiver ? 'waived' : verdict.outcome;
  count(gathering, rule, outcome);
  if ((outcome === 'pass' || outcome === 'not-applicable') && !input.includePassed) return;
  const failed = verdict.outcome === 'fail';
  gathering.results.push({
    rule: rule.id,
    severity: verdict.severity,
    outcome,
    subject: describeSubject(subject, verdict.workload),
    message: messageOf(rule, subject, verdict),
    evidence: verdict.evidence,
    unknownBecause: outcome === 'unknown' ? verdict.because : null,
    ...(verdict.notes.length > 0 && (failed || outcome === 'unknown') ? { notes: verdict.notes } : {}),
    remediation: failed ? renderRemediation(rule.remediation, verdict.factOf, subject.region) : null,
    fingerprint: fingerprint(rule.id, world.partitionOf(subject), subject),
    waiver: waiver ? { reason: waiver.reason, owner: waiver.owner, expires: waiver.expires } : null,
  });
}

function messageOf(rule: Rule, subject: Subject, verdict: Verdict): string {
  if (verdict.outcome === 'unknown') return renderUnknown(verdict.because);
  if (verdict.outcome === 'not-applicable') return 'The rule does not apply.';
  if (verdict.outcome === 'pass') return 'What the rule requires holds.';
  return rule.message ? renderMessage(rule.message, verdict.factOf) : `${rule.title}: ${subject.name}.`;
}

/** One unknown for everything of a kind that could not be listed in a place: a rule never goes silent over it. */
function gatherUnlisted(rule: Rule, unlisted: Unlisted, gathering: Gathering): void {
  count(gathering, rule, 'unknown');
  const subject = { ...unlisted, key: '*' };
  gathering.results.push({
    rule: rule.id,
    severity: policySeverity(rule, gathering.world),
    outcome: 'unknown',
    subject: {
      kind: unlisted.kind,
      key: '*',
      account: unlisted.account,
      region: unlisted.region,
      id: '*',
      name: '*',
      owner: null,
    },
    message: renderUnknown(unlisted.because),
    evidence: [],
    unknownBecause: unlisted.because,
    remediation: null,
    fingerprint: fingerprint(rule.id, gathering.world.partitionOf(unlisted), subject),
    waiver: null,
  });
}

/** Places where subjects of a kind may be missing, with the reason. Plans list only what they hold, so nothing is missing there. */
function unlistedOf(kind: SubjectKind, world: World): Unlisted[] {
  if (world.snapshot.source !== 'aws') return [];
  return world.snapshot.scopes
    .filter((scope) => (scope.region === 'global') === kind.global)
    .flatMap((scope) => {
      const because = dedupe(kind.restsOn.flatMap((resourceKind) => world.gaps(resourceKind, scope)));
      return because.length > 0 ? [{ kind: kind.kind, account: scope.account, region: scope.region, because }] : [];
    });
}

function count(gathering: Gathering, rule: Rule, outcome: Outcome): void {
  const counts = gathering.counts.get(rule.id);
  if (counts) counts[outcome] += 1;
}

function describeSubject(subject: Subject, workload: Workload | null): ReportSubject {
  const { kind, key, account, region, id, name } = subject;
  return {
    kind,
    key,
    account,
    region,
    id,
    name,
    owner: workload?.owner ?? null,
    workload: workload?.name ?? null,
    ...(subject.resource ? { keyHash: subject.resource.keyHash } : {}),
  };
}

/** Identifies a result over time: rule and natural key, never a measured value. */
export function fingerprint(
  rule: string,
  partition: string,
  subject: { account: string; region: string; kind: string; key: string },
): string {
  const parts = [rule, partition, subject.account, subject.region, subject.kind, subject.key];
  return createHash('sha256').update(parts.join('\u0000')).digest('hex');
}

/** Gravest first, then rule, then where and what. */
function compareResults(a: Result, b: Result): number {
  return (
    severityRank(b.severity) - severityRank(a.severity) ||
    compareText(a.rule, b.rule) ||
    compareText(a.subject.account, b.subject.account) ||
    compareText(a.subject.region, b.subject.region) ||
    compareText(a.subject.kind, b.subject.kind) ||
    compareText(a.subject.key, b.subject.key)
  );
}

function assemble({ input, counts, results, book }: Gathering, now: number): Report {
  const { snapshot, policy, rules, run } = input;
  const gaps = acceptedGapsOf(snapshot, policy, now);
  const summaries = rules.map((rule) => summarize(rule, counts.get(rule.id)));
  const total = (name: 'pass' | 'fail' | 'unknown' | 'notApplicable' | 'waived') =>
    summaries.reduce((sum, rule) => sum + rule[name], 0);
  const bySeverity: Record<string, number> = {};
  for (const result of results) {
    if (result.outcome === 'fail') bySeverity[result.severity] = (bySeverity[result.severity] ?? 0) + 1;
  }
  const judged = { run: { ...run, exitCode: 0 }, results, coverage: snapshot.coverage, acceptedGaps: gaps.accepted };
  const { verdict, exitCode } = verdictOf(judged);
  return {
    schema: reportSchemaId,
    generatedAt: new Date(now).toISOString(),
    tool: input.tool,
    snapshot: { takenAt: snapshot.takenAt, source: snapshot.source, scopes: snapshot.scopes },
    run: { ...run, exitCode },
    verdict,
    summary: {
      resources: snapshot.resources.length,
      rules: rules.length,
      pass: total('pass'),
      fail: total('fail'),
      unknown: total('unknown'),
      notApplicable: total('notApplicable'),
      waived: total('waived'),
      bySeverity,
    },
    rules: summaries,
    results,
    coverage: snapshot.coverage,
    notices: [...noticesOf(snapshot, policy, input.hasPolicy, rules, now), ...gaps.notices, ...book.notices()],
    acceptedGaps: gaps.accepted,
    drift: null,
    overrides: null,
    events: null,
  };
}

function summarize(rule: Rule, counts: Counts | undefined): RuleSummary {
  return {
    id: rule.id,
    title: rule.title,
    severity: defaultSeverity(rule),
    pass: counts?.pass ?? 0,
    notApplicable: counts?.['not-applicable'] ?? 0,
    fail: counts?.fail ?? 0,
    unknown: counts?.unknown ?? 0,
    waived: counts?.waived ?? 0,
    rationale: rule.rationale.trim(),
    references: rule.references,
    remediation: rule.remediation.summary,
  };
}

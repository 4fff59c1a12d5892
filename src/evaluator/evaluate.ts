import type { Workload } from '../model/policy.ts';
import type { Outcome, Report, ReportRemediation, Result } from '../model/report.ts';
import { subjectKinds as kindsOfRule, type Rule } from '../model/rule.ts';
import { severityRank } from '../model/severity.ts';
import { compareCoverage, compareResources, compareScopes, compareText, type Snapshot } from '../model/snapshot.ts';
import { assemble, type EvaluateInput, type Gathering } from './assemble.ts';
import { createCompare } from './comparison.ts';
import { describeSubject } from './describe-subject.ts';
import { fingerprint } from './fingerprint.ts';
import { concerns, type FactMemo, judge, policySeverity, type Verdict } from './judge.ts';
import { possibleWorkloads } from './match.ts';
import { renderMessage, renderUnknown } from './message.ts';
import { renderRemediation } from './remediation.ts';
import { openSinceBook } from './since.ts';
import type { Subject, SubjectKind, Unlisted } from './subject.ts';
import { subjectKinds } from './subjects.ts';
import { unlistedOf } from './unlisted.ts';
import { openWaiverBook } from './waivers.ts';
import { buildWorld, type World } from './world.ts';

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
  const world = buildWorld(snapshot, input.policy, now, input);
  const choice = { judged: rules.map(({ id }) => id), leftOut: input.leftOut ?? [] };
  const gathering: Gathering = {
    input: { ...input, snapshot, rules },
    world,
    book: openWaiverBook([...input.waivers, ...input.policy.waivers], world, choice),
    since: input.since ? openSinceBook(input.since, input.sinceIsBefore) : null,
    counts: new Map(rules.map((rule) => [rule.id, { pass: 0, fail: 0, unknown: 0, 'not-applicable': 0, waived: 0 }])),
    results: [],
  };
  for (const kind of subjectKinds.values()) await judgeKind(kind, gathering);
  gathering.results.sort(compareResults);
  return assemble(gathering, now);
}

/** The order in which a snapshot was written says nothing. */
export function sorted(snapshot: Snapshot): Snapshot {
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
  const { book, since, world, input } = gathering;
  const candidates = () => kind.candidates(subject, world);
  const waiver = verdict.outcome === 'fail' ? book.cover(rule.id, candidates) : null;
  if (verdict.outcome === 'unknown') book.meetUnknown(rule.id, candidates);
  const outcome: Outcome = waiver ? 'waived' : verdict.outcome;
  count(gathering, rule, outcome);
  const print = () => fingerprint(rule.id, world.partitionOf(subject), subject);
  if (since && (outcome === 'pass' || outcome === 'not-applicable')) {
    const isConcerned = concerns(rule, verdict.workload, world);
    since.meet({ rule: rule.id, outcome, isConcerned, workload: verdict.workload?.name ?? null, fingerprint: print });
  }
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
    ...(verdict.notes.length > 0 && outcome !== 'not-applicable' ? { notes: verdict.notes } : {}),
    remediation: failed ? remediationOf(rule, subject, kind, verdict, world) : null,
    fingerprint: print(),
    waiver: waiver ? { reason: waiver.reason, owner: waiver.owner, expires: waiver.expires } : null,
  });
}

/** What the subject's kind knows to do goes before what the rule says of all. */
function remediationOf(
  rule: Rule,
  subject: Subject,
  kind: SubjectKind,
  verdict: Verdict,
  world: World,
): ReportRemediation {
  const rendered = renderRemediation(rule.remediation, verdict.factOf, subject.region);
  const own = kind.remedy?.(subject, world);
  if (!own) return rendered;
  return {
    summary: own.summary,
    commands: [...own.commands, ...rendered.commands],
    undo: [...own.undo, ...rendered.undo],
    caveats: [...own.caveats, ...rendered.caveats],
  };
}

function messageOf(rule: Rule, subject: Subject, verdict: Verdict): string {
  if (verdict.outcome === 'unknown') return renderUnknown(verdict.because);
  if (verdict.outcome === 'not-applicable') return 'The rule does not apply.';
  if (verdict.outcome === 'pass') return 'What the rule requires holds.';
  return rule.message ? renderMessage(rule.message, verdict.factOf) : `${rule.title}: ${subject.name}.`;
}

/** One unknown for everything of a kind that could not be listed in a place: a rule never goes silent over it. */
function gatherUnlisted(rule: Rule, unlisted: Unlisted, gathering: Gathering): void {
  if (![null, ...gathering.world.policy.workloads].some((one) => concerns(rule, one, gathering.world))) return;
  count(gathering, rule, 'unknown');
  gathering.book.meetUnlisted(rule.id, unlisted);
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

function count(gathering: Gathering, rule: Rule, outcome: Outcome): void {
  const counts = gathering.counts.get(rule.id);
  if (counts) counts[outcome] += 1;
}

/** Gravest first, then rule, then where and what. */
export function compareResults(a: Result, b: Result): number {
  return (
    severityRank(b.severity) - severityRank(a.severity) ||
    compareText(a.rule, b.rule) ||
    compareText(a.subject.account, b.subject.account) ||
    compareText(a.subject.region, b.subject.region) ||
    compareText(a.subject.kind, b.subject.kind) ||
    compareText(a.subject.key, b.subject.key)
  );
}

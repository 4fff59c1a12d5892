import type { CalendarEvent } from '../model/event.ts';
import { verdictOf } from '../model/exit-code.ts';
import type { Policy, Waiver } from '../model/policy.ts';
import type { PriceBook } from '../model/price.ts';
import { type Outcome, type Report, type Result, type RuleSummary, reportSchemaId } from '../model/report.ts';
import { defaultSeverity, type Rule } from '../model/rule.ts';
import type { Severity } from '../model/severity.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { comparisonOf } from './drift/drift.ts';
import { eventReadiness } from './events/readiness.ts';
import { ledgerOf } from './ledger/ledger.ts';
import { hasMetrics, metricBill, metricNotices } from './metric-bill.ts';
import { acceptedGapsOf, noticesOf } from './notices.ts';
import type { SinceBook } from './since.ts';
import type { WaiverBook } from './waivers.ts';
import type { World } from './world.ts';

export interface EvaluateInput {
  snapshot: Snapshot;
  rules: Rule[];
  policy: Policy;
  /** Whether the user gave a policy at all. */
  hasPolicy: boolean;
  waivers: Waiver[];
  /** Ids of rules that --only and --skip leave out: a waiver of one of them is not unused. */
  leftOut?: string[];
  /** Announced events, checked by the loader; none where there is no calendar. */
  events?: CalendarEvent[];
  /** The approved snapshot to compare with; null or left out: none was given. */
  baseline?: Snapshot | null;
  /** The account before a change, where that is judged; null or left out in audits. */
  before?: Snapshot | null;
  /** An earlier report to compare with. */
  since?: Report | null;
  /** Whether that report is of the account before a change, and not of an earlier day. */
  sinceIsBefore?: boolean;
  /** List prices. */
  prices?: PriceBook | null;
  /** Instant of judgement, ISO 8601. */
  now: string;
  tool: string;
  run: {
    failOn: Severity;
    allowIncomplete: boolean;
    failOnNew: boolean;
    strict: boolean;
    ruleSet: string;
  };
  /** Lists passed and not-applicable results too. */
  includePassed?: boolean;
}

/** Kinds that hold what was measured: an account has none of them. */
const measurements: readonly string[] = ['metric-series', 'service-cost'];

export type Counts = Record<Outcome, number>;

/** What is being gathered while subjects are judged. */
export interface Gathering {
  input: EvaluateInput;
  world: World;
  book: WaiverBook;
  /** The earlier report of --since; null without one. */
  since: SinceBook | null;
  counts: Map<string, Counts>;
  results: Result[];
}

/** Puts the report together from what was gathered. */
export function assemble({ input, counts, book, ...gathered }: Gathering, now: number): Report {
  const { snapshot, policy, rules, run } = input;
  const compared = gathered.since?.compare(gathered.results, rules, gathered.world);
  const results = compared?.results ?? gathered.results;
  const gaps = acceptedGapsOf(snapshot, policy, now);
  const summaries = rules.map((rule) => summarize(rule, counts.get(rule.id)));
  const total = (name: 'pass' | 'fail' | 'unknown' | 'notApplicable' | 'waived') =>
    summaries.reduce((sum, rule) => sum + rule[name], 0);
  const bySeverity: Record<string, number> = {};
  for (const result of results) {
    if (result.outcome === 'fail') bySeverity[result.severity] = (bySeverity[result.severity] ?? 0) + 1;
  }
  const bill = metricBill(snapshot);
  const metrics = hasMetrics(snapshot);
  const judged = {
    run: { ...run, metrics, exitCode: 0 },
    results,
    coverage: snapshot.coverage,
    acceptedGaps: gaps.accepted,
  };
  const { verdict, exitCode } = verdictOf(judged);
  return {
    schema: reportSchemaId,
    generatedAt: new Date(now).toISOString(),
    tool: input.tool,
    snapshot: { takenAt: snapshot.takenAt, source: snapshot.source, scopes: snapshot.scopes },
    run: { ...run, metrics, exitCode },
    verdict,
    summary: {
      resources: snapshot.resources.filter(({ kind }) => !measurements.includes(kind)).length,
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
    notices: [
      ...noticesOf(snapshot, policy, input.hasPolicy, rules, now),
      ...metricNotices(snapshot, rules, bill),
      ...gaps.notices,
      ...book.notices(),
      ...(compared?.notices ?? []),
    ],
    acceptedGaps: gaps.accepted,
    metricBill: bill,
    drift: comparisonOf(gathered.world)?.report ?? null,
    overrides: ledgerOf(gathered.world),
    events: eventReadiness(gathered.world),
    ...(compared && { since: compared.since }),
  };
}

function summarize(rule: Rule, counts: Counts | undefined): RuleSummary {
  return {
    id: rule.id,
    title: rule.title,
    severity: defaultSeverity(rule),
    ...(rule.about && { about: rule.about }),
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

import { z } from 'zod';
import { DriftReport } from './drift.ts';
import { EventReport } from './event-report.ts';
import { EvidenceClass, ReportRemediation, Subject, Unknown } from './finding.ts';
import { OverrideLedger } from './override.ts';
import { RuleTopic } from './rule.ts';
import { Severity } from './severity.ts';
import { SinceReport } from './since.ts';
import { CoverageEntry, JsonValue, Scope } from './snapshot.ts';

export { EvidenceClass, ReportRemediation, Subject, Unknown, UnknownReason } from './finding.ts';

export const reportSchemaId = 'headroom.report/1';

export const outcomes = ['pass', 'fail', 'unknown', 'not-applicable', 'waived'] as const;
export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;

export const Evidence = z.strictObject({
  fact: z.string(),
  operator: z.string(),
  expected: JsonValue,
  observed: JsonValue,
  class: EvidenceClass,
  dataPoints: z.number().int().optional().describe('Data points of metrics behind the observed value.'),
});
export type Evidence = z.infer<typeof Evidence>;

export const Result = z.strictObject({
  rule: z.string(),
  severity: Severity,
  outcome: Outcome,
  subject: Subject,
  message: z.string().describe('One sentence: observed, expected, where.'),
  evidence: z.array(Evidence),
  unknownBecause: z.array(Unknown).nullable(),
  notes: z
    .array(z.string())
    .optional()
    .describe('What a reader should know, such as an escalation that could not be judged.'),
  remediation: ReportRemediation.nullable(),
  fingerprint: z.string().describe('SHA-256 of rule, partition, account, region, kind and key: stable over time.'),
  state: z
    .enum(['new', 'open'])
    .optional()
    .describe('Against the earlier report of --since: new, or open since then; left out without one.'),
  waiver: z
    .strictObject({ reason: z.string(), owner: z.string(), expires: z.string() })
    .nullable()
    .describe('The waiver that covers a waived result.'),
});
export type Result = z.infer<typeof Result>;

export const RuleSummary = z.strictObject({
  id: z.string(),
  title: z.string(),
  severity: Severity.describe('Default severity.'),
  about: RuleTopic.optional(),
  pass: z.number().int(),
  notApplicable: z.number().int(),
  fail: z.number().int(),
  unknown: z.number().int(),
  waived: z.number().int(),
  rationale: z.string().optional(),
  references: z.array(z.string()).optional(),
  remediation: z.string().optional().describe('Summary of the remediation, for readers that show rules alone.'),
});
export type RuleSummary = z.infer<typeof RuleSummary>;

export const Notice = z.strictObject({
  code: z.string().describe('Stable name of the notice, such as waiver-expired.'),
  message: z.string(),
});
export type Notice = z.infer<typeof Notice>;

export const AcceptedGap = z.strictObject({
  api: z.string(),
  reason: z.string(),
  owner: z.string(),
  expires: z.string(),
});
export type AcceptedGap = z.infer<typeof AcceptedGap>;

export const MetricBill = z.strictObject({
  asked: z.number().int().describe('Metrics that CloudWatch was asked for; 0 without --metrics.'),
  usd: z.number().describe('What AWS bills for them, in US dollars.'),
  planned: z.number().int().describe('Metrics that --metrics asks for these resources.'),
  plannedUsd: z.number().describe('What AWS would bill for those, in US dollars.'),
});
export type MetricBill = z.infer<typeof MetricBill>;

/** What a gate judged. */
export const ChangeReport = z.strictObject({
  source: z.enum(['terraform-plan', 'cloudformation']),
  created: z.number().int(),
  updated: z.number().int(),
  replaced: z.number().int(),
  deleted: z.number().int(),
  kept: z.number().int().describe('Elements that the plan leaves as they are.'),
  declared: z.number().int().describe('Elements of templates, which do not tell what was there before.'),
  otherTypes: z
    .array(z.strictObject({ type: z.string(), count: z.number().int() }))
    .describe('Types that no rule looks at; sorted.'),
  problems: z.array(z.string()).describe('Parts of the source that could not be read, one line each.'),
});
export type ChangeReport = z.infer<typeof ChangeReport>;

export const Report = z.strictObject({
  schema: z.literal(reportSchemaId),
  generatedAt: z.string().describe('The instant of judgement: --now, else the time the snapshot was taken.'),
  tool: z.string().describe('Name and version of the writer.'),
  snapshot: z.strictObject({ takenAt: z.string(), source: z.string(), scopes: z.array(Scope) }),
  run: z.strictObject({
    failOn: Severity,
    allowIncomplete: z.boolean(),
    failOnNew: z.boolean(),
    strict: z.boolean().optional(),
    metrics: z.boolean().describe('Whether the snapshot holds metrics.'),
    ruleSet: z.string().describe('Name and hash of the rules and parameters in force.'),
    exitCode: z.number().int(),
  }),
  verdict: z
    .enum(['clean', 'findings', 'incomplete'])
    .describe('clean: nothing at or above failOn, and nothing that matters unseen.'),
  summary: z.strictObject({
    resources: z.number().int(),
    rules: z.number().int(),
    pass: z.number().int(),
    fail: z.number().int(),
    unknown: z.number().int(),
    notApplicable: z.number().int(),
    waived: z.number().int(),
    bySeverity: z.record(z.string(), z.number().int()).describe('Failed results by severity.'),
  }),
  rules: z.array(RuleSummary),
  results: z
    .array(Result)
    .describe('fail, unknown and waived; with --include passed all. Gravest first, then rule, then subject.'),
  coverage: z.array(CoverageEntry),
  notices: z.array(Notice),
  acceptedGaps: z.array(AcceptedGap).optional(),
  metricBill: MetricBill.optional(),
  drift: DriftReport.nullable().describe('What changed against the approved baseline; null without --baseline.'),
  overrides: OverrideLedger.nullable().describe(
    'Open overrides, the ledger; null in reports that were made without it.',
  ),
  events: z.array(EventReport).nullable().describe('Announced events and their readiness; null without a calendar.'),
  change: ChangeReport.optional().describe('What a gate judged; left out of audits.'),
  since: SinceReport.optional().describe(
    'New, fixed and still open against an earlier report; left out without --since.',
  ),
});
export type Report = z.infer<typeof Report>;

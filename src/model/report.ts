import { z } from 'zod';
import { RuleTopic } from './rule.ts';
import { Severity } from './severity.ts';
import { CoverageEntry, JsonValue, Scope } from './snapshot.ts';

export const reportSchemaId = 'headroom.report/1';

export const outcomes = ['pass', 'fail', 'unknown', 'not-applicable', 'waived'] as const;
export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;

/** How sure a piece of evidence is, from exact configuration to inference. */
export const EvidenceClass = z.enum(['config', 'derived-default', 'trail', 'activity', 'metric', 'inferred']);
export type EvidenceClass = z.infer<typeof EvidenceClass>;

/** Reasons for `unknown`. Those in `notReadable` of the snapshot make a run incomplete; the others do not. */
export const UnknownReason = z.enum([
  'denied',
  'throttled',
  'truncated',
  'malformed',
  'failed',
  'unsupported',
  'after-apply',
  'not-recorded',
  'not-requested',
  'absent',
  'uncertain-match',
]);
export type UnknownReason = z.infer<typeof UnknownReason>;

export const Unknown = z.strictObject({
  fact: z.string().describe('Fact that is not known.'),
  reason: UnknownReason,
  api: z.string().nullable().describe('API that would tell, such as ecs:DescribeServices; null when no call would.'),
});
export type Unknown = z.infer<typeof Unknown>;

export const Subject = z.strictObject({
  kind: z.string(),
  key: z.string().describe('Natural key; "*" stands for everything of the kind that could not be listed.'),
  account: z.string(),
  region: z.string(),
  id: z.string().describe('ARN or address, for people.'),
  name: z.string(),
  owner: z.string().nullable().describe('Owner of the workload in the policy; null when none is declared.'),
  workload: z.string().nullable().optional().describe('Name of the workload in the policy.'),
  keyHash: z
    .string()
    .optional()
    .describe("The snapshot line's key hash, where one resource stands behind the subject."),
});
export type Subject = z.infer<typeof Subject>;

export const Evidence = z.strictObject({
  fact: z.string(),
  operator: z.string(),
  expected: JsonValue,
  observed: JsonValue,
  class: EvidenceClass,
  dataPoints: z.number().int().optional().describe('Data points of metrics behind the observed value.'),
});
export type Evidence = z.infer<typeof Evidence>;

export const ReportRemediation = z.strictObject({
  summary: z.string(),
  commands: z.array(z.array(z.string())).describe('Argument arrays; one quoter renders them for a shell.'),
  undo: z.array(z.array(z.string())),
  caveats: z.array(z.string()),
});
export type ReportRemediation = z.infer<typeof ReportRemediation>;

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
  drift: z.null(),
  overrides: z.null(),
  events: z.null(),
});
export type Report = z.infer<typeof Report>;

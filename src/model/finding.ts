import { z } from 'zod';

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
  location: z
    .strictObject({ path: z.string(), line: z.number().int().positive() })
    .optional()
    .describe('Where a plan or template declares it, relative to where the command ran.'),
  keyHash: z
    .string()
    .optional()
    .describe("The snapshot line's key hash, where one resource stands behind the subject."),
});
export type Subject = z.infer<typeof Subject>;

export const ReportRemediation = z.strictObject({
  summary: z.string(),
  commands: z.array(z.array(z.string())).describe('Argument arrays; one quoter renders them for a shell.'),
  undo: z.array(z.array(z.string())),
  caveats: z.array(z.string()),
});
export type ReportRemediation = z.infer<typeof ReportRemediation>;

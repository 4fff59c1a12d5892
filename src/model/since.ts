import { z } from 'zod';
import { Subject } from './finding.ts';
import { Severity } from './severity.ts';

/** A finding of an earlier report that is gone. */
export const FixedFinding = z.strictObject({
  rule: z.string(),
  severity: Severity.describe('Severity in the earlier report.'),
  subject: Subject,
  message: z.string().describe('What the earlier report said.'),
  fingerprint: z.string(),
});
export type FixedFinding = z.infer<typeof FixedFinding>;

/** What became of findings since an earlier report. */
export const SinceReport = z.strictObject({
  generatedAt: z.string().describe('Instant of the earlier report.'),
  beforeChange: z
    .boolean()
    .optional()
    .describe('True where the account before a change stands for the earlier report, as in a gate.'),
  new: z.number().int().describe('Findings that it did not hold, or held as unknown or waived.'),
  open: z.number().int().describe('Findings that it held too.'),
  fixed: z
    .array(FixedFinding)
    .describe('Findings that it held and that are gone, where all that they rest on was read in both runs.'),
  waived: z.number().int().describe('Findings that it held and that a waiver covers now.'),
  notSeen: z
    .number()
    .int()
    .describe(
      'Findings that it held, and of which this run cannot say: not all was read, or its rule, account, region, workload or event was not part of it.',
    ),
});
export type SinceReport = z.infer<typeof SinceReport>;

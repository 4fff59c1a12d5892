import { z } from 'zod';
import { Subject } from './finding.ts';
import { Severity } from './severity.ts';

/** What became of findings since an earlier report. */
export const SinceReport = z.strictObject({
  generatedAt: z.string().describe('Instant of the earlier report.'),
  new: z.number().int().describe('Findings that it did not hold.'),
  open: z.number().int().describe('Findings that it held too.'),
  fixed: z
    .array(
      z.strictObject({
        rule: z.string(),
        severity: Severity,
        subject: Subject,
        message: z.string(),
        fingerprint: z.string(),
      }),
    )
    .describe('Findings that it held and that are gone, where all that they rest on was read in both runs.'),
  notSeen: z.number().int().describe('Findings that it held, and of which nobody can say: not all was read.'),
});
export type SinceReport = z.infer<typeof SinceReport>;

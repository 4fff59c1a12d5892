import { z } from 'zod';
import { EvidenceClass, ReportRemediation, Subject, Unknown } from './finding.ts';
import { JsonValue, Scope } from './snapshot.ts';

/**
 * Who may write a value. What nobody else owns is a person's, whether or not anybody knows which; unknown: what would tell
 * could not be read.
 */
export const Owner = z.enum(['autoscaler', 'schedule', 'event', 'code', 'person', 'unknown']);
export type Owner = z.infer<typeof Owner>;

export const DriftChange = z.strictObject({
  change: z.enum(['added', 'removed', 'changed']),
  subject: Subject,
  attribute: z.string().nullable().describe('Path of the changed attribute; null for whole resources.'),
  before: JsonValue.describe('Value in the baseline; null: absent.'),
  now: JsonValue.describe('Value now; null: absent.'),
  owner: Owner,
  why: z.string().describe('Why it is owned so, in words.'),
  by: z.string().nullable().describe('Who changed it, by the trail; null where it does not tell.'),
  since: z.string().nullable().describe('Since when, ISO 8601; null where nothing tells.'),
  class: EvidenceClass.describe('How sure attribution is.'),
  event: z.string().nullable().describe('Event that owns it; null for none.'),
  because: z.array(Unknown).optional().describe('What could not be read, where that leaves the owner unknown.'),
  remediation: ReportRemediation.nullable().describe(
    'How to undo it, for what a person or nobody known owns; the changes of one resource share one undo.',
  ),
});
export type DriftChange = z.infer<typeof DriftChange>;

export const DriftReport = z.strictObject({
  baseline: z.strictObject({ takenAt: z.string(), tool: z.string() }),
  compared: z.array(Scope).describe('Scopes that both hold.'),
  onlyInBaseline: z.array(Scope).describe('Scopes that were not looked at this time: nothing there is compared.'),
  onlyNow: z.array(Scope).describe('Scopes that the baseline does not hold: nothing there is compared.'),
  changes: z.array(DriftChange),
  unseen: z
    .array(z.strictObject({ account: z.string(), region: z.string(), kind: z.string(), because: z.array(Unknown) }))
    .describe('Kinds whose listing is incomplete in either run: nothing of them is called added or removed.'),
});
export type DriftReport = z.infer<typeof DriftReport>;

import { z } from 'zod';
import { EvidenceClass, ReportRemediation, Subject, Unknown } from './finding.ts';
import { JsonValue } from './snapshot.ts';

/** What is lost or spent while an override stands. A price that is not known is null with a reason, never 0. */
export const OverrideCost = z.strictObject({
  usdPerDay: z.number().nullable().describe('US dollars a day above normal, at list prices; null where not known.'),
  usdSoFar: z.number().nullable().describe('US dollars since it began; null where its age or price is not known.'),
  basis: z.string().describe('How it was counted, in words: quantity × price, and the date of the price.'),
});
export type OverrideCost = z.infer<typeof OverrideCost>;

export const OverrideEntry = z.strictObject({
  fingerprint: z.string().describe('SHA-256 of partition, account, region, kind, key and value: stable over time.'),
  subject: Subject,
  value: z.string().describe('What is overridden, such as minCapacity.'),
  direction: z.enum(['raised', 'lowered', 'disabled', 'switched', 'changed']),
  normal: JsonValue.describe('What is normal; null where nothing tells.'),
  normalFrom: z
    .enum(['policy', 'baseline', 'trail', 'schedule'])
    .nullable()
    .describe('Who says what is normal: the policy, the approved snapshot, the trail (value before), a schedule.'),
  before: JsonValue.describe('Value before the change, by the trail; null where it does not tell.'),
  now: JsonValue.describe('Value now.'),
  by: z.string().nullable().describe('Who did it, by the trail; null where it does not tell.'),
  operation: z.string().nullable().describe('Operation that did it, such as RegisterScalableTarget.'),
  since: z.string().nullable().describe('Since when, ISO 8601; null where nothing tells.'),
  sinceAtLeast: z.boolean().describe('True when it may be older than `since`.'),
  class: EvidenceClass.describe('How sure its age is.'),
  tag: z.string().nullable().describe('Tag that explains it, as key=value; null for none.'),
  tagged: z.boolean().nullable().describe('Whether a tag explains it; null where tags could not be read.'),
  event: z.string().nullable().describe('Event of the calendar that it was for, as far as tag or time tell.'),
  group: z.string().nullable().describe('Overrides that one principal made within 30 minutes share a group.'),
  clobbered: z
    .strictObject({ likely: z.boolean().nullable(), why: z.string() })
    .describe('Whether the next deployment will set it back; null: nothing tells.'),
  revert: z
    .strictObject({ by: z.string(), at: z.string().nullable(), lastEnded: z.string().nullable() })
    .nullable()
    .describe('What will bring it back, when, and how that ended last; null: nothing that was seen does.'),
  revertUnseen: z
    .array(Unknown)
    .optional()
    .describe('Why something that was not seen may bring it back; left out or empty where all that could was read.'),
  cost: OverrideCost,
  safe: z
    .strictObject({
      now: z.boolean().nullable().describe('Whether it may be reverted now; null: not all that decides is known.'),
      reasons: z.array(z.string()),
      until: z.string().nullable().describe('When the last reason that has an end is over.'),
    })
    .describe('Whether it is safe to revert now, or why not.'),
  remediation: ReportRemediation,
});
export type OverrideEntry = z.infer<typeof OverrideEntry>;

export const OverrideLedger = z.strictObject({
  entries: z.array(OverrideEntry).describe('Dearest first, then oldest.'),
  usdPerDay: z.number().nullable().describe('Sum of what is known; null when no price is known.'),
  unpriced: z.number().int().describe('Entries whose price is not known.'),
  unseen: z.array(Unknown).describe('Why there may be more: listings that are not complete.'),
});
export type OverrideLedger = z.infer<typeof OverrideLedger>;

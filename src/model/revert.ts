import { z } from 'zod';
import { Subject, Unknown } from './finding.ts';
import { JsonValue, Scope } from './snapshot.ts';

export const revertSchemaId = 'headroom.revert/1';

/** Why a value is to be brought back: an entry of the ledger, or a change against the approved snapshot. */
export const RevertReason = z.strictObject({
  source: z.enum(['override', 'drift']).describe('The ledger of overrides, or what changed against the baseline.'),
  fingerprint: z.string().nullable().describe('Fingerprint of the override; null for drift.'),
  by: z.string().nullable().describe('Who did it, by the trail; null where it does not tell.'),
  since: z.string().nullable().describe('Since when, ISO 8601; null where nothing tells.'),
  event: z.string().nullable().describe('Event of the calendar that it was for; null for none.'),
  tag: z.string().nullable().describe('Tag that explains it, as key=value; null for none.'),
  text: z.string().describe('All of it in one sentence.'),
});
export type RevertReason = z.infer<typeof RevertReason>;

export const RevertValue = z.strictObject({
  attribute: z.string().nullable().describe('Attribute of the resource; null for the whole resource.'),
  from: JsonValue.describe('Value before the step; null: absent.'),
  to: JsonValue.describe('Value after the step; null: absent.'),
});
export type RevertValue = z.infer<typeof RevertValue>;

/** Steps run in this order. */
export const revertPhases = ['restore', 'policies', 'minimum', 'maximum', 'mode', 'delete'] as const;
export const RevertPhase = z
  .enum(revertPhases)
  .describe(
    'restore: gives capacity back or lets scaling work again; policies: how scaling decides; minimum and maximum: lowers a floor or a ceiling; mode: switches; delete: removes what was added.',
  );
export type RevertPhase = z.infer<typeof RevertPhase>;

export const RevertStep = z.strictObject({
  number: z.number().int().positive().describe('Place in the order of its account, from 1.'),
  phase: RevertPhase,
  what: z.string().describe('What the step does, in a few words.'),
  subject: Subject,
  values: z.array(RevertValue).describe('What changes in the step.'),
  why: z.array(RevertReason),
  usdPerDay: z.number().nullable().describe('US dollars a day that it saves, at list prices; null where not known.'),
  effects: z.array(z.string()).describe('What happens then: at once, later, or not at all.'),
  waitFirst: z
    .strictObject({
      seconds: z.number().int().positive().describe('Shortest wait.'),
      for: z.string().describe('What to wait for, in words.'),
    })
    .nullable()
    .describe('What to wait for before the step; null: nothing.'),
  after: z.array(z.number().int()).describe('Numbers of the steps without which this one must not run.'),
  risk: z
    .enum(['low', 'medium', 'high'])
    .describe('low: takes no capacity away; medium: capacity may go later; high: capacity or data may go at once.'),
  commands: z.array(z.array(z.string())).describe('Argument arrays; one quoter renders them for a shell.'),
  undo: z.array(z.array(z.string())).describe('Commands that take the step back; empty where none can.'),
  caveats: z.array(z.string()),
  blocked: z
    .strictObject({
      reason: z.string(),
      until: z.string().nullable().describe('When it will work, ISO 8601; null where nothing tells.'),
    })
    .nullable()
    .describe('Why it must not or cannot run now; null: it can.'),
});
export type RevertStep = z.infer<typeof RevertStep>;

export const RevertAccount = z.strictObject({
  account: z.string().describe('Account id.'),
  partition: z.string(),
  usdPerDay: z.number().nullable().describe('Sum of what is known of its steps; null when no price is known.'),
  unpriced: z.number().int().describe('Steps that lower capacity and whose price is not known.'),
  steps: z.array(RevertStep).describe('Safest first.'),
});
export type RevertAccount = z.infer<typeof RevertAccount>;

export const RevertPlan = z.strictObject({
  schema: z.literal(revertSchemaId),
  generatedAt: z.string().describe('Instant for which it was planned, ISO 8601.'),
  tool: z.string().describe('Name and version of the writer.'),
  snapshot: z.strictObject({ takenAt: z.string(), source: z.string(), scopes: z.array(Scope) }),
  baseline: z
    .strictObject({ takenAt: z.string() })
    .nullable()
    .describe('The approved snapshot; null where the policy alone says what is normal.'),
  accounts: z.array(RevertAccount),
  leftAlone: z
    .array(
      z.strictObject({
        subject: Subject,
        value: z.string().nullable().describe('Value that differs; null for the whole resource.'),
        why: z.string().describe('Why no step touches it.'),
      }),
    )
    .describe('What differs from normal and is not brought back.'),
  unseen: z.array(Unknown).describe('What the plan rests on and was not seen.'),
});
export type RevertPlan = z.infer<typeof RevertPlan>;

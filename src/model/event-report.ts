import { z } from 'zod';
import { Subject } from './finding.ts';
import { JsonValue } from './snapshot.ts';

export const Readiness = z
  .enum(['ready', 'at risk', 'not scaled', 'not reverted', 'unknown'])
  .describe(
    'ready: all that is asked for stands, or will; after the event: is back to normal. at risk: it stands, and something may keep it from being enough in time. not scaled: less than needed. not reverted: still above normal after the deadline. unknown: what decides could not be read.',
  );
export type Readiness = z.infer<typeof Readiness>;

export const EventTargetReport = z.strictObject({
  subject: Subject.describe('The capacity that the event asks for.'),
  value: z.string().describe('What is asked for: minCapacity, maxCapacity, warm throughput, ….'),
  needed: JsonValue.describe('What the event needs, in the unit of the value; null where nobody says.'),
  now: JsonValue.describe('What stands now; null where it is not known.'),
  atStart: JsonValue.describe(
    'What will stand when it is needed, as far as schedules tell; null where it is not known.',
  ),
  readiness: Readiness,
  why: z.string().describe('What makes it so, in a sentence.'),
});
export type EventTargetReport = z.infer<typeof EventTargetReport>;

export const EventReport = z.strictObject({
  id: z
    .string()
    .describe('Id of the event; of a recurring one each occurrence is an entry of its own, told apart by its start.'),
  title: z.string().nullable().describe('What it is, for people; null for none.'),
  owner: z.string().nullable().describe('Who answers for it; null where nobody is named.'),
  phase: z
    .enum(['coming', 'prewarming', 'running', 'holding', 'reverting', 'past'])
    .describe(
      'coming until prewarmAt, prewarming until start, running until end, holding until holdUntil, reverting until revertBy, then past.',
    ),
  start: z.string().describe('ISO 8601 UTC, as all instants here.'),
  end: z.string().describe('When demand is back to normal.'),
  prewarmAt: z.string().describe('From then on capacity must stand.'),
  holdUntil: z.string().describe('Until then capacity is kept.'),
  revertBy: z.string().describe('Until then capacity must be back to normal.'),
  multiplier: z
    .number()
    .nullable()
    .describe('Times the demand of the baseline at the peak; null where targets state their demand.'),
  readiness: Readiness,
  why: z.array(z.string()).describe('What makes it so, a sentence each; empty where the targets say it all.'),
  targets: z.array(EventTargetReport).describe('Each value that the event asks for.'),
});
export type EventReport = z.infer<typeof EventReport>;

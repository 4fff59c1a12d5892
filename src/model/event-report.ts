import { z } from 'zod';
import { Subject } from './finding.ts';
import { JsonValue } from './snapshot.ts';

export const Readiness = z.enum(['ready', 'at risk', 'not scaled', 'not reverted', 'unknown']);
export type Readiness = z.infer<typeof Readiness>;

export const EventTargetReport = z.strictObject({
  subject: Subject.describe('The capacity that the event asks for.'),
  value: z.string().describe('What is asked for: minCapacity, maxCapacity, warm throughput, ….'),
  needed: JsonValue,
  now: JsonValue,
  atStart: JsonValue.describe('What will stand when it is needed, as far as schedules tell.'),
  readiness: Readiness,
  why: z.string(),
});
export type EventTargetReport = z.infer<typeof EventTargetReport>;

export const EventReport = z.strictObject({
  id: z.string(),
  title: z.string().nullable(),
  owner: z.string().nullable(),
  phase: z.enum(['coming', 'prewarming', 'running', 'holding', 'reverting', 'past']),
  start: z.string().describe('ISO 8601 UTC, as all instants here.'),
  end: z.string(),
  prewarmAt: z.string().describe('From then on capacity must stand.'),
  holdUntil: z.string().describe('Until then capacity is kept.'),
  revertBy: z.string().describe('Until then capacity must be back to normal.'),
  multiplier: z.number().nullable(),
  readiness: Readiness,
  why: z.array(z.string()),
  targets: z.array(EventTargetReport),
});
export type EventReport = z.infer<typeof EventReport>;

import { z } from 'zod';
import { Duration } from './duration.ts';
import { Match } from './policy.ts';

const Capacity = z.number().nonnegative();

export const EventTarget = z
  .strictObject({
    workload: z.string().min(1).describe('Workload of the policy whose capacity the event asks for.'),
    match: Match.optional().describe('Narrows the target to some resources of the workload; all of them when absent.'),
    dimension: z
      .string()
      .optional()
      .describe(
        'The one side that the numbers speak of: read, write, index/<name>/read, … of a table; search or indexing of a collection group; ecpu or storage of a serverless cache; shards or replicas of a cache. Without one all but indexes, indexing and storage.',
      ),
    minCapacity: Capacity.optional().describe('Minimum that must stand before the start: tasks, units, OCU, ….'),
    maxCapacity: Capacity.optional().describe('Maximum that must be allowed: tasks, units, OCU, ….'),
    demand: Capacity.optional().describe(
      'Capacity that the event needs at its peak; the multiplier times the demand of the baseline when absent.',
    ),
  })
  .describe('What an event asks of one workload.');
export type EventTarget = z.infer<typeof EventTarget>;

export const CalendarEvent = z
  .strictObject({
    id: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, dots, dashes and underscores')
      .describe('Name of the event, for ever; tags of overrides name it.'),
    title: z.string().optional().describe('What it is, for people.'),
    start: z
      .string()
      .describe(
        'When demand rises: ISO 8601 with an offset, or local time of the time zone. Of a recurrence the first.',
      ),
    end: z.string().optional().describe('When demand is back to normal, as start; either this or duration.'),
    duration: Duration.optional().describe('How long it lasts; a recurrence needs it.'),
    recurrence: z
      .string()
      .optional()
      .describe(
        'When it happens again, by the local clock: a rule of RFC 5545 such as FREQ=WEEKLY;BYDAY=FR, or cron(…) as EventBridge writes it.',
      ),
    timezone: z.string().optional().describe('IANA time zone of local times; that of the policy when absent.'),
    multiplier: z.number().positive().optional().describe('Times the demand of the baseline, at the peak.'),
    ramp: Duration.default('0m').describe('Time from the start until demand is at its peak.'),
    prewarm: Duration.default('30m').describe('How long before the start capacity must stand.'),
    holdAfter: Duration.default('0m').describe('How long after the end capacity is kept.'),
    revertWithin: Duration.default('24h').describe('Time after the end within which capacity must be back to normal.'),
    owner: z.string().optional().describe('Who answers for it.'),
    targets: z.array(EventTarget).min(1).describe('Workloads whose capacity it asks for.'),
  })
  .describe('An event that is announced: when, how much, of what, and when it must be over.');
export type CalendarEvent = z.infer<typeof CalendarEvent>;

export const EventFile = z.strictObject({ events: z.array(CalendarEvent).default([]) });

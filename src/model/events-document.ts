import { z } from 'zod';
import { EventReport } from './event-report.ts';
import { Scope } from './snapshot.ts';

export const eventsSchemaId = 'headroom.events/1';

/** What `headroom events --format json` prints. */
export const EventsDocument = z.strictObject({
  schema: z.literal(eventsSchemaId),
  generatedAt: z.string().describe('The instant of judgement: --now, else the time the snapshot was taken.'),
  snapshot: z.strictObject({ takenAt: z.string(), source: z.string(), scopes: z.array(Scope) }),
  events: z.array(EventReport).describe('Those of the last 90 days and of the days that --days names.'),
});
export type EventsDocument = z.infer<typeof EventsDocument>;

import { z } from 'zod';
import { DriftReport } from './drift.ts';
import { Notice } from './report.ts';
import { Scope } from './snapshot.ts';

export const driftSchemaId = 'headroom.drift/1';

/** What `headroom drift --format json` prints. */
export const DriftDocument = z.strictObject({
  schema: z.literal(driftSchemaId),
  generatedAt: z.string().describe('The instant of judgement: --now, else the time the snapshot was taken.'),
  tool: z.string().describe('Name and version of the writer.'),
  snapshot: z.strictObject({ takenAt: z.string(), source: z.string(), scopes: z.array(Scope) }),
  exitCode: z.number().int().describe('0: no drift of a person; 1: some; 3: some may be hidden.'),
  drift: DriftReport,
  notices: z.array(Notice),
});
export type DriftDocument = z.infer<typeof DriftDocument>;

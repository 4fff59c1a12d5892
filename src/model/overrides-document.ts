import { z } from 'zod';
import { OverrideLedger } from './override.ts';

export const overridesSchemaId = 'headroom.overrides/1';

/** What `headroom overrides --format json` prints. */
export const OverridesDocument = z.strictObject({
  schema: z.literal(overridesSchemaId),
  generatedAt: z.string().describe('The instant of judgement: --now, else the time the snapshot was taken.'),
  overrides: OverrideLedger,
});
export type OverridesDocument = z.infer<typeof OverridesDocument>;

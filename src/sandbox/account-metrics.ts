import { z } from 'zod';

const perMinute = z.union([z.number(), z.array(z.number()).length(24)]);
/** Data of one metric. What is not declared has the data of a healthy resource where the sandbox knows one, else none. */
export const metric = z.strictObject({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.record(z.string(), z.string()).default({}).describe('As a plain map.'),
  value: perMinute
    .nullable()
    .optional()
    .describe('Value of each sample, or one for each hour of the day (UTC); null: no data.'),
  samples: perMinute.default(1).describe('Samples a minute, or so many for each hour of the day (UTC).'),
  points: z.record(z.string(), z.number()).default({}).describe('Further samples, by their instant (ISO 8601).'),
  since: z.string().optional().describe('Instant of the first sample; unset: as old as CloudWatch keeps.'),
});
/** Data of one metric, as an account declares it. */
export type DeclaredMetric = z.infer<typeof metric>;

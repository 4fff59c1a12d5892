import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });
const perMinute = z.union([z.number(), z.array(z.number()).length(24), z.array(z.number()).length(168)]);
const pattern = 'or one for each hour of the day (24, UTC) or of the week (168, Monday first)';

/**
 * Data of one metric. What is not declared has the data of a healthy resource where the sandbox knows one, else none. Lines of
 * one metric add their samples, so that one may end where the next begins.
 */
export const metric = z
  .strictObject({
    Namespace: z.string(),
    MetricName: z.string(),
    Dimensions: z.record(z.string(), z.string()).default({}).describe('As a plain map.'),
    value: perMinute.nullable().optional().describe(`Value of each sample, ${pattern}; null: no data.`),
    weekdays: z
      .array(z.number())
      .length(7)
      .optional()
      .describe('Factor of value for each day of the week, Monday first.'),
    perDay: z.number().optional().describe('How much value grows a day, from since on.'),
    variation: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('Share by which value differs at most, from hour to hour; the same in every run.'),
    whole: z.boolean().default(false).describe('Whether value is a count, which has no fractions.'),
    samples: perMinute.default(1).describe(`Samples a minute, ${pattern}.`),
    points: z.record(z.string(), z.number()).default({}).describe('Further samples, by their instant (ISO 8601).'),
    since: instant.optional().describe('Instant of the first sample; unset: as old as CloudWatch keeps.'),
    until: instant.optional().describe('Instant from which on there are no more; unset: to this day.'),
  })
  .refine(({ perDay, since }) => perDay === undefined || since !== undefined, 'perDay counts from since on');
/** Data of one metric, as an account declares it. */
export type DeclaredMetric = z.infer<typeof metric>;

import { z } from 'zod';
import { Subject } from './finding.ts';

/** Parts of the weekly report that rest on metrics: what was used of capacity, and what ran hot. */

export const Delta = z.strictObject({
  now: z.number().nullable().describe('Now; null where it is not known.'),
  before: z.number().nullable().describe('In the earlier report; null without one, or where it was not known.'),
});
export type Delta = z.infer<typeof Delta>;

/** Capacity that ran far under its size. */
export const UnderusedEntry = z.strictObject({
  subject: Subject,
  measure: z
    .string()
    .describe('What was measured, such as "CPU", "read units" or "invocations of what is provisioned".'),
  usedPercent: z.number().describe('Mean of the period, percent of what was there.'),
  peakPercent: z.number().describe('Busiest hour of the period, percent of what was there.'),
  thresholdPercent: z.number().describe('Percent below which it counts as underused.'),
  hoursBelow: z
    .number()
    .int()
    .describe(
      'Hours in a row, up to the end of the period, in which it was below the threshold; 0 where its mean alone is not above it.',
    ),
  capacity: z.number().nullable().describe('Capacity now; null where it is not known.'),
  unit: z.string().describe('Unit of the capacity, such as tasks or read units.'),
  usdPerDay: z
    .number()
    .nullable()
    .describe('What the capacity costs a day at list prices; null where no price is known.'),
  usdPerDayIdle: z.number().nullable().describe('The part of it that was not used; null where no price is known.'),
  basis: z.string().describe('How the dollars were counted, or why they are not known.'),
  advice: z.string().nullable().describe('What to look at, in a sentence; null for none.'),
});
export type UnderusedEntry = z.infer<typeof UnderusedEntry>;

export const AtMaximumEntry = z.strictObject({
  subject: Subject,
  minutes: z.number().int().describe('Minutes of the period at the maximum of its scaling.'),
  maximum: z.number(),
  unit: z.string(),
  resolutionMinutes: z.number().int().describe('Minutes that one data point stands for.'),
});
export type AtMaximumEntry = z.infer<typeof AtMaximumEntry>;

export const ThrottleEntry = z.strictObject({
  subject: Subject,
  operation: z.string().describe('What was throttled: reads, writes, invocations, of which index.'),
  reason: z.string().describe('Why, as AWS tells it; "not told" where it does not.'),
  count: z.number().describe('Throttled requests of the period.'),
  worstHour: z.string().nullable().describe('Start of the hour with most of them, ISO 8601; null where not known.'),
});
export type ThrottleEntry = z.infer<typeof ThrottleEntry>;

export const QuotaEntry = z.strictObject({
  account: z.string(),
  region: z.string(),
  name: z.string().describe('Name of the quota in Service Quotas, or of the account limit.'),
  used: z.number().describe('Most of the period that was in use.'),
  limit: z.number(),
  unit: z.string(),
  usedPercent: z.number(),
  command: z
    .array(z.string())
    .nullable()
    .describe('Command that asks AWS for more, as an argument array; null where AWS takes no request.'),
});
export type QuotaEntry = z.infer<typeof QuotaEntry>;

/** Capacity and what load needed of it, by hour. */
export const CapacitySeries = z.strictObject({
  subject: Subject,
  title: z.string().describe('What is drawn, such as "shop/web: tasks".'),
  unit: z.string(),
  start: z.string().describe('Start of the first step, ISO 8601.'),
  stepSeconds: z.number().int(),
  capacity: z
    .array(z.number().nullable())
    .describe('Capacity that was there, mean of each step; null where AWS has no data.'),
  need: z
    .array(z.number().nullable())
    .describe('Part of it that load used, mean of each step, in the same unit; null where AWS has no data.'),
  maximum: z.number().nullable().describe('Maximum of its scaling now; null where there is none.'),
  usedPercent: z.number().nullable().describe('Mean of need over capacity; null without data.'),
  usdPerDayIdle: z.number().nullable().describe('Price of what was there and not used; null where no price is known.'),
});
export type CapacitySeries = z.infer<typeof CapacitySeries>;

/** One service or resource in the heat map. */
export const HeatRow = z.strictObject({
  service: z.string().describe('Service, such as ECS.'),
  name: z.string().describe('Name of the resource.'),
  owner: z.string().nullable(),
  measure: z.string().describe('What the percent is of, such as CPU.'),
  percents: z
    .array(z.number().nullable())
    .describe('Percent used by hour of the week (168; Monday 00:00 UTC first), mean of the period; null without data.'),
});
export type HeatRow = z.infer<typeof HeatRow>;

/** One cache in the cache report. A ratio is null where it is not known. */
export const CacheEntry = z.strictObject({
  subject: Subject,
  entries: Delta.describe('Keys, mean of the period, against the period before.'),
  hitRatePercent: Delta.describe('Hits of 100 reads.'),
  memoryPercent: Delta.describe('Memory in use, mean.'),
  evictions: Delta.describe('Keys evicted in the period.'),
});
export type CacheEntry = z.infer<typeof CacheEntry>;

/** Invocations of functions: the traffic that capacity is planned by. */
export const TrafficSeries = z.strictObject({
  account: z.string(),
  region: z.string(),
  title: z.string(),
  days: z.array(z.string()),
  values: z.array(z.number().nullable()).describe('Of each day; null where AWS has no data.'),
});
export type TrafficSeries = z.infer<typeof TrafficSeries>;

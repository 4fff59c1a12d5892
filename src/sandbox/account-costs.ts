import { z } from 'zod';

const date = z.iso.date();

/** What a service costs. Lines of one service add up, so that one may end where the next begins. */
export const dailyCost = z.strictObject({
  service: z.string(),
  usd: z
    .union([z.number(), z.array(z.number()).length(7)])
    .optional()
    .describe('Cost of each day (UTC), or of each day of the week, Monday first; unset: of the days in points alone.'),
  since: date.optional().describe('First day; unset: from ever.'),
  until: date.optional().describe('The day on which it no longer costs anything; unset: for ever.'),
  points: z.record(date, z.number()).default({}).describe('Cost of single days, instead of usd.'),
  recordType: z.string().default('Usage').describe('Such as Usage, Credit, Refund or Tax.'),
  account: z.string().optional().describe('Account that caused it, for a payer; unset: this one.'),
  unit: z.string().default('USD'),
});
/** What a service costs, as an account declares it. */
export type DailyCost = z.infer<typeof dailyCost>;

import { z } from 'zod';

export const Price = z.strictObject({
  item: z
    .string()
    .describe('What is priced, such as fargate-x86-vcpu or dynamodb-read-unit; docs/prices.md lists them.'),
  region: z.string().describe('Region; a price holds nowhere else.'),
  usdPerHour: z.number().positive().describe('US dollars for one unit and hour, on demand, list price.'),
  confidence: z
    .enum(['high', 'medium', 'low'])
    .describe('high: two sources agree; medium: one; low: from memory or scaled.'),
  source: z.string().describe('Where it was read, and when.'),
});
export type Price = z.infer<typeof Price>;

export const PriceBook = z.strictObject({
  asOf: z.string().describe('Day on which the prices were compiled, YYYY-MM-DD.'),
  prices: z.array(Price),
});
export type PriceBook = z.infer<typeof PriceBook>;

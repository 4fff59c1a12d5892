import { z } from 'zod';
import { defineKind } from './kind.ts';

/** The API that tells costs. Its requests are billed, so it is asked on request alone. */
export const costApi = 'ce:GetCostAndUsage';

/** US dollars for a request, and each page of an answer is one. https://aws.amazon.com/aws-cost-management/aws-cost-explorer/pricing/ */
export const usdPerCostRequest = 0.01;

/** What one service cost on one day. */
export const CostDay = z.strictObject({
  date: z.iso.date(),
  usd: z.number(),
  estimated: z.boolean(),
});
export type CostDay = z.infer<typeof CostDay>;

export const serviceCost = defineKind({
  kind: 'service-cost',
  title: 'Cost of one service by day, read with --cost alone; measurements, never drift',
  attributes: z.strictObject({
    service: z.string().min(1).describe('Name of the service as Cost Explorer has it.'),
  }),
  observed: z.strictObject({
    days: z
      .array(CostDay)
      .describe(
        'UTC days that were told, oldest first. usd: unblended cost in US dollars without credits, refunds and taxes, 0 where the service is missing in the complete answer of a day; a day that is left out is not known. estimated: AWS may still correct it.',
      ),
  }),
  tags: 'none',
  global: true,
  comparison: null,
  log: true,
  keyFormat: 'service',
  key: ({ service }) => service,
  name: ({ service }) => service,
  example: {
    id: 'Amazon Elastic Container Service',
    attributes: { service: 'Amazon Elastic Container Service' },
    observed: { days: [{ date: '2026-11-21', usd: 412.5, estimated: false }] },
    defaulted: [],
  },
});

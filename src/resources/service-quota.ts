import { z } from 'zod';
import { defineKind } from './kind.ts';

export const serviceQuota = defineKind({
  kind: 'service-quota',
  title: 'Service quota of an account in a region: those that decide how far capacity can grow',
  attributes: z.strictObject({
    serviceCode: z.string().describe('Service code of Service Quotas: fargate, lambda, bedrock or apigateway.'),
    quotaCode: z.string().describe('Code of the quota, such as L-3032A538; the same in every account and region.'),
    name: z.string().describe('Name of the quota. Those of Bedrock name the model.'),
    value: z.number().describe('Value in force; the AWS default where isDefault.'),
    unit: z.string().nullable().describe('Unit as AWS tells it, most often None; null where AWS tells none.'),
    adjustable: z.boolean().describe('Whether an increase can be requested.'),
    isDefault: z
      .boolean()
      .describe('Whether AWS tells no applied value, so that the value is its default, and what holds may be more.'),
  }),
  observed: z.strictObject({
    pendingRequests: z
      .array(
        z.strictObject({
          status: z
            .string()
            .describe('PENDING or CASE_OPENED: not decided yet. NOT_APPROVED or DENIED: decided against.'),
          desiredValue: z.number().describe('Value that was asked for.'),
          createdAt: z.string().nullable().describe('When it was asked for, ISO 8601; null where AWS does not tell.'),
        }),
      )
      .describe('Requests of the last 90 days that were not granted, oldest first.'),
  }),
  tags: 'not-read',
  global: false,
  comparison: null,
  keyFormat: 'service code/quota code',
  key: (quota) => `${quota.serviceCode}/${quota.quotaCode}`,
  name: (quota) => quota.name,
  example: {
    id: 'arn:aws:servicequotas:eu-central-1:111122223333:fargate/L-3032A538',
    attributes: {
      serviceCode: 'fargate',
      quotaCode: 'L-3032A538',
      name: 'Fargate On-Demand vCPU resource count',
      value: 4000,
      unit: 'None',
      adjustable: true,
      isDefault: false,
    },
    observed: { pendingRequests: [] },
    defaulted: [],
  },
});

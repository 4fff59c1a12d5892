import { z } from 'zod';
import { defineKind } from './kind.ts';

export const ssmParameterStore = defineKind({
  kind: 'ssm-parameter-store',
  title: 'Parameter Store of a region, where ECS services read secrets from it',
  attributes: z.strictObject({
    highThroughput: z
      .boolean()
      .describe('Whether reads beyond 40 a second are paid for and served; off, they are throttled.'),
  }),
  observed: z.strictObject({}),
  tags: 'none',
  global: false,
  comparison: { standsAlone: () => false },
  keyFormat: 'settings, once a region',
  key: () => 'settings',
  name: () => 'Parameter Store',
  example: {
    id: 'arn:aws:ssm:eu-central-1:111122223333:servicesetting/ssm/parameter-store/high-throughput-enabled',
    attributes: { highThroughput: false },
    observed: {},
    defaulted: [],
  },
});

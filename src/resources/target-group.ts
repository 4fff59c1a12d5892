import { z } from 'zod';
import { defineKind } from './kind.ts';

/**
 * Slow start is told by a call of its own for each group, so it is read only where it can matter: health checks that take
 * longer than this many seconds are slow without it.
 */
export const slowStartMattersUpToSeconds = 60;

export const targetGroup = defineKind({
  kind: 'target-group',
  title: 'Target group in which ECS services register',
  attributes: z.strictObject({
    groupName: z.string().describe('Name of the target group.'),
    healthCheckIntervalSeconds: z.number().int().describe('Seconds between two health checks of a target.'),
    healthyThresholdCount: z
      .number()
      .int()
      .describe('Checks in a row that a target which failed must pass to count as healthy.'),
    slowStartSeconds: z
      .number()
      .int()
      .nullable()
      .describe(
        'Seconds in which a healthy target gets less than its share; 0: off; null: not asked, since health checks alone take over 60 seconds.',
      ),
  }),
  observed: z.strictObject({}),
  tags: 'not-read',
  global: false,
  comparison: { standsAlone: () => false },
  keyFormat: 'target group name',
  key: (group) => group.groupName,
  name: (group) => group.groupName,
  example: {
    id: 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/73e2d6bc24d8a067',
    attributes: { groupName: 'web', healthCheckIntervalSeconds: 10, healthyThresholdCount: 2, slowStartSeconds: 0 },
    observed: {},
    defaulted: [],
  },
});

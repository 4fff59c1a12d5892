import { z } from 'zod';
import { defineKind } from './kind.ts';

/** What the default bus tells of capacity. https://docs.aws.amazon.com/autoscaling/application/userguide/monitoring-eventbridge.html */
export const capacityEvents = ['scaled-to-max', 'register-scalable-target'] as const;

export const eventbridgeRule = defineKind({
  kind: 'eventbridge-rule',
  title: 'EventBridge rule of the default bus that can hear of capacity, or runs on a schedule',
  attributes: z.strictObject({
    ruleName: z.string().describe('Name, unique on its bus.'),
    state: z
      .string()
      .describe('ENABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS, or DISABLED: then it does nothing.'),
    capacityEvents: z
      .array(z.enum(capacityEvents))
      .describe(
        'What the event pattern lets through of some scalable target at least: scaled-to-max (Application Auto Scaling reached a maximum), register-scalable-target (a call by CloudTrail, which needs a trail that logs management events). The pattern itself is not kept.',
      ),
    schedule: z.string().nullable().describe('rate(…) or cron(…) in UTC; null: it runs on events alone.'),
    targetServices: z
      .array(z.string())
      .describe('Service of each target, such as lambda or sns, sorted; empty: what the rule hears goes nowhere.'),
  }),
  observed: z.strictObject({}),
  tags: 'not-read',
  global: false,
  keyFormat: 'rule name',
  key: (rule) => rule.ruleName,
  name: (rule) => rule.ruleName,
  example: {
    id: 'arn:aws:events:eu-central-1:111122223333:rule/scaled-to-max',
    attributes: {
      ruleName: 'scaled-to-max',
      state: 'ENABLED',
      capacityEvents: ['scaled-to-max'],
      schedule: null,
      targetServices: ['sns'],
    },
    observed: {},
    defaulted: [],
  },
});

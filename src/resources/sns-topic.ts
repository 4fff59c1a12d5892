import { z } from 'zod';
import { defineKind } from './kind.ts';

/** Topics are read only where an alarm or a cost alert of the account names them; others are not in a snapshot. */
export const snsTopic = defineKind({
  kind: 'sns-topic',
  title: 'SNS topic',
  attributes: z.strictObject({
    topicArn: z.string().describe('ARN, as alarms name it.'),
    subscriptionsConfirmed: z.number().int().describe('Subscriptions that are told.'),
    subscriptionsPending: z.number().int().describe('Subscriptions that nobody confirmed yet: they are not told.'),
  }),
  observed: z.strictObject({}),
  tags: 'not-read',
  global: false,
  // Only topics that somebody is told through are read.
  comparison: { standsAlone: () => false },
  keyFormat: 'topic ARN',
  key: (topic) => topic.topicArn,
  name: (topic) => topic.topicArn.split(':').at(-1) ?? topic.topicArn,
  example: {
    id: 'arn:aws:sns:eu-central-1:111122223333:oncall',
    attributes: {
      topicArn: 'arn:aws:sns:eu-central-1:111122223333:oncall',
      subscriptionsConfirmed: 1,
      subscriptionsPending: 0,
    },
    observed: {},
    defaulted: [],
  },
});

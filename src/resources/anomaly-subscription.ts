import { z } from 'zod';
import { defineKind } from './kind.ts';

export const AnomalySubscriber = z.strictObject({
  type: z.string().describe('EMAIL or SNS. Addresses are never kept.'),
  status: z.string().nullable().describe('CONFIRMED or DECLINED; null where AWS does not tell.'),
  topic: z
    .string()
    .nullable()
    .describe('Key hash of the SNS topic of this account that is told; null for an email address or another account.'),
  region: z.string().nullable().describe('Region of that topic; null as above.'),
});

export const anomalySubscription = defineKind({
  kind: 'anomaly-subscription',
  title: 'Cost anomaly subscription',
  attributes: z.strictObject({
    subscriptionArn: z.string().describe('ARN, unique.'),
    subscriptionName: z.string().describe('Name for people; not unique.'),
    monitorArns: z.array(z.string()).describe('ARNs of the monitors whose anomalies are told, sorted.'),
    frequency: z.string().describe('IMMEDIATE (SNS only), DAILY or WEEKLY (email only).'),
    subscribers: z.array(AnomalySubscriber).describe('Who is told: type and status alone.'),
    thresholdPercent: z
      .number()
      .describe('Impact from which an anomaly is told, percent above the expected spend; 0: percent does not matter.'),
    thresholdAmount: z
      .number()
      .describe('Impact from which an anomaly is told, in US dollars; 0: the amount does not matter.'),
  }),
  observed: z.strictObject({}),
  tags: 'not-read',
  global: true,
  keyFormat: 'subscription ARN',
  key: (one) => one.subscriptionArn,
  name: (one) => one.subscriptionName,
  example: {
    id: 'arn:aws:ce::111122223333:anomalysubscription/5b8c1e0a-0000-4000-a000-000000000002',
    attributes: {
      subscriptionArn: 'arn:aws:ce::111122223333:anomalysubscription/5b8c1e0a-0000-4000-a000-000000000002',
      subscriptionName: 'cost-anomalies',
      monitorArns: ['arn:aws:ce::111122223333:anomalymonitor/5b8c1e0a-0000-4000-a000-000000000001'],
      frequency: 'DAILY',
      subscribers: [{ type: 'EMAIL', status: 'CONFIRMED', topic: null, region: null }],
      thresholdPercent: 40,
      thresholdAmount: 100,
    },
    observed: {},
    defaulted: [],
  },
});

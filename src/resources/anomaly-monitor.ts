import { z } from 'zod';
import { defineKind } from './kind.ts';

export const anomalyMonitor = defineKind({
  kind: 'anomaly-monitor',
  title: 'Cost anomaly monitor',
  attributes: z.strictObject({
    monitorArn: z.string().describe('ARN, by which subscriptions name the monitor.'),
    monitorName: z.string().describe('Name for people; not unique.'),
    monitorType: z
      .string()
      .describe('DIMENSIONAL: each value of a dimension apart; CUSTOM: a chosen part of the costs.'),
    dimension: z
      .string()
      .nullable()
      .describe('SERVICE, LINKED_ACCOUNT, TAG or COST_CATEGORY of a dimensional monitor; null for a custom one.'),
  }),
  observed: z.strictObject({}),
  tags: 'not-read',
  global: true,
  keyFormat: 'monitor ARN',
  key: (one) => one.monitorArn,
  name: (one) => one.monitorName,
  example: {
    id: 'arn:aws:ce::111122223333:anomalymonitor/5b8c1e0a-0000-4000-a000-000000000001',
    attributes: {
      monitorArn: 'arn:aws:ce::111122223333:anomalymonitor/5b8c1e0a-0000-4000-a000-000000000001',
      monitorName: 'services',
      monitorType: 'DIMENSIONAL',
      dimension: 'SERVICE',
    },
    observed: {},
    defaulted: [],
  },
});

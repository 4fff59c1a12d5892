import { z } from 'zod';
import { defineKind } from './kind.ts';

/** Absent members of an alarm. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const cloudwatchAlarmDefaults = { actionsEnabled: true, treatMissingData: 'missing' } as const;

/** One metric that an alarm looks at: its own, or one inside its metric math. */
export const AlarmMetric = z.strictObject({
  namespace: z.string().nullable(),
  metricName: z.string().nullable(),
  dimensions: z.record(z.string(), z.string()),
  statistic: z.string().nullable().describe('Statistic or extended statistic such as p95; null where none is given.'),
  periodSeconds: z.number().int().nullable(),
});

export const cloudwatchAlarm = defineKind({
  kind: 'cloudwatch-alarm',
  title: 'CloudWatch alarm',
  attributes: z.strictObject({
    alarmName: z.string().describe('Name, unique within account and region.'),
    type: z.string().describe('metric, composite or log.'),
    metrics: z
      .array(AlarmMetric)
      .describe('Metrics that the alarm looks at, metric math included; empty for composite and log alarms.'),
    expressions: z.array(z.string()).describe('Metric math and queries; empty for a plain alarm.'),
    alarmRule: z.string().nullable().describe('Rule of a composite alarm; null otherwise.'),
    threshold: z.number().nullable().describe('Threshold in the unit of the metric; null for bands and composites.'),
    comparisonOperator: z.string().nullable().describe('How the metric is compared with the threshold.'),
    evaluationPeriods: z.number().int().nullable().describe('Periods that are looked at.'),
    datapointsToAlarm: z
      .number()
      .int()
      .nullable()
      .describe('Datapoints that must breach; absent means all of the periods.'),
    treatMissingData: z
      .string()
      .nullable()
      .describe('missing, breaching, notBreaching or ignore; null for composites.'),
    actionsEnabled: z.boolean().describe('Whether the alarm does anything.'),
    alarmActions: z.array(z.string()).describe('ARNs of the actions on ALARM, sorted.'),
    otherActionCount: z.number().int().describe('Actions on OK and on INSUFFICIENT_DATA.'),
    actionsSuppressor: z
      .string()
      .nullable()
      .describe('Name or ARN of the alarm that holds back the actions of a composite one; null for none.'),
  }),
  observed: z.strictObject({
    state: z.string().nullable().describe('OK, ALARM or INSUFFICIENT_DATA.'),
    stateSince: z.string().nullable().describe('Since when (ISO 8601).'),
  }),
  tags: 'not-read',
  global: false,
  keyFormat: 'alarm name',
  key: (alarm) => alarm.alarmName,
  name: (alarm) => alarm.alarmName,
  example: {
    id: 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:web-cpu',
    attributes: {
      alarmName: 'web-cpu',
      type: 'metric',
      metrics: [
        {
          namespace: 'AWS/ECS',
          metricName: 'CPUUtilization',
          dimensions: { ClusterName: 'shop', ServiceName: 'web' },
          statistic: 'Average',
          periodSeconds: 60,
        },
      ],
      expressions: [],
      alarmRule: null,
      threshold: 85,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 2,
      datapointsToAlarm: 2,
      treatMissingData: 'missing',
      actionsEnabled: true,
      alarmActions: ['arn:aws:sns:eu-central-1:111122223333:oncall'],
      otherActionCount: 0,
      actionsSuppressor: null,
    },
    observed: { state: 'OK', stateSince: '2026-11-20T00:00:00Z' },
    defaulted: [],
  },
});

import { z } from 'zod';
import { defineKind } from './kind.ts';

/** A scheduled action without a time zone runs in UTC. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScheduledAction.html */
export const scheduledActionDefaults = { timezone: 'UTC' } as const;

export const scheduledAction = defineKind({
  kind: 'scheduled-action',
  title: 'Scheduled action of Application Auto Scaling',
  attributes: z.strictObject({
    actionName: z.string().describe('Name, unique within its target.'),
    serviceNamespace: z.string().describe('Namespace of the scalable target.'),
    resourceId: z.string().describe('Resource of the scalable target.'),
    scalableDimension: z.string().describe('Dimension of the scalable target.'),
    schedule: z.string().describe('at(…), rate(…) or cron(…) in the EventBridge dialect (six fields).'),
    timezone: z.string().describe('IANA time zone of at and cron schedules.'),
    startTime: z.string().nullable().describe('Before this instant nothing fires (ISO 8601 UTC); null: no bound.'),
    endTime: z
      .string()
      .nullable()
      .describe('After this instant nothing fires (ISO 8601 UTC); restores nothing; null: no bound.'),
    minCapacity: z.number().int().nullable().describe('Minimum that the action writes; null leaves it unchanged.'),
    maxCapacity: z.number().int().nullable().describe('Maximum that the action writes; null leaves it unchanged.'),
  }),
  observed: z.strictObject({ createdAt: z.string().nullable().describe('When the action was created (ISO 8601).') }),
  tags: 'none',
  global: false,
  keyFormat: 'namespace|resource id|dimension|action name',
  key: (action) => `${action.serviceNamespace}|${action.resourceId}|${action.scalableDimension}|${action.actionName}`,
  name: (action) => `${action.resourceId} ${action.actionName}`,
  example: {
    id: 'arn:aws:autoscaling:eu-central-1:111122223333:scheduledAction:4fc0ce37:resource/ecs/service/shop/web:scheduledActionName/evening-up',
    attributes: {
      actionName: 'evening-up',
      serviceNamespace: 'ecs',
      resourceId: 'service/shop/web',
      scalableDimension: 'ecs:service:DesiredCount',
      schedule: 'cron(0 18 * * ? *)',
      timezone: 'Europe/Berlin',
      startTime: null,
      endTime: null,
      minCapacity: 10,
      maxCapacity: null,
    },
    observed: { createdAt: '2026-01-10T09:00:00Z' },
    defaulted: [],
  },
});

import { z } from 'zod';
import { defineKind } from './kind.ts';

/** A schedule without a time zone runs in UTC. https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
export const schedulerScheduleDefaults = { timezone: 'UTC' } as const;

export const schedulerSchedule = defineKind({
  kind: 'scheduler-schedule',
  title: 'EventBridge Scheduler schedule that changes capacity, or that runs code which may',
  attributes: z.strictObject({
    scheduleName: z.string().describe('Name, unique within its group.'),
    groupName: z.string().describe('Schedule group; default where nobody chose one.'),
    state: z.string().describe('ENABLED or DISABLED.'),
    schedule: z.string().describe('at(…), rate(…) or cron(…).'),
    timezone: z.string().describe('IANA time zone of at and cron schedules.'),
    startTime: z.string().nullable().describe('Before this instant nothing fires (ISO 8601 UTC); null: no bound.'),
    endTime: z.string().nullable().describe('After this instant nothing fires (ISO 8601 UTC); null: no bound.'),
    targetService: z
      .string()
      .describe('Service that it calls, as Scheduler spells it: applicationautoscaling, ecs, lambda, states, ….'),
    targetAction: z
      .string()
      .describe('Action: registerScalableTarget, updateService, …; invoke for a Lambda function.'),
    serviceNamespace: z
      .string()
      .nullable()
      .describe(
        'Namespace of the scalable target that it writes; null for other actions. The rest of the input is not kept.',
      ),
    resourceId: z
      .string()
      .nullable()
      .describe('Resource of the scalable target that it writes; null for other actions.'),
    scalableDimension: z
      .string()
      .nullable()
      .describe('Dimension of the scalable target that it writes; null for other actions.'),
    minCapacity: z.number().int().nullable().describe('Minimum that it writes; null leaves it unchanged.'),
    maxCapacity: z.number().int().nullable().describe('Maximum that it writes; null leaves it unchanged.'),
  }),
  observed: z.strictObject({ createdAt: z.string().nullable().describe('When the schedule was created (ISO 8601).') }),
  tags: 'none',
  global: false,
  keyFormat: 'group/schedule name',
  key: (schedule) => `${schedule.groupName}/${schedule.scheduleName}`,
  name: (schedule) => schedule.scheduleName,
  example: {
    id: 'arn:aws:scheduler:eu-central-1:111122223333:schedule/default/revert-web',
    attributes: {
      scheduleName: 'revert-web',
      groupName: 'default',
      state: 'ENABLED',
      schedule: 'at(2026-12-03T00:00:00)',
      timezone: 'Asia/Tokyo',
      startTime: null,
      endTime: null,
      targetService: 'applicationautoscaling',
      targetAction: 'registerScalableTarget',
      serviceNamespace: 'ecs',
      resourceId: 'service/shop/web',
      scalableDimension: 'ecs:service:DesiredCount',
      minCapacity: 10,
      maxCapacity: null,
    },
    observed: { createdAt: '2026-11-20T09:00:00Z' },
    defaulted: [],
  },
});

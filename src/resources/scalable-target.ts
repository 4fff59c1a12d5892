import { z } from 'zod';
import { defineKind } from './kind.ts';

/** Absent suspension flags mean "not suspended". https://docs.aws.amazon.com/autoscaling/application/APIReference/API_SuspendedState.html */
export const scalableTargetDefaults = {
  suspendedDynamicScaleIn: false,
  suspendedDynamicScaleOut: false,
  suspendedScheduled: false,
} as const;

/** One scaling activity, of the window that was read (six weeks at most are kept by AWS). */
export const ScalingActivity = z.strictObject({
  start: z.string().describe('When it began (ISO 8601).'),
  status: z.string().describe('Pending, InProgress, Successful, Overridden, Unfulfilled or Failed.'),
  notScaledReasons: z
    .array(z.string())
    .describe('Why nothing was scaled, such as AlreadyAtMaxCapacity; empty when it scaled.'),
  capacity: z.number().int().optional().describe('Capacity that it set or tried to set; left out where it names none.'),
});

export const scalableTarget = defineKind({
  kind: 'scalable-target',
  title: 'Scalable target of Application Auto Scaling',
  attributes: z.strictObject({
    serviceNamespace: z.string().describe('ecs, dynamodb, elasticache, lambda, rds, …'),
    resourceId: z.string().describe('Resource within the namespace, such as service/shop/web.'),
    scalableDimension: z.string().describe('What is scaled, such as ecs:service:DesiredCount.'),
    minCapacity: z.number().int().describe('Capacity below which nothing scales in.'),
    maxCapacity: z.number().int().describe('Capacity above which nothing scales out.'),
    suspendedDynamicScaleIn: z.boolean().describe('Scale-in by policies is suspended.'),
    suspendedDynamicScaleOut: z.boolean().describe('Scale-out by policies is suspended.'),
    suspendedScheduled: z.boolean().describe('Scheduled actions are suspended.'),
  }),
  observed: z.strictObject({
    createdAt: z
      .string()
      .nullable()
      .describe('When the target was registered (ISO 8601); says nothing about its last change.'),
    predictedCapacity: z
      .number()
      .int()
      .nullable()
      .describe('Capacity that predictive scaling forecasts; null where nothing is forecast.'),
    activities: z
      .array(ScalingActivity)
      .describe('Scaling activities of the window, newest first; coverage tells how far back.'),
  }),
  tags: 'tagging-api',
  global: false,
  keyFormat: 'namespace|resource id|dimension',
  key: (target) => `${target.serviceNamespace}|${target.resourceId}|${target.scalableDimension}`,
  name: (target) => target.resourceId,
  example: {
    id: 'arn:aws:application-autoscaling:eu-central-1:111122223333:scalable-target/0ec5a1',
    attributes: {
      serviceNamespace: 'ecs',
      resourceId: 'service/shop/web',
      scalableDimension: 'ecs:service:DesiredCount',
      minCapacity: 4,
      maxCapacity: 40,
      suspendedDynamicScaleIn: false,
      suspendedDynamicScaleOut: false,
      suspendedScheduled: false,
    },
    observed: { createdAt: '2026-01-10T09:00:00Z', predictedCapacity: null, activities: [] },
    defaulted: [],
  },
});

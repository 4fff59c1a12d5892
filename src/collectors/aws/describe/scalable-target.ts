import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import type { z } from 'zod';
import { withDefaults } from '../../../resources/kind.ts';
import {
  type ScalingActivity,
  type scalableTarget,
  scalableTargetDefaults,
} from '../../../resources/scalable-target.ts';
import { type Answer, type DraftOf, unreadOf } from '../collector.ts';
import { isoTime } from '../format.ts';

export type Activity = z.infer<typeof ScalingActivity>;

/** @param activities of this target, why they could not be read, or null where they are not read by design */
export function describeTarget(
  target: ScalableTarget,
  activities: Answer<Activity[]> | null,
): DraftOf<typeof scalableTarget> {
  const given = {
    serviceNamespace: target.ServiceNamespace,
    resourceId: target.ResourceId,
    scalableDimension: target.ScalableDimension,
    minCapacity: target.MinCapacity,
    maxCapacity: target.MaxCapacity,
    suspendedDynamicScaleIn: target.SuspendedState?.DynamicScalingInSuspended,
    suspendedDynamicScaleOut: target.SuspendedState?.DynamicScalingOutSuspended,
    suspendedScheduled: target.SuspendedState?.ScheduledScalingSuspended,
  };
  return {
    ...withDefaults(given, scalableTargetDefaults),
    id: target.ScalableTargetARN,
    observed: {
      createdAt: isoTime(target.CreationTime),
      predictedCapacity: target.PredictedCapacity ?? null,
      activities: activities?.ok ? activities.value : [],
    },
    unread: activities ? unreadOf(activities, ['activities']) : {},
    unrecorded: activities ? [] : ['activities'],
  };
}

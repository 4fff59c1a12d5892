import type { ScheduledAction } from '@aws-sdk/client-application-auto-scaling';
import { withDefaults } from '../../../resources/kind.ts';
import { type scheduledAction, scheduledActionDefaults } from '../../../resources/scheduled-action.ts';
import type { DraftOf } from '../collector.ts';
import { isoTime } from '../format.ts';

export function describeAction(action: ScheduledAction): DraftOf<typeof scheduledAction> {
  const given = {
    actionName: action.ScheduledActionName,
    serviceNamespace: action.ServiceNamespace,
    resourceId: action.ResourceId,
    scalableDimension: action.ScalableDimension,
    schedule: action.Schedule,
    timezone: action.Timezone,
    startTime: isoTime(action.StartTime),
    endTime: isoTime(action.EndTime),
    minCapacity: action.ScalableTargetAction?.MinCapacity ?? null,
    maxCapacity: action.ScalableTargetAction?.MaxCapacity ?? null,
  };
  return {
    ...withDefaults(given, scheduledActionDefaults),
    id: action.ScheduledActionARN,
    observed: { createdAt: isoTime(action.CreationTime) },
  };
}

import type { ScheduledAction } from '@aws-sdk/client-application-auto-scaling';
import { withDefaults } from '../../../resources/kind.ts';
import { type scheduledAction, scheduledActionDefaults } from '../../../resources/scheduled-action.ts';
import { type DraftOf, unreadOf } from '../collector.ts';
import { isoTime } from '../format.ts';

const api = 'application-autoscaling:DescribeScheduledActions';
const told = { ok: true, value: null } as const;

export function describeAction(action: ScheduledAction): DraftOf<typeof scheduledAction> {
  const { MinCapacity, MaxCapacity } = action.ScalableTargetAction ?? {};
  const sized = MinCapacity !== undefined || MaxCapacity !== undefined;
  const given = {
    actionName: action.ScheduledActionName,
    serviceNamespace: action.ServiceNamespace,
    resourceId: action.ResourceId,
    scalableDimension: action.ScalableDimension,
    schedule: action.Schedule,
    timezone: action.Timezone,
    startTime: isoTime(action.StartTime),
    endTime: isoTime(action.EndTime),
    minCapacity: MinCapacity ?? null,
    maxCapacity: MaxCapacity ?? null,
  };
  return {
    ...withDefaults(given, scheduledActionDefaults),
    id: action.ScheduledActionARN,
    observed: { createdAt: isoTime(action.CreationTime) },
    // An action writes at least one size; one that tells of none was not told in full.
    unread: unreadOf(sized ? told : { ok: false, reason: 'malformed', api, gone: false }, [
      'minCapacity',
      'maxCapacity',
    ]),
  };
}

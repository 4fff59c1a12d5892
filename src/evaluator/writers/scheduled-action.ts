import type { Json } from '../../model/snapshot.ts';
import { defineWriter, one, present } from './define-writer.ts';
import { targetIdentity } from './scalable-target.ts';
import type { Attributes, Plan } from './writer.ts';

const service = 'application-autoscaling';

/** Attributes that PutScheduledAction writes. What it is not given of these, it deletes. */
export const actionAttributes = ['schedule', 'timezone', 'startTime', 'endTime', 'minCapacity', 'maxCapacity'] as const;

/**
 * The action as PutScheduledAction takes it, every field repeated; absent ones are left out, not sent as null.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export function scheduledActionInput(action: Attributes): Record<string, Json> {
  const { ServiceNamespace, ...place } = targetIdentity(action);
  return present({
    ServiceNamespace,
    ScheduledActionName: action.actionName,
    ...place,
    Schedule: action.schedule,
    // It applies to at and cron alone.
    Timezone: action.timezone,
    StartTime: action.startTime,
    EndTime: action.endTime,
    ScalableTargetAction: present({ MinCapacity: action.minCapacity, MaxCapacity: action.maxCapacity }),
  });
}

function put(action: Attributes, untold: string[]): Plan {
  if (untold.length > 0) {
    return {
      cannot: `put-scheduled-action deletes what it is not given, and the snapshot does not tell ${untold.join(', ')}.`,
    };
  }
  return one(
    service,
    'PutScheduledAction',
    scheduledActionInput(action),
    'put-scheduled-action deletes what it is not given: every field is repeated.',
    ...(/^\s*at\(/.test(String(action.schedule)) ? ['AWS refuses an at schedule whose time has passed.'] : []),
  );
}

export const writeScheduledAction = defineWriter({
  levers: [
    {
      attributes: actionAttributes,
      write: ({ resource, to, untold }) => put({ ...resource.attributes, ...to }, untold(actionAttributes)),
    },
  ],
  fixed: 'An action is known by its target and its name: another one is put instead.',
  create: ({ unread }, to) =>
    put(
      to,
      actionAttributes.filter((name) => to[name] === undefined || (to[name] === null && name in unread)),
    ),
  remove: ({ attributes }) => {
    const { ServiceNamespace = null, ...place } = targetIdentity(attributes);
    const input = { ServiceNamespace, ScheduledActionName: attributes.actionName ?? null, ...place };
    return one(service, 'DeleteScheduledAction', input, 'What the action wrote stays as it is.');
  },
});

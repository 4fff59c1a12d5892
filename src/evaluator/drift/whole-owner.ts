import type { Json, Resource } from '../../model/snapshot.ts';
import { isActionSpent, lastFireOf, nextFireOf } from '../facts/action-timeline.ts';
import { eventDimension } from '../facts/baseline.ts';
import { findTarget, identityOf } from '../facts/joins.ts';
import { eventOf, nobody, type Ownership, type Unowned } from '../ownership.ts';
import type { World } from '../world.ts';
import type { Difference } from './differences.ts';

const autoscalers = (why: string): Ownership => ({
  owner: 'autoscaler',
  why,
  since: null,
  event: null,
  class: 'config',
});

/** Who made or removed a resource as a whole, where that was nobody's decision. */
export function ownerOfWhole(resource: Resource, change: 'added' | 'removed', world: World): Ownership | Unowned {
  if (isTrackingAlarm(resource))
    return autoscalers('AWS makes and removes this alarm together with its scaling policy');
  if (isScaledReplica(resource)) return autoscalers('the autoscaler of its cluster adds and removes this replica');
  if (resource.kind !== 'scheduled-action' && resource.kind !== 'scheduler-schedule') return nobody();
  return change === 'removed' ? spentBefore(resource, world) : forEvent(resource, world);
}

/** Who owns an attribute that sets no capacity, where that is nobody's decision. */
export function ownerOfAttribute(resource: Resource, { path, before, now }: Difference): Ownership | Unowned {
  const [name] = path;
  if (resource.kind === 'scaling-policy' && name === 'alarmNames') {
    const changed = [...list(before), ...list(now)].filter(
      (alarm) => !list(before).includes(alarm) || !list(now).includes(alarm),
    );
    return changed.every((alarm) => trackingAlarm.test(alarm))
      ? autoscalers('AWS names the alarms of a tracking policy')
      : nobody();
  }
  if (isTrackingAlarm(resource) && name !== 'actionsEnabled' && name !== 'alarmActions') {
    return autoscalers('AWS keeps this alarm as its scaling policy needs it');
  }
  if (resource.kind === 'rds-instance' && name === 'allocatedStorageGb') {
    const most = resource.attributes.maxAllocatedStorageGb;
    return typeof most === 'number' && Number(now) > Number(before) && Number(now) <= most
      ? autoscalers(`storage grows by itself up to ${most} GiB`)
      : nobody();
  }
  return nobody();
}

const list = (value: Json): string[] => (Array.isArray(value) ? value.map(String) : []);
const trackingAlarm = /^TargetTracking-/;

/** An alarm that a target tracking policy made; one that only bears such a name has no policy as its action. */
function isTrackingAlarm({ kind, attributes }: Resource): boolean {
  if (kind !== 'cloudwatch-alarm' || !trackingAlarm.test(String(attributes.alarmName))) return false;
  const { alarmActions } = attributes;
  return (
    !Array.isArray(alarmActions) ||
    alarmActions.length === 0 ||
    alarmActions.some((arn) => /:scalingPolicy:/.test(String(arn)))
  );
}

/** Aurora replicas that Application Auto Scaling adds bear its name. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html */
const isScaledReplica = ({ kind, attributes }: Resource) =>
  kind === 'rds-instance' && /^application-autoscaling-/.test(String(attributes.instanceId));

/** A schedule that had nothing left to do goes without anybody missing it. */
function spentBefore(schedule: Resource, world: World): Ownership | Unowned {
  if (!isActionSpent(schedule, world.seenAt)) return nobody();
  const at = lastFireOf(schedule, world.seenAt + 1);
  const last =
    at === null ? 'had ended' : `fired for the last time at ${new Date(at).toISOString().replace('.000Z', 'Z')}`;
  return { owner: 'schedule', why: `it ${last}: nothing is lost`, since: null, event: null, class: 'config' };
}

/** A one-time action within the time of an event, that writes no more than the event asks or was normal before. */
function forEvent(schedule: Resource, world: World): Ownership | Unowned {
  const { attributes } = schedule;
  const at = nextFireOf(schedule, world.seenAt) ?? lastFireOf(schedule, world.seenAt + 1);
  if (at === null || !/^\s*at\(/.test(String(attributes.schedule)) || typeof attributes.resourceId !== 'string')
    return nobody();
  const identity = identityOf(schedule);
  const normal = world.baseline ? findTarget(world.baseline, schedule, identity) : undefined;
  const target = findTarget(world, schedule, identity) ?? schedule;
  const written = (['minCapacity', 'maxCapacity'] as const).flatMap(
    (bound): ['minCapacity' | 'maxCapacity', number][] => {
      const value = attributes[bound];
      const usual = normal?.attributes[bound];
      return typeof value === 'number' ? [[bound, value === usual ? 0 : value]] : [];
    },
  );
  return eventOf(target, world, at, eventDimension(identity), written);
}

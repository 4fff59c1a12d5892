import type { Json, Resource } from '../../model/snapshot.ts';
import { type Fact, known, numberOf, unknown } from '../fact.ts';
import { countOf, memberOf, type Place, someOf, type World } from '../world.ts';
import { actionsOf, findTarget, policiesOf, scaledResource, scalingGaps, type TargetIdentity } from './joins.ts';
import { isSpent, nextFire, parseSchedule, type ScheduleBounds } from './schedule.ts';

/** Bounds and time zone of a scheduled action, as the schedule evaluator takes them. */
function boundsOf(action: Resource): ScheduleBounds {
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : null);
  return {
    timezone: text(action.attributes.timezone) ?? 'UTC',
    startTime: text(action.attributes.startTime),
    endTime: text(action.attributes.endTime),
    createdAt: text(action.observed.createdAt),
  };
}

/** Whether a scheduled action will never fire again. One whose schedule cannot be understood counts as pending. */
export function isActionSpent(action: Resource, now: number): boolean {
  const schedule = parseSchedule(String(action.attributes.schedule));
  return 'error' in schedule ? false : isSpent(schedule, boundsOf(action), now);
}

/** When a scheduled action fires next, in milliseconds since the epoch; null when never or not understood. */
export function nextFireOf(action: Resource, after: number): number | null {
  const schedule = parseSchedule(String(action.attributes.schedule));
  return 'error' in schedule ? null : nextFire(schedule, boundsOf(action), after);
}

/** Scheduled actions of a target that will still fire. */
export function pendingActions(world: World, place: Place, target: TargetIdentity): Resource[] {
  return actionsOf(world, place, target).filter((action) => !isActionSpent(action, world.now));
}

export function pendingActionCount(world: World, place: Place, target: TargetIdentity): Fact {
  return countOf(pendingActions(world, place, target), scalingGaps(world, place, 'scheduled-action', target));
}

export function policyCount(world: World, place: Place, target: TargetIdentity): Fact {
  return countOf(policiesOf(world, place, target), scalingGaps(world, place, 'scaling-policy', target));
}

/** Whether a policy can lower capacity: tracking with scale-in enabled, or a step that goes down. */
function scalesIn(policy: Resource): boolean {
  const { policyType, disableScaleIn, stepAdjustments } = policy.attributes;
  if (policyType === 'TargetTrackingScaling') return disableScaleIn === false;
  const steps = Array.isArray(stepAdjustments) ? (stepAdjustments as { adjustment: number }[]) : [];
  return policyType === 'StepScaling' && steps.some((step) => step.adjustment < 0);
}

/** Whether any policy of the target lowers capacity when demand falls. */
export function anyPolicyScalesIn(world: World, place: Place, target: TargetIdentity): Fact {
  return someOf(policiesOf(world, place, target).filter(scalesIn), scalingGaps(world, place, 'scaling-policy', target));
}

/** Whether something tracks the target's load and is allowed to scale out. */
export function tracksTarget(world: World, place: Place, target: TargetIdentity): Fact {
  const resource = findTarget(world, place, target);
  const gaps = scalingGaps(world, place, 'scalable-target', target);
  if (!resource) return gaps.length > 0 ? { known: false, because: gaps } : known(false);
  const suspended = memberOf(resource, 'suspendedDynamicScaleOut');
  if (suspended.known && suspended.value === true) return known(false);
  const tracking = policiesOf(world, place, target).filter(
    (policy) => policy.attributes.policyType === 'TargetTrackingScaling',
  );
  return someOf(tracking, scalingGaps(world, place, 'scaling-policy', target));
}

/** A member of the scalable target; null when no target is registered. */
export function targetMember(world: World, place: Place, target: TargetIdentity, member: string): Fact {
  const resource = findTarget(world, place, target);
  if (resource) return memberOf(resource, member);
  const gaps = scalingGaps(world, place, 'scalable-target', target);
  return gaps.length > 0 ? { known: false, because: gaps } : known(null);
}

/**
 * Maximum that holds when an action fires: that of the latest pending action that sets one earlier, else today's.
 * Null when no target is registered.
 */
export function maximumWhenFired(world: World, place: Place, target: TargetIdentity, action: Resource): Fact {
  const fires = nextFireOf(action, world.now);
  const earlier = pendingActions(world, place, target)
    .filter((other) => other !== action && typeof other.attributes.maxCapacity === 'number')
    .map((other) => ({ max: Number(other.attributes.maxCapacity), at: nextFireOf(other, world.now) }))
    .filter((other) => other.at !== null && fires !== null && other.at < fires)
    .sort((a, b) => Number(a.at) - Number(b.at));
  const last = earlier.at(-1);
  if (!last) return targetMember(world, place, target, 'maxCapacity');
  const gaps = scalingGaps(world, place, 'scheduled-action', target);
  return gaps.length > 0 ? { known: false, because: gaps } : known(last.max);
}

/** Whether a pending action lowers the minimum below `threshold` within `hours`. */
export function minimumLoweredWithin(world: World, place: Place, target: TargetIdentity, hours: number): Fact {
  const current = numberOf(targetMember(world, place, target, 'minCapacity'));
  if (current === null) return unknown('minCapacity', 'not-recorded');
  const until = world.now + hours * 3_600_000;
  const lowering = pendingActions(world, place, target).filter((action) => {
    const minimum = action.attributes.minCapacity;
    const fires = nextFireOf(action, world.now);
    return typeof minimum === 'number' && minimum < current && fires !== null && fires <= until;
  });
  return someOf(lowering, scalingGaps(world, place, 'scheduled-action', target));
}

/** Billing mode of the table behind a target; null for other namespaces or a table that is gone. */
export function tableBillingMode(world: World, place: Place, target: TargetIdentity): Fact {
  const owner = scaledResource(target);
  if (owner?.kind !== 'dynamodb-table') return known(null);
  const table = world.find('dynamodb-table', place, owner.key);
  if (table) return memberOf(table, 'billingMode');
  const gaps = world.gaps('dynamodb-table', place);
  return gaps.length > 0 ? { known: false, because: gaps } : known(null);
}

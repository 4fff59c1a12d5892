import type { Json, Resource } from '../../model/snapshot.ts';
import { anyTrue, derive, type Fact, known } from '../fact.ts';
import type { Context, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { minimumLoweredWithin, nextFireOf } from './action-timeline.ts';
import { identityOf, resourceOf, type TargetIdentity, targetKey } from './joins.ts';
import { raisedAbove } from './target-override.ts';

/** Whether something brings the minimum back by itself: a scheduled action, a schedule, or a rule that hears of the raise. */
export function revertIsAutomated(subject: Subject, context: Context): Fact {
  const { world } = context;
  const listed = (kind: string): Fact => {
    const gaps = world.gaps(kind, subject);
    return gaps.length > 0 ? { known: false, because: gaps } : known(false);
  };
  if (resourceOf(subject).kind !== 'scalable-target') return known(null);
  const hears = anyTrue(world.at('eventbridge-rule', subject).map(hearsOfRaises));
  if (hears.known && hears.value === true) return hears;
  const rules = listed('eventbridge-rule');
  const target = identityOf(resourceOf(subject));
  const above = raisedAbove(subject, context);
  const highest = above.known && typeof above.value === 'number' ? above.value : null;
  const lowered = minimumLoweredWithin(world, subject, target, Number.POSITIVE_INFINITY, highest);
  if (lowered.known && lowered.value === true) return lowered;
  const schedules = world.at('scheduler-schedule', subject);
  const scheduled = anyTrue(schedules.map((schedule) => schedulesRevert(schedule, target, highest, world.now)));
  if (scheduled.known && scheduled.value === true) return scheduled;
  return derive([hears, scheduled, rules, lowered, listed('scheduler-schedule')], () => false);
}

/** Whether a rule hears of RegisterScalableTarget and tells somebody. */
export function hearsOfRaises(rule: Resource): Fact {
  const parts = ['state', 'capacityEvents', 'targetServices'].map((name) => memberOf(rule, name));
  if (parts.some((part) => part.known && (part.value === 'DISABLED' || isEmpty(part.value)))) return known(false);
  return derive(parts, (_, events) => Array.isArray(events) && events.includes('register-scalable-target'));
}

const isEmpty = (value: Json) => Array.isArray(value) && value.length === 0;

/** Whether a schedule of EventBridge writes a normal minimum to the target, and has yet to fire. */
function schedulesRevert(schedule: Resource, target: TargetIdentity, highest: number | null, now: number): Fact {
  const { state, targetAction } = schedule.attributes;
  if (
    (state !== undefined && state !== 'ENABLED') ||
    (targetAction !== undefined && targetAction !== 'registerScalableTarget')
  ) {
    return known(false);
  }
  const names = [
    'state',
    'targetAction',
    'serviceNamespace',
    'resourceId',
    'scalableDimension',
    'minCapacity',
    'schedule',
  ];
  return derive(
    names.map((name) => memberOf(schedule, name)),
    () => {
      const { minCapacity } = schedule.attributes;
      const low = typeof minCapacity === 'number' && (highest === null || minCapacity <= highest);
      return low && targetKey(identityOf(schedule)) === targetKey(target) && nextFireOf(schedule, now) !== null;
    },
  );
}

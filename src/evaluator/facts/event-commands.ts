import type { Json } from '../../model/snapshot.ts';
import { atExpression } from '../../schedules/at-expression.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, FactType, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { type EventParts, eventOf, neededMaximum, neededMinimum } from './event-asked.ts';
import { normalMinimum } from './event-revert.ts';
import { eventWriteFacts } from './event-writes.ts';
import { actionsOf, type TargetIdentity } from './joins.ts';

const minute = 60_000;

/** How long before capacity must stand an action fires: tasks start and serve within minutes, a table is updated in more. */
export const startsWithin = (namespace: string) => (namespace === 'ecs' || namespace === 'lambda' ? 10 : 30) * minute;

/** When an action has to raise the minimum, milliseconds. */
function raiseAt({ occurrence, lever }: EventParts): number {
  return occurrence.prewarmAt - startsWithin(lever?.target?.serviceNamespace ?? '');
}

const zoneNamed = ({ occurrence }: EventParts, { world }: Context) =>
  occurrence.event.timezone ?? world.policy.timezone;

/** Name of an action for the event, that no action of the target has: putting one replaces another of its name. */
function actionName(parts: EventParts, { world }: Context, end: string): string {
  const { occurrence, lever } = parts;
  const { event, start } = occurrence;
  const day =
    event.recurrence === undefined ? '' : `-${new Date(start).toISOString().slice(0, 10).replaceAll('-', '')}`;
  const plain = `${event.id.slice(0, 200)}${day}-${end}`;
  const taken = lever?.target
    ? actionsOf(world, lever, lever.target).map(({ attributes }) => attributes.actionName)
    : [];
  return taken.includes(plain) ? `${plain}-2` : plain;
}

/** A fact of a scalable target, or of a service that is to become one; null for other levers. */
function scaled(
  type: FactType,
  description: string,
  read: (parts: EventParts & { target: TargetIdentity }, subject: Subject, context: Context) => Fact,
): FactDefinition {
  return {
    type,
    nullable: true,
    description: `${description}; null for capacity that Application Auto Scaling does not scale.`,
    compute(subject, context) {
      const parts = eventOf(subject);
      const target = parts.lever?.type === 'target' || parts.lever?.type === 'service' ? parts.lever.target : null;
      return target ? read({ ...parts, target }, subject, context) : known(null);
    },
  };
}

/** Maximum that fits the raise: what the event needs, and never less than what is there. */
function roomFor(subject: Subject, context: Context): Fact {
  const parts = [neededMinimum, neededMaximum].map((ask) => ask(subject, context));
  return derive([...parts, standing(subject, context, 'maxCapacity')], (...all) =>
    Math.max(...all.map((one) => (typeof one === 'number' ? one : 0))),
  );
}

/** A bound of the target as it stands now; of a service without one its desired count. */
function standing(subject: Subject, _: Context, bound: 'minCapacity' | 'maxCapacity'): Fact {
  const { lever } = eventOf(subject);
  if (!lever) return known(null);
  return memberOf(lever.resource, lever.type === 'service' ? 'desiredCount' : bound);
}

/** Minimum that a revert writes: what is normal, else what stands. */
function loweredMinimum(subject: Subject, context: Context): Fact {
  const normal = normalMinimum(subject, context);
  return normal.known && normal.value === null ? standing(subject, context, 'minCapacity') : normal;
}

const isTooLate = (parts: EventParts, { world }: Context) => raiseAt(parts) <= world.now;
const onlyIf = (holds: boolean, fact: () => Fact): Fact => (holds ? fact() : known(null));
const capacities = (min: Json, max: Json): Json => ({ MinCapacity: min, MaxCapacity: max });

/** Values that commands for an event take; each null where its command does not concern the capacity. */
export const eventCommandFacts: Record<string, FactDefinition> = {
  targetNamespace: scaled('string', 'Namespace of the target', ({ target }) => known(target.serviceNamespace)),
  targetResource: scaled('string', 'Resource of the target', ({ target }) => known(target.resourceId)),
  targetDimension: scaled('string', 'Dimension of the target', ({ target }) => known(target.scalableDimension)),
  raiseName: scaled('string', 'Name for an action that raises the minimum', (parts, _, context) =>
    known(actionName(parts, context, 'up')),
  ),
  raiseSchedule: scaled(
    'string',
    'When that action is to fire, as at(…) by the clock of raiseZone; also null once it is too late for one',
    (parts, _, context) =>
      known(isTooLate(parts, context) ? null : atExpression(raiseAt(parts), zoneNamed(parts, context)).schedule),
  ),
  raiseZone: scaled('string', 'Time zone of that schedule', (parts, _, context) =>
    known(atExpression(raiseAt(parts), zoneNamed(parts, context)).timezone),
  ),
  raiseAction: scaled('object', 'Minimum that the event needs with a maximum that fits', (_, subject, context) =>
    derive([neededMinimum(subject, context), roomFor(subject, context)], (min, max) =>
      min === null ? null : capacities(min, max),
    ),
  ),
  revertName: scaled('string', 'Name for an action that brings the minimum back', (parts, _, context) =>
    known(actionName(parts, context, 'down')),
  ),
  revertSchedule: scaled(
    'string',
    'When that action is to fire, as at(…) by the clock of revertZone; also null once that is over',
    (parts, _, context) =>
      known(
        parts.occurrence.holdUntil <= context.world.now
          ? null
          : atExpression(parts.occurrence.holdUntil, zoneNamed(parts, context)).schedule,
      ),
  ),
  revertZone: scaled('string', 'Time zone of that schedule', (parts, _, context) =>
    known(atExpression(parts.occurrence.holdUntil, zoneNamed(parts, context)).timezone),
  ),
  revertAction: scaled('object', 'Normal minimum with the maximum as it stands', (_, subject, context) =>
    derive(
      [
        loweredMinimum(subject, context),
        standing(subject, context, 'maxCapacity'),
        standing(subject, context, 'minCapacity'),
      ],
      (min, max) => capacities(min, Math.max(Number(min), Number(max))),
    ),
  ),
  minimumNow: scaled(
    'number',
    'Minimum to be registered at once, where it is too late for an action',
    (parts, subject, context) =>
      onlyIf(parts.lever?.type === 'target' && isTooLate(parts, context), () => neededMinimum(subject, context)),
  ),
  maximumThatFits: scaled(
    'number',
    'Maximum that the event needs, and never less than there is',
    (_, subject, context) => roomFor(subject, context),
  ),
  standingMinimum: scaled(
    'number',
    'Minimum of the target as it stands now, where it is too late for an action',
    (parts, subject, context) =>
      onlyIf(parts.lever?.type === 'target' && isTooLate(parts, context), () =>
        standing(subject, context, 'minCapacity'),
      ),
  ),
  standingMaximum: scaled('number', 'Maximum of the target as it stands now', (parts, subject, context) =>
    onlyIf(parts.lever?.type === 'target', () => standing(subject, context, 'maxCapacity')),
  ),
  minimumToRegister: scaled(
    'number',
    'Minimum of a service that is to be registered: what it runs now, or what it needs where it is too late for an action',
    (parts, subject, context) =>
      onlyIf(parts.lever?.type === 'service', () =>
        isTooLate(parts, context) ? neededMinimum(subject, context) : standing(subject, context, 'minCapacity'),
      ),
  ),
  unregisteredResource: scaled('string', 'Resource of a service that is to be registered', ({ lever, target }) =>
    known(lever?.type === 'service' ? target.resourceId : null),
  ),
  overdueMinimum: scaled(
    'number',
    'Normal minimum to be registered at once, where capacity is to be brought back by now',
    (parts, subject, context) =>
      onlyIf(parts.lever?.type === 'target' && parts.occurrence.holdUntil <= context.world.now, () =>
        loweredMinimum(subject, context),
      ),
  ),
  resumedState: scaled(
    'object',
    'Suspension to be ended, as register-scalable-target takes it; also null where nothing is suspended',
    (parts) =>
      parts.lever?.type === 'target'
        ? derive([memberOf(parts.lever.resource, 'suspendedScheduled')], (suspended) =>
            suspended === true ? { ScheduledScalingSuspended: false } : null,
          )
        : known(null),
  ),
  suspendedState: scaled('object', 'That suspension as it is', (parts) =>
    parts.lever?.type === 'target'
      ? derive([memberOf(parts.lever.resource, 'suspendedScheduled')], (suspended) =>
          suspended === true ? { ScheduledScalingSuspended: true } : null,
        )
      : known(null),
  ),
  ...eventWriteFacts,
};

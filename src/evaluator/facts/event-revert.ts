import { needDuring } from '../events/need.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { baselineOf } from './baseline.ts';
import { boundsAt } from './bounds-at.ts';
import { askedOf, eventOf, instantText, phaseOf } from './event-asked.ts';

/** The minimum that is normal: the baseline; without one what is there before the event; null where neither tells. */
export function normalMinimum(subject: Subject, { world, workload }: Context): Fact {
  const { occurrence, lever } = eventOf(subject);
  if (lever?.type !== 'target') return known(null);
  const declared = baselineOf(workload, 'minCapacity', lever.dimension);
  if (declared.known && declared.value !== null) return declared;
  return phaseOf(occurrence, world.now) === 'coming' ? memberOf(lever.resource, 'minCapacity') : known(null);
}

/** The minimum of a target at an instant of the event; null for other capacity. */
function minimumAt(subject: Subject, { world }: Context, at: number): Fact {
  const { lever } = eventOf(subject);
  if (lever?.type !== 'target' || !lever.target) return known(null);
  return boundsAt(world, lever, lever.target, at).minCapacity;
}

/** Minimum of the target when the event starts, or now while it runs or is to be brought back. */
export const raisedTo = (subject: Subject, context: Context) => {
  const { start, end } = eventOf(subject).occurrence;
  return minimumAt(subject, context, Math.max(Math.min(context.world.now, end), start));
};

/** Minimum up to which the capacity counts as brought back, as for minimums that were left raised. */
export function broughtBackTo(subject: Subject, context: Context): Fact {
  return derive([normalMinimum(subject, context)], (normal) =>
    typeof normal === 'number' ? Math.max(normal * Number(context.param('ratio')), normal + 1) : null,
  );
}

/** Whether the minimum at the deadline is what another event asks for then. */
function keptForAnother(subject: Subject, context: Context, minimum: number): boolean {
  const { occurrence, lever } = eventOf(subject);
  if (!lever) return false;
  const { calendar } = context.world;
  return calendar.between(occurrence.revertBy, occurrence.revertBy).some((other) => {
    if (other.key === occurrence.key || other.revertBy <= occurrence.revertBy) return false;
    const need = needDuring(calendar, other, askedOf(lever, context));
    return need !== null && minimum <= Math.ceil(Math.max(need.minCapacity ?? 0, need.demand ?? 0));
  });
}

/** What can be asked of the way back from a raise for an event. */
export const eventRevertFacts: Record<string, FactDefinition> = {
  normalMinimum: {
    type: 'number',
    nullable: true,
    description:
      'Minimum of the target that is normal: the baseline; without one what stands before the event; null where neither tells, and for other capacity.',
    compute: normalMinimum,
  },
  raisedForEvent: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether the minimum of the target is above normal × ratio, by at least one, when the event starts or now.',
    parameters: ['ratio'],
    compute: (subject, context) =>
      derive([raisedTo(subject, context), broughtBackTo(subject, context)], (minimum, highest) =>
        typeof minimum === 'number' && typeof highest === 'number' ? minimum > highest : false,
      ),
  },
  raisedTo: {
    type: 'number',
    nullable: true,
    description:
      'Minimum of the target when the event starts, or now while it runs or is to be brought back; null for other capacity.',
    compute: raisedTo,
  },
  broughtBackTo: {
    type: 'number',
    nullable: true,
    description:
      'Minimum up to which the target counts as brought back: normal × ratio, at least one more; null without a normal one.',
    parameters: ['ratio'],
    compute: broughtBackTo,
  },
  minimumAfter: {
    type: 'number',
    nullable: true,
    description: 'Minimum of the target at the deadline of the revert, as schedules tell; null for other capacity.',
    compute: (subject, context) => minimumAt(subject, context, eventOf(subject).occurrence.revertBy),
  },
  keptForAnother: {
    type: 'boolean',
    nullable: false,
    description: 'Whether another event, whose deadline is later, asks for the minimum that stands at the deadline.',
    compute: (subject, context) =>
      derive([minimumAt(subject, context, eventOf(subject).occurrence.revertBy)], (minimum) =>
        typeof minimum === 'number' ? keptForAnother(subject, context, minimum) : false,
      ),
  },
  revertBy: {
    type: 'string',
    nullable: false,
    description: 'Until when capacity must be back to normal (ISO 8601 UTC).',
    compute: (subject) => known(instantText(eventOf(subject).occurrence.revertBy)),
  },
};

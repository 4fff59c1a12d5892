import type { Occurrence } from '../events/calendar.ts';
import { needGaps, needOf, normalDemand } from '../events/need.ts';
import { type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { eventDimension } from './baseline.ts';
import { askedOf } from './event-ownership.ts';
import { identityOf, resourceOf } from './joins.ts';

const day = 86_400_000;

/** An event that raises the demand of what a scaling part scales, and starts within some days or runs. */
function announced(subject: Subject, context: Context, days: number): Fact {
  const { calendar, now } = context.world;
  const asked = askedOf(subject, context, eventDimension(identityOf(resourceOf(subject))));
  const soon = calendar.current(now).filter(({ start, end }) => start <= now + days * day && end > now);
  const normal = normalDemand(asked);
  const rises = (occurrence: Occurrence) => {
    const need = needOf(occurrence, asked);
    return need !== null && (need.minCapacity !== null || (need.demand !== null && need.demand > (normal ?? 0)));
  };
  if (soon.some(rises)) return known(true);
  const because = soon.flatMap((occurrence) => needGaps(occurrence, asked));
  return because.length > 0 ? { known: false, because } : known(false);
}

export const eventAnnounced: FactDefinition = {
  type: 'boolean',
  nullable: false,
  description:
    'Whether an event that asks more of what is scaled runs, or starts within horizonDays; no without a calendar.',
  parameters: ['horizonDays'],
  compute: (subject, context) => announced(subject, context, Number(context.param('horizonDays'))),
};

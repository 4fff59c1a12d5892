import type { Unknown } from '../../model/report.ts';
import { compareText, type Json } from '../../model/snapshot.ts';
import { candidatesOf } from '../candidates.ts';
import type { Occurrence } from '../events/calendar.ts';
import { type Asked, eventOwning, needGaps, targetsFor } from '../events/need.ts';
import { type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { dedupe, type World } from '../world.ts';
import { resourceOf } from './joins.ts';
import { eventNamedBy } from './override-tags.ts';

const dayMs = 86_400_000;

/** One value that somebody may have raised, and the dimension of a table that it belongs to. */
export interface RaisedValue {
  value: number;
  dimension: string | null;
}

/** A resource as events may ask of it. */
export function askedOf(subject: Subject, { world, workload }: Context, dimension: string | null): Asked {
  return { workload, candidates: candidatesOf(resourceOf(subject), world), dimension };
}

/** Id of the event that owns all these values now: it asks for that much, and its deadline for the revert is not over. */
export function ownedByEvent(subject: Subject, context: Context, values: readonly RaisedValue[]): Fact {
  const { calendar, now } = context.world;
  if (calendar.events.length === 0 || values.length === 0) return known(null);
  const owners = values.map(({ value, dimension }) => {
    const asked = askedOf(subject, context, dimension);
    return eventOwning(calendar, now, asked, 'minCapacity', value) ?? uncertain(context.world, asked);
  });
  const because = owners.flatMap((owner) => (Array.isArray(owner) ? owner : []));
  if (owners.some((owner) => Array.isArray(owner) && owner.length === 0)) return known(null);
  if (because.length > 0) return { known: false, because: dedupe(because) };
  const [first] = owners as Occurrence[];
  return known(first?.event.id ?? null);
}

/** Why an event may own a value though none is known to: a tag that decides was not read. Empty: none does. */
function uncertain({ calendar, now }: World, asked: Asked): Unknown[] {
  return calendar.between(now, now).flatMap((occurrence) => needGaps(occurrence, asked));
}

/** Whether an event asks something of a capacity; of a table as a whole, of any of its dimensions. */
function asks(occurrence: Occurrence, asked: Asked): boolean {
  const dimensions = occurrence.event.targets.map(({ dimension }) => dimension ?? null);
  return (asked.dimension === null ? [null, ...dimensions] : [asked.dimension]).some(
    (dimension) => targetsFor(occurrence, { ...asked, dimension }).length > 0,
  );
}

/** An event that asks something of a resource now, of whatever dimension; null for none. */
export function eventAsking(subject: Subject, context: Context): Occurrence | null {
  const { calendar, now } = context.world;
  const asked = askedOf(subject, context, null);
  return calendar.between(now, now).find((occurrence) => asks(occurrence, asked)) ?? null;
}

/**
 * The event that an override was made for: the one that a tag names, else one that asks something of the resource and was
 * near when the override began, from a day before its capacity had to stand until capacity was no longer kept.
 * @param since when the override began, milliseconds; null where nothing tells
 */
export function eventBehind(
  world: World,
  asked: Asked,
  tags: readonly Fact[],
  since: number | null,
): Occurrence | null {
  const { calendar, now } = world;
  if (calendar.events.length === 0) return null;
  for (const one of tags) {
    const named = one.known ? eventNamedBy(one.value as Record<string, Json>, world, since ?? now) : null;
    if (named) return named;
  }
  if (since === null) return null;
  const near = calendar
    .between(since, since + dayMs)
    .filter(({ prewarmAt, holdUntil }) => prewarmAt - dayMs <= since && since <= holdUntil)
    .filter((occurrence) => asks(occurrence, asked));
  const distance = ({ start }: Occurrence) => Math.abs(start - since);
  return near.sort((a, b) => distance(a) - distance(b) || compareText(a.key, b.key))[0] ?? null;
}

/** The event in words, as the end of a story; empty without one. */
export function eventInWords(occurrence: Occurrence | null, now: number): string {
  if (!occurrence) return '';
  const { event, start, end } = occurrence;
  const when = now < start ? ['starts', start] : now < end ? ['ends', end] : ['ended', end];
  return `, for event ${event.id}, which ${when[0]} at ${new Date(Number(when[1])).toISOString()}`;
}

/**
 * The one fact by which rules let an event own what is raised.
 * @param valuesOf what is raised; a fact where that is not known
 */
export function ownershipFact(
  valuesOf: (subject: Subject, context: Context) => readonly RaisedValue[] | Fact,
  parameters: string[],
): FactDefinition {
  return {
    type: 'string',
    nullable: true,
    description:
      'Event of the calendar that owns what is raised: it asks for that much, and stands between its prewarming and its deadline for the revert; null for none.',
    ...(parameters.length > 0 && { parameters }),
    compute(subject, context) {
      if (context.world.calendar.events.length === 0) return known(null);
      const values = valuesOf(subject, context);
      return 'known' in values ? values : ownedByEvent(subject, context, values);
    },
  };
}

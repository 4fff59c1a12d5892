import { durationMs } from '../../model/duration.ts';
import type { Json } from '../../model/snapshot.ts';
import type { Occurrence } from '../events/calendar.ts';
import { type Asked, type Need, needDuring, needGaps, normalDemand } from '../events/need.ts';
import { leastCapacity } from '../events/scaling-speed.ts';
import { derive, type Fact, known, type Unknowable } from '../fact.ts';
import type { Context, Subject } from '../subject.ts';
import type { World } from '../world.ts';
import { type Bound, lowestBound, type Span, tableMember } from './event-bounds.ts';
import type { Lever } from './event-levers.ts';
import { speedOf } from './event-speed.ts';

/** What a subject of the kind was made of. */
export interface EventParts {
  occurrence: Occurrence;
  /** Null: the workload of the event as a whole. */
  lever: Lever | null;
  /** Name of the workload that the event names. */
  workload: string;
}

export const eventOf = (subject: Subject) => subject.parts as unknown as EventParts;

export type Phase = 'coming' | 'prewarming' | 'running' | 'holding' | 'reverting' | 'past';

export function phaseOf({ prewarmAt, start, end, holdUntil, revertBy }: Occurrence, now: number): Phase {
  if (now < prewarmAt) return 'coming';
  if (now < start) return 'prewarming';
  if (now < end) return 'running';
  if (now < holdUntil) return 'holding';
  return now <= revertBy ? 'reverting' : 'past';
}

export const instantText = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

export function askedOf(lever: Lever, { workload }: Pick<Context, 'workload'>): Asked {
  return { workload, candidates: lever.candidates, dimension: lever.dimension };
}

/** What events ask of the capacity of a subject; null where they ask nothing; or tags that leave it open. */
export function needOf(subject: Subject, context: Context): Need | null | Unknowable {
  const { occurrence, lever } = eventOf(subject);
  if (!lever) return null;
  const asked = askedOf(lever, context);
  const gaps = needGaps(occurrence, asked);
  return gaps.length > 0 ? { known: false, because: gaps } : needDuring(context.world.calendar, occurrence, asked);
}

/** A question to what is asked of a lever; null where nothing is. */
export function ofNeed(
  subject: Subject,
  context: Context,
  ask: (need: Need, lever: Lever, occurrence: Occurrence) => Fact,
): Fact {
  const { occurrence, lever } = eventOf(subject);
  const need = needOf(subject, context);
  if (need !== null && 'known' in need) return need;
  return need === null || lever === null ? known(null) : ask(need, lever, occurrence);
}

/** From when capacity must stand, or now where that is over, until it need not be kept any longer. */
export function spanOf({ prewarmAt, holdUntil }: Occurrence, now: number): Span {
  const from = Math.max(prewarmAt, now);
  return { from, to: Math.max(from, holdUntil - 1) };
}

export function boundDuring(subject: Subject, { world }: Context, bound: Bound): Fact {
  const { occurrence, lever } = eventOf(subject);
  return lever ? lowestBound(world, lever, bound, spanOf(occurrence, world.now)) : known(null);
}

/** Executions beyond provisioned concurrency are started on demand, later by a cold start: only a stated minimum counts. */
const startsOnDemand = ({ type, target }: Lever) => type === 'function' || target?.serviceNamespace === 'lambda';

/**
 * Minimum that the capacity needs when the event starts: what the event states, else the least from which scaling keeps up
 * with the rise of demand. Null where the event asks for no such thing.
 */
export function neededMinimum(subject: Subject, context: Context): Fact {
  return ofNeed(subject, context, (need, lever, occurrence) => {
    if (lever.type === 'on-demand' || lever.type === 'collections') return known(null);
    if (need.minCapacity !== null) return known(Math.ceil(need.minCapacity));
    if (need.demand === null || startsOnDemand(lever)) return known(null);
    return leastOf(context.world, lever, need.demand, normalDemand(askedOf(lever, context)), occurrence);
  });
}

function leastOf(world: World, lever: Lever, peak: number, normal: number | null, { event }: Occurrence): Fact {
  const speed = speedOf(world, lever);
  if (speed !== null && 'known' in speed) return speed;
  const rise = { normal: Math.min(normal ?? 0, peak), peak, rampSeconds: durationMs(event.ramp) / 1000 };
  return known(leastCapacity(rise, speed), 'inferred');
}

/** Capacity that stands at the start: the minimum then; where scaling follows normal traffic at least what that takes. */
export function capacityAtStart(subject: Subject, context: Context): Fact {
  return ofNeed(subject, context, (need, lever) => {
    const minimum = boundDuring(subject, context, 'minCapacity');
    const normal = normalDemand(askedOf(lever, context));
    if (need.minCapacity !== null || normal === null) return minimum;
    const speed = speedOf(context.world, lever);
    if (speed !== null && 'known' in speed) return speed;
    return speed === null
      ? minimum
      : derive([minimum], (value) =>
          value === null ? null : Math.max(Number(value), Math.floor(normal / speed.carries)),
        );
  });
}

/** Maximum that the event needs: its peak, and whatever bounds it states. */
export function neededMaximum(subject: Subject, context: Context): Fact {
  return ofNeed(subject, context, ({ demand, minCapacity, maxCapacity }, lever) => {
    // What is provisioned need not reach the peak where the rest starts on demand; what is reserved must.
    const peak = demand === null || lever.target?.serviceNamespace === 'lambda' ? null : Math.ceil(demand);
    const all = [peak, minCapacity, maxCapacity].filter((one) => one !== null);
    return known(all.length === 0 ? null : Math.max(...all));
  });
}

/** Reads or writes that a table on demand must serve at once; null for other capacity. */
export function neededWarmThroughput(subject: Subject, context: Context): Fact {
  return ofNeed(subject, context, (need, lever, occurrence) => {
    if (lever.type !== 'on-demand') return known(null);
    if (need.demand === null) return known(need.minCapacity);
    const least = leastOf(context.world, lever, need.demand, normalDemand(askedOf(lever, context)), occurrence);
    return derive([least], (served) => Math.max(Number(served), need.minCapacity ?? 0));
  });
}

/** What a table on demand serves at once, as AWS tells it; null for other capacity. */
export function warmThroughput({ lever }: EventParts): Fact {
  return lever?.type === 'on-demand' ? tableMember(lever, 'warm', 'UnitsPerSecond') : known(null);
}

/** What demand an event brings, in words. */
export function demandText(subject: Subject, context: Context): Fact {
  return ofNeed(subject, context, (need, lever, { event }) => {
    const normal = normalDemand(askedOf(lever, context));
    const peak = need.demand === null ? null : Math.ceil(need.demand);
    const times =
      event.multiplier !== undefined && normal !== null ? `${event.multiplier} times the normal ${normal}` : null;
    const parts: Json[] = [
      ...(need.minCapacity === null ? [] : [`it asks for a minimum of ${need.minCapacity}`]),
      ...(peak === null ? [] : [`its peak takes ${peak} ${lever.unit}${times === null ? '' : `, ${times}`}`]),
      ...(need.minCapacity === null && peak === null ? [`it asks for a maximum of ${need.maxCapacity}`] : []),
    ];
    return known(parts.join(', '));
  });
}

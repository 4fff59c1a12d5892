import type { Readiness } from '../../model/event-report.ts';
import type { Json } from '../../model/snapshot.ts';
import { type Fact, known } from '../fact.ts';
import { askedOf, eventOf, instantText, needOf, phaseOf } from '../facts/event-asked.ts';
import { lowestBound } from '../facts/event-bounds.ts';
import { eventTargetFacts } from '../facts/event-target-facts.ts';
import { overrideFacts } from '../facts/target-override.ts';
import { renderUnknown } from '../message.ts';
import type { Context, Subject } from '../subject.ts';
import { leadTimes } from './lead-times.ts';
import { leftRaisedBesideTargets } from './left.ts';
import { eventOwning } from './need.ts';
import { wholeAspects } from './wholes.ts';

/** One thing that an event asks of a capacity, and how it stands. */
export interface Aspect {
  value: string;
  needed: Json;
  now: Json;
  atStart: Json;
  readiness: Readiness;
  why: string;
}

type Ask = (fact: string) => Fact;

/** How a rule's facts are read for readiness. */
interface Reading {
  value: string;
  needed: string;
  stands: string;
  now: string;
  /** Facts that say why, in words. */
  words: string[];
  /** Time that mending it takes, milliseconds. */
  lead: number;
  leadText: string;
}

const readings: Reading[] = [
  {
    value: 'minCapacity',
    needed: 'neededMinimum',
    stands: 'capacityAtStart',
    now: 'minimumNow',
    words: ['missingRaise', 'needs'],
    lead: leadTimes.schedule,
    leadText: 'a schedule wants to stand 24 hours before',
  },
  {
    value: 'maxCapacity',
    needed: 'neededMaximum',
    stands: 'maximumAtStart',
    now: 'maximumNow',
    words: ['needs'],
    lead: leadTimes.schedule,
    leadText: 'it wants to stand 24 hours before',
  },
  {
    value: 'warm throughput',
    needed: 'neededWarmThroughput',
    stands: 'warmThroughput',
    now: 'warmThroughput',
    words: ['needs'],
    lead: leadTimes.warmThroughput,
    leadText: 'warm throughput wants 7 days',
  },
];

/** What an event asks of a capacity, from the facts that the rules judge. */
export function aspectsOf(subject: Subject, context: Context): Aspect[] {
  const { occurrence, lever } = eventOf(subject);
  const phase = phaseOf(occurrence, context.world.now);
  const ahead = phase === 'coming' || phase === 'prewarming' || phase === 'running';
  if (!lever) return ahead ? wholeAspects(subject, context) : [];
  if (phase === 'past') return pastAspects(subject, context);
  const ask: Ask = (fact) => current(subject, context, fact);
  return [
    ...(ahead ? readings.flatMap((reading) => readAspect(reading, ask, subject, context)) : []),
    ...revertAspect(ask, ahead),
  ];
}

/** A fact of the kind, or a bound as it stands now. */
function current(subject: Subject, context: Context, fact: string): Fact {
  const { world } = context;
  const { lever } = eventOf(subject);
  const span = { from: world.seenAt, to: world.seenAt };
  if (fact === 'minimumNow') return lever ? lowestBound(world, lever, 'minCapacity', span) : known(null);
  if (fact === 'maximumNow') return lever ? lowestBound(world, lever, 'maxCapacity', span) : known(null);
  return eventTargetFacts[fact]?.compute(subject, context) ?? known(null);
}

const valueIn = (fact: Fact): Json => (fact.known ? fact.value : null);

function readAspect(reading: Reading, ask: Ask, subject: Subject, { world }: Context): Aspect[] {
  const needed = ask(reading.needed);
  if (needed.known && needed.value === null) return [];
  const stands = ask(reading.stands);
  // No limit, or no such bound.
  if (needed.known && stands.known && stands.value === null && reading.value !== 'warm throughput') return [];
  const base = {
    value: reading.value,
    needed: valueIn(needed),
    now: valueIn(ask(reading.now)),
    atStart: valueIn(stands),
  };
  if (!needed.known || !stands.known || stands.value === null) {
    const because = [needed, stands].flatMap((fact) => (fact.known ? [] : fact.because));
    const why = because.length > 0 ? renderUnknown(because) : 'AWS does not tell it.';
    return [{ ...base, readiness: 'unknown', why }];
  }
  if (Number(stands.value) >= Number(needed.value)) return [{ ...base, readiness: 'ready', why: '' }];
  const said = reading.words
    .map(ask)
    .flatMap((fact) => (fact.known && fact.value !== null ? [String(fact.value)] : []))
    .join('; ');
  const { prewarmAt } = eventOf(subject).occurrence;
  const left = prewarmAt - world.now;
  if (left > 0 && left < reading.lead) {
    return [{ ...base, readiness: 'at risk', why: `${said}; it can still be mended, but ${reading.leadText}` }];
  }
  return [{ ...base, readiness: 'not scaled', why: said }];
}

/** A raise whose way back is not planned, before its deadline. */
function revertAspect(ask: Ask, ahead: boolean): Aspect[] {
  const [asked, raised] = [ask('needs'), ask('raisedForEvent')];
  if (asked.known && asked.value === null) return [];
  if (raised.known && raised.value !== true) return [];
  const [after, back, kept] = [ask('minimumAfter'), ask('broughtBackTo'), ask('keptForAnother')];
  const base = {
    value: 'minCapacity afterwards',
    needed: valueIn(ask('normalMinimum')),
    now: valueIn(ask('minimumNow')),
    atStart: valueIn(ask('raisedTo')),
  };
  const because = [asked, raised, after, back].flatMap((fact) => (fact.known ? [] : fact.because));
  // What may have been raised is of no interest as long as what is needed is not known either.
  if (because.length > 0) return ahead ? [] : [{ ...base, readiness: 'unknown', why: renderUnknown(because) }];
  const isBack = Number(valueIn(after)) <= Number(valueIn(back)) || (kept.known && kept.value === true);
  if (isBack) return [{ ...base, readiness: 'ready', why: '' }];
  const why = `raised from ${valueIn(ask('normalMinimum'))} for it, and nothing lowers it by ${valueIn(ask('revertBy'))}`;
  return [{ ...base, readiness: 'at risk', why }];
}

/** What an event that is over has left behind. */
function pastAspects(subject: Subject, context: Context): Aspect[] {
  const { occurrence, lever } = eventOf(subject);
  const { world } = context;
  const need = needOf(subject, context);
  if (!lever || need === null || 'known' in need || (need.minCapacity === null && need.demand === null)) return [];
  if (lever.type !== 'target') return leftRaisedBesideTargets(lever, context);
  const target = { ...subject, resource: lever.resource };
  const now = current(subject, context, 'minimumNow');
  const above = overrideFacts.raisedAbove?.compute(target, context) ?? known(null);
  const normal = valueIn(overrideFacts.normalMinimum?.compute(target, context) ?? known(null));
  const base = { value: 'minCapacity', needed: normal, now: valueIn(now), atStart: null };
  if (!now.known || !above.known) {
    const because = [now, above].flatMap((fact) => (fact.known ? [] : fact.because));
    return [{ ...base, readiness: 'unknown', why: renderUnknown(because) }];
  }
  if (above.value === null) {
    return [{ ...base, readiness: 'unknown', why: 'neither a baseline nor the trail tells what is normal' }];
  }
  const isBack =
    Number(now.value) <= Number(above.value) ||
    eventOwning(world.calendar, world.now, askedOf(lever, context), 'minCapacity', Number(now.value)) !== null;
  if (isBack) return [{ ...base, readiness: 'ready', why: '' }];
  const why = `normally ${normal}, and it was to be back by ${instantText(occurrence.revertBy)}`;
  return [{ ...base, readiness: 'not reverted', why }];
}

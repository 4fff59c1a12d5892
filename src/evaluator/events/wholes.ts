import type { Readiness } from '../../model/event-report.ts';
import type { Json } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import { eventOf } from '../facts/event-asked.ts';
import { eventTargetFacts } from '../facts/event-target-facts.ts';
import { renderUnknown } from '../message.ts';
import type { Context, Subject } from '../subject.ts';
import type { Aspect } from './aspects.ts';
import { leadTimes } from './lead-times.ts';

type Ask = (fact: string) => Fact;

/** What an event needs of quotas and of the database behind a workload, from the facts that the rules judge. */
export function wholeAspects(subject: Subject, context: Context): Aspect[] {
  const ask: Ask = (fact) => eventTargetFacts[fact]?.compute(subject, context) ?? known(null);
  const left = eventOf(subject).occurrence.prewarmAt - context.world.now;
  // An increase that is asked for now comes in time, or not any more.
  const short: Readiness = left > 0 && left < leadTimes.quotaIncrease ? 'at risk' : 'not scaled';
  return [
    ...listAspect('quota on Bedrock tokens', ask('tokenShortfalls'), short),
    ...listAspect('quota on WebSocket connections', ask('connectionShortfalls'), short),
    ...listAspect('quota increase', ask('pendingIncreases'), 'at risk'),
    ...databaseAspect(ask),
  ];
}

const aspect = (value: string, readiness: Readiness, why: string, needed: Json = null, now: Json = null): Aspect => ({
  value,
  needed,
  now,
  atStart: now,
  readiness,
  why,
});

function listAspect(value: string, found: Fact, short: Readiness): Aspect[] {
  if (!found.known) return [aspect(value, 'unknown', renderUnknown(found.because))];
  if (!Array.isArray(found.value)) return [];
  return [found.value.length > 0 ? aspect(value, short, found.value.join('; ')) : aspect(value, 'ready', '')];
}

function databaseAspect(ask: Ask): Aspect[] {
  const needed = ask('connectionsNeeded');
  if (needed.known && needed.value === null) return [];
  const value = 'connections of the database';
  const both = derive([needed, ask('connectionLimit'), ask('databaseName')], (...all) => all);
  if (!both.known) return [aspect(value, 'unknown', renderUnknown(both.because))];
  const [wanted = null, limit = null, name = null] = both.value as Json[];
  if (limit === null) return [aspect(value, 'unknown', `${name} names its limit otherwise`, wanted)];
  const fits = Number(wanted) <= Number(limit);
  return [aspect(value, fits ? 'ready' : 'not scaled', fits ? '' : `${name} takes no more`, wanted, limit)];
}

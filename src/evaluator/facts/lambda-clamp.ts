import { type Fact, known, numberOf } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type Place, type World } from '../world.ts';
import { ownBaselineOf } from './baseline.ts';
import { resourceOf } from './joins.ts';
import { ageFacts, type Trace } from './override-age.ts';
import { changesOf, trailReading } from './trail.ts';

const eventNames = ['PutFunctionConcurrency20171031'] as const;
/** Functions that one loop clamps follow each other in seconds. */
const alikeMs = 15 * 60_000;

const reservedOf = (subject: Subject) => numberOf(memberOf(resourceOf(subject), 'reservedConcurrency'));

function traceClamp(subject: Subject): Trace | null {
  const reserved = reservedOf(subject);
  if (reserved === null) return null;
  return {
    kind: 'lambda-function',
    key: String(resourceOf(subject).key),
    value: 'reservedConcurrency',
    eventNames,
    holds: (value) => value === reserved,
  };
}

/** When a function was given the concurrency that it has, by the trail; null where the trail does not say. */
function clampedAt(world: World, place: Place, name: string, reserved: number): number | null {
  const [last] = changesOf(world, place, 'lambda-function', name).filter(
    ({ eventName, values }) => eventName === eventNames[0] && typeof values.reservedConcurrency === 'number',
  );
  return last?.values.reservedConcurrency === reserved ? last.at : null;
}

/** Functions of the place that have the same concurrency since the same quarter of an hour, this one among them. */
function clampedAlike(subject: Subject, world: World): Fact {
  const reserved = reservedOf(subject);
  const at = reserved === null ? null : clampedAt(world, subject, String(resourceOf(subject).key), reserved);
  if (reserved === null || at === null) {
    const { because } = trailReading(world, subject, eventNames);
    return because.length > 0 ? { known: false, because } : known(0, 'trail');
  }
  const functions = world.at('lambda-function', subject);
  const alike = functions.filter((one) => {
    if (one.attributes.reservedConcurrency !== reserved) return false;
    const other = clampedAt(world, subject, String(one.key), reserved);
    return other !== null && Math.abs(other - at) <= alikeMs;
  });
  const unread = functions.map((one) => memberOf(one, 'reservedConcurrency')).filter((fact) => !fact.known);
  const because = [...world.gaps('lambda-function', subject), ...unread.flatMap((fact) => fact.because)];
  // A loop that is seen is one, whatever else there is.
  return alike.length >= aLoop || because.length === 0 ? known(alike.length, 'trail') : { known: false, because };
}

/** Functions clamped alike that a loop is told by, at least. */
const aLoop = 3;

/** What can be asked of a function whose concurrency somebody may have clamped in an emergency. */
export const lambdaClampFacts: Record<string, FactDefinition> = {
  normalReservedConcurrency: {
    type: 'number',
    nullable: true,
    description: 'Reserved concurrency that is normal by the policy; null where it declares none.',
    compute: (_, { workload }) => known(ownBaselineOf(workload, 'reservedConcurrency')),
  },
  clampIsNormal: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the policy declares what is reserved, or less, as normal.',
    compute(subject, { workload }) {
      const normal = ownBaselineOf(workload, 'reservedConcurrency');
      return known(normal !== null && Number(reservedOf(subject)) >= normal);
    },
  },
  clampedAlike: {
    type: 'number',
    nullable: false,
    description:
      'Functions, this one among them, that were given the same reserved concurrency within 15 minutes of it, by the trail; 0 where the trail does not say when.',
    compute: (subject, { world }) => clampedAlike(subject, world),
  },
  enabledSourceCount: {
    type: 'number',
    nullable: false,
    description: 'Event sources that are enabled.',
    compute(subject) {
      const sources = memberOf(resourceOf(subject), 'eventSources');
      if (!sources.known) return sources;
      return known((sources.value as { enabled: boolean }[]).filter((one) => one.enabled).length);
    },
  },
  ...ageFacts('clamped', [], traceClamp),
};

import type { Resource } from '../../model/snapshot.ts';
import { concurrency, longestDuration, throttles } from '../../resources/metrics/lambda.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { dedupe, memberOf, type World } from '../world.ts';
import { resourceOf } from './joins.ts';
import { dataPoints, highest, measuredInPart, ofPoints, ofValues, percentile, total } from './metrics.ts';

const nameOf = (subject: Subject) => String(resourceOf(subject).key);

/** Throttled invocations as far as they were read. */
const throttlesOf = (world: World, one: Resource) => measuredInPart(world, one, throttles(String(one.key)));

/** Executions at the same time that 99 percent of the hours of two weeks did not exceed. */
const demand = (subject: Subject, { world }: Context): Fact =>
  ofValues(world, subject, concurrency(nameOf(subject)), (values) => percentile(values, 0.99));

/** Throttled invocations of two weeks, as far as they were read; that there are none needs all of them. */
function throttledInvocations(subject: Subject, { world }: Context): Fact {
  const { values, points, whole } = throttlesOf(world, resourceOf(subject));
  const sum = total(values);
  return sum > 0 || !whole ? ofPoints(sum, points) : whole;
}

/** A reservation that leaves room. What was throttled at its cap needs more than the cap, however little of it shows. */
function neededConcurrency(subject: Subject, context: Context): Fact {
  const withRoom = (used: number) => Math.ceil(used * Number(context.param('headroom')));
  const reserved = memberOf(resourceOf(subject), 'reservedConcurrency');
  return derive([demand(subject, context), throttledInvocations(subject, context), reserved], (used, throttled, cap) =>
    Math.max(withRoom(Number(used)), Number(throttled) > 0 ? withRoom(Number(cap ?? 0)) : 0),
  );
}

/** What can be asked of a function whose executions were measured. */
export const lambdaUsageFacts: Record<string, FactDefinition> = {
  concurrencyDemand: {
    type: 'number',
    nullable: false,
    description:
      'Executions at the same time that 99 percent of the hours of the 14 days before the snapshot did not exceed.',
    compute: demand,
  },
  concurrencyDataPoints: {
    type: 'number',
    nullable: false,
    description: 'Hours behind concurrencyDemand; a function that did not run has none.',
    compute: (subject, { world }) => dataPoints(world, subject, concurrency(nameOf(subject))),
  },
  neededConcurrency: {
    type: 'number',
    nullable: false,
    description:
      'concurrencyDemand × headroom, rounded up; of a function that was throttled at least its reservation × headroom, since what it was not allowed to do is not measured.',
    parameters: ['headroom'],
    compute: neededConcurrency,
  },
  throttledInvocations: {
    type: 'number',
    nullable: false,
    description:
      'Throttled invocations of the 14 days before the snapshot, as far as they were read; 0 needs all of them.',
    compute: throttledInvocations,
  },
  longestSeconds: {
    type: 'number',
    nullable: false,
    description: 'Longest execution of the week before the snapshot, in seconds.',
    compute: (subject, { world }) =>
      ofValues(world, subject, longestDuration(nameOf(subject)), (values) => highest(values) / 1000),
  },
  longestDataPoints: {
    type: 'number',
    nullable: false,
    description: 'Hours of that week in which it ran.',
    compute: (subject, { world }) => dataPoints(world, subject, longestDuration(nameOf(subject))),
  },
  longestPercent: {
    type: 'number',
    nullable: false,
    description: 'Longest execution of that week, percent of the timeout.',
    compute: (subject, { world }) =>
      derive(
        [
          ofValues(world, subject, longestDuration(nameOf(subject)), (values) => highest(values) / 1000),
          memberOf(resourceOf(subject), 'timeoutSeconds'),
        ],
        (longest, timeout) => (100 * Number(longest)) / Number(timeout),
      ),
  },
  raisedTimeout: {
    type: 'number',
    nullable: true,
    description:
      'Twice the longest execution of that week, in whole seconds up to 900; null where that is no more than the timeout.',
    compute: (subject, { world }) =>
      derive(
        [
          ofValues(world, subject, longestDuration(nameOf(subject)), (values) => highest(values) / 1000),
          memberOf(resourceOf(subject), 'timeoutSeconds'),
        ],
        (longest, timeout) => {
          const raised = Math.min(900, Math.ceil(2 * Number(longest)));
          return raised > Number(timeout) ? raised : null;
        },
      ),
  },
};

/** Whether a function without a reservation was throttled: they share the pool. True once one was seen, false when all were read. */
export function throttledUnreserved(world: World, subject: Subject): Fact {
  const functions = world.at('lambda-function', subject).filter((one) => one.attributes.managedInstances !== true);
  const judged = functions.map((one): Fact => {
    const { values, points, whole } = throttlesOf(world, one);
    const some = total(values) > 0;
    const reserved = memberOf(one, 'reservedConcurrency');
    if (reserved.known && reserved.value !== null) return known(false);
    if (!some && !whole) return ofPoints(false, points);
    return some ? derive([reserved], (units) => units === null) : (whole as Fact);
  });
  const yes = judged.find((one) => one.known && one.value === true);
  if (yes) return yes;
  const because = [
    ...world.gaps('lambda-function', subject),
    ...judged.flatMap((one) => (one.known ? [] : one.because)),
  ];
  return because.length > 0 ? { known: false, because: dedupe(because) } : known(false, 'metric');
}

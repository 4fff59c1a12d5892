import type { Workload } from '../../model/policy.ts';
import type { Resource } from '../../model/snapshot.ts';
import { anyTrue, derive, type Fact, known } from '../fact.ts';
import { matches } from '../match.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { type Place, someOf, type World } from '../world.ts';
import { alarmTopic, alarmWatches } from './alarms.ts';
import { candidateOf } from './joins.ts';

const throttles = { namespace: 'AWS/Lambda', metrics: ['Throttles'], highest: null };
/** Most functions that a message names. */
const mostNamed = 3;

/** Whether the workload of a function satisfies a test; unknown where a tag decides that could not be read. */
function workloadIs(world: World, one: Resource, test: (workload: Workload) => boolean): Fact {
  const candidate = candidateOf(one);
  for (const workload of world.policy.workloads) {
    const truth = matches(workload.match, candidate);
    if (truth === null && !candidate.tags.known) return candidate.tags;
    if (truth) return known(test(workload));
  }
  return known(false);
}

/** Whether some function belongs to such a workload: the limits of the account are theirs. */
export function anyFunctionOf(world: World, place: Place, test: (workload: Workload) => boolean): Fact {
  if (!world.policy.workloads.some(test)) return known(false);
  const gaps = world.gaps('lambda-function', place);
  const unseen: Fact[] = gaps.length > 0 ? [{ known: false, because: gaps }] : [];
  return anyTrue([...world.at('lambda-function', place).map((one) => workloadIs(world, one, test)), ...unseen]);
}

const alarmsLiveElsewhere = (world: World, one: Resource) =>
  workloadIs(world, one, ({ alerting }) => alerting === 'external');

/** Functions whose throttles matter: not those that were stopped with a reservation of 0, nor those whose alarms live elsewhere. */
function watchable(world: World, place: Place): Resource[] {
  return world.once(place, 'lambda-watchable', () =>
    world.at('lambda-function', place).filter((one) => {
      const elsewhere = alarmsLiveElsewhere(world, one);
      return one.attributes.reservedConcurrency !== 0 && !(elsewhere.known && elsewhere.value === true);
    }),
  );
}

/** Whether an alarm watches throttles over all functions: the metric without a dimension. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
function watchedTogether(world: World, place: Place): Fact {
  return alarmWatches(world, place, { ...throttles, dimensions: {}, without: ['FunctionName', 'Resource'] });
}

/** Whether an alarm watches throttles of one function, be it of one of its aliases. */
function watchedAlone(world: World, place: Place, one: Resource): Fact {
  return alarmWatches(world, place, { ...throttles, dimensions: { FunctionName: one.name } });
}

/** The same; a function without one is unwatched only where it is known that its alarms do not live elsewhere. */
function watchedHere(world: World, place: Place, one: Resource): Fact {
  const watched = watchedAlone(world, place, one);
  return watched.known && watched.value === false ? derive([alarmsLiveElsewhere(world, one)], () => false) : watched;
}

/** Functions without an alarm of their own; unknown as long as that of one is. */
function unwatched(world: World, place: Place): Fact {
  return world.once(place, 'lambda-unwatched', () => {
    const functions = watchable(world, place);
    const gaps = world.gaps('lambda-function', place);
    const unseen: Fact[] = gaps.length > 0 ? [{ known: false, because: gaps }] : [];
    return derive([...functions.map((one) => watchedHere(world, place, one)), ...unseen], (...watched) =>
      functions.filter((_, index) => watched[index] === false).map(({ name }) => name),
    );
  });
}

const none = (names: Fact) => derive([names], (list) => (list as string[]).length === 0);

/** Whether a function that the policy calls critical has no alarm of its own. */
function criticalUnwatched(world: World, subject: Subject): Fact {
  const functions = watchable(world, subject);
  return anyTrue(
    functions.map((one) =>
      derive(
        [workloadIs(world, one, ({ tier }) => tier === 'critical'), watchedAlone(world, subject, one)],
        (critical, watched) => critical === true && watched === false,
      ),
    ),
  );
}

/** What can be asked of alarms on throttles. */
export const lambdaAlarmFacts: Record<string, FactDefinition> = {
  throttlesMatter: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether there is a function whose throttles matter: not stopped with a reservation of 0, and its alarms live in CloudWatch.',
    compute: (subject, { world }) => someOf(watchable(world, subject), world.gaps('lambda-function', subject)),
  },
  throttlesWatched: {
    type: 'boolean',
    nullable: false,
    description: 'Whether an alarm with actions watches throttles over all functions, or each of those has its own.',
    compute: (subject, { world }) => anyTrue([watchedTogether(world, subject), none(unwatched(world, subject))]),
  },
  unwatchedFunctions: {
    type: 'list',
    nullable: false,
    description: 'Those of them without an alarm of their own: the first three, and how many more.',
    compute: (subject, { world }) =>
      derive([unwatched(world, subject)], (list) => {
        const names = list as string[];
        const more = names.length - mostNamed;
        return [...names.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])];
      }),
  },
  criticalUnwatched: {
    type: 'boolean',
    nullable: false,
    description: 'Whether one of them is critical by the policy.',
    compute: (subject, { world }) => criticalUnwatched(world, subject),
  },
  alarmTopic,
};

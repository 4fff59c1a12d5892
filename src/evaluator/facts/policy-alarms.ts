import type { Json, Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import { memberOf, type Place, type World } from '../world.ts';
import { scaledWithinHour } from './activities.ts';
import { alarmGaps } from './alarms.ts';
import { findTarget, identityOf, scaledResource, scalingGaps } from './joins.ts';

const hour = 3_600_000;

/** Alarms of a policy that do not exist or whose actions are off: those that are proven, or why none can be. */
export function deadAlarms(world: World, place: Place, policy: Resource): Fact {
  return alarmsWhere(world, place, policy, (alarm) => (alarm ? actionsAreOff(alarm) : known(true)));
}

/** Alarms of a policy whose actions are off; null when there is none. */
export function silencedAlarms(world: World, place: Place, policy: Resource): Fact {
  const silenced = alarmsWhere(world, place, policy, (alarm) => (alarm ? actionsAreOff(alarm) : known(false)));
  return derive([silenced], (names) => (listOf(names).length === 0 ? null : names));
}

/**
 * Alarms that lack data although they should have some. INSUFFICIENT_DATA means something only for ECS CPU and memory
 * metrics of a service with running tasks: alarms on DynamoDB metrics ignore missing data, and idle services rightly send
 * none. Nor does it mean much right after the service was scaled up from zero.
 */
export function starvedAlarms(world: World, place: Place, policy: Resource): Fact {
  const metric = memberOf(policy, 'predefinedMetric');
  if (!metric.known) return metric;
  const owner = scaledResource(identityOf(policy));
  if (owner?.kind !== 'ecs-service' || !/Average(CPU|Memory)Utilization/.test(String(metric.value))) return known([]);
  const service = world.find('ecs-service', place, owner.key);
  const gaps = world.gaps('ecs-service', place);
  if (!service) return gaps.length > 0 ? { known: false, because: gaps } : known([]);
  const running = memberOf(service, 'runningCount');
  if (running.known && Number(running.value) === 0) return known([]);
  const starved = alarmsWhere(world, place, policy, (alarm) =>
    alarm === undefined ? known(false) : lacksData(alarm, world.seenAt),
  );
  if (starved.known && listOf(starved.value).length === 0) return starved;
  const lately = scaledLately(world, place, policy);
  if (lately.known && lately.value === true) return known([]);
  return derive([running, lately, starved], (_running, _lately, names) => names);
}

/** What is known to keep a policy from acting, in words; an empty list when nothing is. */
export function inactiveBecause(world: World, place: Place, policy: Resource): Fact {
  return derive([memberOf(policy, 'alarmNames')], (names) => {
    if (listOf(names).length === 0) return ['no alarm drives it'];
    const dead = namesOf(deadAlarms(world, place, policy)).map((name) =>
      world.find('cloudwatch-alarm', place, name)
        ? `the actions of alarm ${name} are switched off`
        : `alarm ${name} does not exist`,
    );
    const starved = namesOf(starvedAlarms(world, place, policy));
    return [...dead, ...starved.map((name) => `alarm ${name} has had no data for over an hour while tasks run`)];
  });
}

/** How many names a fact holds. */
export function countNames(names: Fact): Fact {
  return derive([names], (value) => listOf(value).length);
}

/** Names of the policy's alarms for which `ask` is true; it is asked with undefined for an alarm that does not exist. */
function alarmsWhere(world: World, place: Place, policy: Resource, ask: (alarm: Resource | undefined) => Fact): Fact {
  const names = memberOf(policy, 'alarmNames');
  if (!names.known) return names;
  const gaps = alarmGaps(world, place);
  const all = listOf(names.value).map(String);
  const answers = all.map((name): Fact => {
    const alarm = world.find('cloudwatch-alarm', place, name);
    // An alarm that was not found is known to be missing only when every alarm was read.
    return alarm === undefined && gaps.length > 0 ? { known: false, because: gaps } : ask(alarm);
  });
  const proven = all.filter((_, index) => answers[index]?.known && answers[index].value === true);
  return proven.length > 0 ? known(proven) : derive(answers, () => []);
}

function actionsAreOff(alarm: Resource): Fact {
  return derive([memberOf(alarm, 'actionsEnabled')], (enabled) => enabled === false);
}

function lacksData(alarm: Resource, seenAt: number): Fact {
  return derive([memberOf(alarm, 'state'), memberOf(alarm, 'stateSince')], (state, since) => {
    return state === 'INSUFFICIENT_DATA' && typeof since === 'string' && seenAt - Date.parse(since) > hour;
  });
}

function scaledLately(world: World, place: Place, policy: Resource): Fact {
  const target = findTarget(world, place, identityOf(policy));
  if (target) return scaledWithinHour(world, target);
  const gaps = scalingGaps(world, place, 'scalable-target', identityOf(policy));
  return gaps.length > 0 ? { known: false, because: gaps } : known(false);
}

function namesOf(fact: Fact): string[] {
  return fact.known ? listOf(fact.value).map(String) : [];
}

function listOf(value: Json): Json[] {
  return Array.isArray(value) ? value : [];
}

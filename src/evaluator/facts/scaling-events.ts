import type { Json } from '../../model/snapshot.ts';
import { anyTrue, derive, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type Place, someOf, type World } from '../world.ts';
import { topicOf } from './alarms.ts';

/** Regions of the account that were looked at. */
function regionsOf(world: World, { account }: Subject): Place[] {
  const regions = world.snapshot.scopes.filter((scope) => scope.account === account && scope.region !== 'global');
  return [...new Set(regions.map((scope) => scope.region))].sort().map((region) => ({ account, region }));
}

const scales = (world: World, place: Place): Fact =>
  someOf(world.at('scalable-target', place), world.gaps('scalable-target', place));

/** Whether an enabled rule with targets hears there that scaling reached a maximum. */
function hears(world: World, place: Place): Fact {
  const answers = world.at('eventbridge-rule', place).map((rule) => {
    const matches = derive([memberOf(rule, 'state'), memberOf(rule, 'capacityEvents')], (state, events) => {
      return state !== 'DISABLED' && Array.isArray(events) && events.includes('scaled-to-max');
    });
    if (!matches.known || matches.value === false) return matches;
    return derive([memberOf(rule, 'targetServices')], (services) => (services as Json[]).length > 0);
  });
  const gaps = world.gaps('eventbridge-rule', place);
  return anyTrue([...answers, gaps.length > 0 ? { known: false, because: gaps } : known(false)]);
}

/** Regions where something is scaled and nothing hears of its maximum: those that are proven, or why none can be. */
function unheardRegions(world: World, subject: Subject): Fact {
  const answers = regionsOf(world, subject).map((place) => {
    const [scaled, heard] = [scales(world, place), hears(world, place)];
    const no = (scaled.known && scaled.value === false) || (heard.known && heard.value === true);
    return { region: place.region, unheard: no ? known(false) : derive([scaled, heard], () => true) };
  });
  const proven = answers.filter(({ unheard }) => unheard.known && unheard.value === true);
  if (proven.length > 0) return known(proven.map(({ region }) => region));
  return derive(
    answers.map(({ unheard }) => unheard),
    () => [],
  );
}

/** The first of these regions; null when there is none. */
const firstUnheard = (world: World, subject: Subject): Fact =>
  derive([unheardRegions(world, subject)], (regions) => (regions as string[])[0] ?? null);

/** What can be asked of an account about who hears of its scaling. */
export const scalingEventFacts: Record<string, FactDefinition> = {
  scalesAnything: {
    type: 'boolean',
    nullable: false,
    description: 'Whether a scalable target is registered in some region that was looked at.',
    compute: (subject, { world }) => anyTrue(regionsOf(world, subject).map((place) => scales(world, place))),
  },
  unheardRegions: {
    type: 'list',
    nullable: false,
    description:
      'Regions with scalable targets in which no enabled EventBridge rule with targets hears that one reached its maximum.',
    compute: (subject, { world }) => unheardRegions(world, subject),
  },
  unheardRegionCount: {
    type: 'number',
    nullable: false,
    description: 'How many such regions there are.',
    compute: (subject, { world }) =>
      derive([unheardRegions(world, subject)], (regions) => (regions as string[]).length),
  },
  firstUnheardRegion: {
    type: 'string',
    nullable: true,
    description: 'The first of these regions, by name; null when there is none.',
    compute: (subject, { world }) => firstUnheard(world, subject),
  },
  firstUnheardTopic: {
    type: 'string',
    nullable: true,
    description:
      'SNS topic that most alarms there notify; the ARN of one to be made, called alarms, where none notifies any; null without such a region.',
    compute(subject, { world }) {
      const region = firstUnheard(world, subject);
      if (!region.known || typeof region.value !== 'string') return region;
      return topicOf(world, { account: subject.account, region: region.value });
    },
  },
};

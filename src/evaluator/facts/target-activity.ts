import { derive, type Fact } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { atMaximumOften, atMaximumWithinDay, daysAtMaximum } from './activities.ts';
import {
  activeInSixWeeks,
  flappingWithheld,
  flaps,
  lastFailure,
  reversalsWithinHour,
  scalingFails,
} from './activity-outcomes.ts';
import { resourceOf } from './joins.ts';

/** Days of the week, for which failures and flapping are looked at: what is older is over. */
const week = 7;

const targetAgeDays = (subject: Subject, world: World): Fact =>
  derive([memberOf(resourceOf(subject), 'createdAt')], (created) =>
    typeof created === 'string' ? Math.floor((world.seenAt - Date.parse(created)) / 86_400_000) : null,
  );

/** What the scaling activities of a target tell; each looks back so far, and is unknown where less was read. */
export const activityFacts: Record<string, FactDefinition> = {
  daysAtMaximum: {
    type: 'number',
    nullable: false,
    description:
      'Distinct days of the 14 before the snapshot, in the time zone of the policy, on which the target was held back by its maximum (not-scaled activities).',
    compute: (subject, { world }) => daysAtMaximum(world, resourceOf(subject), 14),
  },
  atMaximumOften: {
    type: 'boolean',
    nullable: false,
    description: 'Whether that was so on at least hitDays days of the 14.',
    parameters: ['hitDays'],
    compute: (subject, { world, param }) => atMaximumOften(world, resourceOf(subject), 14, Number(param('hitDays'))),
  },
  atMaximumVeryOften: {
    type: 'boolean',
    nullable: false,
    description: 'Whether that was so on at least 3 days of the 14.',
    compute: (subject, { world }) => atMaximumOften(world, resourceOf(subject), 14, 3),
  },
  atMaximumWithinDay: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the target was held back by its maximum within the 24 hours before the snapshot.',
    compute: (subject, { world }) => atMaximumWithinDay(world, resourceOf(subject)),
  },
  scalingFails: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether a scaling of the 7 days before the snapshot failed and none succeeded after it; being at a bound is no failure.',
    compute: (subject, { world }) => scalingFails(world, resourceOf(subject), week),
  },
  lastFailure: {
    type: 'string',
    nullable: true,
    description: 'When scaling failed last (ISO 8601), where it fails; null where it does not.',
    compute: (subject, { world }) => lastFailure(world, resourceOf(subject), week),
  },
  flaps: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether capacity changed its direction more than mostReversals times within an hour of the 7 days before the snapshot.',
    parameters: ['mostReversals'],
    compute: (subject, { world, param }) => flaps(world, resourceOf(subject), week, Number(param('mostReversals'))),
  },
  reversalsWithinHour: {
    type: 'number',
    nullable: false,
    description: 'Most changes of direction of the capacity within any hour of the 7 days before the snapshot.',
    compute: (subject, { world }) => reversalsWithinHour(world, resourceOf(subject), week),
  },
  flappingWithheld: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether AWS withheld scalings that would have been taken back at once, on at least withheldDays of the 7 days before the snapshot.',
    parameters: ['withheldDays'],
    compute: (subject, { world, param }) =>
      flappingWithheld(world, resourceOf(subject), week, Number(param('withheldDays'))),
  },
  activeInSixWeeks: {
    type: 'boolean',
    nullable: false,
    description: 'Whether anything was scaled, or asked for, in the six weeks that AWS remembers.',
    compute: (subject, { world }) => activeInSixWeeks(world, resourceOf(subject)),
  },
  targetAgeDays: {
    type: 'number',
    nullable: true,
    description: 'Days from the registration of the target to the snapshot; null where AWS does not tell.',
    compute: (subject, { world }) => targetAgeDays(subject, world),
  },
};

import type { Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import type { World } from '../world.ts';
import { atMaximumOften, atMaximumWithinDay, daysAtMaximum } from './activities.ts';
import { targetOf, unitsOf } from './dynamodb-slice.ts';
import { findTarget, scalingGaps } from './joins.ts';
import { targetMember } from './scaling.ts';

/** Something of the scalable target of this side; null without one. */
function ofTarget(subject: Subject, world: World, ask: (target: Resource) => Fact): Fact {
  const target = findTarget(world, subject, targetOf(subject));
  if (target) return ask(target);
  const gaps = scalingGaps(world, subject, 'scalable-target', targetOf(subject));
  return gaps.length > 0 ? { known: false, because: gaps } : known(null);
}

/** How far this side can still grow. */
export const dynamodbRoomFacts: Record<string, FactDefinition> = {
  unitsToMaximum: {
    type: 'number',
    nullable: true,
    description: 'Provisioned units of this side as a share of the maximum of its scalable target; null without one.',
    compute: (subject, { world }) =>
      derive([unitsOf(subject), targetMember(world, subject, targetOf(subject), 'maxCapacity')], (units, maximum) =>
        typeof units === 'number' && typeof maximum === 'number' && maximum > 0 ? units / maximum : null,
      ),
  },
  daysAtMaximum: {
    type: 'number',
    nullable: true,
    description: 'Days of the last 14 on which the maximum held this side back; null without a scalable target.',
    compute: (subject, { world }) => ofTarget(subject, world, (target) => daysAtMaximum(world, target, 14)),
  },
  atMaximumOften: {
    type: 'boolean',
    nullable: true,
    description:
      'Whether the maximum held this side back on at least hitDays of the last 14 days; null without a target.',
    parameters: ['hitDays'],
    compute: (subject, { world, param }) =>
      ofTarget(subject, world, (target) => atMaximumOften(world, target, 14, Number(param('hitDays')))),
  },
  atMaximumWithinDay: {
    type: 'boolean',
    nullable: true,
    description: 'Whether the maximum held this side back within the last 24 hours; null without a scalable target.',
    compute: (subject, { world }) => ofTarget(subject, world, (target) => atMaximumWithinDay(world, target)),
  },
};

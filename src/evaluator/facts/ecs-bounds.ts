import { derive } from '../fact.ts';
import type { FactDefinition } from '../subject.ts';
import { memberOf } from '../world.ts';
import { serviceTarget } from './ecs-target.ts';
import { resourceOf } from './joins.ts';
import { targetMember } from './scaling.ts';
import { raisedMaximum } from './suggestions.ts';

/** What can be asked of the bounds of a service's scalable target, and of its desired count against them. */
export const ecsBoundFacts: Record<string, FactDefinition> = {
  minCapacity: {
    type: 'number',
    nullable: true,
    description: "Minimum of the service's scalable target, in tasks; null without a target.",
    compute: (subject, { world }) => targetMember(world, subject, serviceTarget(subject), 'minCapacity'),
  },
  maxCapacity: {
    type: 'number',
    nullable: true,
    description: "Maximum of the service's scalable target, in tasks; null without a target.",
    compute: (subject, { world }) => targetMember(world, subject, serviceTarget(subject), 'maxCapacity'),
  },
  desiredToMaximum: {
    type: 'number',
    nullable: true,
    description: 'Desired count divided by the maximum (0 to 1 and above); null without a target.',
    compute(subject, { world }) {
      const maximum = targetMember(world, subject, serviceTarget(subject), 'maxCapacity');
      return derive([memberOf(resourceOf(subject), 'desiredCount'), maximum], (desired, max) =>
        typeof max === 'number' && max > 0 ? Number(desired) / max : null,
      );
    },
  },
  raisedMaximum: {
    type: 'number',
    nullable: true,
    description: "Twice the maximum of the service's scalable target, in tasks; null without a target.",
    compute: (subject, { world }) =>
      derive([targetMember(world, subject, serviceTarget(subject), 'maxCapacity')], (max) =>
        typeof max === 'number' ? raisedMaximum('ecs:service:DesiredCount', max) : null,
      ),
  },
  maximumThatHolds: {
    type: 'number',
    nullable: true,
    description:
      'Maximum of the target, or the desired count where that is above it, so that registering it stops no task; null without a target.',
    compute: (subject, { world }) =>
      derive(
        [
          targetMember(world, subject, serviceTarget(subject), 'maxCapacity'),
          memberOf(resourceOf(subject), 'desiredCount'),
        ],
        (max, desired) => (typeof max === 'number' ? Math.max(max, Number(desired)) : null),
      ),
  },
  exceededMaximum: {
    type: 'number',
    nullable: true,
    description: 'Maximum of the target, where the desired count is above it; null where it is not.',
    compute: (subject, { world }) =>
      derive(
        [
          targetMember(world, subject, serviceTarget(subject), 'maxCapacity'),
          memberOf(resourceOf(subject), 'desiredCount'),
        ],
        (max, desired) => (typeof max === 'number' && Number(desired) > max ? max : null),
      ),
  },
  countBelowMinimum: {
    type: 'number',
    nullable: true,
    description: 'Desired count, where it is below the minimum of the target; null where it is not.',
    compute: (subject, { world }) =>
      derive(
        [
          targetMember(world, subject, serviceTarget(subject), 'minCapacity'),
          memberOf(resourceOf(subject), 'desiredCount'),
        ],
        (min, desired) => (typeof min === 'number' && Number(desired) < min ? desired : null),
      ),
  },
};

import { derive, known } from '../fact.ts';
import type { FactDefinition } from '../subject.ts';
import { memberOf } from '../world.ts';
import { baselineDimension, baselineOf } from './baseline.ts';
import { identityOf, resourceOf } from './joins.ts';
import { isActionSpent, maximumWhenFired, nextFireOf } from './scaling.ts';

/** What can be asked of a scheduled action beside its own attributes. */
export const scheduledActionFacts: Record<string, FactDefinition> = {
  scheduleType: {
    type: 'string',
    nullable: false,
    description: 'at, rate or cron.',
    compute: (subject) =>
      derive([memberOf(resourceOf(subject), 'schedule')], (schedule) => String(schedule).split('(')[0]?.trim() ?? ''),
  },
  spent: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the action will never fire again.',
    compute: (subject, { world }) => known(isActionSpent(resourceOf(subject), world.now)),
  },
  nextFire: {
    type: 'string',
    nullable: true,
    description: 'When the action fires next (ISO 8601 UTC); null when never.',
    compute(subject, { world }) {
      const next = nextFireOf(resourceOf(subject), world.now);
      return known(next === null ? null : new Date(next).toISOString());
    },
  },
  maximumWhenFired: {
    type: 'number',
    nullable: true,
    description: 'Maximum of the target at the instant the action fires; null when no target is registered.',
    compute: (subject, { world }) => {
      const action = resourceOf(subject);
      return maximumWhenFired(world, subject, identityOf(action), action);
    },
  },
  minimumAboveBaseline: {
    type: 'boolean',
    nullable: true,
    description: 'Whether the minimum that the action writes is above the baseline; null without a baseline.',
    compute(subject, { workload }) {
      const action = resourceOf(subject);
      const baseline = baselineOf(workload, 'minCapacity', baselineDimension(identityOf(action)));
      return derive([memberOf(action, 'minCapacity'), baseline], (minimum, normal) =>
        typeof normal === 'number' && typeof minimum === 'number' ? minimum > normal : null,
      );
    },
  },
};

import { derive, unknown } from '../fact.ts';
import type { FactDefinition } from '../subject.ts';
import { memberOf } from '../world.ts';
import { atMaximumOften, atMaximumWithinDay, daysAtMaximum } from './activities.ts';
import { baselineDimension, baselineOf } from './baseline.ts';
import { identityOf, resourceOf } from './joins.ts';
import {
  anyPolicyScalesIn,
  minimumLoweredWithin,
  pendingActionCount,
  policyCount,
  tableBillingMode,
} from './scaling.ts';

/** What can be asked of a scalable target beside its own attributes. */
export const scalableTargetFacts: Record<string, FactDefinition> = {
  scalingPolicyCount: {
    type: 'number',
    nullable: false,
    description: 'Scaling policies of the target.',
    compute: (subject, { world }) => policyCount(world, subject, identityOf(resourceOf(subject))),
  },
  pendingScheduledActionCount: {
    type: 'number',
    nullable: false,
    description: 'Scheduled actions of the target that will still fire.',
    compute: (subject, { world }) => pendingActionCount(world, subject, identityOf(resourceOf(subject))),
  },
  anyPolicyScalesIn: {
    type: 'boolean',
    nullable: false,
    description: 'Whether some policy lowers capacity when demand falls.',
    compute: (subject, { world }) => anyPolicyScalesIn(world, subject, identityOf(resourceOf(subject))),
  },
  tableBillingMode: {
    type: 'string',
    nullable: true,
    description: 'Billing mode of the table behind the target; null for other namespaces.',
    compute: (subject, { world }) => tableBillingMode(world, subject, identityOf(resourceOf(subject))),
  },
  daysAtMaximum: {
    type: 'number',
    nullable: false,
    description:
      'Distinct days of the last 14 on which the target was held back by its maximum (not-scaled activities).',
    compute: (subject, { world }) => daysAtMaximum(world, resourceOf(subject), 14),
  },
  atMaximumOften: {
    type: 'boolean',
    nullable: false,
    description: 'Whether that was so on at least hitDays days of the last 14.',
    parameters: ['hitDays'],
    compute: (subject, { world, param }) => atMaximumOften(world, resourceOf(subject), 14, Number(param('hitDays'))),
  },
  atMaximumVeryOften: {
    type: 'boolean',
    nullable: false,
    description: 'Whether that was so on at least 3 days of the last 14.',
    compute: (subject, { world }) => atMaximumOften(world, resourceOf(subject), 14, 3),
  },
  atMaximumWithinDay: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the target was held back by its maximum within the last 24 hours.',
    compute: (subject, { world }) => atMaximumWithinDay(world, resourceOf(subject)),
  },
  raisedAbove: {
    type: 'number',
    nullable: true,
    description:
      'Minimum above which the target counts as raised: baseline minimum × ratio, at least one more; null without a baseline.',
    parameters: ['ratio'],
    compute(subject, { workload, param }) {
      const dimension = baselineDimension(identityOf(resourceOf(subject)));
      return derive([baselineOf(workload, 'minCapacity', dimension)], (baseline) =>
        typeof baseline === 'number' ? Math.max(baseline * Number(param('ratio')), baseline + 1) : null,
      );
    },
  },
  minimumLoweredSoon: {
    type: 'boolean',
    nullable: false,
    description: 'Whether a pending scheduled action lowers the minimum within the given hours.',
    parameters: ['revertWithinHours'],
    compute: (subject, { world, param }) =>
      minimumLoweredWithin(world, subject, identityOf(resourceOf(subject)), Number(param('revertWithinHours'))),
  },
  raisedForHours: {
    type: 'number',
    nullable: true,
    description: 'Hours since the minimum was raised, from the trail; the trail is read only on request.',
    compute: () => unknown('raisedForHours', 'not-requested', 'cloudtrail:LookupEvents'),
  },
  minimumAboveBaseline: {
    type: 'boolean',
    nullable: true,
    description: 'Whether the minimum is above the baseline; null without a baseline.',
    compute(subject, { workload }) {
      const target = resourceOf(subject);
      const baseline = baselineOf(workload, 'minCapacity', baselineDimension(identityOf(target)));
      return derive([memberOf(target, 'minCapacity'), baseline], (minimum, normal) =>
        typeof normal === 'number' ? Number(minimum) > normal : null,
      );
    },
  },
  pinnedAboveBaseline: {
    type: 'boolean',
    nullable: false,
    description: 'Whether minimum and maximum are equal and above the baseline maximum.',
    compute(subject, { workload }) {
      const target = resourceOf(subject);
      const baseline = baselineOf(workload, 'maxCapacity', baselineDimension(identityOf(target)));
      return derive(
        [memberOf(target, 'minCapacity'), memberOf(target, 'maxCapacity'), baseline],
        (min, max, normal) => typeof normal === 'number' && min === max && Number(max) > normal,
      );
    },
  },
};

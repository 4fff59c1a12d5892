import { durationMs } from '../../model/policy.ts';
import type { Resource } from '../../model/snapshot.ts';
import { anyTrue, derive, type Fact, known, numberOf, unknown } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf, tagsOf } from '../world.ts';
import {
  minimumLoweredWithin,
  minimumWrittenBySchedule,
  pendingActionCount,
  scheduleScalesIn,
} from './action-timeline.ts';
import { atMaximumOften, atMaximumWithinDay, daysAtMaximum } from './activities.ts';
import { baselineDimension, baselineOf } from './baseline.ts';
import { identityOf, policiesOf, resourceOf, scaledResource, scalingGaps } from './joins.ts';
import { explainsOverride } from './override-tags.ts';
import { actingPolicyCount, anyPolicyScalesIn, policyCount, scalingHasEffect, tableBillingMode } from './scaling.ts';
import { raisedMaximum, suggestedTracking } from './suggestions.ts';

const targetOf = (subject: Subject) => identityOf(resourceOf(subject));

/** Minimum above which a target counts as raised: at least one more than the baseline, so that 0 × ratio means something. */
function raisedAbove(subject: Subject, { workload, param }: Context): Fact {
  return derive([baselineOf(workload, 'minCapacity', baselineDimension(targetOf(subject)))], (baseline) =>
    typeof baseline === 'number' ? Math.max(baseline * Number(param('ratio')), baseline + 1) : null,
  );
}

/** Tags of the target, and of what it scales: people tag the service and forget the target. */
function overrideExplained(subject: Subject, { world }: Context): Fact {
  const owner = scaledResource(targetOf(subject));
  const scaled = owner ? world.find(owner.kind, subject, owner.key) : undefined;
  const gaps = owner && !scaled ? world.gaps(owner.kind, subject) : [];
  const grace = durationMs(world.policy.override.warnAfter);
  const tags = [
    tagsOf(resourceOf(subject)),
    ...(scaled ? [tagsOf(scaled)] : gaps.length > 0 ? [{ known: false, because: gaps } as Fact] : []),
  ];
  return anyTrue(tags.map((one) => explainsOverride(one, world.policy.override.tagKey, world.now, grace)));
}

/** A tracking policy that never scales in, on a target that nothing scales in. */
function blockedPolicy(subject: Subject, { world }: Context): Resource | undefined {
  return policiesOf(world, subject, targetOf(subject)).find((policy) => policy.attributes.disableScaleIn === true);
}

function ofBlockedPolicy(subject: Subject, context: Context, ask: (policy: Resource) => Fact): Fact {
  const scalesIn = anyPolicyScalesIn(context.world, subject, targetOf(subject));
  const policy = blockedPolicy(subject, context);
  if (scalesIn.known && scalesIn.value === true) return known(null);
  if (policy) return ask(policy);
  const gaps = scalingGaps(context.world, subject, 'scaling-policy', targetOf(subject));
  return gaps.length > 0 ? { known: false, because: gaps } : known(null);
}

/** What can be asked of a scalable target beside its own attributes. */
export const scalableTargetFacts: Record<string, FactDefinition> = {
  scalingPolicyCount: {
    type: 'number',
    nullable: false,
    description: 'Scaling policies of the target.',
    compute: (subject, { world }) => policyCount(world, subject, targetOf(subject)),
  },
  actingPolicyCount: {
    type: 'number',
    nullable: false,
    description:
      'Scaling policies of the target that may change capacity; a predictive one that only forecasts does not.',
    compute: (subject, { world }) => actingPolicyCount(world, subject, targetOf(subject)),
  },
  pendingScheduledActionCount: {
    type: 'number',
    nullable: false,
    description: 'Scheduled actions of the target that will still fire.',
    compute: (subject, { world }) => pendingActionCount(world, subject, targetOf(subject)),
  },
  anyPolicyScalesIn: {
    type: 'boolean',
    nullable: false,
    description: 'Whether some policy lowers capacity when demand falls.',
    compute: (subject, { world }) => anyPolicyScalesIn(world, subject, targetOf(subject)),
  },
  scheduleScalesIn: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether a pending scheduled action writes a lower maximum than holds before, which takes capacity away.',
    compute: (subject, { world }) => scheduleScalesIn(world, subject, targetOf(subject)),
  },
  scaleInDisabledPolicy: {
    type: 'string',
    nullable: true,
    description: 'Tracking policy that never scales in, where nothing else does; null when there is none.',
    compute: (subject, context) => ofBlockedPolicy(subject, context, (policy) => memberOf(policy, 'policyName')),
  },
  scaleInEnabledConfiguration: {
    type: 'object',
    nullable: true,
    description:
      'Configuration of that policy with scale-in enabled, as put-scaling-policy takes it; null without one.',
    compute: (subject, context) =>
      ofBlockedPolicy(subject, context, (policy) =>
        derive([memberOf(policy, 'configuration')], (all) => ({ ...(all as object), DisableScaleIn: false })),
      ),
  },
  scaleInDisabledConfiguration: {
    type: 'object',
    nullable: true,
    description: 'Configuration of that policy as it is; null without one.',
    compute: (subject, context) => ofBlockedPolicy(subject, context, (policy) => memberOf(policy, 'configuration')),
  },
  scalingHasEffect: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether the target does anything: not for a table on demand, a service being drained, or a resource that is proven to be gone.',
    compute: (subject, { world }) => scalingHasEffect(world, subject, targetOf(subject)),
  },
  tableBillingMode: {
    type: 'string',
    nullable: true,
    description: 'Billing mode of the table behind the target; null for other namespaces.',
    compute: (subject, { world }) => tableBillingMode(world, subject, targetOf(subject)),
  },
  overrideExplained: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether tags of the target or of what it scales explain an override: baseline-change, or an event or incident whose day is not over for longer than override.warnAfter of the policy.',
    compute: overrideExplained,
  },
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
  raisedMaximum: {
    type: 'number',
    nullable: true,
    description: 'Twice the maximum, up to what AWS allows; null where the maximum is there already.',
    compute: (subject) =>
      derive([memberOf(resourceOf(subject), 'maxCapacity')], (max) =>
        raisedMaximum(targetOf(subject).scalableDimension, Number(max)),
      ),
  },
  suggestedTracking: {
    type: 'object',
    nullable: true,
    description: 'Configuration of a tracking policy to begin with; null where AWS predefines no utilisation.',
    compute: (subject) => known(suggestedTracking(targetOf(subject).scalableDimension)),
  },
  raisedAbove: {
    type: 'number',
    nullable: true,
    description:
      'Minimum above which the target counts as raised: baseline minimum × ratio, at least one more; null without a baseline.',
    parameters: ['ratio'],
    compute: raisedAbove,
  },
  minimumLoweredSoon: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether a pending scheduled action lowers the minimum to raisedAbove or less within revertWithinHours; never while scheduled scaling is suspended.',
    parameters: ['revertWithinHours', 'ratio'],
    compute(subject, context) {
      const hours = Number(context.param('revertWithinHours'));
      const highest = numberOf(raisedAbove(subject, context));
      return minimumLoweredWithin(context.world, subject, targetOf(subject), hours, highest);
    },
  },
  minimumOwnedBySchedule: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether a recurring scheduled action wrote the minimum and another that is pending lowers it to raisedAbove or less: a weekly raise with its revert.',
    parameters: ['ratio'],
    compute(subject, context) {
      const { world } = context;
      const target = targetOf(subject);
      const highest = numberOf(raisedAbove(subject, context));
      const lowered = minimumLoweredWithin(world, subject, target, Number.POSITIVE_INFINITY, highest);
      const written = minimumWrittenBySchedule(world, subject, target);
      const no = [lowered, written].some((fact) => fact.known && fact.value === false);
      return no ? known(false) : derive([lowered, written], () => true);
    },
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
      const baseline = baselineOf(workload, 'minCapacity', baselineDimension(targetOf(subject)));
      return derive([memberOf(resourceOf(subject), 'minCapacity'), baseline], (minimum, normal) =>
        typeof normal === 'number' ? Number(minimum) > normal : null,
      );
    },
  },
  pinnedAboveBaseline: {
    type: 'boolean',
    nullable: false,
    description: 'Whether minimum and maximum are equal and above the baseline maximum; no without a baseline.',
    compute(subject, { workload }) {
      const target = resourceOf(subject);
      const baseline = baselineOf(workload, 'maxCapacity', baselineDimension(targetOf(subject)));
      return derive(
        [memberOf(target, 'minCapacity'), memberOf(target, 'maxCapacity'), baseline],
        (min, max, normal) => typeof normal === 'number' && min === max && Number(max) > normal,
      );
    },
  },
};

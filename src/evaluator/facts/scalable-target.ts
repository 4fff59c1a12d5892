import type { Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { pendingActionCount, scheduleScalesIn } from './action-timeline.ts';
import { identityOf, policiesOf, resourceOf, scalingGaps } from './joins.ts';
import { policyPairFacts } from './policy-pairs.ts';
import {
  actingPolicyCount,
  anyPolicyScalesIn,
  policyCount,
  scaledResourceGone,
  scalingHasEffect,
  tableBillingMode,
} from './scaling.ts';
import { raisedMaximum, suggestedTracking } from './suggestions.ts';
import { activityFacts } from './target-activity.ts';
import { overrideFacts } from './target-override.ts';
import { targetUsageFacts } from './target-usage.ts';
import { unrevertedRaiseFacts } from './unreverted-raise.ts';

const targetOf = (subject: Subject) => identityOf(resourceOf(subject));

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
  trackingPolicyCount: {
    type: 'number',
    nullable: false,
    description: 'Target tracking policies of the target.',
    compute: (subject, { world }) => policyCount(world, subject, targetOf(subject), 'TargetTrackingScaling'),
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
  resumedScaleIn: {
    type: 'object',
    nullable: true,
    description:
      'Suspended state with scale-in resumed, as register-scalable-target takes it; null unless it is suspended.',
    compute(subject) {
      const flags = ['suspendedDynamicScaleIn', 'suspendedDynamicScaleOut', 'suspendedScheduled'];
      return derive(
        flags.map((flag) => memberOf(resourceOf(subject), flag)),
        (scaleIn, scaleOut = false, scheduled = false) =>
          scaleIn === true
            ? {
                DynamicScalingInSuspended: false,
                DynamicScalingOutSuspended: scaleOut,
                ScheduledScalingSuspended: scheduled,
              }
            : null,
      );
    },
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
  scaledResourceGone: {
    type: 'boolean',
    nullable: true,
    description:
      'Whether what the target scales is proven not to exist any more: the resource, or the index of a table; null for namespaces whose resources are not read.',
    compute: (subject, { world }) => scaledResourceGone(world, subject, targetOf(subject)),
  },
  orphanedBecause: {
    type: 'string',
    nullable: false,
    description: 'Why nothing needs the target, in words; says nothing useful where something does.',
    compute: (subject, { world }) =>
      derive([scaledResourceGone(world, subject, targetOf(subject))], (gone) =>
        gone === true ? 'does not exist any more' : 'is on demand',
      ),
  },
  ...policyPairFacts,
  ...activityFacts,
  ...targetUsageFacts,
  ...overrideFacts,
  ...unrevertedRaiseFacts,
};

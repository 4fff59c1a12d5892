import type { Json, Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf, someOf, type World } from '../world.ts';
import { predefinedMetricOf, sliceOf, targetOf, unitsOf } from './dynamodb-slice.ts';
import { findTarget, policiesOf, scalingGaps, subjectOf } from './joins.ts';
import { targetMember, tracksTarget } from './scaling.ts';
import { overrideExplained } from './target-override.ts';

const trackingOf = (world: World, subject: Subject) =>
  policiesOf(world, subject, targetOf(subject)).filter(
    (policy) => policy.attributes.policyType === 'TargetTrackingScaling',
  );

const policyGaps = (world: World, subject: Subject) => scalingGaps(world, subject, 'scaling-policy', targetOf(subject));

/** Something of the tracking policy, or what a new one is given; which of the two is known once all policies are read. */
function ofTrackingPolicy(world: World, subject: Subject, read: (policy: Resource) => Fact, fresh: () => Json): Fact {
  const [policy] = trackingOf(world, subject);
  if (policy) return read(policy);
  const gaps = policyGaps(world, subject);
  return gaps.length > 0 ? { known: false, because: gaps } : known(fresh());
}

/**
 * Something of the policy that lets capacity only grow; null when there is none. A second policy whose scale-in is on
 * still scales in, whatever the first says.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
function ofRatchet(world: World, subject: Subject, read: (policy: Resource) => Fact): Fact {
  const tracking = trackingOf(world, subject);
  if (tracking.some((policy) => policy.attributes.disableScaleIn === false)) return known(null);
  const gaps = policyGaps(world, subject);
  if (gaps.length > 0) return { known: false, because: gaps };
  const unread = tracking.map((policy) => memberOf(policy, 'disableScaleIn')).find((fact) => !fact.known);
  const ratchet = tracking.find((policy) => policy.attributes.disableScaleIn === true);
  return ratchet ? read(ratchet) : (unread ?? known(null));
}

/** Most units that one table may have: the account's quota where it was read, else AWS's default. */
function tableQuota(world: World, subject: Subject): number {
  const member = sliceOf(subject).side === 'read' ? 'tableMaxReadCapacityUnits' : 'tableMaxWriteCapacityUnits';
  const quota = world.find('dynamodb-account', subject, 'limits')?.attributes[member];
  return typeof quota === 'number' ? quota : 40_000;
}

/** What can be asked about the scaling of one side of a table or index. */
export const dynamodbScalingFacts: Record<string, FactDefinition> = {
  tracked: {
    type: 'boolean',
    nullable: false,
    description: 'Whether a target tracking policy may scale this side out.',
    compute: (subject, { world }) => tracksTarget(world, subject, targetOf(subject)),
  },
  minCapacity: {
    type: 'number',
    nullable: true,
    description: 'Minimum of the scalable target of this side; null without a target.',
    compute: (subject, { world }) => targetMember(world, subject, targetOf(subject), 'minCapacity'),
  },
  maxCapacity: {
    type: 'number',
    nullable: true,
    description: 'Maximum of the scalable target of this side; null without a target.',
    compute: (subject, { world }) => targetMember(world, subject, targetOf(subject), 'maxCapacity'),
  },
  notTrackedBecause: {
    type: 'string',
    nullable: false,
    description: 'What is missing for this side to be scaled, in words; says nothing useful where it is tracked.',
    compute(subject, { world }) {
      const target = findTarget(world, subject, targetOf(subject));
      const gaps = scalingGaps(world, subject, 'scalable-target', targetOf(subject));
      if (!target && gaps.length > 0) return { known: false, because: gaps };
      if (!target) return known('no scalable target is registered');
      return derive([memberOf(target, 'suspendedDynamicScaleOut')], (suspended) =>
        suspended === true
          ? 'scale-out of its scalable target is suspended'
          : 'its scalable target has no target tracking policy',
      );
    },
  },
  suggestedMinimum: {
    type: 'number',
    nullable: true,
    description: 'A minimum to begin with, in units: that of the scalable target, else what is provisioned now.',
    compute: (subject, { world }) =>
      derive(
        [targetMember(world, subject, targetOf(subject), 'minCapacity'), unitsOf(subject)],
        (min, now) => min ?? now,
      ),
  },
  suggestedMaximum: {
    type: 'number',
    nullable: true,
    description:
      'A maximum to begin with, in units: that of the scalable target, else four times what is provisioned, at most the table quota.',
    compute: (subject, { world }) =>
      derive([targetMember(world, subject, targetOf(subject), 'maxCapacity'), unitsOf(subject)], (max, now) =>
        typeof max === 'number' || typeof now !== 'number'
          ? max
          : Math.max(now, Math.min(4 * now, tableQuota(world, subject))),
      ),
  },
  raisedMaximum: {
    type: 'number',
    nullable: true,
    description:
      'Twice the maximum, at most the table quota; null without a target, and where the maximum is there already.',
    compute: (subject, { world }) =>
      derive([targetMember(world, subject, targetOf(subject), 'maxCapacity')], (max) => {
        if (typeof max !== 'number') return null;
        const raised = Math.min(2 * max, tableQuota(world, subject));
        return raised > max ? raised : null;
      }),
  },
  resumedState: {
    type: 'object',
    nullable: false,
    description: 'Suspended state of the scalable target with scale-out resumed, as register-scalable-target takes it.',
    compute: (subject, { world }) =>
      derive(
        ['suspendedDynamicScaleIn', 'suspendedScheduled'].map((member) =>
          targetMember(world, subject, targetOf(subject), member),
        ),
        (scaleIn, scheduled) => ({
          DynamicScalingInSuspended: scaleIn ?? false,
          DynamicScalingOutSuspended: false,
          ScheduledScalingSuspended: scheduled ?? false,
        }),
      ),
  },
  unregisteredResourceId: {
    type: 'string',
    nullable: true,
    description: 'Resource id where no scalable target is registered; null where one is.',
    compute: (subject, { world }) =>
      derive([targetMember(world, subject, targetOf(subject), 'minCapacity')], (registered) =>
        registered === null ? targetOf(subject).resourceId : null,
      ),
  },
  trackingPolicyName: {
    type: 'string',
    nullable: false,
    description: 'Name of the tracking policy of this side, or one to give it.',
    compute: (subject, { world }) =>
      ofTrackingPolicy(
        world,
        subject,
        (policy) => memberOf(policy, 'policyName'),
        () => `${subject.key.replaceAll('/', '-')}-utilization`,
      ),
  },
  trackingConfiguration: {
    type: 'object',
    nullable: false,
    description: 'Configuration of the tracking policy of this side, or one that keeps utilisation at 70 percent.',
    compute: (subject, { world }) =>
      ofTrackingPolicy(
        world,
        subject,
        (policy) => memberOf(policy, 'configuration'),
        () => ({
          TargetValue: 70,
          PredefinedMetricSpecification: { PredefinedMetricType: predefinedMetricOf(subject) },
        }),
      ),
  },
  scaleInDisabledPolicy: {
    type: 'string',
    nullable: true,
    description:
      'Tracking policy that keeps this side from ever scaling in, there being no other that does; else null.',
    compute: (subject, { world }) => ofRatchet(world, subject, (policy) => memberOf(policy, 'policyName')),
  },
  scaleInDisabledConfiguration: {
    type: 'object',
    nullable: true,
    description: 'Configuration of that policy, as put-scaling-policy takes it; null when there is none.',
    compute: (subject, { world }) => ofRatchet(world, subject, (policy) => memberOf(policy, 'configuration')),
  },
  scaleInOffExplained: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether tags of the scalable target or of the table explain that: baseline-change, or an event or incident whose day is not over for longer than override.warnAfter of the policy. False without a target.',
    compute(subject, context) {
      const target = findTarget(context.world, subject, targetOf(subject));
      if (target) return overrideExplained(subjectOf(target), context);
      const gaps = scalingGaps(context.world, subject, 'scalable-target', targetOf(subject));
      return gaps.length > 0 ? { known: false, because: gaps } : known(false);
    },
  },
  trackingPolicyRegistered: {
    type: 'boolean',
    nullable: false,
    description: 'Whether a target tracking policy exists for this side.',
    compute(subject, { world }) {
      return someOf(trackingOf(world, subject), policyGaps(world, subject));
    },
  },
};

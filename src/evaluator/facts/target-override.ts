import { notReadable } from '../../model/snapshot.ts';
import { anyTrue, derive, type Fact, known, numberOf } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { minimumLoweredWithin, minimumWrittenBySchedule } from './action-timeline.ts';
import { activitiesOf } from './activities.ts';
import { baselineDimension, baselineOf, eventDimension } from './baseline.ts';
import { ownershipFact } from './event-ownership.ts';
import { identityOf, resourceOf, targetKey } from './joins.ts';
import { ageFacts, type Trace } from './override-age.ts';
import { explainsOverride, tagsAbout } from './override-tags.ts';
import { loweredFacts, normalBound } from './target-lowered.ts';
import { changesOf, trailReading } from './trail.ts';

const targetOf = (subject: Subject) => identityOf(resourceOf(subject));
const eventNames = ['RegisterScalableTarget'] as const;

/** What a minimum was before a person raised it to what it is now, by the trail; null where it tells of no such raise. */
function minimumBefore(subject: Subject, world: World): Fact {
  const current = memberOf(resourceOf(subject), 'minCapacity');
  if (!current.known) return current;
  const changes = changesOf(world, subject, 'scalable-target', targetKey(targetOf(subject))).filter(
    ({ values }) => typeof values.minCapacity === 'number',
  );
  const minima = changes.map(({ values }) => Number(values.minCapacity));
  const raised = changes.findIndex((_, index) => Number(minima[index]) > Number(minima[index + 1]));
  if (minima[0] === current.value && raised >= 0) {
    return known(changes[raised]?.by === 'person' ? (minima[raised + 1] ?? null) : null, 'trail');
  }
  const { because } = trailReading(world, subject, eventNames);
  return because.length > 0 ? { known: false, because } : known(null);
}

/** The minimum that is normal: by the policy, else what the trail says it was before somebody raised it. */
function normalMinimum(subject: Subject, { workload, world }: Context): Fact {
  const declared = baselineOf(workload, 'minCapacity', baselineDimension(targetOf(subject)));
  return declared.known && declared.value !== null ? declared : minimumBefore(subject, world);
}

/** Minimum above which a target counts as raised: at least one more than normal, so that 0 × ratio means something. */
export function raisedAbove(subject: Subject, context: Context): Fact {
  return derive([normalMinimum(subject, context)], (normal) =>
    typeof normal === 'number' ? Math.max(normal * Number(context.param('ratio')), normal + 1) : null,
  );
}

/** Whether tags of the target, or of what it scales, explain an override. */
export function overrideExplained(subject: Subject, { world }: Context): Fact {
  return anyTrue(tagsAbout(subject, world).map((tags) => explainsOverride(tags, world)));
}

function pinnedAboveBaseline(subject: Subject, { workload }: Context): Fact {
  const target = resourceOf(subject);
  const baseline = baselineOf(workload, 'maxCapacity', baselineDimension(targetOf(subject)));
  return derive(
    [memberOf(target, 'minCapacity'), memberOf(target, 'maxCapacity'), baseline],
    (min, max, normal) => typeof normal === 'number' && min === max && Number(max) > normal,
  );
}

/**
 * When the autoscaler followed a raised minimum: it sets capacity to just that minimum, and never below it again. Nothing
 * else in the activities tells of bounds that somebody changed.
 */
export function followedMinimum(subject: Subject): ReturnType<NonNullable<Trace['elsewhere']>> {
  const activities = activitiesOf(resourceOf(subject));
  if (!Array.isArray(activities)) return activities.because.filter((one) => notReadable.includes(one.reason));
  const minimum = numberOf(memberOf(resourceOf(subject), 'minCapacity'));
  if (minimum === null) return null;
  const moves = activities.filter((one) => one.capacity !== undefined && one.notScaledReasons.length === 0);
  const below = moves.findIndex((one) => Number(one.capacity) < minimum);
  const begun = (below < 0 ? moves : moves.slice(0, below)).findLast((one) => one.capacity === minimum);
  return begun ? { at: Date.parse(begun.start), class: 'activity' } : null;
}

function traceRaise(subject: Subject, context: Context): Trace | null | Fact {
  const above = raisedAbove(subject, context);
  if (!above.known) return above;
  if (typeof above.value !== 'number') return null;
  const highest = above.value;
  return {
    kind: 'scalable-target',
    key: targetKey(targetOf(subject)),
    value: 'minCapacity',
    dimension: eventDimension(targetOf(subject)),
    eventNames,
    holds: (minimum) => minimum > highest,
    elsewhere: () => followedMinimum(subject),
  };
}

/** What can be asked of a scalable target whose bounds a person may have changed for a while. */
export const overrideFacts: Record<string, FactDefinition> = {
  overrideExplained: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether tags of the target or of what it scales explain an override: baseline-change; an event of the calendar whose deadline for the revert is not over; or a day that is not over for longer than override.warnAfter of the policy.',
    compute: overrideExplained,
  },
  ownedByEvent: ownershipFact((subject) => {
    const minimum = memberOf(resourceOf(subject), 'minCapacity');
    if (!minimum.known) return minimum;
    return [{ value: Number(minimum.value), dimension: eventDimension(targetOf(subject)) }];
  }, []),
  normalMinimum: {
    type: 'number',
    nullable: true,
    description:
      'Minimum that is normal: the baseline, else what it was before a person raised it, by the trail; null where neither tells.',
    compute: normalMinimum,
  },
  raisedAbove: {
    type: 'number',
    nullable: true,
    description:
      'Minimum above which the target counts as raised: normal minimum × ratio, at least one more; null where nothing tells what is normal.',
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
  ...ageFacts('raised', ['ratio'], traceRaise),
  minimumAboveBaseline: {
    type: 'boolean',
    nullable: true,
    description: 'Whether the minimum is above the baseline; null without a baseline.',
    compute(subject, context) {
      const baseline = normalBound(subject, context, 'minCapacity');
      return derive([memberOf(resourceOf(subject), 'minCapacity'), baseline], (minimum, normal) =>
        typeof normal === 'number' ? Number(minimum) > normal : null,
      );
    },
  },
  pinnedAboveBaseline: {
    type: 'boolean',
    nullable: false,
    description: 'Whether minimum and maximum are equal and above the baseline maximum; no without a baseline.',
    compute: pinnedAboveBaseline,
  },
  unpinnedMinimum: {
    type: 'number',
    nullable: true,
    description: 'Baseline minimum of a target that is pinned above its baseline; null for others.',
    compute: (subject, context) =>
      derive(
        [pinnedAboveBaseline(subject, context), normalBound(subject, context, 'minCapacity')],
        (pinned, minimum) => (pinned === true ? minimum : null),
      ),
  },
  ...loweredFacts,
};

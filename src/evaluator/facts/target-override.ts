import { durationMs } from '../../model/policy.ts';
import { anyTrue, derive, type Fact, known, numberOf, unknown } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf, tagsOf } from '../world.ts';
import { minimumLoweredWithin, minimumWrittenBySchedule } from './action-timeline.ts';
import { baselineDimension, baselineOf } from './baseline.ts';
import { identityOf, resourceOf, scaledResource } from './joins.ts';
import { explainsOverride } from './override-tags.ts';

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

function pinnedAboveBaseline(subject: Subject, { workload }: Context): Fact {
  const target = resourceOf(subject);
  const baseline = baselineOf(workload, 'maxCapacity', baselineDimension(targetOf(subject)));
  return derive(
    [memberOf(target, 'minCapacity'), memberOf(target, 'maxCapacity'), baseline],
    (min, max, normal) => typeof normal === 'number' && min === max && Number(max) > normal,
  );
}

/** What can be asked of a scalable target whose bounds a person may have changed for a while. */
export const overrideFacts: Record<string, FactDefinition> = {
  overrideExplained: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether tags of the target or of what it scales explain an override: baseline-change, or an event or incident whose day is not over for longer than override.warnAfter of the policy.',
    compute: overrideExplained,
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
    compute: pinnedAboveBaseline,
  },
  unpinnedMinimum: {
    type: 'number',
    nullable: true,
    description: 'Baseline minimum of a target that is pinned above its baseline; null for others.',
    compute(subject, context) {
      const normal = baselineOf(context.workload, 'minCapacity', baselineDimension(targetOf(subject)));
      return derive([pinnedAboveBaseline(subject, context), normal], (pinned, minimum) =>
        pinned === true ? minimum : null,
      );
    },
  },
};

import { derive, type Fact, known, numberOf } from '../fact.ts';
import type { Context, FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { boundsWrittenBySchedule } from './action-timeline.ts';
import { baselineDimension, baselineOf } from './baseline.ts';
import { identityOf, resourceOf, targetKey } from './joins.ts';
import { ageFacts, type Trace } from './override-age.ts';
import { scalingHasEffect } from './scaling.ts';

type Bound = 'minCapacity' | 'maxCapacity';

const targetOf = (subject: Subject) => identityOf(resourceOf(subject));

/** What the policy calls normal for a bound of the target; null where it says nothing. */
export function normalBound(subject: Subject, { workload }: Context, bound: Bound): Fact {
  return baselineOf(workload, bound, baselineDimension(targetOf(subject)));
}

/** Bounds of the target that are below normal; the maximum first, as it takes capacity away. */
function loweredOf(subject: Subject, context: Context): { bound: Bound; normal: number }[] {
  return (['maxCapacity', 'minCapacity'] as const).flatMap((bound) => {
    const normal = numberOf(normalBound(subject, context, bound));
    const now = numberOf(memberOf(resourceOf(subject), bound));
    return normal !== null && now !== null && now < normal ? [{ bound, normal }] : [];
  });
}

function traceCut(subject: Subject, context: Context): Trace | null {
  const [first] = loweredOf(subject, context);
  if (!first) return null;
  return {
    kind: 'scalable-target',
    key: targetKey(targetOf(subject)),
    value: first.bound,
    eventNames: ['RegisterScalableTarget'],
    holds: (bound) => bound < first.normal,
  };
}

/** The higher of normal and today's bound, where any bound is lowered: restoring one must not lower the other. */
function restored(subject: Subject, context: Context, bound: Bound): Fact {
  if (loweredOf(subject, context).length === 0) return known(null);
  return derive([memberOf(resourceOf(subject), bound), normalBound(subject, context, bound)], (now, normal) =>
    Math.max(Number(now), Number(normal ?? now)),
  );
}

/** What can be asked of a scalable target that somebody may have lowered for a while. */
export const loweredFacts: Record<string, FactDefinition> = {
  lowered: {
    type: 'list',
    nullable: true,
    description:
      'What is below its baseline, as "minCapacity 1, normally 4"; empty for nothing, null where the policy declares no baseline for it or scaling has no effect.',
    compute(subject, context) {
      const bounds: Bound[] = ['minCapacity', 'maxCapacity'];
      if (bounds.every((bound) => numberOf(normalBound(subject, context, bound)) === null)) return known(null);
      return derive([scalingHasEffect(context.world, subject, targetOf(subject))], (effect) =>
        effect === true
          ? loweredOf(subject, context).map(
              ({ bound, normal }) => `${bound} ${resourceOf(subject).attributes[bound]}, normally ${normal}`,
            )
          : null,
      );
    },
  },
  loweredCount: {
    type: 'number',
    nullable: false,
    description: 'How many of its values are below their baseline.',
    compute: (subject, context) => known(loweredOf(subject, context).length),
  },
  loweredBySchedule: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether a recurring scheduled action wrote what is below its baseline: a night that ends in the morning.',
    compute: (subject, { world }) => boundsWrittenBySchedule(world, subject, targetOf(subject)),
  },
  restoredMinimum: {
    type: 'number',
    nullable: true,
    description: 'Minimum of a lowered target, once restored; null for others.',
    compute: (subject, context) => restored(subject, context, 'minCapacity'),
  },
  restoredShards: {
    type: 'number',
    nullable: true,
    description: 'Always null: a target has no shards of its own.',
    compute: () => known(null),
  },
  restoredMaximum: {
    type: 'number',
    nullable: true,
    description: 'Maximum of a lowered target, once restored; null for others.',
    compute: (subject, context) => restored(subject, context, 'maxCapacity'),
  },
  serviceNamespaceOfTarget: {
    type: 'string',
    nullable: true,
    description: 'Namespace of the target; null for what is none.',
    compute: (subject) => known(targetOf(subject).serviceNamespace),
  },
  scalableDimensionOfTarget: {
    type: 'string',
    nullable: true,
    description: 'Dimension of the target; null for what is none.',
    compute: (subject) => known(targetOf(subject).scalableDimension),
  },
  loweredMinimum: {
    type: 'number',
    nullable: true,
    description: 'Minimum of the target as it is; null for what is no target.',
    compute: (subject) => memberOf(resourceOf(subject), 'minCapacity'),
  },
  loweredMaximum: {
    type: 'number',
    nullable: true,
    description: 'Maximum of the target as it is; null for what is no target.',
    compute: (subject) => memberOf(resourceOf(subject), 'maxCapacity'),
  },
  ...ageFacts('lowered', [], traceCut),
};

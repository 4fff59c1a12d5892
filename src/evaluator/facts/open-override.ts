import { derive, type Fact, known } from '../fact.ts';
import type { Context, FactDefinition, Subject, SubjectKind } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { revertIsAutomated } from './automated-revert.ts';
import { candidateOf, identityOf, ownerCandidates, resourceOf, scaledResource } from './joins.ts';
import { keptCapacityFacts } from './kept-capacity.ts';
import { marksNewBaseline, overrideTag, tagsAbout } from './override-tags.ts';
import { scalingHasEffect } from './scaling.ts';
import { overrideFacts, raisedAbove } from './target-override.ts';

const kinds = ['scalable-target', ...Object.keys(keptCapacityFacts)];
const isTarget = (subject: Subject) => resourceOf(subject).kind === 'scalable-target';

/** Everything that a person may have raised; those that are not raised are no open override. */
function overridable(world: World): Subject[] {
  return kinds.flatMap((kind) =>
    world.all(kind).map((resource) => ({
      kind: 'open-override',
      key: `${kind}/${resource.key}`,
      id: resource.id,
      name: resource.name,
      account: resource.account,
      region: resource.region,
      resource,
    })),
  );
}

/** A fact of the kind that the override is on. */
function ofKind(name: string): (subject: Subject, context: Context) => Fact {
  return (subject, context) => {
    const facts = isTarget(subject) ? overrideFacts : keptCapacityFacts[resourceOf(subject).kind];
    return facts?.[name]?.compute(subject, context) ?? known(null);
  };
}

/** Above normal, and neither declared in code nor on its way back. */
function isOpen(subject: Subject, context: Context): Fact {
  const { world } = context;
  const raised = isTarget(subject) ? targetRaised(subject, context) : ofKind('raisedCount')(subject, context);
  if (!raised.known || Number(raised.value) === 0) return raised.known ? known(false) : raised;
  const excuses = [
    ofKind('raisedByCode')(subject, context),
    derive([ofKind('ownedByEvent')(subject, context)], (event) => event !== null),
    ...(isTarget(subject)
      ? [
          overrideFacts.minimumLoweredSoon?.compute(subject, context) ?? known(false),
          overrideFacts.minimumOwnedBySchedule?.compute(subject, context) ?? known(false),
        ]
      : []),
    ...tagsAbout(subject, world).map(marksNewBaseline),
  ];
  if (excuses.some((excuse) => excuse.known && excuse.value === true)) return known(false);
  return derive([raised, ...excuses], () => true);
}

function targetRaised(subject: Subject, context: Context): Fact {
  const parts = [
    scalingHasEffect(context.world, subject, identityOf(resourceOf(subject))),
    memberOf(resourceOf(subject), 'minCapacity'),
    raisedAbove(subject, context),
  ];
  return derive(parts, (effect, minimum, above = null) =>
    effect === true && typeof above === 'number' && Number(minimum) > above ? 1 : 0,
  );
}

/** The tag that explains the override; known as soon as one is found. */
export function explainingTag(subject: Subject, { world }: Context): Fact {
  const tags = tagsAbout(subject, world).map((one) => overrideTag(one, world));
  return tags.find((tag) => tag.known && tag.value !== null) ?? derive(tags, () => null);
}

const facts: Record<string, FactDefinition> = {
  open: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether it is an open override: above what is normal × ratio, not declared in code or by the tag baseline-change, not owned by an event, and lowered by no scheduled action within revertWithinHours.',
    parameters: ['ratio', 'revertWithinHours'],
    compute: isOpen,
  },
  explainingTag: {
    type: 'string',
    nullable: true,
    description: 'Tag of the resource or of what it scales that explains the override, as key=value; null for none.',
    compute: explainingTag,
  },
  overrideKind: {
    type: 'string',
    nullable: false,
    description: 'Kind of the resource that is overridden.',
    compute: (subject) => known(resourceOf(subject).kind),
  },
  raisedRecently: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether it was raised less than override.warnAfter of the policy before the snapshot; no where nothing tells its age.',
    parameters: ['ratio'],
    compute: ofKind('raisedRecently'),
  },
  raisedStory: {
    type: 'string',
    nullable: false,
    description: 'Since when it is raised, by whom and with which operation, in words.',
    parameters: ['ratio'],
    compute: ofKind('raisedStory'),
  },
  revertIsAutomated: {
    type: 'boolean',
    nullable: true,
    description:
      'Whether something brings it back: a pending scheduled action or schedule that lowers the minimum, or an enabled EventBridge rule that hears of RegisterScalableTarget and has targets; null for other kinds.',
    parameters: ['ratio'],
    compute: revertIsAutomated,
  },
  taggableArn: {
    type: 'string',
    nullable: true,
    description: 'ARN of the overridden resource; null where it has none, as scalable targets from before March 2023.',
    compute: ({ id }) => known(id.startsWith('arn:') ? id : null),
  },
  overrideTagKey: {
    type: 'string',
    nullable: false,
    description: 'Key of the tag that explains an override, as the policy names it.',
    compute: (_, { world }) => known(world.policy.override.tagKey),
  },
  overrideEnds: {
    type: 'string',
    nullable: false,
    description: 'The day after the audit (UTC), for the tag expires.',
    compute: (_, { world }) => known(new Date(world.now + 86_400_000).toISOString().slice(0, 10)),
  },
  revertMinimum: {
    type: 'number',
    nullable: true,
    description: 'Normal minimum of a scalable target; null for other kinds.',
    compute: (subject, context) =>
      isTarget(subject) ? (overrideFacts.normalMinimum?.compute(subject, context) ?? known(null)) : known(null),
  },
  revertNamespace: {
    type: 'string',
    nullable: true,
    description: 'Namespace of a scalable target; null for other kinds.',
    compute: (subject) => known(isTarget(subject) ? identityOf(resourceOf(subject)).serviceNamespace : null),
  },
  revertDimension: {
    type: 'string',
    nullable: true,
    description: 'Dimension of a scalable target; null for other kinds.',
    compute: (subject) => known(isTarget(subject) ? identityOf(resourceOf(subject)).scalableDimension : null),
  },
  revertSchedule: {
    type: 'string',
    nullable: false,
    description: 'A day after the audit, as at(…) in UTC.',
    compute: (_, { world }) => known(`at(${new Date(world.now + 86_400_000).toISOString().slice(0, 19)})`),
  },
};

/** Capacity that somebody raised and nobody brought back: what the rules about single kinds find, seen as one thing. */
export const openOverride: SubjectKind = {
  kind: 'open-override',
  title: 'Open override: capacity that a person may have raised',
  restsOn: kinds,
  global: false,
  subjects: overridable,
  candidates(subject, world) {
    const own = candidateOf(resourceOf(subject));
    return isTarget(subject)
      ? [own, ...ownerCandidates(world, subject, scaledResource(identityOf(resourceOf(subject))))]
      : [own];
  },
  facts,
};

import type { Workload } from '../model/policy.ts';
import { derive, type Fact, known } from './fact.ts';
import { baselineDimension, baselineOf } from './facts/baseline.ts';
import { identityOf } from './facts/joins.ts';
import { hoursPastOverride, overrideTag, overrideTags } from './facts/override-tags.ts';
import type { Context, FactDefinition, Subject } from './subject.ts';
import { tagsOf, type World } from './world.ts';

type Compute = (subject: Subject, context: Context) => Fact;

function text(description: string, nullable: boolean, compute: Compute): FactDefinition {
  return { type: 'string', nullable, description, compute };
}

/** Dimension of a baseline for scaling parts and sides of tables; null for everything with one dimension. */
function dimensionOf(subject: Subject): string | null {
  if (subject.kind === 'dynamodb-capacity') {
    const { index, side } = subject.parts as { index: string | null; side: string };
    return index === null ? side : `index/${index}/${side}`;
  }
  return subject.resource && 'scalableDimension' in subject.resource.attributes
    ? baselineDimension(identityOf(subject.resource))
    : null;
}

function baselineFact(measure: 'minCapacity' | 'maxCapacity' | 'demand', description: string): FactDefinition {
  return {
    type: 'number',
    nullable: true,
    description: `${description}; null where the policy declares none.`,
    compute: (subject, { workload }) => baselineOf(workload, measure, dimensionOf(subject)),
  };
}

const subjectTags = (subject: Subject): Fact => (subject.resource ? tagsOf(subject.resource) : known({}));

/** Where the alarms of a workload live. */
export function alertingOf(workload: Workload | null, world: World): 'cloudwatch' | 'external' {
  return workload?.alerting ?? world.policy.alerting;
}

/** What can be asked of every subject. */
export const commonFacts: Record<string, FactDefinition> = {
  kind: text('Kind of the subject.', false, (subject) => known(subject.kind)),
  account: text('Account id.', false, (subject) => known(subject.account)),
  region: text('Region, or global.', false, (subject) => known(subject.region)),
  name: text('Name of the subject.', false, (subject) => known(subject.name)),
  id: text('ARN of the resource behind the subject, or its address.', false, (subject) => known(subject.id)),
  workload: text('Workload of the policy that matches; null for none.', true, (_, { workload }) =>
    known(workload?.name ?? null),
  ),
  env: text('Environment of the workload; null where none is declared.', true, (_, { workload }) =>
    known(workload?.env ?? null),
  ),
  tier: text('critical, standard or low; null where none is declared.', true, (_, { workload }) =>
    known(workload?.tier ?? null),
  ),
  traffic: text('spiky or steady; null where none is declared.', true, (_, { workload }) =>
    known(workload?.traffic ?? null),
  ),
  purpose: text('cache, queue, session or durable; null where none is declared.', true, (_, { workload }) =>
    known(workload?.purpose ?? null),
  ),
  alerting: text('Where alarms live: cloudwatch or external.', false, (_, { workload, world }) =>
    known(alertingOf(workload, world)),
  ),
  costOwner: text('Who watches costs: self or payer; self unless the policy says otherwise.', false, (_, { world }) =>
    known(world.policy.costOwner ?? 'self'),
  ),
  'baseline.minCapacity': baselineFact('minCapacity', 'Normal minimum'),
  'baseline.maxCapacity': baselineFact('maxCapacity', 'Normal maximum'),
  'baseline.demand': baselineFact('demand', 'Capacity that normal traffic needs'),
  overrideTag: text(
    'Tag that explains an override, as key=value; null when there is none.',
    true,
    (subject, { world }) => overrideTag(subjectTags(subject), world),
  ),
  overrideTags: {
    type: 'object',
    nullable: true,
    description: 'Tags that speak of the override, with their values; null when there is none.',
    compute: (subject, { world }) => overrideTags(subjectTags(subject), world),
  },
  overrideTagKeys: {
    type: 'list',
    nullable: true,
    description: 'Keys of those tags; null when there is none.',
    compute: (subject, { world }) =>
      derive([overrideTags(subjectTags(subject), world)], (tags) =>
        tags === null ? null : Object.keys(tags as object),
      ),
  },
  hoursPastOverride: {
    type: 'number',
    nullable: true,
    description:
      'Hours since the day that the override tags name ended (UTC), or the event of the calendar; negative before, and as long as the event leaves time to revert; null when they name none.',
    compute: (subject, { world }) => hoursPastOverride(subjectTags(subject), world),
  },
};

const tagPrefix = 'tag.';

/** The fact tag.<key>: value of a tag, null when the resource does not have it. */
export function tagFact(name: string): FactDefinition | undefined {
  if (!name.startsWith(tagPrefix) || name.length === tagPrefix.length) return undefined;
  const key = name.slice(tagPrefix.length);
  return text(`Value of the tag ${key}; null when the resource does not have it.`, true, (subject) =>
    derive([subjectTags(subject)], (tags) => {
      const all = tags as Record<string, string>;
      return Object.hasOwn(all, key) ? (all[key] ?? null) : null;
    }),
  );
}

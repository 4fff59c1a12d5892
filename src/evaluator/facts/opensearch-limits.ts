import type { Json } from '../../model/snapshot.ts';
import type { Need } from '../events/need.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { memberOf } from '../world.ts';
import { groupSize, limitMembers } from '../writers/opensearch-limits.ts';
import { highestComing } from './coming-events.ts';
import { resourceOf } from './joins.ts';

const groupValue = (subject: Subject, ocu: number) => groupSize(resourceOf(subject).attributes.generation, ocu);

type Limits = Partial<Record<keyof typeof limitMembers, number>>;

/**
 * Limits of a subject with some of them replaced, as AWS takes them. All are repeated, since it is not documented what
 * happens to those that are left out; a minimum of 0 is the default and refused by older command lines, so it is left out.
 */
function capacityLimits(subject: Subject, replace: (limits: Limits) => Limits): Fact {
  const resource = resourceOf(subject);
  const names = (Object.keys(limitMembers) as (keyof typeof limitMembers)[]).filter(
    (name) => name in resource.attributes || name in resource.unread,
  );
  return derive(
    names.map((name) => memberOf(resource, name)),
    (...values) => {
      const found = Object.fromEntries(names.map((name, index) => [name, values[index] ?? 0])) as Limits;
      const limits = { ...found, ...replace(found) };
      return Object.fromEntries(
        names.filter((name) => (limits[name] ?? 0) > 0).map((name) => [limitMembers[name], limits[name] as Json]),
      );
    },
  );
}

/** Whatever an event says of a capacity must fit under its maximum. */
const mostOf = ({ demand, minCapacity, maxCapacity }: Need) =>
  [demand, minCapacity, maxCapacity].reduce((a, b) => (a === null || (b !== null && b > a) ? b : a));

const isGroup = (subject: Subject) => subject.kind === 'opensearch-collection-group';

/** Input of the command that updates limits; groups are named by their id. */
function updateInput(subject: Subject, replace: (limits: Limits) => Limits): Fact {
  const id = isGroup(subject) ? memberOf(resourceOf(subject), 'groupId') : known(null);
  return derive([capacityLimits(subject, replace), id], (limits, groupId) => ({
    ...(groupId !== null && { id: groupId }),
    capacityLimits: limits as Json,
  }));
}

const text = (description: string, compute: FactDefinition['compute']): FactDefinition => ({
  type: 'string',
  nullable: false,
  description,
  compute,
});

/** Maxima of an account or a group: who has them, and how they are raised. */
export const opensearchMaximumFacts: Record<string, FactDefinition> = {
  limitsHolder: text('Whose limits these are, in words.', (subject) =>
    isGroup(subject)
      ? derive([memberOf(resourceOf(subject), 'groupName')], (name) => `Collection group ${name}`)
      : known(`Collections outside groups in ${subject.region}`),
  ),
  updateLimitsCommand: text('update-collection-group, or update-account-settings for the account.', (subject) =>
    known(isGroup(subject) ? 'update-collection-group' : 'update-account-settings'),
  ),
  eventSearchOcu: {
    type: 'number',
    nullable: true,
    description: 'Most search OCU that events of the next 30 days ask for; null where none says it.',
    compute: (subject, context) => known(highestComing(subject, context, 'search', mostOf)?.value ?? null),
  },
  eventExceedsMaximum: {
    type: 'boolean',
    nullable: false,
    description: 'Whether an event of the next 30 days asks for more search OCU than the maximum.',
    compute(subject, context) {
      const wanted = highestComing(subject, context, 'search', mostOf);
      if (!wanted) return known(false);
      return derive([memberOf(resourceOf(subject), 'maxSearchOcu')], (max) => wanted.value > Number(max));
    },
  },
  raisedLimitsInput: {
    type: 'object',
    nullable: false,
    description: 'Input of that command with the search maximum at minSearchOcu, or the next value that AWS takes.',
    parameters: ['minSearchOcu'],
    compute: (subject, { param }) =>
      updateInput(subject, () => {
        const wanted = Number(param('minSearchOcu'));
        return { maxSearchOcu: isGroup(subject) ? groupValue(subject, wanted) : wanted };
      }),
  },
  doubledLimitsInput: {
    type: 'object',
    nullable: false,
    description: 'Input of that command with both maxima doubled, or at the next value that AWS takes.',
    compute: (subject) =>
      updateInput(subject, ({ maxSearchOcu = 0, maxIndexingOcu = 0 }) => {
        const doubled = (ocu: number) => (isGroup(subject) ? groupValue(subject, 2 * ocu) : 2 * ocu);
        return { maxSearchOcu: doubled(maxSearchOcu), maxIndexingOcu: doubled(maxIndexingOcu) };
      }),
  },
  presentLimitsInput: {
    type: 'object',
    nullable: false,
    description: 'Input of that command with the limits that are there now.',
    compute: (subject) => updateInput(subject, () => ({})),
  },
};

/** The base of a group, or the lack of one for a collection outside groups, and how one is set. */
export const opensearchBaseFacts: Record<string, FactDefinition> = {
  baseSummary: text('What search always has, in words.', (subject) =>
    isGroup(subject)
      ? derive(
          [memberOf(resourceOf(subject), 'groupName'), memberOf(resourceOf(subject), 'minSearchOcu')],
          (name, min) =>
            min === null
              ? `Collection group ${name} sets no base for search`
              : `Collection group ${name} has a base of ${min} search OCU`,
        )
      : derive(
          [memberOf(resourceOf(subject), 'collectionName')],
          (name) => `Collection ${name} is in no collection group, and only a group can have a base`,
        ),
  ),
  setBaseCommand: text('update-collection-group, or create-collection-group for a collection in no group.', (subject) =>
    known(isGroup(subject) ? 'update-collection-group' : 'create-collection-group'),
  ),
  keptWarmInput: {
    type: 'object',
    nullable: false,
    description: 'Input of update-collection-group with a search base of minOcu, or the next value that AWS takes.',
    parameters: ['minOcu'],
    compute: (subject, { param }) =>
      updateInput(subject, (limits) => {
        const base = groupValue(subject, Number(param('minOcu')));
        return { minSearchOcu: base, maxSearchOcu: Math.max(base, limits.maxSearchOcu ?? 0) };
      }),
  },
  setBaseInput: {
    type: 'object',
    nullable: false,
    description: 'Input of that command with a search base of minBaseOcu, or the next value that AWS takes.',
    parameters: ['minBaseOcu'],
    compute(subject, { param }) {
      const base = groupValue(subject, Number(param('minBaseOcu')));
      if (isGroup(subject)) {
        return updateInput(subject, (limits) => ({
          minSearchOcu: base,
          maxSearchOcu: Math.max(base, limits.maxSearchOcu ?? 0),
        }));
      }
      const parts = ['collectionName', 'standbyReplicas'].map((name) => memberOf(resourceOf(subject), name));
      return derive(parts, (name, standbyReplicas) => ({
        name: `${String(name).slice(0, 28)}-grp`,
        standbyReplicas: standbyReplicas as Json,
        capacityLimits: { [limitMembers.minSearchOcu]: base, [limitMembers.maxSearchOcu]: Math.max(32, base) },
      }));
    },
  },
};

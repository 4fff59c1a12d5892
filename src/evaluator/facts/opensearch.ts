import { derive, type Fact, known, unknown } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { countOf, memberOf, type World } from '../world.ts';
import { resourceOf } from './joins.ts';
import { opensearchAlarmFacts } from './opensearch-alarms.ts';
import { collectionsIn } from './opensearch-collections.ts';
import { opensearchBaseFacts, opensearchMaximumFacts } from './opensearch-limits.ts';
import { opensearchUsageFacts } from './opensearch-usage.ts';

const baseIsSetHere =
  'Whether the base is judged here: on a group that is not empty, or an active collection that is in no group.';

/** What can be asked of the account settings beside their own attributes. */
export const opensearchAccountFacts: Record<string, FactDefinition> = {
  collectionCount: {
    type: 'number',
    nullable: false,
    description: 'Active collections outside any group: those that the account limits hold for.',
    compute: (subject, { world }) =>
      countOf(
        collectionsIn(world, subject, '').filter((one) => one.attributes.status === 'ACTIVE'),
        world.gaps('opensearch-collection', subject),
      ),
  },
  ...opensearchUsageFacts,
  ...opensearchMaximumFacts,
};

/** What can be asked of a collection group beside its own attributes. */
export const opensearchGroupFacts: Record<string, FactDefinition> = {
  ...opensearchMaximumFacts,
  ...opensearchBaseFacts,
  baseIsSetHere: {
    type: 'boolean',
    nullable: false,
    description: baseIsSetHere,
    compute: (subject) => derive([memberOf(resourceOf(subject), 'collectionCount')], (count) => count !== 0),
  },
  baseSearchOcu: {
    type: 'number',
    nullable: false,
    description: 'OCU for search that are always there: the minimum of the group, 0 when none is set.',
    compute: (subject) => derive([memberOf(resourceOf(subject), 'minSearchOcu')], (minimum) => minimum ?? 0),
  },
  ...opensearchUsageFacts,
};

/** A collection is of the generation of its group; outside groups there is only the classic one. */
function generationOf(subject: Subject, world: World): Fact {
  const group = memberOf(resourceOf(subject), 'groupName');
  if (!group.known) return group;
  if (group.value === null) return known('CLASSIC');
  const found = world.find('opensearch-collection-group', subject, String(group.value));
  if (found) return memberOf(found, 'generation');
  const gaps = world.gaps('opensearch-collection-group', subject);
  return gaps.length > 0 ? { known: false, because: gaps } : unknown('generation', 'absent');
}

/** What can be asked of a collection beside its own attributes. */
export const opensearchCollectionFacts: Record<string, FactDefinition> = {
  ...opensearchBaseFacts,
  ...opensearchAlarmFacts,
  nextGroupName: {
    type: 'string',
    nullable: false,
    description: 'Name for a new group for the collection: its own, shortened, with -next.',
    compute: (subject) => known(`${subject.name.slice(0, 27)}-next`),
  },
  redundantName: {
    type: 'string',
    nullable: false,
    description: 'Name for a new collection with standby replicas: its own, shortened, with -ha.',
    compute: (subject) => known(`${subject.name.slice(0, 29)}-ha`),
  },
  generation: {
    type: 'string',
    nullable: false,
    description: 'CLASSIC or NEXTGEN: that of the collection group; CLASSIC for a collection in no group.',
    compute: (subject, { world }) => generationOf(subject, world),
  },
  baseIsSetHere: {
    type: 'boolean',
    nullable: false,
    description: baseIsSetHere,
    compute: (subject) =>
      derive(
        [memberOf(resourceOf(subject), 'groupName'), memberOf(resourceOf(subject), 'status')],
        (group, status) => group === null && status === 'ACTIVE',
      ),
  },
  baseSearchOcu: {
    type: 'number',
    nullable: false,
    description: 'OCU for search that are always there: 0 outside a group, where none can be set.',
    compute: () => known(0),
  },
};

import type { Resource } from '../../model/snapshot.ts';
import type { Candidate, Subject } from '../subject.ts';
import type { World } from '../world.ts';
import { candidateOf, resourceOf } from './joins.ts';

const byGroup = (collection: Resource) => [String(collection.attributes.groupName ?? '')];

/** Collections that live in a group (by name) or, with an empty name, in none. */
export function collectionsIn(world: World, subject: Subject, group: string): Resource[] {
  return world.joined('opensearch-collection', subject, 'group', byGroup, group);
}

/** Limits of an account or a group hold for its collections, so a workload that matches one of those matches them. */
export function collectionCandidates(subject: Subject, world: World): Candidate[] {
  const group = subject.kind === 'opensearch-account' ? '' : String(resourceOf(subject).attributes.groupName);
  const own = candidateOf(resourceOf(subject));
  const collections = collectionsIn(world, subject, group).map(candidateOf);
  const gaps = world.gaps('opensearch-collection', subject);
  const unseen: Candidate[] =
    gaps.length > 0 ? [{ ...own, kind: 'opensearch-collection', name: '', tags: { known: false, because: gaps } }] : [];
  return [own, ...collections, ...unseen];
}

import type { Resource } from '../model/snapshot.ts';
import { candidateOf, identityOf, ownerCandidates, resourceOf, scaledResource, subjectOf } from './facts/joins.ts';
import { collectionCandidates } from './facts/opensearch-collections.ts';
import type { Candidate, Subject } from './subject.ts';
import type { World } from './world.ts';

/** A scaling part belongs to the resource that it scales. */
function scalingCandidates(subject: Subject, world: World): Candidate[] {
  const part = resourceOf(subject);
  return [candidateOf(part), ...ownerCandidates(world, subject, scaledResource(identityOf(part)))];
}

function collectionAndGroup(subject: Subject, world: World): Candidate[] {
  const group = resourceOf(subject).attributes.groupName;
  const owner = typeof group === 'string' ? { kind: 'opensearch-collection-group', key: group, name: group } : null;
  return [candidateOf(resourceOf(subject)), ...ownerCandidates(world, subject, owner)];
}

/** A member of a cluster belongs to it. */
function instanceAndCluster(subject: Subject, world: World): Candidate[] {
  const cluster = resourceOf(subject).attributes.clusterId;
  const owner = typeof cluster === 'string' ? { kind: 'rds-cluster', key: cluster, name: cluster } : null;
  return [candidateOf(resourceOf(subject)), ...ownerCandidates(world, subject, owner)];
}

/** What resources of a kind belong to beside themselves. */
const candidatesByKind: Record<string, (subject: Subject, world: World) => Candidate[]> = {
  'rds-instance': instanceAndCluster,
  'scalable-target': scalingCandidates,
  'scaling-policy': scalingCandidates,
  'scheduled-action': scalingCandidates,
  'opensearch-account': collectionCandidates,
  'opensearch-collection': collectionAndGroup,
  'opensearch-collection-group': collectionCandidates,
};

/** What workloads may match of a resource: itself, then what it belongs to. */
export function candidatesOf(resource: Resource, world: World): Candidate[] {
  return candidatesByKind[resource.kind]?.(subjectOf(resource), world) ?? [candidateOf(resource)];
}

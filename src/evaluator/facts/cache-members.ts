import type { Unknown } from '../../model/report.ts';
import type { Resource } from '../../model/snapshot.ts';
import { type Fact, unknown } from '../fact.ts';
import type { Subject } from '../subject.ts';
import { joinKeyOf, memberOf, type World } from '../world.ts';
import { resourceOf } from './joins.ts';

export const isGroup = (subject: Subject) => resourceOf(subject).kind === 'elasticache-replication-group';

const byGroup = (cluster: Resource) => [String(cluster.attributes.replicationGroupId)];

/**
 * Clusters of the cache: members of the group, or the cluster itself. `gaps` says why some may be missing: the listing,
 * or a member that the group names and the listing lacks.
 */
export function membersOf(subject: Subject, world: World): { members: Resource[]; gaps: Unknown[] } {
  if (!isGroup(subject)) return { members: [resourceOf(subject)], gaps: [] };
  const members = world.joined('elasticache-cluster', subject, 'group', byGroup, joinKeyOf(resourceOf(subject)));
  const named = resourceOf(subject).attributes.memberClusterIds;
  // A group always has members: one that names none was not told in full, so only the listing can prove that all are here.
  const told = Array.isArray(named) && named.length > 0;
  if (told && named.every((id) => members.some((one) => joinKeyOf(one) === id))) return { members, gaps: [] };
  const listed = world.gaps('elasticache-cluster', subject);
  if (!told && members.length > 0 && listed.length === 0) return { members, gaps: [] };
  return {
    members,
    gaps: listed.length > 0 ? listed : [{ fact: 'member clusters', reason: 'not-recorded', api: null }],
  };
}

/** A member of the cache's clusters: the first value that AWS tells; the group's own clusters agree on it. */
export function ofMember(subject: Subject, world: World, name: string): Fact {
  const { members, gaps } = membersOf(subject, world);
  const facts = members.map((one) => memberOf(one, name));
  const told = facts.find((fact) => fact.known && fact.value !== null);
  if (told) return told;
  return gaps.length > 0 ? { known: false, because: gaps } : (facts.find((fact) => !fact.known) ?? (facts[0] as Fact));
}

/** A parameter of the cache's parameter group. */
export function parameter(subject: Subject, world: World, name: string): Fact {
  const group = ofMember(subject, world, 'parameterGroup');
  if (!group.known) return group;
  if (group.value === null) return unknown(name, 'not-recorded');
  const resource = world.find('elasticache-parameter-group', subject, String(group.value));
  if (resource) return memberOf(resource, name);
  const gaps = world.gaps('elasticache-parameter-group', subject);
  return gaps.length > 0 ? { known: false, because: gaps } : unknown(name, 'not-recorded');
}

/** redis, valkey or memcached. */
export function engineOf(subject: Subject, world: World): Fact {
  const own = memberOf(resourceOf(subject), 'engine');
  return own.known && own.value !== null ? own : ofMember(subject, world, 'engine');
}

import type { Json, Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known } from '../fact.ts';
import type { Subject } from '../subject.ts';
import { joinKeyOf, type World } from '../world.ts';
import { alarmWatches, type Watched } from './alarms.ts';
import { isGroup, membersOf } from './cache-members.ts';
import { resourceOf } from './joins.ts';

export const cacheNamespace = 'AWS/ElastiCache';

type Wanted = Omit<Watched, 'namespace' | 'dimensions' | 'without'>;

/**
 * Members of the cache that no alarm watches, sorted; none when one alarm watches the whole group or its primary, whichever
 * member that is. An alarm over the replicas of the group alone leaves the primary unwatched.
 */
export function unwatchedMembers(subject: Subject, world: World, wanted: Wanted): Fact {
  const watches = (dimensions: Record<string, string>, without: string[] = []) =>
    alarmWatches(world, subject, { namespace: cacheNamespace, ...wanted, dimensions, without });
  const ReplicationGroupId = joinKeyOf(resourceOf(subject));
  const whole = isGroup(subject)
    ? [watches({ ReplicationGroupId }, ['Role']), watches({ ReplicationGroupId, Role: 'Primary' })]
    : [];
  if (whole.some((one) => one.known && one.value === true)) return known([]);
  const { members, gaps } = membersOf(subject, world);
  if (gaps.length > 0) return { known: false, because: gaps };
  const each = members.map((one) => watchesMember(one, watches));
  return derive([...whole, ...each], (...watched) =>
    members
      .filter((_, index) => watched[whole.length + index] !== true)
      .map((one) => joinKeyOf(one))
      .sort(),
  );
}

/**
 * A member of Redis OSS or Valkey is one node, so that its node says the same as itself. Memcached has several: one alarm over
 * all of them, or one on each.
 */
function watchesMember(
  member: Resource,
  watches: (dimensions: Record<string, string>, without?: string[]) => Fact,
): Fact {
  const CacheClusterId = joinKeyOf(member);
  const nodes = Number(member.attributes.nodeCount ?? 1);
  if (nodes <= 1) return watches({ CacheClusterId });
  const together = watches({ CacheClusterId }, ['CacheNodeId']);
  if (together.known && together.value === true) return together;
  const each = Array.from({ length: nodes }, (_, index) =>
    watches({ CacheClusterId, CacheNodeId: String(index + 1).padStart(4, '0') }),
  );
  return derive([together, ...each], (_, ...all) => all.every((one) => one === true));
}

export const none = (list: Fact): Fact => derive([list], (names) => (names as Json[]).length === 0);
export const first = (list: Fact): Fact => derive([list], (names) => (names as Json[])[0] ?? null);

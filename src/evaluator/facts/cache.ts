import type { Json, Resource } from '../../model/snapshot.ts';
import { derive, type Fact, known, unknown } from '../fact.ts';
import type { FactDefinition, Subject, SubjectKind } from '../subject.ts';
import { memberOf, type World } from '../world.ts';
import { alarmWatches } from './alarms.ts';
import { candidateOf, resourceOf } from './joins.ts';

const memoryMetrics = ['DatabaseMemoryUsagePercentage', 'DatabaseMemoryUsageCountedForEvictPercentage'];

const isGroup = (subject: Subject) => resourceOf(subject).kind === 'elasticache-replication-group';

/** Replication groups, and clusters that are members of none: each cache is judged once. */
function cachesOf(world: World): Subject[] {
  const groups = world.all('elasticache-replication-group').map((group) => cache(group, 'replication-group'));
  const alone = world
    .all('elasticache-cluster')
    .filter((cluster) => cluster.attributes.replicationGroupId === null)
    .map((cluster) => cache(cluster, 'cluster'));
  return [...groups, ...alone];
}

function cache(resource: Resource, prefix: string): Subject {
  return {
    kind: 'cache',
    key: `${prefix}/${resource.key}`,
    id: resource.id,
    name: resource.name,
    account: resource.account,
    region: resource.region,
    resource,
  };
}

/** Clusters of the cache: members of the group, or the cluster itself. */
function membersOf(subject: Subject, world: World): { members: Resource[]; gaps: ReturnType<World['gaps']> } {
  if (!isGroup(subject)) return { members: [resourceOf(subject)], gaps: [] };
  const byGroup = (cluster: Resource) => [String(cluster.attributes.replicationGroupId)];
  const members = world.joined('elasticache-cluster', subject, 'group', byGroup, String(resourceOf(subject).key));
  const named = resourceOf(subject).attributes.memberClusterIds;
  const missing = Array.isArray(named) && named.some((id) => !members.some((one) => one.key === id));
  return { members, gaps: missing || members.length === 0 ? world.gaps('elasticache-cluster', subject) : [] };
}

/** A member of the cache's clusters: the first value that AWS tells; the group's own clusters agree on it. */
function ofMember(subject: Subject, world: World, name: string): Fact {
  const { members, gaps } = membersOf(subject, world);
  const told = members.map((one) => memberOf(one, name)).find((fact) => fact.known && fact.value !== null);
  if (told) return told;
  if (gaps.length > 0) return { known: false, because: gaps };
  return members[0] ? memberOf(members[0], name) : unknown(name, 'not-recorded');
}

/** Something asked of every member; all of them must have been read. */
function ofAllMembers(subject: Subject, world: World, ask: (members: Resource[]) => Json): Fact {
  const { members, gaps } = membersOf(subject, world);
  return gaps.length > 0 ? { known: false, because: gaps } : known(ask(members));
}

/** A parameter of the cache's parameter group. */
function parameter(subject: Subject, world: World, name: string): Fact {
  const group = ofMember(subject, world, 'parameterGroup');
  if (!group.known) return group;
  if (group.value === null) return unknown(name, 'not-recorded');
  const resource = world.find('elasticache-parameter-group', subject, String(group.value));
  if (resource) return memberOf(resource, name);
  const gaps = world.gaps('elasticache-parameter-group', subject);
  return gaps.length > 0 ? { known: false, because: gaps } : unknown(name, 'not-recorded');
}

function engine(subject: Subject, world: World): Fact {
  const own = memberOf(resourceOf(subject), 'engine');
  return own.known && own.value !== null ? own : ofMember(subject, world, 'engine');
}

/** Members whose parameters are not the ones of their group. */
function outOfSync(member: Resource): boolean {
  const { parameterApplyStatus, nodesToReboot, status } = member.attributes;
  const waits = typeof parameterApplyStatus === 'string' && parameterApplyStatus !== 'in-sync';
  return status === 'available' && (waits || (Array.isArray(nodesToReboot) && nodesToReboot.length > 0));
}

/** Whether an alarm with actions watches memory of the group, or of each of its members. */
function memoryAlarm(subject: Subject, world: World, highest: number): Fact {
  const watches = (dimensions: Record<string, string>) =>
    alarmWatches(world, subject, { namespace: 'AWS/ElastiCache', metrics: memoryMetrics, dimensions, highest });
  const group = isGroup(subject) ? watches({ ReplicationGroupId: String(resourceOf(subject).key) }) : known(false);
  if (group.known && group.value === true) return group;
  const { members, gaps } = membersOf(subject, world);
  if (gaps.length > 0) return { known: false, because: gaps };
  const each = members.map((one) => watches({ CacheClusterId: String(one.key) }));
  return derive([group, ...each], (_, ...values) => values.length > 0 && values.every((value) => value === true));
}

const facts: Record<string, FactDefinition> = {
  status: {
    type: 'string',
    nullable: false,
    description: 'Status of the group or cluster: available, modifying, ….',
    compute: (subject) => memberOf(resourceOf(subject), 'status'),
  },
  engine: {
    type: 'string',
    nullable: true,
    description: 'redis, valkey or memcached.',
    compute: (subject, { world }) => engine(subject, world),
  },
  effectiveDurability: {
    type: 'string',
    nullable: true,
    description: 'sync, async or disabled; null where AWS does not tell, and for clusters without a group.',
    compute: (subject) => (isGroup(subject) ? memberOf(resourceOf(subject), 'effectiveDurability') : known(null)),
  },
  replicationGroupId: {
    type: 'string',
    nullable: true,
    description: 'Replication group; null for a cluster of its own.',
    compute: (subject) => known(isGroup(subject) ? String(resourceOf(subject).key) : null),
  },
  dataTiering: {
    type: 'string',
    nullable: true,
    description: 'enabled or disabled; null for clusters without a group.',
    compute: (subject) => (isGroup(subject) ? memberOf(resourceOf(subject), 'dataTiering') : known(null)),
  },
  parameterGroup: {
    type: 'string',
    nullable: true,
    description: 'Parameter group of the cache.',
    compute: (subject, { world }) => ofMember(subject, world, 'parameterGroup'),
  },
  maxmemoryPolicy: {
    type: 'string',
    nullable: true,
    description: 'Eviction policy; null for Memcached. AWS defaults to volatile-lru.',
    compute(subject, { world }) {
      const value = parameter(subject, world, 'maxmemoryPolicy');
      const source = parameter(subject, world, 'maxmemoryPolicySource');
      const isDefault = source.known && source.value !== 'user' && value.known && value.value !== null;
      return isDefault ? { ...value, class: 'derived-default' } : value;
    },
  },
  evictionFamily: {
    type: 'string',
    nullable: true,
    description: 'allkeys, volatile or noeviction: what may be evicted; null for Memcached.',
    compute: (subject, { world }) =>
      derive([parameter(subject, world, 'maxmemoryPolicy')], (policy) =>
        typeof policy === 'string' ? (policy.split('-')[0] ?? policy) : null,
      ),
  },
  membersOutOfSync: {
    type: 'list',
    nullable: false,
    description: 'Members whose parameters are not those of their group yet, sorted.',
    compute: (subject, { world }) =>
      ofAllMembers(subject, world, (members) =>
        members
          .filter(outOfSync)
          .map((one) => String(one.key))
          .sort(),
      ),
  },
  membersOutOfSyncCount: {
    type: 'number',
    nullable: false,
    description: 'How many members do not run with the parameters of their group yet.',
    compute: (subject, { world }) => ofAllMembers(subject, world, (members) => members.filter(outOfSync).length),
  },
  criticalParameterPending: {
    type: 'boolean',
    nullable: false,
    description: 'Whether eviction or reserved memory is among the parameters that wait for a reboot.',
    compute(subject, { world }) {
      const pending = parameter(subject, world, 'pendingReboot');
      const waiting = ofAllMembers(subject, world, (members) => members.some(outOfSync));
      return derive([pending, waiting], (names, waits) => waits === true && Array.isArray(names) && names.length > 0);
    },
  },
  memoryAlarmWatches: {
    type: 'boolean',
    nullable: false,
    description:
      'Whether alarms with actions watch the memory of the group or of each member at or below alarmPercent.',
    parameters: ['alarmPercent'],
    compute: (subject, { world, param }) => memoryAlarm(subject, world, Number(param('alarmPercent'))),
  },
  firstMember: {
    type: 'string',
    nullable: true,
    description: 'First member cluster: the one that metrics and alarms name; null when none was read.',
    compute: (subject, { world }) =>
      known(
        membersOf(subject, world)
          .members.map((one) => String(one.key))
          .sort()[0] ?? null,
      ),
  },
};

/** A cache as people know it: a replication group, or a cluster of its own. */
export const cacheKind: SubjectKind = {
  kind: 'cache',
  title: 'ElastiCache cache: a replication group or a cluster of its own',
  restsOn: ['elasticache-replication-group', 'elasticache-cluster'],
  global: false,
  subjects: cachesOf,
  candidates: (subject) => {
    const own = candidateOf(resourceOf(subject));
    return [{ ...own, kind: 'cache' }, own];
  },
  facts,
};

/** Whether an alarm with actions watches the storage of a serverless cache. */
export const serverlessCacheFacts: Record<string, FactDefinition> = {
  memoryAlarmWatches: {
    type: 'boolean',
    nullable: false,
    description: 'Whether an alarm with actions watches BytesUsedForCache of the cache.',
    compute: (subject, { world }) =>
      alarmWatches(world, subject, {
        namespace: 'AWS/ElastiCache',
        metrics: ['BytesUsedForCache'],
        dimensions: { clusterId: subject.key },
        highest: null,
      }),
  },
};

import type { Json, Resource } from '../../model/snapshot.ts';
import { keptCacheParameters } from '../../resources/elasticache-parameter-group.ts';
import { derive, type Fact, known, unknown } from '../fact.ts';
import type { FactDefinition, Subject, SubjectKind } from '../subject.ts';
import { joinKeyOf, memberOf, type World } from '../world.ts';
import { cacheMemoryFacts } from './cache-alarms.ts';
import { cacheCpuFacts } from './cache-cpu-alarms.ts';
import { engineOf, isGroup, membersOf, ofMember, parameter } from './cache-members.ts';
import { cacheOverrideFacts } from './cache-override.ts';
import { cacheRemedyFacts } from './cache-remedies.ts';
import { cacheReserveFacts } from './cache-reserve.ts';
import { cacheUsageFacts } from './cache-usage.ts';
import { candidateOf, resourceOf } from './joins.ts';

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
    key: `${prefix}/${resource.key ?? resource.id}`,
    id: resource.id,
    name: resource.name,
    account: resource.account,
    region: resource.region,
    resource,
  };
}

/** Eviction policy; only Memcached has none, so for other engines an absent one was not told. */
function evictionPolicy(subject: Subject, world: World): Fact {
  const policy = parameter(subject, world, 'maxmemoryPolicy');
  if (!policy.known || policy.value !== null) return policy;
  const engine = engineOf(subject, world);
  if (!engine.known) return engine;
  return engine.value === 'memcached' ? policy : unknown('maxmemoryPolicy', 'not-recorded');
}

/** Something asked of every member; all of them must have been read. */
function ofAllMembers(
  subject: Subject,
  world: World,
  read: (member: Resource) => Fact,
  ask: (values: Json[], members: Resource[]) => Json,
): Fact {
  const { members, gaps } = membersOf(subject, world);
  return gaps.length > 0
    ? { known: false, because: gaps }
    : derive(members.map(read), (...values) => ask(values, members));
}

/** Whether parameters of the group wait for a reboot of this member. `applying` passes by itself, so it does not count. */
function outOfSync(member: Resource): Fact {
  const parts = ['status', 'parameterApplyStatus', 'nodesToReboot'].map((name) => memberOf(member, name));
  // AWS always tells it of a running cluster; silence is no proof that everything is applied.
  if (parts[1]?.known && parts[1].value === null) return unknown('parameterApplyStatus', 'not-recorded');
  return derive(
    parts,
    (status, apply, nodes) =>
      status === 'available' && (apply === 'pending-reboot' || (Array.isArray(nodes) && nodes.length > 0)),
  );
}

/** Members that wait for a reboot, sorted by name. */
function waitingMembers(subject: Subject, world: World): Fact {
  return ofAllMembers(subject, world, outOfSync, (waits, members) =>
    members
      .filter((_, index) => waits[index] === true)
      .map((one) => joinKeyOf(one))
      .sort(),
  );
}

/** Modifications that wait for the maintenance window, of the group and its members. */
function pendingChanges(subject: Subject, world: World): Fact {
  const ofClusters = ofAllMembers(
    subject,
    world,
    (member) => memberOf(member, 'pendingChanges'),
    (values) => values.flat() as Json[],
  );
  return derive([memberOf(resourceOf(subject), 'pendingChanges'), ofClusters], (own, others) =>
    [...new Set([...listOf(own), ...listOf(others)])].sort(),
  );
}

/** Parameters that decide what happens when memory is full. Memcached's is left out: which of its many wait is not told. */
const criticalParameters = Object.entries(keptCacheParameters)
  .filter(([name]) => name !== 'error_on_memory_exhausted')
  .flat();

const listOf = (value: Json | undefined) => (Array.isArray(value) ? value.map(String) : []);

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
    compute: (subject, { world }) => engineOf(subject, world),
  },
  effectiveDurability: {
    type: 'string',
    nullable: true,
    description: 'sync, async or disabled; null where AWS does not tell, and for clusters without a group.',
    compute: (subject) => (isGroup(subject) ? memberOf(resourceOf(subject), 'effectiveDurability') : known(null)),
  },
  globalRole: {
    type: 'string',
    nullable: true,
    description: 'PRIMARY or SECONDARY in a global datastore; null outside one, and for clusters without a group.',
    compute: (subject) => (isGroup(subject) ? memberOf(resourceOf(subject), 'globalRole') : known(null)),
  },
  replicationGroupId: {
    type: 'string',
    nullable: true,
    description: 'Replication group; null for a cluster of its own.',
    compute: (subject) => known(isGroup(subject) ? joinKeyOf(resourceOf(subject)) : null),
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
      const value = evictionPolicy(subject, world);
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
      derive([evictionPolicy(subject, world)], (policy) =>
        typeof policy === 'string' ? (policy.split('-')[0] ?? policy) : null,
      ),
  },
  membersOutOfSync: {
    type: 'list',
    nullable: false,
    description: 'Members that run without the parameters of their group until they are rebooted, sorted.',
    compute: (subject, { world }) => waitingMembers(subject, world),
  },
  membersOutOfSyncCount: {
    type: 'number',
    nullable: false,
    description: 'How many members run without the parameters of their group until they are rebooted.',
    compute: (subject, { world }) => derive([waitingMembers(subject, world)], (names) => listOf(names).length),
  },
  pendingChanges: {
    type: 'list',
    nullable: false,
    description: 'Modifications of the cache that wait for the maintenance window, sorted.',
    compute: (subject, { world }) => pendingChanges(subject, world),
  },
  pendingChangeCount: {
    type: 'number',
    nullable: false,
    description: 'How many modifications of the cache wait for the maintenance window.',
    compute: (subject, { world }) => derive([pendingChanges(subject, world)], (names) => listOf(names).length),
  },
  criticalParameterPending: {
    type: 'boolean',
    nullable: false,
    description: 'Whether eviction or reserved memory is among the parameters that wait for a reboot.',
    compute: (subject, { world }) =>
      derive(
        [parameter(subject, world, 'pendingReboot'), waitingMembers(subject, world)],
        (names, waiting) =>
          listOf(waiting).length > 0 && listOf(names).some((name) => criticalParameters.includes(name)),
      ),
  },
  ...cacheMemoryFacts,
  ...cacheCpuFacts,
  ...cacheReserveFacts,
  ...cacheRemedyFacts,
  ...cacheOverrideFacts,
  ...cacheUsageFacts,
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

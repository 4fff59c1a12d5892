import { describe, expect, it } from 'vitest';
import { cacheKind } from '../../src/evaluator/facts/cache.ts';
import { cacheMemoryFacts, serverlessCacheFacts } from '../../src/evaluator/facts/cache-alarms.ts';
import { subjectOf } from '../../src/evaluator/facts/joins.ts';
import { renderMessage } from '../../src/evaluator/message.ts';
import type { FactDefinition, Subject } from '../../src/evaluator/subject.ts';
import type { World } from '../../src/evaluator/world.ts';
import type { Json } from '../../src/model/snapshot.ts';
import { aWorld, type Given } from '../support/facts.ts';

type Attributes = Record<string, Json>;

const group = (attributes: Attributes = {}, rest: Partial<Given> = {}): Given => ({
  kind: 'elasticache-replication-group',
  attributes,
  ...rest,
});
const member = (clusterId: string, attributes: Attributes = {}, rest: Partial<Given> = {}): Given => ({
  kind: 'elasticache-cluster',
  attributes: { clusterId, ...attributes },
  ...rest,
});
const alone = (clusterId: string, attributes: Attributes = {}): Given =>
  member(clusterId, { replicationGroupId: null, ...attributes });
const memcached = (attributes: Attributes = {}): Given =>
  alone('mem', { engine: 'memcached', engineVersion: '1.6.22', parameterGroup: 'default.memcached1.6', ...attributes });
const parameters = (attributes: Attributes = {}, rest: Partial<Given> = {}): Given => ({
  kind: 'elasticache-parameter-group',
  attributes,
  ...rest,
});
const memcachedParameters = parameters({
  groupName: 'default.memcached1.6',
  maxmemoryPolicy: null,
  maxmemoryPolicySource: null,
});
const pair = [member('semantic-001'), member('semantic-002')];

const alarm = (metricName: string, dimensions: Record<string, string>, threshold: number): Given => ({
  kind: 'cloudwatch-alarm',
  attributes: {
    alarmName: `${metricName} of ${Object.values(dimensions).join()}`,
    threshold,
    metrics: [{ namespace: 'AWS/ElastiCache', metricName, dimensions, statistic: 'Average', periodSeconds: 60 }],
  },
});
const full = (CacheClusterId: string, threshold = 85) =>
  alarm('DatabaseMemoryUsagePercentage', { CacheClusterId }, threshold);

const param = (name: string): Json => (name === 'alarmPercent' ? 85 : null);
const ask = (facts: Record<string, FactDefinition>, name: string, subject: Subject, world: World) =>
  (facts[name] as FactDefinition).compute(subject, { world, workload: null, param });

/** The fact of the only cache of a world. */
function factOf(name: string, given: Given[], denied: string[] = []) {
  const world = aWorld(given, denied);
  const [subject, ...others] = cacheKind.subjects(world);
  expect(others).toEqual([]);
  return ask(cacheKind.facts, name, subject as Subject, world);
}

describe('caches', () => {
  it.each([
    ['a group is one cache, not three', [group(), ...pair], ['replication-group/semantic']],
    ['a node of its own is one', [alone('single')], ['cluster/single']],
    ['Memcached is one', [memcached()], ['cluster/mem']],
    ['a member whose group was not seen is none', [member('semantic-001')], []],
  ])('%s', (_, given, keys) => {
    expect(cacheKind.subjects(aWorld(given)).map((one) => one.key)).toEqual(keys);
  });
});

describe('facts of a cache', () => {
  const engineless = group({ engine: null });
  const cases: [string, string, Given[], Json][] = [
    ['the engine is the group’s own', 'engine', [group({ engine: 'valkey' }), ...pair], 'valkey'],
    ['the engine is that of a member where the group does not tell', 'engine', [engineless, ...pair], 'redis'],
    ['the engine of Memcached', 'engine', [memcached()], 'memcached'],
    [
      'the first member that tells its parameter group',
      'parameterGroup',
      [group(), member('semantic-001', { parameterGroup: null }), member('semantic-002')],
      'semantic-lfu',
    ],
    ['a node of its own has no durability', 'effectiveDurability', [alone('single')], null],

    ['the eviction policy', 'maxmemoryPolicy', [group(), ...pair, parameters()], 'allkeys-lfu'],
    [
      'the eviction policy of a node of its own',
      'maxmemoryPolicy',
      [alone('single', { parameterGroup: 'keep' }), parameters({ groupName: 'keep', maxmemoryPolicy: 'noeviction' })],
      'noeviction',
    ],
    ['Memcached has no eviction policy', 'maxmemoryPolicy', [memcached(), memcachedParameters], null],
    ['Memcached has no eviction family', 'evictionFamily', [memcached(), memcachedParameters], null],
    ['allkeys-lfu may evict any key', 'evictionFamily', [group(), ...pair, parameters()], 'allkeys'],
    [
      'volatile-ttl evicts keys with a TTL',
      'evictionFamily',
      [group(), ...pair, parameters({ maxmemoryPolicy: 'volatile-ttl' })],
      'volatile',
    ],
    [
      'noeviction is a family of its own',
      'evictionFamily',
      [group(), ...pair, parameters({ maxmemoryPolicy: 'noeviction' })],
      'noeviction',
    ],

    ['LFU is proposed', 'suggestedEvictionPolicy', [group(), ...pair], 'allkeys-lfu'],
    [
      'LRU is proposed for data tiering',
      'suggestedEvictionPolicy',
      [group({ dataTiering: 'enabled' }), ...pair],
      'allkeys-lru',
    ],
    [
      'LRU is proposed for r6gd nodes',
      'suggestedEvictionPolicy',
      [alone('single', { nodeType: 'cache.r6gd.xlarge' })],
      'allkeys-lru',
    ],
    [
      'LRU is proposed before 4.0.10',
      'suggestedEvictionPolicy',
      [alone('single', { engineVersion: '3.2.6' })],
      'allkeys-lru',
    ],
    [
      'LFU is proposed from 4.0.10 on',
      'suggestedEvictionPolicy',
      [alone('single', { engineVersion: '4.0.10' })],
      'allkeys-lfu',
    ],
    [
      'LFU is proposed for Valkey, whatever its version',
      'suggestedEvictionPolicy',
      [alone('single', { engine: 'valkey', engineVersion: null })],
      'allkeys-lfu',
    ],
    ['the family of Redis 7', 'parameterGroupFamily', [alone('single')], 'redis7'],
    ['the family of Redis 6', 'parameterGroupFamily', [alone('single', { engineVersion: '6.2.6' })], 'redis6.x'],
    ['the family of Redis 5', 'parameterGroupFamily', [alone('single', { engineVersion: '5.0.6' })], 'redis5.0'],
    [
      'the family of Valkey',
      'parameterGroupFamily',
      [alone('single', { engine: 'valkey', engineVersion: '8.1.0' })],
      'valkey8',
    ],
    ['no family without a version', 'parameterGroupFamily', [alone('single', { engineVersion: null })], null],
    [
      'a sharded group keeps cluster mode',
      'suggestedParameters',
      [group({ clusterModeEnabled: true }), ...pair, parameters({ reservedMemoryPercent: 30 })],
      [
        { ParameterName: 'maxmemory-policy', ParameterValue: 'allkeys-lfu' },
        { ParameterName: 'reserved-memory-percent', ParameterValue: '30' },
        { ParameterName: 'cluster-enabled', ParameterValue: 'yes' },
      ],
    ],
    ['a group is modified as one', 'modifyCommand', [group(), ...pair], 'modify-replication-group'],
    ['a node of its own is modified as a cluster', 'modifyCommand', [alone('single')], 'modify-cache-cluster'],

    ['all members are in sync', 'membersOutOfSync', [group(), ...pair], []],
    [
      'members that wait, by either sign',
      'membersOutOfSync',
      [
        group(),
        member('semantic-002', { nodesToReboot: ['0001'] }),
        member('semantic-001', { parameterApplyStatus: 'pending-reboot' }),
      ],
      ['semantic-001', 'semantic-002'],
    ],
    [
      'what is being applied does not wait',
      'membersOutOfSync',
      [group(), member('semantic-001', { parameterApplyStatus: 'applying' }), member('semantic-002')],
      [],
    ],
    [
      'a member that is being modified does not wait',
      'membersOutOfSync',
      [group(), member('semantic-001', { status: 'modifying', nodesToReboot: ['0001'] }), member('semantic-002')],
      [],
    ],
    [
      'pending changes of group and members, once each',
      'pendingChanges',
      [
        group({ pendingChanges: ['Resharding'] }),
        member('semantic-001', { pendingChanges: ['EngineVersion'] }),
        member('semantic-002', { pendingChanges: ['EngineVersion'] }),
      ],
      ['EngineVersion', 'Resharding'],
    ],
    [
      'the first member to reboot, with its nodes',
      'rebootNodes',
      [group(), member('semantic-001', { parameterApplyStatus: 'pending-reboot' }), member('semantic-002')],
      ['0001'],
    ],
    [
      'nothing is rebooted in cluster mode',
      'rebootMember',
      [
        group({ clusterModeEnabled: true }),
        member('semantic-001', { parameterApplyStatus: 'pending-reboot' }),
        member('semantic-002'),
      ],
      null,
    ],
    [
      'reserved memory that waits is critical',
      'criticalParameterPending',
      [alone('single', { parameterApplyStatus: 'pending-reboot' }), parameters({ pendingReboot: ['reserved-memory'] })],
      true,
    ],
    [
      'it is not critical while no member waits',
      'criticalParameterPending',
      [alone('single'), parameters({ pendingReboot: ['reserved-memory'] })],
      false,
    ],
    [
      'Memcached does not tell which of its parameters waits',
      'criticalParameterPending',
      [
        memcached({ nodesToReboot: ['0001'] }),
        parameters({ groupName: 'default.memcached1.6', pendingReboot: ['error_on_memory_exhausted'] }),
      ],
      false,
    ],

    [
      'each member is watched',
      'memoryAlarmWatches',
      [group(), ...pair, full('semantic-001'), full('semantic-002')],
      true,
    ],
    ['one member is not watched', 'memoryUnwatched', [group(), ...pair, full('semantic-001')], ['semantic-002']],
    [
      'one alarm watches the whole group',
      'memoryAlarmWatches',
      [group(), ...pair, alarm('DatabaseMemoryUsagePercentage', { ReplicationGroupId: 'semantic' }, 85)],
      true,
    ],
    [
      'an alarm on another group of the same beginning',
      'memoryAlarmWatches',
      [group(), ...pair, alarm('DatabaseMemoryUsagePercentage', { ReplicationGroupId: 'semantic-2' }, 85)],
      false,
    ],
    ['an alarm that rings too late', 'firstUnwatched', [alone('single'), full('single', 86)], 'single'],
    ['no member is left to watch', 'firstUnwatched', [alone('single'), full('single')], null],
    [
      'evictions of each member',
      'evictionAlarmWatches',
      [alone('single'), alarm('Evictions', { CacheClusterId: 'single' }, 100_000)],
      true,
    ],
    [
      'an alarm on the primary, whichever member that is',
      'memoryAlarmWatches',
      [
        group(),
        ...pair,
        alarm('DatabaseMemoryUsagePercentage', { ReplicationGroupId: 'semantic', Role: 'Primary' }, 85),
      ],
      true,
    ],
    [
      'an alarm on the replicas alone',
      'memoryAlarmWatches',
      [
        group(),
        ...pair,
        alarm('DatabaseMemoryUsagePercentage', { ReplicationGroupId: 'semantic', Role: 'Replica' }, 85),
      ],
      false,
    ],
    [
      'members that are watched by their only node',
      'cpuUnwatched',
      [
        group(),
        ...pair,
        alarm('EngineCPUUtilization', { CacheClusterId: 'semantic-001', CacheNodeId: '0001' }, 80),
        alarm('EngineCPUUtilization', { CacheClusterId: 'semantic-002', CacheNodeId: '0001' }, 80),
      ],
      [],
    ],
    [
      'one node of Memcached is not the other',
      'firstCpuUnwatched',
      [memcached({ nodeCount: 2 }), alarm('CPUUtilization', { CacheClusterId: 'mem', CacheNodeId: '0001' }, 80)],
      'mem',
    ],
    [
      'the engine of Memcached has no CPU of its own',
      'cpuAlarmWatches',
      [memcached(), alarm('EngineCPUUtilization', { CacheClusterId: 'mem' }, 80)],
      false,
    ],
    ['memory is no eviction', 'evictionAlarmWatches', [alone('single'), full('single')], false],
  ];

  it.each(cases)('%s (%s)', (_, name, given, value) => {
    expect(factOf(name, given)).toMatchObject({ known: true, value });
  });
});

describe('facts of a cache that cannot be known', () => {
  const named = { memberClusterIds: ['semantic-001', 'semantic-002', 'semantic-003'] };
  const unseen = { fact: 'member clusters', reason: 'not-recorded', api: null };
  const denied = (kind: string) => ({ fact: kind, reason: 'denied', api: `test:List-${kind}` });
  const cases: [string, string, Given[], string[], Json][] = [
    [
      'members could not be listed',
      'parameterGroup',
      [group()],
      ['elasticache-cluster'],
      denied('elasticache-cluster'),
    ],
    [
      'members could not be listed',
      'membersOutOfSync',
      [group()],
      ['elasticache-cluster'],
      denied('elasticache-cluster'),
    ],
    [
      'members could not be listed',
      'memoryAlarmWatches',
      [group()],
      ['elasticache-cluster'],
      denied('elasticache-cluster'),
    ],
    ['no member was seen although all were listed', 'membersOutOfSyncCount', [group()], [], unseen],
    ['no member was seen although all were listed', 'maxmemoryPolicy', [group(), parameters()], [], unseen],
    ['a named member was not seen', 'membersOutOfSync', [group(named), ...pair], [], unseen],
    ['a named member was not seen', 'memoryUnwatched', [group(named), ...pair], [], unseen],
    [
      'the parameter group could not be listed',
      'maxmemoryPolicy',
      [group(), ...pair],
      ['elasticache-parameter-group'],
      denied('elasticache-parameter-group'),
    ],
    [
      'the parameter group was not seen',
      'maxmemoryPolicy',
      [group(), ...pair],
      [],
      {
        fact: 'maxmemoryPolicy',
        reason: 'not-recorded',
        api: null,
      },
    ],
    [
      'Redis has a policy, but none was told',
      'evictionFamily',
      [group(), ...pair, parameters({ maxmemoryPolicy: null })],
      [],
      { fact: 'maxmemoryPolicy', reason: 'not-recorded', api: null },
    ],
    [
      'parameters could not be read',
      'criticalParameterPending',
      [
        group(),
        member('semantic-001', { nodesToReboot: ['0001'] }),
        member('semantic-002'),
        parameters({}, { unread: { pendingReboot: 'denied' } }),
      ],
      [],
      { fact: 'pendingReboot', reason: 'denied', api: null },
    ],
    [
      'the state of a member was not understood',
      'membersOutOfSync',
      [group(), member('semantic-001'), member('semantic-002', {}, { unread: { parameterApplyStatus: 'malformed' } })],
      [],
      { fact: 'parameterApplyStatus', reason: 'malformed', api: null },
    ],
    [
      'AWS told no status',
      'membersOutOfSyncCount',
      [alone('single', { parameterApplyStatus: null })],
      [],
      { fact: 'parameterApplyStatus', reason: 'not-recorded', api: null },
    ],
    [
      'alarms could not be listed',
      'memoryAlarmWatches',
      [alone('single')],
      ['cloudwatch-alarm'],
      denied('cloudwatch-alarm'),
    ],
  ];

  it.each(cases)('%s (%s)', (_, name, given, unlisted, because) => {
    const fact = factOf(name, given, unlisted);
    expect(fact).toMatchObject({ known: false });
    expect(fact).toHaveProperty('because', expect.arrayContaining([because]));
  });

  it('is known from one member whatever the others are', () => {
    expect(factOf('parameterGroup', [group(named), ...pair])).toMatchObject({ known: true, value: 'semantic-lfu' });
  });

  it('is known that a group is watched, whoever its members are', () => {
    const whole = alarm('DatabaseMemoryUsagePercentage', { ReplicationGroupId: 'semantic' }, 80);
    expect(factOf('memoryAlarmWatches', [group(), whole], ['elasticache-cluster'])).toMatchObject({ value: true });
  });
});

describe('where the eviction policy comes from', () => {
  it.each([
    ['system', 'volatile-lru', 'derived-default', 'volatile-lru (AWS default, never set)'],
    ['user', 'volatile-lru', 'config', 'volatile-lru'],
    ['user', 'noeviction', 'config', 'noeviction'],
  ])('%s %s is %s', (maxmemoryPolicySource, maxmemoryPolicy, evidenceClass, shown) => {
    const fact = factOf('maxmemoryPolicy', [group(), ...pair, parameters({ maxmemoryPolicy, maxmemoryPolicySource })]);
    expect(fact).toEqual({ known: true, value: maxmemoryPolicy, class: evidenceClass });
    expect(renderMessage('{maxmemoryPolicy}', () => fact)).toBe(shown);
  });

  it('a source that could not be read makes no default of it', () => {
    const group1 = parameters({ maxmemoryPolicy: 'noeviction' }, { unread: { maxmemoryPolicySource: 'denied' } });
    expect(factOf('maxmemoryPolicy', [group(), ...pair, group1])).toMatchObject({ class: 'config' });
  });

  it('Memcached has none to be a default', () => {
    expect(factOf('maxmemoryPolicy', [memcached(), memcachedParameters])).toMatchObject({
      class: 'config',
      value: null,
    });
  });
});

describe('facts of a serverless cache', () => {
  const bytes = (threshold: number, clusterId = 'answers') => alarm('BytesUsedForCache', { clusterId }, threshold);
  const cases: [string, string, Attributes, Given[], Json][] = [
    ['it fills up to its maximum', 'memoryLimited', {}, [], true],
    ['it never fills without one', 'memoryLimited', { dataStorageMaximumGb: null }, [], false],
    ['an alarm below 85 percent of 50 GB', 'memoryAlarmWatches', {}, [bytes(42_000_000_000)], true],
    ['an alarm below it in binary units', 'memoryAlarmWatches', {}, [bytes(45_000_000_000)], true],
    ['an alarm above it', 'memoryAlarmWatches', {}, [bytes(46_000_000_000)], false],
    ['an alarm on another cache', 'memoryUnwatched', {}, [bytes(1, 'other')], ['answers']],
    ['the threshold to propose, in bytes', 'memoryAlarmThreshold', {}, [], 42_500_000_000],
    ['no threshold without a maximum', 'memoryAlarmThreshold', { dataStorageMaximumGb: null }, [], null],
    ['it evicts keys with a TTL', 'evictionFamily', {}, [], 'volatile'],
    ['Memcached evicts any', 'evictionFamily', { engine: 'memcached' }, [], null],
  ];

  it.each(cases)('%s (%s)', (_, name, attributes, others, value) => {
    const world = aWorld([{ kind: 'elasticache-serverless-cache', attributes }, ...others]);
    const [cache] = world.all('elasticache-serverless-cache').map(subjectOf);
    expect(ask(serverlessCacheFacts, name, cache as Subject, world)).toMatchObject({ known: true, value });
  });

  it('has every fact of memory that a cache of nodes has', () => {
    const names = [...Object.keys(cacheMemoryFacts), 'evictionFamily'];
    expect(Object.keys(serverlessCacheFacts).sort()).toEqual(names.sort());
  });
});

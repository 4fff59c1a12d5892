import { memberIds, nodeGroupsOf } from './cache-clusters.ts';
import { arnOf, createdLongAgo, type Place } from './identity.ts';
import { type Item, text, withDefaults, without } from './item.ts';

const shorthands = [
  'tags',
  'engineVersion',
  'parameterGroup',
  'parameterApplyStatus',
  'shards',
  'replicas',
  'memberTags',
];

/** The group as DescribeReplicationGroups returns it. */
export function completeReplicationGroup(item: Item, place: Place): Record<string, unknown> {
  const id = text(item, 'ReplicationGroupId');
  const members = memberIds(item);
  const groups = nodeGroupsOf(item);
  const sharded = item.ClusterEnabled === true || groups.length > 1;
  const host = `${id}.sandbox.${place.region}.cache.amazonaws.com`;
  const failover = members.length > groups.length ? 'enabled' : 'disabled';
  return withDefaults(without(item, ...shorthands), {
    Description: id,
    GlobalReplicationGroupInfo: {},
    Status: 'available',
    PendingModifiedValues: {},
    MemberClusters: members,
    NodeGroups: groups.map((group) => completeNodeGroup(group, sharded, host)),
    AutomaticFailover: failover,
    MultiAZ: failover,
    ...(sharded ? { ConfigurationEndpoint: { Address: `clustercfg.${host}`, Port: 6379 } } : {}),
    SnapshotRetentionLimit: 0,
    SnapshotWindow: '05:00-06:00',
    ClusterEnabled: sharded,
    ClusterMode: sharded ? 'enabled' : 'disabled',
    CacheNodeType: 'cache.r7g.large',
    AuthTokenEnabled: false,
    TransitEncryptionEnabled: false,
    AtRestEncryptionEnabled: false,
    ARN: arnOf('elasticache', place, `replicationgroup:${id}`),
    LogDeliveryConfigurations: [],
    ReplicationGroupCreateTime: createdLongAgo,
    DataTiering: 'disabled',
    AutoMinorVersionUpgrade: true,
    NetworkType: 'ipv4',
    IpDiscovery: 'ipv4',
    Engine: 'redis',
  });
}

/** The cache as DescribeServerlessCaches returns it. */
export function completeServerlessCache(item: Item, place: Place): Record<string, unknown> {
  const name = text(item, 'ServerlessCacheName');
  const address = `${name}-sandbox.serverless.${place.region}.cache.amazonaws.com`;
  return withDefaults(without(item, 'tags'), {
    Description: '',
    CreateTime: createdLongAgo,
    Status: 'available',
    Engine: 'valkey',
    MajorEngineVersion: '8',
    FullEngineVersion: '8.0',
    SecurityGroupIds: [],
    Endpoint: { Address: address, Port: 6379 },
    ReaderEndpoint: { Address: address, Port: 6380 },
    ARN: arnOf('elasticache', place, `serverlesscache:${name}`),
    SubnetIds: [],
    SnapshotRetentionLimit: 0,
    DailySnapshotTime: '05:00',
  });
}

/** Endpoints of a node group, and roles of its members, exist only without cluster mode. */
function completeNodeGroup(group: Item, sharded: boolean, host: string): Record<string, unknown> {
  const primary = { Address: `master.${host}`, Port: 6379 };
  const reader = { Address: `replica.${host}`, Port: 6379 };
  return withDefaults(group, {
    Status: 'available',
    ...(sharded ? {} : { PrimaryEndpoint: primary, ReaderEndpoint: reader }),
  });
}

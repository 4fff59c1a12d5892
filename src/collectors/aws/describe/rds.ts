import type {
  DBCluster,
  DBClusterMember,
  DBInstance,
  DBProxy,
  DBProxyTarget,
  DBProxyTargetGroup,
  Parameter,
  Tag,
} from '@aws-sdk/client-rds';
import { compareText } from '../../../model/snapshot.ts';
import { withDefaults } from '../../../resources/kind.ts';
import { type rdsCluster, rdsClusterDefaults } from '../../../resources/rds-cluster.ts';
import type { rdsInstance } from '../../../resources/rds-instance.ts';
import { type rdsProxy, rdsProxyDefaults } from '../../../resources/rds-proxy.ts';
import { type Answer, type DraftOf, unreadOf } from '../collector.ts';
import type { Listing } from '../listing.ts';

export const instanceApi = 'rds:DescribeDBInstances';
export const clusterApi = 'rds:DescribeDBClusters';

/** Engines that the RDS API lists and that are not RDS: Neptune and DocumentDB. */
export const isForeign = (engine: string | undefined): boolean => engine === 'neptune' || engine === 'docdb';

export const parameterGroupOf = (instance: DBInstance): string | null =>
  instance.DBParameterGroups?.[0]?.DBParameterGroupName ?? null;

/** @param parameters max_connections of its parameter group, and why it could not be read; undefined: nobody asked */
export function describeInstance(
  instance: DBInstance,
  parameters: Listing<Parameter> | undefined,
): DraftOf<typeof rdsInstance> {
  const { tags, unread } = tagsIn(instance.TagList, instanceApi);
  const setting = parameters?.items.find((one) => one.ParameterName === 'max_connections');
  return {
    id: instance.DBInstanceArn,
    attributes: {
      instanceId: instance.DBInstanceIdentifier,
      status: instance.DBInstanceStatus,
      engine: instance.Engine,
      instanceClass: instance.DBInstanceClass ?? null,
      clusterId: instance.DBClusterIdentifier ?? null,
      isReadReplica: Boolean(
        instance.ReadReplicaSourceDBInstanceIdentifier ?? instance.ReadReplicaSourceDBClusterIdentifier,
      ),
      vpcId: instance.DBSubnetGroup?.VpcId ?? null,
      subnetIds: (instance.DBSubnetGroup?.Subnets ?? [])
        .flatMap(({ SubnetIdentifier: id }) => id ?? [])
        .sort(compareText),
      storageType: instance.StorageType ?? null,
      allocatedStorageGb: instance.AllocatedStorage ?? null,
      maxAllocatedStorageGb: instance.MaxAllocatedStorage ?? null,
      parameterGroup: parameterGroupOf(instance),
      maxConnectionsSetting: setting?.ParameterValue ?? null,
    },
    observed: {},
    tags,
    unread: {
      ...unread,
      ...(parameters?.unread && !setting && unreadOf(parameters.unread, ['maxConnectionsSetting'])),
    },
  };
}

export function describeCluster(cluster: DBCluster): DraftOf<typeof rdsCluster> {
  const members = cluster.DBClusterMembers;
  const scaling = cluster.ServerlessV2ScalingConfiguration;
  const given = {
    clusterId: cluster.DBClusterIdentifier,
    status: cluster.Status,
    engine: cluster.Engine,
    engineMode: cluster.EngineMode,
    memberIds: members?.map(memberId).sort(compareText),
    writerId: members?.find((one) => one.IsClusterWriter)?.DBInstanceIdentifier ?? null,
    dataApiEnabled: cluster.HttpEndpointEnabled,
    storageType: cluster.StorageType ?? null,
    serverlessMinAcu: scaling?.MinCapacity ?? null,
    serverlessMaxAcu: scaling?.MaxCapacity ?? null,
  };
  return {
    ...withDefaults(given, rdsClusterDefaults),
    id: cluster.DBClusterArn,
    observed: {},
    ...tagsIn(cluster.TagList, clusterApi),
  };
}

function memberId({ DBInstanceIdentifier: id }: DBClusterMember): string {
  if (id === undefined) throw new TypeError('a member without an identifier');
  return id;
}

export function describeProxy(
  proxy: DBProxy,
  groups: Listing<DBProxyTargetGroup>,
  targets: Listing<DBProxyTarget>,
  tags: Answer<{ TagList?: Tag[] }>,
): DraftOf<typeof rdsProxy> {
  const sorted = targets.items.toSorted((a, b) => byText(a.RdsResourceId, b.RdsResourceId));
  return {
    id: proxy.DBProxyArn,
    attributes: {
      proxyName: proxy.DBProxyName,
      status: proxy.Status,
      vpcId: proxy.VpcId ?? null,
      targetGroups: groups.items
        .map((group) => ({
          name: group.TargetGroupName,
          borrowTimeoutSeconds:
            group.ConnectionPoolConfig?.ConnectionBorrowTimeout ?? rdsProxyDefaults.borrowTimeoutSeconds,
        }))
        .sort((a, b) => byText(a.name, b.name)),
      targets: sorted.map((target) => ({
        id: target.RdsResourceId,
        type: target.Type,
        clusterId: target.TrackedClusterId ?? null,
      })),
    },
    observed: {
      targetHealth: sorted.map((target) => ({
        id: target.RdsResourceId,
        state: target.TargetHealth?.State ?? null,
        reason: target.TargetHealth?.Reason ?? null,
      })),
    },
    tags: tags.ok ? recordOf(tags.value.TagList ?? []) : null,
    unread: {
      ...unreadOf(tags, ['tags']),
      ...(groups.unread && unreadOf(groups.unread, ['targetGroups'])),
      ...(targets.unread && unreadOf(targets.unread, ['targets', 'targetHealth'])),
    },
  };
}

const byText = (a: string | undefined, b: string | undefined) => compareText(a ?? '', b ?? '');

/** AWS always tells the list of tags, if empty: an answer without one says nothing about them. */
function tagsIn(tags: Tag[] | undefined, api: string): Pick<DraftOf<typeof rdsInstance>, 'tags' | 'unread'> {
  if (!tags) return { tags: null, unread: { tags: { reason: 'malformed', api } } };
  return { tags: recordOf(tags), unread: {} };
}

function recordOf(tags: readonly Tag[]): Record<string, string> {
  const pairs = tags.map(({ Key, Value }) => {
    if (Key === undefined) throw new TypeError('a tag without a key');
    return [Key, Value ?? ''] as const;
  });
  return Object.fromEntries(pairs);
}

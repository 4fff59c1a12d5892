import type {
  DescribeDBClustersCommandOutput,
  DescribeDBInstancesCommandOutput,
  DescribeDBParametersCommandOutput,
  DescribeDBProxiesCommandOutput,
} from '@aws-sdk/client-rds';
import { expectResources, reading } from './reading.ts';

const recordedTags = (tags: { Key?: string; Value?: string }[]) =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key ?? '', Value ?? '']));

/** Some recordings were cut down to the members that a test of their project looks at; AWS tells engine and status of all. */
const whole = <T extends { Engine?: string; DBInstanceStatus?: string }>(instances: readonly T[] | undefined) =>
  (instances ?? []).filter((one) => one.Engine !== undefined && one.DBInstanceStatus !== undefined);

const describeInstances = reading<DescribeDBInstancesCommandOutput>({
  api: 'rds:DescribeDBInstances',
  answer: ({ operation }, data) => {
    if (operation === 'DescribeDBParameters') return { Parameters: [] };
    return operation === 'DescribeDBInstances' ? { ...data, DBInstances: whole(data.DBInstances) } : undefined;
  },
  check: (collected, data) => {
    const expected = whole(data.DBInstances).map((instance) => ({
      key: instance.DBInstanceIdentifier ?? '',
      ...(instance.DBInstanceArn !== undefined && { id: instance.DBInstanceArn }),
      ...(instance.TagList && { tags: recordedTags(instance.TagList) }),
      attributes: {
        instanceId: instance.DBInstanceIdentifier,
        status: instance.DBInstanceStatus,
        engine: instance.Engine,
        instanceClass: instance.DBInstanceClass,
        clusterId: instance.DBClusterIdentifier ?? null,
        vpcId: instance.DBSubnetGroup?.VpcId ?? null,
        subnetIds: (instance.DBSubnetGroup?.Subnets ?? []).map((subnet) => subnet.SubnetIdentifier).sort(),
        storageType: instance.StorageType ?? null,
        allocatedStorageGb: instance.AllocatedStorage ?? null,
        maxAllocatedStorageGb: instance.MaxAllocatedStorage ?? null,
        parameterGroup: instance.DBParameterGroups?.[0]?.DBParameterGroupName ?? null,
        maxConnectionsSetting: null,
      },
    }));
    expectResources(collected, 'rds-instance', expected);
  },
});

/** See above: one of a cluster is cut down too. */
const withMembers = <T extends { DBClusterMembers?: unknown[] }>(clusters: readonly T[] | undefined) =>
  (clusters ?? []).filter((one) => one.DBClusterMembers !== undefined);

const describeClusters = reading<DescribeDBClustersCommandOutput>({
  api: 'rds:DescribeDBClusters',
  answer: ({ operation }, data) =>
    operation === 'DescribeDBClusters' ? { ...data, DBClusters: withMembers(data.DBClusters) } : undefined,
  check: (collected, data) => {
    const expected = withMembers(data.DBClusters).map((cluster) => ({
      key: cluster.DBClusterIdentifier ?? '',
      ...(cluster.DBClusterArn !== undefined && { id: cluster.DBClusterArn }),
      ...(cluster.TagList && { tags: recordedTags(cluster.TagList) }),
      attributes: {
        clusterId: cluster.DBClusterIdentifier,
        status: cluster.Status,
        engine: cluster.Engine,
        engineMode: cluster.EngineMode ?? 'provisioned',
        memberIds: (cluster.DBClusterMembers ?? []).map((one) => one.DBInstanceIdentifier).sort(),
        dataApiEnabled: cluster.HttpEndpointEnabled ?? false,
        serverlessMinAcu: null,
        serverlessMaxAcu: null,
      },
    }));
    expectResources(collected, 'rds-cluster', expected);
  },
});

const describeParameters = reading<DescribeDBParametersCommandOutput>({
  api: 'rds:DescribeDBParameters',
  answer: ({ operation }, data) => {
    // Recorded without the filter, which leaves one page.
    if (operation === 'DescribeDBParameters') return { ...data, Marker: undefined };
    if (operation !== 'DescribeDBInstances') return undefined;
    const DBParameterGroups = [{ DBParameterGroupName: 'recorded', ParameterApplyStatus: 'in-sync' }];
    const instance = { DBInstanceIdentifier: 'i', DBInstanceStatus: 'available', Engine: 'postgres', TagList: [] };
    return { DBInstances: [{ ...instance, DBParameterGroups }] };
  },
  check: (collected, data) => {
    const setting = data.Parameters?.find((one) => one.ParameterName === 'max_connections')?.ParameterValue ?? null;
    expectResources(collected, 'rds-instance', [{ key: 'i', attributes: { maxConnectionsSetting: setting } }]);
  },
});

const describeProxies = reading<DescribeDBProxiesCommandOutput>({
  api: 'rds:DescribeDBProxies',
  answer: ({ operation }, data) => {
    if (operation === 'DescribeDBProxies') return data;
    if (operation === 'ListTagsForResource') return { TagList: [] };
    if (operation === 'DescribeDBProxyTargets') return { Targets: [] };
    return operation === 'DescribeDBProxyTargetGroups' ? { TargetGroups: [] } : undefined;
  },
  check: (collected, data) => {
    const expected = (data.DBProxies ?? []).map((proxy) => ({
      key: proxy.DBProxyName ?? '',
      ...(proxy.DBProxyArn !== undefined && { id: proxy.DBProxyArn }),
      attributes: {
        proxyName: proxy.DBProxyName,
        status: proxy.Status,
        vpcId: proxy.VpcId ?? null,
        targetGroups: [],
        targets: [],
      },
      observed: { targetHealth: [] },
    }));
    expectResources(collected, 'rds-proxy', expected);
  },
});

export const rds = {
  'rds.DescribeDBInstances': describeInstances,
  'rds.DescribeDBClusters': describeClusters,
  'rds.DescribeDBParameters': describeParameters,
  'rds.DescribeDBProxies': describeProxies,
};

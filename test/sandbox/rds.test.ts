import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBParametersCommand,
  DescribeDBProxyTargetGroupsCommand,
  DescribeDBProxyTargetsCommand,
  paginateDescribeDBInstances,
} from '@aws-sdk/client-rds';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { describe, expect, test } from 'vitest';
import { names, pagesOf, serve } from './serving.ts';

describe('RDS', () => {
  test('an instance has what AWS always tells, and its tags inline', async () => {
    const { rds } = await serve({ rds: { instances: [{ DBInstanceIdentifier: 'orders', tags: { a: '<b>' } }] } });
    const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({}));
    expect(DBInstances?.[0]).toMatchObject({
      DBInstanceStatus: 'available',
      DBParameterGroups: [{ DBParameterGroupName: 'default.postgres16' }],
      DBInstanceArn: 'arn:aws:rds:eu-west-1:111122223333:db:orders',
      TagList: [{ Key: 'a', Value: '<b>' }],
    });
    expect(DBInstances?.[0]?.InstanceCreateTime).toBeInstanceOf(Date);
  });

  test('an instance without tags has an empty list of them', async () => {
    const { rds } = await serve({ rds: { instances: [{ DBInstanceIdentifier: 'orders' }] } });
    const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({}));
    expect(DBInstances?.[0]?.TagList).toEqual([]);
  });

  test('the members of a cluster are the instances that name it', async () => {
    const { rds } = await serve({
      rds: {
        instances: [
          { DBInstanceIdentifier: 'b-1', DBClusterIdentifier: 'b' },
          { DBInstanceIdentifier: 'b-2', DBClusterIdentifier: 'b' },
        ],
        clusters: [{ DBClusterIdentifier: 'b' }],
      },
    });
    const { DBClusters } = await rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: 'b' }));
    expect(DBClusters?.[0]?.DBClusterMembers).toMatchObject([
      { DBInstanceIdentifier: 'b-1', IsClusterWriter: true },
      { DBInstanceIdentifier: 'b-2', IsClusterWriter: false },
    ]);
    const gone = new DescribeDBClustersCommand({ DBClusterIdentifier: 'gone' });
    await expect(rds.send(gone)).rejects.toMatchObject({ name: 'DBClusterNotFoundFault' });
  });

  test('parameters are filtered by name, and a group that nobody declared does not exist', async () => {
    const { rds } = await serve({ rds: {} });
    const ask = (DBParameterGroupName: string) =>
      rds.send(
        new DescribeDBParametersCommand({
          DBParameterGroupName,
          Filters: [{ Name: 'parameter-name', Values: ['max_connections'] }],
        }),
      );
    expect((await ask('default.mysql8.0')).Parameters).toMatchObject([
      { ParameterName: 'max_connections', ParameterValue: '{DBInstanceClassMemory/12582880}', Source: 'system' },
    ]);
    await expect(ask('ours')).rejects.toMatchObject({ name: 'DBParameterGroupNotFoundFault' });
  });

  test('a proxy has a default target group that waits 120 seconds, and its targets', async () => {
    const { rds, tagging } = await serve({
      rds: { proxies: [{ DBProxyName: 'p', targets: [{ RdsResourceId: 'orders' }], tags: { a: 'b' } }] },
    });
    const { TargetGroups } = await rds.send(new DescribeDBProxyTargetGroupsCommand({ DBProxyName: 'p' }));
    expect(TargetGroups).toMatchObject([
      { TargetGroupName: 'default', IsDefault: true, ConnectionPoolConfig: { ConnectionBorrowTimeout: 120 } },
    ]);
    const { Targets } = await rds.send(new DescribeDBProxyTargetsCommand({ DBProxyName: 'p' }));
    expect(Targets).toMatchObject([{ RdsResourceId: 'orders', TargetHealth: { State: 'AVAILABLE' } }]);
    const gone = new DescribeDBProxyTargetsCommand({ DBProxyName: 'gone' });
    await expect(rds.send(gone)).rejects.toMatchObject({ name: 'DBProxyNotFoundFault' });
    const { ResourceTagMappingList } = await tagging.send(new GetResourcesCommand({}));
    expect(ResourceTagMappingList?.[0]?.ResourceARN).toMatch(/:db-proxy:prx-[0-9a-f]{17}$/);
  });

  test('pages hold 20 to 100 instances', async () => {
    const instances = names('db', 205).map((DBInstanceIdentifier) => ({ DBInstanceIdentifier }));
    const { rds } = await serve({ rds: { instances } });
    const pages = paginateDescribeDBInstances({ client: rds, pageSize: 100 }, {});
    expect((await pagesOf(pages, (page) => page.DBInstances)).sizes).toEqual([100, 100, 5]);
    const tooSmall = new DescribeDBInstancesCommand({ MaxRecords: 5 });
    await expect(rds.send(tooSmall)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});

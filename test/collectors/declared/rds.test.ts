import { describe, expect, it } from 'vitest';
import { describeCluster, describeInstance, describeProxy } from '../../../src/collectors/aws/describe/rds.ts';
import { filled, leftToAws, unresolved } from '../../../src/collectors/declared/value.ts';
import { attributesBut, plan, resourcesOf, template } from './thrice.ts';

const planned = resourcesOf(
  plan({
    bookings: [
      'aws_rds_cluster',
      {
        cluster_identifier: 'bookings',
        engine: 'aurora-postgresql',
        engine_mode: filled('provisioned'),
        enable_http_endpoint: null,
        storage_type: leftToAws(),
        db_subnet_group_name: 'private',
        serverlessv2_scaling_configuration: [{ min_capacity: 2, max_capacity: 16 }],
      },
    ],
    first: [
      'aws_rds_cluster_instance',
      {
        identifier: 'bookings-1',
        cluster_identifier: 'bookings',
        engine: 'aurora-postgresql',
        instance_class: 'db.serverless',
        db_parameter_group_name: 'wide',
        db_subnet_group_name: leftToAws(),
      },
    ],
    wide: [
      'aws_db_parameter_group',
      { name: 'wide', family: 'aurora-postgresql16', parameter: [{ name: 'max_connections', value: '900' }] },
    ],
    private: ['aws_db_subnet_group', { name: 'private', subnet_ids: ['subnet-b', 'subnet-a'], vpc_id: leftToAws() }],
    proxy: ['aws_db_proxy', { name: 'bookings-proxy' }],
    pool: [
      'aws_db_proxy_default_target_group',
      { db_proxy_name: 'bookings-proxy', connection_pool_config: [{ connection_borrow_timeout: 5 }] },
    ],
    target: ['aws_db_proxy_target', { db_proxy_name: 'bookings-proxy', db_cluster_identifier: 'bookings' }],
  }),
);

const templated = resourcesOf(
  template({
    Bookings: [
      'AWS::RDS::DBCluster',
      {
        DBClusterIdentifier: 'Bookings',
        Engine: 'aurora-postgresql',
        DBSubnetGroupName: 'private',
        ServerlessV2ScalingConfiguration: { MinCapacity: 2, MaxCapacity: 16 },
      },
    ],
    First: [
      'AWS::RDS::DBInstance',
      {
        DBInstanceIdentifier: 'bookings-1',
        DBClusterIdentifier: 'bookings',
        Engine: 'aurora-postgresql',
        DBInstanceClass: 'db.serverless',
        DBParameterGroupName: 'wide',
      },
    ],
    Wide: [
      'AWS::RDS::DBParameterGroup',
      { DBParameterGroupName: 'wide', Family: 'aurora-postgresql16', Parameters: { max_connections: 900 } },
    ],
    Private: ['AWS::RDS::DBSubnetGroup', { DBSubnetGroupName: 'private', SubnetIds: ['subnet-b', 'subnet-a'] }],
    Proxy: ['AWS::RDS::DBProxy', { DBProxyName: 'bookings-proxy' }],
    Pool: [
      'AWS::RDS::DBProxyTargetGroup',
      {
        DBProxyName: 'bookings-proxy',
        TargetGroupName: 'default',
        DBClusterIdentifiers: ['bookings'],
        ConnectionPoolConfigurationInfo: { ConnectionBorrowTimeout: 5 },
      },
    ],
  }),
);

const sources = [
  ['a plan', planned],
  ['a template', templated],
] as const;

describe.each(sources)('a database of %s', (_, resources) => {
  it('has the cluster that the live account has', () => {
    const live = describeCluster({
      DBClusterIdentifier: 'bookings',
      Status: 'available',
      Engine: 'aurora-postgresql',
      EngineMode: 'provisioned',
      HttpEndpointEnabled: false,
      DBClusterMembers: [{ DBInstanceIdentifier: 'bookings-1', IsClusterWriter: true }],
      ServerlessV2ScalingConfiguration: { MinCapacity: 2, MaxCapacity: 16 },
    });

    expect(resources.get('rds-cluster bookings')?.attributes).toEqual(live.attributes);
  });

  it('has the instance that the live account has', () => {
    const live = describeInstance(
      {
        DBInstanceIdentifier: 'bookings-1',
        DBInstanceStatus: 'available',
        Engine: 'aurora-postgresql',
        DBInstanceClass: 'db.serverless',
        DBClusterIdentifier: 'bookings',
        DBSubnetGroup: { Subnets: [{ SubnetIdentifier: 'subnet-b' }, { SubnetIdentifier: 'subnet-a' }] },
        DBParameterGroups: [{ DBParameterGroupName: 'wide' }],
      },
      { items: [{ ParameterName: 'max_connections', ParameterValue: '900' }], unread: null } as never,
    );
    const untold = ['vpcId', 'storageType', 'allocatedStorageGb'];

    expect(resources.get('rds-instance bookings-1')?.attributes).toEqual(attributesBut(live, ...untold));
    expect(Object.keys(resources.get('rds-instance bookings-1')?.unread ?? {})).toEqual(expect.arrayContaining(untold));
  });

  it('has the proxy that the live account has', () => {
    const live = describeProxy(
      { DBProxyName: 'bookings-proxy', Status: 'available' },
      {
        items: [{ TargetGroupName: 'default', ConnectionPoolConfig: { ConnectionBorrowTimeout: 5 } }],
        unread: null,
      } as never,
      { items: [{ RdsResourceId: 'bookings', Type: 'TRACKED_CLUSTER' }], unread: null } as never,
      { ok: true, value: { TagList: [] } },
    );

    expect(resources.get('rds-proxy bookings-proxy')?.attributes).toEqual(attributesBut(live, 'vpcId'));
  });
});

describe('a database', () => {
  it('whose instances, groups and targets are those of another stack does not tell them', () => {
    const resources = resourcesOf(
      template({
        Bookings: ['AWS::RDS::DBCluster', { DBClusterIdentifier: 'bookings', Engine: 'aurora-mysql' }],
        Orders: [
          'AWS::RDS::DBInstance',
          { DBInstanceIdentifier: 'orders', Engine: 'postgres', DBParameterGroupName: 'wide' },
        ],
        Proxy: ['AWS::RDS::DBProxy', { DBProxyName: 'orders-proxy' }],
      }),
    );

    expect(resources.get('rds-cluster bookings')?.unread).toMatchObject({
      memberIds: 'after-apply',
      writerId: 'after-apply',
    });
    expect(resources.get('rds-instance orders')?.unread).toMatchObject({
      maxConnectionsSetting: 'after-apply',
      subnetIds: 'after-apply',
    });
    expect(resources.get('rds-proxy orders-proxy')?.unread).toMatchObject({
      targetGroups: 'after-apply',
      targets: 'after-apply',
    });
  });

  it('whose names AWS makes up joins by symbols', () => {
    const resources = resourcesOf(
      template({
        Bookings: [
          'AWS::RDS::DBCluster',
          { DBClusterIdentifier: unresolved(['Bookings']), Engine: 'aurora-postgresql' },
        ],
        First: [
          'AWS::RDS::DBInstance',
          { DBInstanceIdentifier: unresolved(['First']), DBClusterIdentifier: unresolved(['Bookings']) },
        ],
      }),
    );
    const cluster = resources.get('rds-cluster Bookings');
    const first = resources.get('rds-instance First');

    expect(first?.attributes.clusterId).toBe(cluster?.attributes.clusterId);
    expect(cluster?.attributes.memberIds).toEqual([first?.attributes.instanceId]);
  });

  it('without storage that grows has no maximum, however Terraform writes that', () => {
    const maximumOf = (max_allocated_storage: number | null) =>
      resourcesOf(plan({ orders: ['aws_db_instance', { identifier: 'orders', max_allocated_storage }] })).get(
        'rds-instance orders',
      )?.attributes.maxAllocatedStorageGb;

    expect([maximumOf(0), maximumOf(null), maximumOf(500)]).toEqual([null, null, 500]);
  });
});

import { describe, expect, it } from 'vitest';
import { collect, type Declared } from './support.ts';

const numbered = <T>(count: number, one: (name: string) => T) =>
  Array.from({ length: count }, (_, index) => one(`n${String(index).padStart(4, '0')}`));
const arn = (rest: string) => `arn:aws:rds:eu-central-1:111122223333:${rest}`;
const rds = (declared: Declared['rds']): Declared => ({ rds: declared });

describe('an instance', () => {
  it('tells its class, VPC, storage, connection limit and tags', async () => {
    const { of } = await collect(
      rds({
        instances: [
          {
            DBInstanceIdentifier: 'orders',
            DBInstanceClass: 'db.r6g.large',
            AllocatedStorage: 200,
            MaxAllocatedStorage: 400,
            vpc: 'vpc-1',
            parameterGroup: 'orders',
            tags: { owner: 'team-a' },
          },
        ],
        parameterGroups: [
          {
            DBParameterGroupName: 'orders',
            DBParameterGroupFamily: 'postgres16',
            parameters: { max_connections: '400', tls_version: 'TLSv1.2' },
          },
        ],
      }),
    );
    expect(of('rds-instance')).toMatchObject([
      {
        key: 'orders',
        id: arn('db:orders'),
        tags: { owner: 'team-a' },
        unread: {},
        attributes: {
          instanceId: 'orders',
          status: 'available',
          engine: 'postgres',
          instanceClass: 'db.r6g.large',
          clusterId: null,
          isReadReplica: false,
          vpcId: 'vpc-1',
          subnetIds: ['subnet-a', 'subnet-b'],
          storageType: 'gp3',
          allocatedStorageGb: 200,
          maxAllocatedStorageGb: 400,
          parameterGroup: 'orders',
          maxConnectionsSetting: '400',
        },
      },
    ]);
  });

  it('of Neptune or DocumentDB is none of RDS, nor is a cluster of theirs', async () => {
    const { of } = await collect(
      rds({
        instances: [
          { DBInstanceIdentifier: 'graph', Engine: 'neptune', DBClusterIdentifier: 'graphs' },
          { DBInstanceIdentifier: 'documents', Engine: 'docdb', DBClusterIdentifier: 'documents' },
          { DBInstanceIdentifier: 'orders' },
        ],
        clusters: [
          { DBClusterIdentifier: 'graphs', Engine: 'neptune' },
          { DBClusterIdentifier: 'documents', Engine: 'docdb' },
        ],
      }),
    );
    expect(of('rds-instance').map(({ key }) => key)).toEqual(['orders']);
    expect(of('rds-cluster')).toEqual([]);
  });

  it('asks each parameter group once, none of engines without max_connections', async () => {
    const { of, calls, sandbox } = await collect(
      rds({
        instances: [
          ...numbered(5, (name) => ({ DBInstanceIdentifier: name })),
          { DBInstanceIdentifier: 'mysql', Engine: 'mysql' },
          { DBInstanceIdentifier: 'oracle', Engine: 'oracle-ee' },
          { DBInstanceIdentifier: 'sqlserver', Engine: 'sqlserver-web' },
        ],
      }),
    );
    expect(calls('DescribeDBParameters')).toBe(2);
    const asked = sandbox.calls.filter(({ operation }) => operation === 'DescribeDBParameters');
    for (const { input } of asked) {
      expect(input.Filters).toEqual([{ Name: 'parameter-name', Values: ['max_connections'] }]);
    }
    const settings = Object.fromEntries(
      of('rds-instance').map((one) => [one.key, one.attributes.maxConnectionsSetting]),
    );
    expect(settings).toMatchObject({
      n0000: 'LEAST({DBInstanceClassMemory/9531392},5000)',
      mysql: '{DBInstanceClassMemory/12582880}',
      oracle: null,
      sqlserver: null,
    });
  });

  it('whose parameters could not be read says so, and is there', async () => {
    const { of, coverage } = await collect(
      rds({
        instances: [{ DBInstanceIdentifier: 'orders' }, { DBInstanceIdentifier: 'shop', Engine: 'mysql' }],
      }),
      { faults: [{ api: 'rds:DescribeDBParameters', item: 'default.postgres16', do: 'denied' }] },
    );
    const [orders, shop] = of('rds-instance');
    expect(orders?.unread).toEqual({ maxConnectionsSetting: 'denied' });
    expect(orders?.unreadApi).toEqual({ maxConnectionsSetting: 'rds:DescribeDBParameters' });
    expect(shop?.unread).toEqual({});
    expect(coverage('rds:DescribeDBParameters')).toMatchObject({ status: 'denied', missed: ['default.postgres16'] });
  });

  it('whose answer has no list of tags has unknown tags, not none', async () => {
    const { of } = await collect(rds({ instances: [{ DBInstanceIdentifier: 'orders', TagList: null }] }));
    expect(of('rds-instance')[0]).toMatchObject({ tags: null, unread: { tags: 'malformed' } });
  });

  it('without an engine makes no sense', async () => {
    const { of, coverage } = await collect(
      rds({ instances: [{ DBInstanceIdentifier: 'orders', Engine: null }, { DBInstanceIdentifier: 'shop' }] }),
    );
    expect(of('rds-instance').map(({ key }) => key)).toEqual(['shop']);
    expect(coverage('rds:DescribeDBInstances')).toMatchObject({ status: 'malformed', missed: ['orders'] });
  });
});

describe('a cluster', () => {
  it('tells its members, its writer and its Serverless v2 range', async () => {
    const { of } = await collect(
      rds({
        instances: [
          { DBInstanceIdentifier: 'b-2', DBClusterIdentifier: 'bookings', Engine: 'aurora-postgresql' },
          { DBInstanceIdentifier: 'b-1', DBClusterIdentifier: 'bookings', Engine: 'aurora-postgresql' },
        ],
        clusters: [
          {
            DBClusterIdentifier: 'bookings',
            HttpEndpointEnabled: true,
            ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 16 },
            tags: { env: 'prod' },
          },
          { DBClusterIdentifier: 'plain', EngineMode: null, HttpEndpointEnabled: null },
        ],
      }),
    );
    expect(of('rds-cluster')).toMatchObject([
      {
        id: arn('cluster:bookings'),
        tags: { env: 'prod' },
        defaulted: [],
        attributes: {
          clusterId: 'bookings',
          status: 'available',
          engine: 'aurora-postgresql',
          engineMode: 'provisioned',
          memberIds: ['b-1', 'b-2'],
          writerId: 'b-2',
          dataApiEnabled: true,
          serverlessMinAcu: 0.5,
          serverlessMaxAcu: 16,
        },
      },
      {
        defaulted: ['dataApiEnabled', 'engineMode'],
        attributes: { engineMode: 'provisioned', dataApiEnabled: false, memberIds: [], writerId: null },
      },
    ]);
  });
});

describe('a proxy', () => {
  const proxies = [
    {
      DBProxyName: 'orders',
      DBProxyArn: arn('db-proxy:orders'),
      vpc: 'vpc-1',
      tags: { owner: 'team-a' },
      targets: [
        { RdsResourceId: 'orders-2', TargetHealth: { State: 'UNAVAILABLE', Reason: 'AUTH_FAILURE', Description: 'x' } },
        { RdsResourceId: 'orders-1', TrackedClusterId: 'orders' },
        { RdsResourceId: 'orders', Type: 'TRACKED_CLUSTER', TargetHealth: null },
      ],
    },
    {
      DBProxyName: 'shop',
      targetGroups: [{ TargetGroupName: 'default', ConnectionPoolConfig: { ConnectionBorrowTimeout: 5 } }],
    },
  ];

  it('holds its target groups, targets and their health', async () => {
    const { of } = await collect(rds({ proxies }));
    expect(of('rds-proxy')).toMatchObject([
      {
        key: 'orders',
        tags: { owner: 'team-a' },
        attributes: {
          proxyName: 'orders',
          status: 'available',
          vpcId: 'vpc-1',
          targetGroups: [{ name: 'default', borrowTimeoutSeconds: 120 }],
          targets: [
            { id: 'orders', type: 'TRACKED_CLUSTER', clusterId: null },
            { id: 'orders-1', type: 'RDS_INSTANCE', clusterId: 'orders' },
            { id: 'orders-2', type: 'RDS_INSTANCE', clusterId: null },
          ],
        },
        observed: {
          targetHealth: [
            { id: 'orders', state: null, reason: null },
            { id: 'orders-1', state: 'AVAILABLE', reason: null },
            { id: 'orders-2', state: 'UNAVAILABLE', reason: 'AUTH_FAILURE' },
          ],
        },
      },
      { key: 'shop', attributes: { targetGroups: [{ name: 'default', borrowTimeoutSeconds: 5 }], targets: [] } },
    ]);
  });

  it.each([
    ['rds:DescribeDBProxyTargets', { targets: 'denied', targetHealth: 'denied' }],
    ['rds:DescribeDBProxyTargetGroups', { targetGroups: 'denied' }],
    ['rds:ListTagsForResource', { tags: 'denied' }],
  ])('without %s is there, with what that tells unread', async (api, unread) => {
    const { of, coverage } = await collect(rds({ proxies }), { faults: [{ api, item: 'orders', do: 'denied' }] });
    const [orders, shop] = of('rds-proxy');
    expect(orders?.unread).toEqual(unread);
    expect(shop?.unread).toEqual({});
    expect(coverage(api)).toMatchObject({ status: 'denied', missed: ['orders'] });
  });

  it('that was deleted since it was listed is not missing', async () => {
    const { of, coverage } = await collect(rds({ proxies }), {
      respond: (call) =>
        call.operation.startsWith('DescribeDBProxyTarget') && call.input.DBProxyName === 'shop'
          ? { error: { code: 'DBProxyNotFoundFault', message: 'gone', status: 404 } }
          : undefined,
    });
    expect(of('rds-proxy').map(({ key }) => key)).toEqual(['orders']);
    expect(coverage('rds:DescribeDBProxyTargets')).toMatchObject({ status: 'ok', complete: true });
  });

  it('keeps no secrets, roles, endpoints or addresses', async () => {
    const Auth = [{ AuthScheme: 'SECRETS' as const, SecretArn: 'arn:aws:secretsmanager:eu-central-1:1:secret:hidden' }];
    const { snapshot } = await collect(
      rds({ proxies: [{ DBProxyName: 'orders', Auth }], instances: [{ DBInstanceIdentifier: 'orders' }] }),
    );
    expect(JSON.stringify(snapshot)).not.toMatch(/secretsmanager|:role\/|rds\.amazonaws\.com|"admin"/);
  });
});

describe('pages', () => {
  it('of all listings are read to the end, 100 at a time', async () => {
    const { of, calls } = await collect(
      rds({
        instances: numbered(201, (name) => ({ DBInstanceIdentifier: name })),
        clusters: numbered(101, (name) => ({ DBClusterIdentifier: name })),
        proxies: [
          ...numbered(100, (name) => ({ DBProxyName: name })),
          { DBProxyName: 'wide', targets: numbered(101, (name) => ({ RdsResourceId: name })) },
        ],
      }),
    );
    expect(of('rds-instance')).toHaveLength(201);
    expect(of('rds-cluster')).toHaveLength(101);
    expect(of('rds-proxy')).toHaveLength(101);
    expect(of('rds-proxy').find(({ key }) => key === 'wide')?.attributes.targets).toHaveLength(101);
    expect(calls('DescribeDBInstances')).toBe(3);
    expect(calls('DescribeDBClusters')).toBe(2);
    expect(calls('DescribeDBProxies')).toBe(2);
    expect(calls('DescribeDBProxyTargets')).toBe(102);
    expect(calls('DescribeDBProxyTargetGroups')).toBe(101);
    expect(calls('DescribeDBParameters')).toBe(1);
  });

  it('that AWS throttles are asked again', async () => {
    const { of, coverage } = await collect(
      rds({ instances: numbered(150, (name) => ({ DBInstanceIdentifier: name })) }),
      { faults: [{ api: 'rds:DescribeDBInstances', page: 2, count: 1, do: 'throttled' }] },
    );
    expect(of('rds-instance')).toHaveLength(150);
    expect(coverage('rds:DescribeDBInstances')).toMatchObject({ status: 'ok', complete: true, throttled: 1 });
  });

  it('of instances, the second denied: what was read is kept, and the listing is incomplete', async () => {
    const { of, coverage } = await collect(
      rds({ instances: numbered(150, (name) => ({ DBInstanceIdentifier: name })) }),
      { faults: [{ api: 'rds:DescribeDBInstances', page: 2, do: 'denied' }] },
    );
    expect(of('rds-instance')).toHaveLength(100);
    expect(coverage('rds:DescribeDBInstances')).toMatchObject({ status: 'denied', complete: false });
  });
});

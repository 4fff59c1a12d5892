import { arnOf, createdLongAgo, hashId, type Place } from './identity.ts';
import { type Item, text, withDefaults, without } from './item.ts';
import { defaultDbParameterGroup } from './rds-parameters.ts';
import { tagsOf } from './tags.ts';

export const sandboxVpc = 'vpc-sandbox';

/** Tags as RDS writes them. */
export const tagList = (item: Item) => Object.entries(tagsOf(item) ?? {}).map(([Key, Value]) => ({ Key, Value }));

/** The instance as DescribeDBInstances returns it. */
export function completeInstance(item: Item, place: Place): Record<string, unknown> {
  const id = text(item, 'DBInstanceIdentifier');
  const engine = text(item, 'Engine') || 'postgres';
  const aurora = engine.startsWith('aurora');
  const parameterGroup = text(item, 'parameterGroup') || defaultDbParameterGroup(engine);
  return withDefaults(without(item, 'tags', 'vpc', 'parameterGroup'), {
    DBInstanceClass: 'db.m6g.large',
    Engine: engine,
    DBInstanceStatus: 'available',
    MasterUsername: 'admin',
    Endpoint: { Address: `${id}.sandbox.${place.region}.rds.amazonaws.com`, Port: 5432 },
    AllocatedStorage: aurora ? 1 : 100,
    InstanceCreateTime: createdLongAgo,
    BackupRetentionPeriod: 7,
    DBSecurityGroups: [],
    VpcSecurityGroups: [],
    DBParameterGroups: [{ DBParameterGroupName: parameterGroup, ParameterApplyStatus: 'in-sync' }],
    DBSubnetGroup: {
      DBSubnetGroupName: 'default',
      DBSubnetGroupDescription: 'default',
      VpcId: text(item, 'vpc') || sandboxVpc,
      SubnetGroupStatus: 'Complete',
      Subnets: ['a', 'b'].map((zone) => ({
        SubnetIdentifier: `subnet-${zone}`,
        SubnetAvailabilityZone: { Name: `${place.region}${zone}` },
        SubnetStatus: 'Active',
      })),
    },
    PendingModifiedValues: {},
    MultiAZ: false,
    StorageType: aurora ? 'aurora' : 'gp3',
    DbiResourceId: `db-${hashId(id, 26).toUpperCase()}`,
    DBInstanceArn: arnOf('rds', place, `db:${id}`),
    TagList: tagList(item),
  });
}

/** The cluster as DescribeDBClusters returns it. */
export function completeCluster(item: Item, members: readonly string[], place: Place): Record<string, unknown> {
  const id = text(item, 'DBClusterIdentifier');
  return withDefaults(without(item, 'tags'), {
    AllocatedStorage: 1,
    BackupRetentionPeriod: 7,
    DBClusterParameterGroup: 'default.aurora-postgresql16',
    DBSubnetGroup: 'default',
    Status: 'available',
    Endpoint: `${id}.cluster-sandbox.${place.region}.rds.amazonaws.com`,
    MultiAZ: members.length > 1,
    Engine: 'aurora-postgresql',
    Port: 5432,
    MasterUsername: 'admin',
    DBClusterMembers: members.map((DBInstanceIdentifier, index) => ({
      DBInstanceIdentifier,
      IsClusterWriter: index === 0,
      DBClusterParameterGroupStatus: 'in-sync',
      PromotionTier: 1,
    })),
    VpcSecurityGroups: [],
    DbClusterResourceId: `cluster-${hashId(id, 26).toUpperCase()}`,
    DBClusterArn: arnOf('rds', place, `cluster:${id}`),
    ClusterCreateTime: createdLongAgo,
    EngineMode: 'provisioned',
    HttpEndpointEnabled: false,
    TagList: tagList(item),
  });
}

/** The ARN of a proxy holds an id that AWS makes, not its name. */
export const proxyArn = (item: Item, place: Place): string =>
  text(item, 'DBProxyArn') || arnOf('rds', place, `db-proxy:prx-${hashId(text(item, 'DBProxyName'), 17)}`);

/** The proxy as DescribeDBProxies returns it. */
export function completeProxy(item: Item, place: Place): Record<string, unknown> {
  const name = text(item, 'DBProxyName');
  return withDefaults(without(item, 'tags', 'vpc', 'targets', 'targetGroups'), {
    DBProxyArn: proxyArn(item, place),
    Status: 'available',
    EngineFamily: 'POSTGRESQL',
    VpcId: text(item, 'vpc') || sandboxVpc,
    VpcSecurityGroupIds: [],
    VpcSubnetIds: [],
    Auth: [],
    RoleArn: `arn:aws:iam::${place.account}:role/${name}`,
    Endpoint: `${name}.proxy-sandbox.${place.region}.rds.amazonaws.com`,
    RequireTLS: true,
    IdleClientTimeout: 1800,
    DebugLogging: false,
    CreatedDate: createdLongAgo,
    UpdatedDate: createdLongAgo,
  });
}

/** A group as DescribeDBProxyTargetGroups returns it. */
export function completeTargetGroup(item: Item, proxy: string, place: Place): Record<string, unknown> {
  const name = text(item, 'TargetGroupName') || 'default';
  return withDefaults(without(item, 'tags'), {
    DBProxyName: proxy,
    TargetGroupName: name,
    TargetGroupArn: arnOf('rds', place, `target-group:prx-tg-${hashId(`${proxy} ${name}`, 17)}`),
    IsDefault: name === 'default',
    Status: 'available',
    ConnectionPoolConfig: {
      MaxConnectionsPercent: 100,
      MaxIdleConnectionsPercent: 50,
      ConnectionBorrowTimeout: 120,
      SessionPinningFilters: [],
    },
    CreatedDate: createdLongAgo,
    UpdatedDate: createdLongAgo,
  });
}

/** A target as DescribeDBProxyTargets returns it. */
export function completeTarget(item: Item): Record<string, unknown> {
  return withDefaults(without(item, 'tags'), {
    Port: 5432,
    Type: 'RDS_INSTANCE',
    TargetHealth: { State: 'AVAILABLE' },
  });
}

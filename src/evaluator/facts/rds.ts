import { derive, known, unknown } from '../fact.ts';
import type { FactDefinition, Subject } from '../subject.ts';
import { countOf, memberOf, someOf } from '../world.ts';
import { resourceOf } from './joins.ts';
import { databaseAlarmFacts } from './rds-alarms.ts';
import { connectionFacts } from './rds-connections.ts';
import { functionsIn, instancesOf, isCluster, ofWriter, proxiesOf, vpcOf } from './rds-members.ts';

/** Families that a proxy speaks. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html */
function engineFamily(engine: string): string | null {
  if (/^(aurora-mysql|mysql|mariadb)$/.test(engine)) return 'MYSQL';
  if (/^(aurora-postgresql|postgres)$/.test(engine)) return 'POSTGRESQL';
  return /^sqlserver-/.test(engine) ? 'SQLSERVER' : null;
}

/**
 * Proxies and databases have names of up to 63 characters, without a hyphen at the end and without two in a row.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBProxy.html
 */
const proxyName = (subject: Subject) => `${subject.name.slice(0, 57).replace(/-+$/, '')}-proxy`;

const databaseFacts: Record<string, FactDefinition> = {
  isWholeDatabase: {
    type: 'boolean',
    nullable: false,
    description: 'Whether it is judged by itself: a cluster, or an instance that is a member of none.',
    compute: (subject) =>
      isCluster(subject) ? known(true) : derive([memberOf(resourceOf(subject), 'clusterId')], (id) => id === null),
  },
  databaseVpcId: {
    type: 'string',
    nullable: true,
    description: 'VPC of the instance that takes writes; null where AWS does not tell.',
    compute: (subject, { world }) => vpcOf(subject, world),
  },
  databaseSubnetIds: {
    type: 'list',
    nullable: true,
    description: 'Subnets of the instance that takes writes, sorted; null where a cluster has none.',
    compute: (subject, { world }) => ofWriter(subject, world, 'subnetIds'),
  },
  proxyEngineFamily: {
    type: 'string',
    nullable: true,
    description: 'Engine family of a proxy for it: MYSQL, POSTGRESQL or SQLSERVER; null for engines without proxies.',
    compute: (subject) => derive([memberOf(resourceOf(subject), 'engine')], (engine) => engineFamily(String(engine))),
  },
  proxied: {
    type: 'boolean',
    nullable: false,
    description: 'Whether a proxy that takes connections has the database among its targets.',
    compute(subject, { world }) {
      const { names, gaps } = proxiesOf(subject, world);
      return someOf(names, gaps);
    },
  },
  functionsInVpc: {
    type: 'number',
    nullable: false,
    description: 'Lambda functions that run in the VPC of the database.',
    compute(subject, { world }) {
      const { functions, gaps } = functionsIn(world, subject, vpcOf(subject, world));
      return countOf(functions, gaps);
    },
  },
  usesDataApi: {
    type: 'boolean',
    nullable: false,
    description: 'Whether the Data API of a cluster is on, through which functions need no connections.',
    compute: (subject) => (isCluster(subject) ? memberOf(resourceOf(subject), 'dataApiEnabled') : known(false)),
  },
  takesWrites: {
    type: 'boolean',
    nullable: false,
    description: 'Whether it is no read replica: proxies stand before databases that take writes only.',
    compute: (subject) =>
      isCluster(subject)
        ? known(true)
        : derive([memberOf(resourceOf(subject), 'isReadReplica')], (replica) => !replica),
  },
  suggestedProxyName: {
    type: 'string',
    nullable: false,
    description: 'Name for a proxy: that of the database, shortened, with -proxy.',
    compute: (subject) => known(proxyName(subject)),
  },
  suggestedProxyRole: {
    type: 'string',
    nullable: false,
    description: 'ARN of a role to be made for a proxy, named like the database.',
    compute: (subject, { world }) =>
      known(`arn:${world.partitionOf(subject)}:iam::${subject.account}:role/${proxyName(subject)}`, 'inferred'),
  },
  registerOption: {
    type: 'string',
    nullable: false,
    description: 'Option of register-db-proxy-targets that names the database.',
    compute: (subject) => known(isCluster(subject) ? '--db-cluster-identifiers' : '--db-instance-identifiers'),
  },
  ...connectionFacts,
  ...databaseAlarmFacts,
};

/** Most that AWS lets storage grow to, GiB; SQL Server less. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
const storageCeiling = (engine: string) => (engine.startsWith('sqlserver-') ? 16_384 : 65_536);

const storageOf = (subject: Subject) =>
  ['allocatedStorageGb', 'maxAllocatedStorageGb'].map((name) => memberOf(resourceOf(subject), name));

export const rdsInstanceFacts: Record<string, FactDefinition> = {
  ...databaseFacts,
  storageGrowthPercent: {
    type: 'number',
    nullable: true,
    description: 'Percent by which AWS may grow the storage; 0 without a maximum, null where AWS tells no storage.',
    compute: (subject) =>
      derive(storageOf(subject), (allocated, maximum) => {
        if (typeof allocated !== 'number' || allocated <= 0) return null;
        return typeof maximum === 'number' ? (maximum / allocated - 1) * 100 : 0;
      }),
  },
  storageGrowth: {
    type: 'string',
    nullable: false,
    description: 'How far the storage grows by itself, in words.',
    compute: (subject) =>
      derive(storageOf(subject), (allocated, maximum) =>
        typeof maximum === 'number' && maximum > Number(allocated)
          ? `grows by itself up to ${maximum} GiB`
          : 'does not grow by itself',
      ),
  },
  suggestedMaxStorageGb: {
    type: 'number',
    nullable: true,
    description: 'Twice the storage, GiB, up to what AWS allows; null where there is no room to grow.',
    compute(subject) {
      const storage = memberOf(resourceOf(subject), 'allocatedStorageGb');
      // AWS tells it of every instance; silence is no proof that there is no room.
      if (storage.known && storage.value === null) return unknown('allocatedStorageGb', 'not-recorded');
      return derive([storage, memberOf(resourceOf(subject), 'engine')], (allocated, engine) => {
        const raised = Math.min(Number(allocated) * 2, storageCeiling(String(engine)));
        return raised >= Number(allocated) * 1.1 ? raised : null;
      });
    },
  },
  formerMaxStorageGb: {
    type: 'number',
    nullable: true,
    description: 'The maximum as it is; where there is none the storage itself, which turns growing off.',
    compute: (subject) => derive(storageOf(subject), (allocated, maximum) => maximum ?? allocated ?? null),
  },
};

export const rdsClusterFacts: Record<string, FactDefinition> = {
  ...databaseFacts,
  serverlessMemberCount: {
    type: 'number',
    nullable: false,
    description: 'Members of the class db.serverless, which alone heed the range of capacity.',
    compute(subject, { world }) {
      const { instances, gaps } = instancesOf(subject, world);
      if (gaps.length > 0) return { known: false, because: gaps };
      const classes = instances.map((one) => memberOf(one, 'instanceClass'));
      return derive(classes, (...names) => names.filter((name) => name === 'db.serverless').length);
    },
  },
  suggestedMinAcu: {
    type: 'number',
    nullable: true,
    description: 'The baseline minimum, else an eighth of the maximum in steps of 0.5, ACU; null without a range.',
    compute: (subject, { workload }) =>
      derive([memberOf(resourceOf(subject), 'serverlessMaxAcu')], (maximum) => {
        if (typeof maximum !== 'number') return null;
        const normal = workload?.baseline?.minCapacity;
        if (normal !== undefined && normal < maximum) return normal;
        const eighth = Math.max(0.5, Math.round(maximum / 4) / 2);
        return eighth < maximum ? eighth : null;
      }),
  },
};

import { z } from 'zod';
import { defineKind } from './kind.ts';

export const rdsInstance = defineKind({
  kind: 'rds-instance',
  title: 'RDS database instance, of its own or a member of a cluster',
  attributes: z.strictObject({
    instanceId: z.string().describe('Identifier of the instance.'),
    status: z.string().describe('available, creating, modifying, stopped, ….'),
    engine: z.string().describe('mysql, postgres, mariadb, aurora-mysql, aurora-postgresql, oracle-…, sqlserver-…, ….'),
    instanceClass: z
      .string()
      .nullable()
      .describe('Instance class, such as db.r6g.large or db.serverless; null where AWS does not tell.'),
    clusterId: z.string().nullable().describe('Cluster that the instance is a member of; null for one of its own.'),
    isReadReplica: z.boolean().describe('Whether it replicates another instance or cluster.'),
    vpcId: z.string().nullable().describe('VPC of its subnet group; null where AWS does not tell.'),
    subnetIds: z.array(z.string()).describe('Subnets of its subnet group, sorted.'),
    storageType: z
      .string()
      .nullable()
      .describe('gp2, gp3, io1, io2, standard or aurora; null where AWS does not tell.'),
    allocatedStorageGb: z.number().int().nullable().describe('Storage, GiB; null where AWS does not tell.'),
    maxAllocatedStorageGb: z
      .number()
      .int()
      .nullable()
      .describe('Storage up to which AWS grows it, GiB; null: it does not grow by itself.'),
    parameterGroup: z.string().nullable().describe('Name of the parameter group; null where AWS does not tell.'),
    maxConnectionsSetting: z
      .string()
      .nullable()
      .describe(
        'Parameter max_connections: a number, or a formula of the memory; null where the engine has none, or its default holds untold.',
      ),
  }),
  observed: z.strictObject({}),
  tags: 'inline',
  global: false,
  comparison: { states: ['status'] },
  keyFormat: 'instance identifier',
  key: (instance) => instance.instanceId,
  name: (instance) => instance.instanceId,
  example: {
    id: 'arn:aws:rds:eu-central-1:111122223333:db:orders',
    attributes: {
      instanceId: 'orders',
      status: 'available',
      engine: 'postgres',
      instanceClass: 'db.m6g.large',
      clusterId: null,
      isReadReplica: false,
      vpcId: 'vpc-0a1b2c3d',
      subnetIds: ['subnet-0a', 'subnet-0b'],
      storageType: 'gp3',
      allocatedStorageGb: 100,
      maxAllocatedStorageGb: 500,
      parameterGroup: 'default.postgres16',
      maxConnectionsSetting: 'LEAST({DBInstanceClassMemory/9531392},5000)',
    },
    observed: {},
    defaulted: [],
  },
});

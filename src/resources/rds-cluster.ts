import { z } from 'zod';
import { defineKind } from './kind.ts';

export const rdsCluster = defineKind({
  kind: 'rds-cluster',
  title: 'Aurora or Multi-AZ database cluster',
  attributes: z.strictObject({
    clusterId: z.string().describe('Identifier of the cluster.'),
    status: z.string().describe('available, creating, modifying, stopped, ….'),
    engine: z.string().describe('aurora-mysql, aurora-postgresql, mysql or postgres.'),
    engineMode: z.string().describe('provisioned (Serverless v2 too), serverless (v1), global, ….'),
    memberIds: z.array(z.string()).describe('Member instances, sorted.'),
    writerId: z.string().nullable().describe('Member that takes writes; null where AWS names none.'),
    dataApiEnabled: z.boolean().describe('Whether the HTTP endpoint (Data API) is on, which needs no connections.'),
    storageType: z
      .string()
      .nullable()
      .describe(
        'aurora-iopt1 for I/O-Optimized, whose ACU cost more; aurora or null for Standard, of which AWS tells nothing.',
      ),
    serverlessMinAcu: z
      .number()
      .nullable()
      .describe('Serverless v2: least capacity of a member, ACU (2 GiB each); null without a scaling configuration.'),
    serverlessMaxAcu: z
      .number()
      .nullable()
      .describe('Serverless v2: most capacity of a member, ACU; null without a scaling configuration.'),
  }),
  observed: z.strictObject({}),
  tags: 'inline',
  global: false,
  comparison: {
    // Members are resources of their own; the writer changes by itself when one fails.
    states: ['status', 'memberIds', 'writerId'],
  },
  keyFormat: 'cluster identifier',
  key: (cluster) => cluster.clusterId,
  name: (cluster) => cluster.clusterId,
  example: {
    id: 'arn:aws:rds:eu-central-1:111122223333:cluster:bookings',
    attributes: {
      clusterId: 'bookings',
      status: 'available',
      engine: 'aurora-postgresql',
      engineMode: 'provisioned',
      memberIds: ['bookings-1', 'bookings-2'],
      writerId: 'bookings-1',
      dataApiEnabled: false,
      storageType: 'aurora',
      serverlessMinAcu: 2,
      serverlessMaxAcu: 16,
    },
    observed: {},
    defaulted: [],
  },
});

/** What holds for a cluster that never asked for it. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html */
export const rdsClusterDefaults = { engineMode: 'provisioned', dataApiEnabled: false } as const;

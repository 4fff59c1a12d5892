import { z } from 'zod';
import { defineKind } from './kind.ts';

/** What a proxy that never set one waits. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ConnectionPoolConfiguration.html */
export const rdsProxyDefaults = { borrowTimeoutSeconds: 120 } as const;

export const rdsProxy = defineKind({
  kind: 'rds-proxy',
  title: 'RDS Proxy with its target groups and targets',
  attributes: z.strictObject({
    proxyName: z.string().describe('Name of the proxy.'),
    status: z.string().describe('available, creating, modifying, suspended, incompatible-network, ….'),
    vpcId: z.string().nullable().describe('VPC of the proxy; null where AWS does not tell.'),
    targetGroups: z
      .array(
        z.strictObject({
          name: z.string().describe('Name of the group.'),
          borrowTimeoutSeconds: z
            .number()
            .int()
            .describe('How long a request waits for a connection of the pool; 120 where nobody set it.'),
        }),
      )
      .describe('Target groups, sorted by name; AWS makes one, called default.'),
    targets: z
      .array(
        z.strictObject({
          id: z.string().describe('Instance or cluster identifier.'),
          type: z.string().describe('RDS_INSTANCE, TRACKED_CLUSTER or RDS_SERVERLESS_ENDPOINT.'),
          clusterId: z.string().nullable().describe('Cluster that the target belongs to; null for an instance.'),
        }),
      )
      .describe('Databases behind the proxy, sorted by identifier.'),
  }),
  observed: z.strictObject({
    targetHealth: z
      .array(
        z.strictObject({
          id: z.string().describe('Instance or cluster identifier.'),
          state: z.string().nullable().describe('AVAILABLE, UNAVAILABLE, REGISTERING or UNUSED; null: none is told.'),
          reason: z.string().nullable().describe('Why it is not available, such as AUTH_FAILURE; null: none is told.'),
        }),
      )
      .describe('Health of each target, sorted by identifier.'),
  }),
  tags: 'list-call',
  global: false,
  comparison: { states: ['status'], namedBy: { targetGroups: 'name', targets: 'id' } },
  keyFormat: 'proxy name',
  key: (proxy) => proxy.proxyName,
  name: (proxy) => proxy.proxyName,
  example: {
    id: 'arn:aws:rds:eu-central-1:111122223333:db-proxy:prx-0a1b2c3d',
    attributes: {
      proxyName: 'orders-proxy',
      status: 'available',
      vpcId: 'vpc-0a1b2c3d',
      targetGroups: [{ name: 'default', borrowTimeoutSeconds: 5 }],
      targets: [{ id: 'orders', type: 'RDS_INSTANCE', clusterId: null }],
    },
    observed: { targetHealth: [{ id: 'orders', state: 'AVAILABLE', reason: null }] },
    defaulted: [],
  },
});

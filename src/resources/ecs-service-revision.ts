import { z } from 'zod';
import { defineKind } from './kind.ts';

export const ecsServiceRevision = defineKind({
  kind: 'ecs-service-revision',
  title: 'Revision that an ECS service runs, where a policy needs metrics every 20 seconds',
  attributes: z.strictObject({
    clusterName: z.string().describe('Name of the cluster.'),
    serviceName: z.string().describe('Name of the service.'),
    revisionId: z.string().describe('Id of the revision.'),
    highResolutionMetrics: z
      .array(z.string())
      .describe('Metrics that the revision publishes every 20 seconds, sorted: CPUUtilization, MemoryUtilization.'),
  }),
  observed: z.strictObject({}),
  tags: 'none',
  global: false,
  comparison: null,
  keyFormat: 'cluster/service/revision',
  key: (revision) => `${revision.clusterName}/${revision.serviceName}/${revision.revisionId}`,
  name: (revision) => `${revision.clusterName}/${revision.serviceName}/${revision.revisionId}`,
  example: {
    id: 'arn:aws:ecs:eu-central-1:111122223333:service-revision/shop/web/4980306466373577095',
    attributes: {
      clusterName: 'shop',
      serviceName: 'web',
      revisionId: '4980306466373577095',
      highResolutionMetrics: ['CPUUtilization'],
    },
    observed: {},
    defaulted: [],
  },
});

import { z } from 'zod';
import { defineKind } from './kind.ts';

/** Cluster settings that ECS applies when they were never set. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterSetting.html */
export const ecsClusterDefaults = { containerInsights: 'disabled' } as const;

export const ecsCluster = defineKind({
  kind: 'ecs-cluster',
  title: 'ECS cluster',
  attributes: z.strictObject({
    clusterName: z.string().describe('Cluster name.'),
    containerInsights: z
      .string()
      .describe('disabled, enabled or enhanced: whether RunningTaskCount and its like exist in CloudWatch.'),
  }),
  observed: z.strictObject({}),
  tags: 'inline',
  global: false,
  keyFormat: 'cluster name',
  key: (cluster) => cluster.clusterName,
  name: (cluster) => cluster.clusterName,
  example: {
    id: 'arn:aws:ecs:eu-central-1:111122223333:cluster/shop',
    attributes: { clusterName: 'shop', containerInsights: 'disabled' },
    observed: {},
    defaulted: [],
  },
});

import { z } from 'zod';
import { defineKind } from './kind.ts';

/** Managed scaling fills instances to the last place unless told. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html */
export const capacityProviderDefaults = { targetCapacity: 100 } as const;

export const ecsCapacityProvider = defineKind({
  kind: 'ecs-capacity-provider',
  title: 'ECS capacity provider that services use, Fargate apart',
  attributes: z.strictObject({
    name: z.string().describe('Name of the capacity provider.'),
    autoScalingGroup: z
      .string()
      .nullable()
      .describe('Name of its Auto Scaling group; null where ECS manages the instances.'),
    managedScaling: z
      .string()
      .nullable()
      .describe('ENABLED when ECS scales the group, DISABLED when something else must; null without a group.'),
    targetCapacity: z
      .number()
      .int()
      .nullable()
      .describe('How full managed scaling keeps the instances, percent; below 100 some wait; null without a group.'),
  }),
  observed: z.strictObject({}),
  tags: 'not-read',
  global: false,
  comparison: { standsAlone: () => false },
  keyFormat: 'provider name',
  key: (provider) => provider.name,
  name: (provider) => provider.name,
  example: {
    id: 'arn:aws:ecs:eu-central-1:111122223333:capacity-provider/nodes',
    attributes: { name: 'nodes', autoScalingGroup: 'shop-nodes', managedScaling: 'ENABLED', targetCapacity: 90 },
    observed: {},
    defaulted: [],
  },
});

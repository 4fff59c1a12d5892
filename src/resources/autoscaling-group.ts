import { z } from 'zod';
import { defineKind } from './kind.ts';

export const autoscalingGroup = defineKind({
  kind: 'autoscaling-group',
  title: 'Auto Scaling group behind an ECS capacity provider',
  attributes: z.strictObject({
    groupName: z.string().describe('Name of the group.'),
    maxSize: z.number().int().describe('Most instances that the group may have.'),
    suspendedProcesses: z
      .array(z.string())
      .describe('Processes that somebody suspended, sorted; without Launch no instance is started.'),
  }),
  observed: z.strictObject({
    desiredCapacity: z.number().int().describe('Instances that the group wants; managed scaling owns it.'),
  }),
  tags: 'not-read',
  global: false,
  comparison: { standsAlone: () => false },
  keyFormat: 'group name',
  key: (group) => group.groupName,
  name: (group) => group.groupName,
  example: {
    id: 'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:8ad3a4c1:autoScalingGroupName/shop-nodes',
    attributes: { groupName: 'shop-nodes', maxSize: 20, suspendedProcesses: [] },
    observed: { desiredCapacity: 6 },
    defaulted: [],
  },
});

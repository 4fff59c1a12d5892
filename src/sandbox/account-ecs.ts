import { z } from 'zod';
import { items, named } from './account-items.ts';

/** What a file declares of ECS and of what its services rest on. */
export const ecs = z.strictObject({
  clusters: items.describe('Cluster. clusterName is enough; clusters that services name need not be declared.'),
  services: named({
    serviceName: z.string().optional(),
    cluster: z
      .string()
      .optional()
      .describe('Name of its cluster, instead of clusterArn. Default: the first declared, else "default".'),
    taskDefinition: z.string().optional().describe('family:revision or ARN. Default: the service name, revision 1.'),
  }).describe('Service. Absent members are those of a healthy Fargate service with one task.'),
  taskDefinitions: items.describe(
    'TaskDefinition. Those that services name need not be declared: Fargate, 256 CPU units, 512 MiB.',
  ),
  capacityProviders: named({ name: z.string() }).describe(
    'CapacityProvider. Managed scaling is on with a target of 100 unless told.',
  ),
  serviceRevisions: named({
    service: z.string().describe('cluster/service that this belongs to.'),
  }).describe('ServiceRevision members to lay over the revision derived from the service, for example monitoring.'),
});

export const ec2 = z.strictObject({
  subnets: named({ SubnetId: z.string() }).describe('Subnet. Default: 251 free IPv4 addresses.'),
});

export const autoscaling = z.strictObject({
  groups: named({ AutoScalingGroupName: z.string() }).describe(
    'AutoScalingGroup. MaxSize is the desired capacity unless told.',
  ),
});

export const elbv2 = z.strictObject({
  targetGroups: named({
    attributes: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .describe('Attributes by key.'),
  }).describe('TargetGroup. TargetGroupName or TargetGroupArn is enough: checked every 30 seconds, healthy after 5.'),
});

export const ssm = z.strictObject({
  settings: named({ SettingId: z.string() }).describe('ServiceSetting that somebody changed.'),
});

import { z } from 'zod';
import { defineKind } from './kind.ts';

/**
 * What ECS does when a member was never set.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export const ecsServiceDefaults = {
  schedulingStrategy: 'REPLICA',
  deploymentController: 'ECS',
  resourceManagementType: 'CUSTOMER',
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  circuitBreakerEnabled: false,
} as const;

/** A daemon service runs one task an instance, and replaces it before it starts the next. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
export const ecsDaemonDefaults = { ...ecsServiceDefaults, maximumPercent: 100, minimumHealthyPercent: 0 } as const;

export const ecsService = defineKind({
  kind: 'ecs-service',
  title: 'ECS service',
  attributes: z.strictObject({
    clusterName: z.string().describe('Name of the cluster.'),
    serviceName: z.string().describe('Name of the service.'),
    status: z.string().describe('ACTIVE, DRAINING or INACTIVE.'),
    schedulingStrategy: z.string().describe('REPLICA or DAEMON (one task an instance, not scalable).'),
    desiredCount: z
      .number()
      .int()
      .describe('Tasks that the service wants to run; the autoscaler owns it within its bounds.'),
    launchType: z
      .string()
      .nullable()
      .describe('FARGATE, EC2 or EXTERNAL; null when a capacity provider strategy is used.'),
    capacityProviders: z
      .array(z.strictObject({ name: z.string(), base: z.number().int(), weight: z.number().int() }))
      .describe('Capacity provider strategy, by name; empty when a launch type is used.'),
    deploymentController: z.string().describe('ECS, CODE_DEPLOY or EXTERNAL (desired count lives in task sets).'),
    resourceManagementType: z.string().describe('CUSTOMER, or ECS for Express services that scale themselves.'),
    maximumPercent: z.number().int().describe('Most tasks during a deployment, percent of the desired count.'),
    minimumHealthyPercent: z
      .number()
      .int()
      .describe('Fewest healthy tasks during a deployment, percent of the desired count.'),
    deploymentAlarms: z
      .array(z.string())
      .describe('Alarms that a deployment rolls back on, sorted; they need no action of their own.'),
    circuitBreakerEnabled: z.boolean().describe('Whether a deployment whose tasks never start is given up.'),
    taskDefinitionFamily: z.string().nullable().describe('Family of the task definition, without its revision.'),
    taskCpuUnits: z
      .number()
      .int()
      .nullable()
      .describe('CPU units of one task (1,024 = 1 vCPU); null when set per container only.'),
    taskMemoryMiB: z.number().int().nullable().describe('Memory of one task in MiB; null when set per container only.'),
  }),
  observed: z.strictObject({
    runningCount: z.number().int().describe('Tasks that run now.'),
    pendingCount: z.number().int().describe('Tasks that are starting now.'),
    rolloutState: z.string().nullable().describe('State of the primary deployment: COMPLETED, IN_PROGRESS or FAILED.'),
    createdAt: z.string().nullable().describe('When the service was created (ISO 8601).'),
  }),
  tags: 'inline',
  global: false,
  keyFormat: 'cluster/service',
  key: (service) => `${service.clusterName}/${service.serviceName}`,
  name: (service) => `${service.clusterName}/${service.serviceName}`,
  example: {
    id: 'arn:aws:ecs:eu-central-1:111122223333:service/shop/web',
    attributes: {
      clusterName: 'shop',
      serviceName: 'web',
      status: 'ACTIVE',
      schedulingStrategy: 'REPLICA',
      desiredCount: 10,
      launchType: 'FARGATE',
      capacityProviders: [],
      deploymentController: 'ECS',
      resourceManagementType: 'CUSTOMER',
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      deploymentAlarms: [],
      circuitBreakerEnabled: true,
      taskDefinitionFamily: 'web',
      taskCpuUnits: 1024,
      taskMemoryMiB: 2048,
    },
    observed: { runningCount: 10, pendingCount: 0, rolloutState: 'COMPLETED', createdAt: '2026-01-10T09:00:00Z' },
    defaulted: [],
  },
});

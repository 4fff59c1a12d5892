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
  deploymentStrategy: 'ROLLING',
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
    deploymentStrategy: z
      .string()
      .describe('ROLLING, BLUE_GREEN, LINEAR or CANARY; the circuit breaker watches rolling deployments alone.'),
    bakeMinutes: z
      .number()
      .int()
      .describe('Minutes that a deployment waits by design, bake times of all its steps together.'),
    subnets: z.array(z.string()).describe('Subnets in which tasks get addresses, sorted; empty outside awsvpc mode.'),
    targetGroups: z
      .array(z.string())
      .describe('Target groups in which tasks register, as targetgroup/name/id, sorted; alternates included.'),
    healthCheckGracePeriodSeconds: z
      .number()
      .int()
      .nullable()
      .describe('Seconds after its start in which failed health checks of a task do not count; null where not told.'),
    taskDefinitionFamily: z.string().nullable().describe('Family of the task definition, without its revision.'),
    taskCpuUnits: z
      .number()
      .int()
      .nullable()
      .describe('CPU units of one task (1,024 = 1 vCPU); null when set per container only.'),
    taskMemoryMib: z.number().int().nullable().describe('Memory of one task, MiB; null when set per container only.'),
    taskPlatform: z
      .string()
      .nullable()
      .describe(
        'Operating system and processor of a task, such as LINUX/X86_64 (what holds where the task definition says nothing) or LINUX/ARM64; null without a task definition.',
      ),
    startPeriodSeconds: z
      .number()
      .int()
      .nullable()
      .describe('Longest start period of the containers, seconds; null where none has a health check with one.'),
    parameterStoreSecrets: z
      .number()
      .int()
      .describe('Values that one task reads from Parameter Store of this region when it starts.'),
  }),
  observed: z.strictObject({
    runningCount: z.number().int().describe('Tasks that run now.'),
    pendingCount: z.number().int().describe('Tasks that are starting now.'),
    rolloutState: z.string().nullable().describe('State of the primary deployment: COMPLETED, IN_PROGRESS or FAILED.'),
    deploymentStartedAt: z
      .string()
      .nullable()
      .describe('When the primary deployment was created (ISO 8601); null where there is none.'),
    startFailureAt: z
      .string()
      .nullable()
      .describe('Last event that tasks do not start consistently, with no steady state after it (ISO 8601).'),
    placementFailureAt: z
      .string()
      .nullable()
      .describe('Last event that a task could not be placed, with no steady state after it (ISO 8601).'),
    revisions: z.array(z.string()).describe('Ids of the service revisions that run now, sorted.'),
    createdAt: z.string().nullable().describe('When the service was created (ISO 8601).'),
  }),
  tags: 'inline',
  global: false,
  comparison: { states: ['status'], namedBy: { capacityProviders: 'name' } },
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
      deploymentStrategy: 'ROLLING',
      bakeMinutes: 0,
      subnets: ['subnet-0a1b2c3d4e5f60718'],
      targetGroups: ['targetgroup/web/73e2d6bc24d8a067'],
      healthCheckGracePeriodSeconds: 60,
      taskDefinitionFamily: 'web',
      taskCpuUnits: 1024,
      taskMemoryMib: 2048,
      taskPlatform: 'LINUX/X86_64',
      startPeriodSeconds: null,
      parameterStoreSecrets: 0,
    },
    observed: {
      runningCount: 10,
      pendingCount: 0,
      rolloutState: 'COMPLETED',
      deploymentStartedAt: '2026-11-20T09:00:00Z',
      startFailureAt: null,
      placementFailureAt: null,
      revisions: ['4980306466373577095'],
      createdAt: '2026-01-10T09:00:00Z',
    },
    defaulted: [],
  },
});

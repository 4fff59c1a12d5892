import { arnOf, createdLongAgo, decimalId, type Place } from './identity.ts';
import { count, type Item, text, withDefaults, without } from './item.ts';

/** A service with its names worked out; the rest is filled in when it is asked for. */
export type EcsService = { name: string; cluster: string; arn: string; taskDefinitionArn: string; item: Item };

/** Works out a declared service's names. `fallbackCluster` is used when the item names no cluster. */
export function describeEcsService(item: Item, place: Place, fallbackCluster: string): EcsService {
  const declaredArn = text(item, 'serviceArn');
  const name = text(item, 'serviceName') || (declaredArn.split('/').at(-1) ?? '');
  const cluster = text(item, 'cluster') || text(item, 'clusterArn').split('/').at(-1) || fallbackCluster;
  const taskDefinition = text(item, 'taskDefinition') || `${name}:1`;
  return {
    name,
    cluster,
    arn: declaredArn || arnOf('ecs', place, `service/${cluster}/${name}`),
    taskDefinitionArn: taskDefinition.startsWith('arn:')
      ? taskDefinition
      : arnOf('ecs', place, `task-definition/${taskDefinition}`),
    item,
  };
}

/** The service as DescribeServices returns it, tags apart. */
export function completeEcsService(service: EcsService, place: Place): Record<string, unknown> {
  const declared = without(service.item, 'tags', 'cluster');
  const desired = count(service.item, 'desiredCount', 1);
  const running = count(service.item, 'runningCount', desired);
  const pending = count(service.item, 'pendingCount', 0);
  const strategy = service.item.capacityProviderStrategy;
  const launch = strategy
    ? { capacityProviderStrategy: strategy }
    : { launchType: text(service.item, 'launchType') || 'FARGATE' };
  return withDefaults(
    { ...declared, taskDefinition: service.taskDefinitionArn },
    {
      serviceArn: service.arn,
      serviceName: service.name,
      clusterArn: arnOf('ecs', place, `cluster/${service.cluster}`),
      loadBalancers: [],
      serviceRegistries: [],
      status: 'ACTIVE',
      desiredCount: desired,
      runningCount: running,
      pendingCount: pending,
      ...launch,
      ...(launch.launchType === 'EC2' ? {} : { platformVersion: 'LATEST', platformFamily: 'Linux' }),
      deploymentConfiguration: deploymentDefaults(service.item),
      deployments: [deploymentOf(service, { desired, running, pending }, launch)],
      events: [],
      createdAt: createdLongAgo,
      currentServiceRevisions: [
        {
          arn: revisionArn(service, place),
          requestedTaskCount: desired,
          runningTaskCount: running,
          pendingTaskCount: pending,
        },
      ],
      placementConstraints: [],
      placementStrategy: [],
      healthCheckGracePeriodSeconds: 0,
      schedulingStrategy: 'REPLICA',
      deploymentController: { type: 'ECS' },
      enableECSManagedTags: true,
      propagateTags: 'NONE',
      enableExecuteCommand: false,
      availabilityZoneRebalancing: 'ENABLED',
    },
  );
}

/** The ARN of the revision that a service runs. */
export function revisionArn(service: EcsService, place: Place): string {
  const id = decimalId(`revision ${service.arn} ${service.taskDefinitionArn}`, 16);
  return arnOf('ecs', place, `service-revision/${service.cluster}/${service.name}/${id}`);
}

function deploymentDefaults(item: Item): Record<string, unknown> {
  const daemon = item.schedulingStrategy === 'DAEMON';
  return {
    deploymentCircuitBreaker: { enable: false, rollback: false },
    maximumPercent: daemon ? 100 : 200,
    minimumHealthyPercent: daemon ? 0 : 100,
    strategy: 'ROLLING',
    bakeTimeInMinutes: 0,
  };
}

function deploymentOf(
  service: EcsService,
  tasks: { desired: number; running: number; pending: number },
  launch: Record<string, unknown>,
): Record<string, unknown> {
  const id = `ecs-svc/${decimalId(`deployment ${service.arn}`, 19)}`;
  return {
    id,
    status: 'PRIMARY',
    taskDefinition: service.taskDefinitionArn,
    desiredCount: tasks.desired,
    pendingCount: tasks.pending,
    runningCount: tasks.running,
    failedTasks: 0,
    createdAt: service.item.createdAt ?? createdLongAgo,
    updatedAt: service.item.createdAt ?? createdLongAgo,
    ...launch,
    rolloutState: 'COMPLETED',
    rolloutStateReason: `ECS deployment ${id} completed.`,
  };
}

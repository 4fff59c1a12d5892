import type { Cluster, Service, Tag, TaskDefinition } from '@aws-sdk/client-ecs';
import { compareText } from '../../../model/snapshot.ts';
import { type ecsCluster, ecsClusterDefaults } from '../../../resources/ecs-cluster.ts';
import { ecsDaemonDefaults, type ecsService, ecsServiceDefaults } from '../../../resources/ecs-service.ts';
import { withDefaults } from '../../../resources/kind.ts';
import { type Answer, type DraftOf, unreadOf } from '../collector.ts';
import { isoTime, lastPart } from '../format.ts';

export type TaskSize = Pick<TaskDefinition, 'cpu' | 'memory'>;

export function describeCluster(cluster: Cluster): DraftOf<typeof ecsCluster> {
  const insights = cluster.settings?.find((setting) => setting.name === 'containerInsights')?.value;
  const given = { clusterName: cluster.clusterName, status: cluster.status, containerInsights: insights };
  return {
    ...withDefaults(given, ecsClusterDefaults),
    id: cluster.clusterArn,
    observed: {},
    tags: tagRecord(cluster.tags),
  };
}

/** @param task size of one task, or why the task definition could not be read */
export function describeService(service: Service, task: Answer<TaskSize>): DraftOf<typeof ecsService> {
  const deployment = service.deploymentConfiguration;
  const size: TaskSize = task.ok ? task.value : {};
  const given = {
    // Old service ARNs do not hold the cluster.
    clusterName: lastPart(service.clusterArn),
    serviceName: service.serviceName,
    status: service.status,
    schedulingStrategy: service.schedulingStrategy,
    desiredCount: service.desiredCount,
    launchType: service.launchType ?? null,
    capacityProviders: capacityProviders(service),
    deploymentController: service.deploymentController?.type,
    resourceManagementType: service.resourceManagementType,
    maximumPercent: deployment?.maximumPercent,
    minimumHealthyPercent: deployment?.minimumHealthyPercent,
    circuitBreakerEnabled: deployment?.deploymentCircuitBreaker?.enable,
    deploymentAlarms: deployment?.alarms?.enable ? (deployment.alarms.alarmNames ?? []).toSorted(compareText) : [],
    taskDefinitionFamily: lastPart(service.taskDefinition)?.replace(/:\d+$/, '') ?? null,
    taskCpuUnits: wholeNumber(size.cpu),
    taskMemoryMiB: wholeNumber(size.memory),
  };
  const defaults = service.schedulingStrategy === 'DAEMON' ? ecsDaemonDefaults : ecsServiceDefaults;
  return {
    ...withDefaults(given, defaults),
    id: service.serviceArn,
    observed: {
      runningCount: service.runningCount,
      pendingCount: service.pendingCount,
      rolloutState: service.deployments?.find((one) => one.status === 'PRIMARY')?.rolloutState ?? null,
      createdAt: isoTime(service.createdAt),
    },
    tags: tagRecord(service.tags),
    unread: unreadOf(task, ['taskCpuUnits', 'taskMemoryMiB']),
  };
}

function capacityProviders(service: Service) {
  return (service.capacityProviderStrategy ?? [])
    .map((one) => ({ name: one.capacityProvider ?? '', base: one.base ?? 0, weight: one.weight ?? 0 }))
    .sort((a, b) => compareText(a.name, b.name));
}

/** CPU units and MiB are strings of digits here; absent when they are set per container only. */
function wholeNumber(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

function tagRecord(tags: readonly Tag[] | undefined): Record<string, string> {
  return Object.fromEntries(
    (tags ?? []).map(({ key, value }) => {
      if (key === undefined) throw new TypeError('a tag without a key');
      return [key, value ?? ''];
    }),
  );
}

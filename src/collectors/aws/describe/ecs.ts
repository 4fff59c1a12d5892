import type { Cluster, DeploymentConfiguration, Service, Tag } from '@aws-sdk/client-ecs';
import { compareText } from '../../../model/snapshot.ts';
import { type ecsCluster, ecsClusterDefaults } from '../../../resources/ecs-cluster.ts';
import { ecsDaemonDefaults, type ecsService, ecsServiceDefaults } from '../../../resources/ecs-service.ts';
import { withDefaults } from '../../../resources/kind.ts';
import { type Answer, type DraftOf, unreadOf } from '../collector.ts';
import { isoTime, lastPart } from '../format.ts';
import { startProblemsOf } from './ecs-events.ts';
import { noTask, type TaskParts } from './ecs-task.ts';

export function describeCluster(cluster: Cluster): DraftOf<typeof ecsCluster> {
  const insights = cluster.settings?.find((setting) => setting.name === 'containerInsights')?.value;
  const given = { clusterName: cluster.clusterName, containerInsights: insights };
  return {
    ...withDefaults(given, ecsClusterDefaults),
    id: cluster.clusterArn,
    observed: {},
    tags: tagRecord(cluster.tags),
  };
}

const eventMembers = ['startFailureAt', 'placementFailureAt'];

/**
 * @param task what the task definition tells, or why it could not be read
 * @param takenAt when collecting began, ISO 8601
 */
export function describeService(
  service: Service,
  task: Answer<TaskParts>,
  takenAt: string,
): DraftOf<typeof ecsService> {
  const parts = task.ok ? task.value : noTask;
  const primary = service.deployments?.find((one) => one.status === 'PRIMARY');
  const { truncated, ...problems } = startProblemsOf(service.events ?? [], takenAt);
  const unread = unreadOf(task, [
    'taskCpuUnits',
    'taskMemoryMib',
    'taskPlatform',
    'startPeriodSeconds',
    'parameterStoreSecrets',
  ]);
  for (const member of ['startPeriodSeconds', 'parameterStoreSecrets'] as const) {
    if (parts[member] === undefined) unread[member] = { reason: 'malformed', api: 'ecs:DescribeTaskDefinition' };
  }
  for (const member of truncated ? eventMembers : []) {
    unread[member] = { reason: 'truncated', api: 'ecs:DescribeServices' };
  }
  return {
    ...withDefaults(
      attributesOf(service, parts),
      service.schedulingStrategy === 'DAEMON' ? ecsDaemonDefaults : ecsServiceDefaults,
    ),
    id: service.serviceArn,
    observed: {
      runningCount: service.runningCount,
      pendingCount: service.pendingCount,
      rolloutState: primary?.rolloutState ?? null,
      deploymentStartedAt: isoTime(primary?.createdAt),
      ...problems,
      revisions: (service.currentServiceRevisions ?? []).flatMap(({ arn }) => (arn ? [lastPart(arn)] : [])).sort(),
      createdAt: isoTime(service.createdAt),
    },
    tags: tagRecord(service.tags),
    unread,
  };
}

function attributesOf(service: Service, task: TaskParts) {
  const deployment = service.deploymentConfiguration;
  return {
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
    deploymentStrategy: deployment?.strategy,
    bakeMinutes: bakeMinutes(deployment),
    subnets: [...(service.networkConfiguration?.awsvpcConfiguration?.subnets ?? [])].sort(),
    targetGroups: targetGroups(service),
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds ?? null,
    taskDefinitionFamily: lastPart(service.taskDefinition)?.replace(/:\d+$/, '') ?? null,
    taskCpuUnits: wholeNumber(task.cpu),
    taskMemoryMib: wholeNumber(task.memory),
    taskPlatform: task.platform ?? null,
    startPeriodSeconds: task.startPeriodSeconds,
    parameterStoreSecrets: task.parameterStoreSecrets,
  };
}

/**
 * How long a deployment waits by design. Where a step's bake time is not told, ECS waits 6 minutes (linear) or 10 (canary);
 * it does not wait after the last step.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
function bakeMinutes(deployment: DeploymentConfiguration | undefined): number {
  const { strategy, bakeTimeInMinutes = 0, linearConfiguration, canaryConfiguration } = deployment ?? {};
  if (strategy === 'CANARY') return bakeTimeInMinutes + (canaryConfiguration?.canaryBakeTimeInMinutes ?? 10);
  if (strategy !== 'LINEAR') return bakeTimeInMinutes;
  const { stepPercent = 10, stepBakeTimeInMinutes = 6 } = linearConfiguration ?? {};
  return Math.ceil(bakeTimeInMinutes + (Math.ceil(100 / stepPercent) - 1) * stepBakeTimeInMinutes);
}

function targetGroups(service: Service): string[] {
  const arns = (service.loadBalancers ?? []).flatMap(({ targetGroupArn, advancedConfiguration }) => [
    ...(targetGroupArn ? [targetGroupArn] : []),
    ...(advancedConfiguration?.alternateTargetGroupArn ? [advancedConfiguration.alternateTargetGroupArn] : []),
  ]);
  return [...new Set(arns.map((arn) => arn.slice(arn.lastIndexOf(':') + 1)))].sort();
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

import type { Cluster, Failure, Service, Tag, TaskDefinition } from '@aws-sdk/client-ecs';
import { ecsCluster, ecsClusterDefaults } from '../../../resources/ecs-cluster.ts';
import { ecsDaemonDefaults, ecsService, ecsServiceDefaults } from '../../../resources/ecs-service.ts';
import { withDefaults } from '../../../resources/kind.ts';
import { type Answer, type Collector, type Context, unreadOf } from '../collector.ts';
import { isoTime } from '../iso-time.ts';
import { batches } from '../pool.ts';

/** Clusters, their services, and how large a task of each is. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ */
export const ecs: Collector = {
  name: 'ecs',
  scope: 'regional',
  reads: [
    { api: 'ecs:ListClusters', kinds: ['ecs-cluster', 'ecs-service'] },
    { api: 'ecs:DescribeClusters', kinds: ['ecs-cluster'], after: 'ecs:ListClusters' },
    { api: 'ecs:ListServices', kinds: ['ecs-service'], after: 'ecs:ListClusters' },
    { api: 'ecs:DescribeServices', kinds: ['ecs-service'], after: 'ecs:ListServices' },
    { api: 'ecs:DescribeTaskDefinition', kinds: [], after: 'ecs:DescribeServices' },
  ],
  async collect(context) {
    const clusters = await listClusters(context);
    await Promise.all([collectClusters(context, clusters), collectServices(context, clusters)]);
  },
};

const clusterGone = ['ClusterNotFoundException'];

async function listClusters(context: Context): Promise<string[]> {
  const { ListClustersCommand } = await import('@aws-sdk/client-ecs');
  const arns: string[] = [];
  const pages = context.pages(
    'ecs:ListClusters',
    (nextToken) => new ListClustersCommand({ maxResults: 100, nextToken }),
    { next: (page) => page.nextToken, items: (page) => page.clusterArns },
  );
  for await (const page of pages) arns.push(...page);
  return arns;
}

async function collectClusters(context: Context, arns: readonly string[]): Promise<void> {
  const { DescribeClustersCommand } = await import('@aws-sdk/client-ecs');
  const api = 'ecs:DescribeClusters';
  await context.forEach(batches(arns, 100), async (batch) => {
    const command = new DescribeClustersCommand({ clusters: batch, include: ['SETTINGS', 'TAGS'] });
    const answer = await context.call(api, command, { missed: batch.map((arn) => lastPart(arn)) });
    if (!answer.ok) return;
    const { clusters = [], failures } = answer.value;
    for (const cluster of clusters) addCluster(context, cluster);
    noteUntold(
      context,
      api,
      batch,
      clusters.map((one) => one.clusterArn),
      failures,
    );
  });
}

function addCluster(context: Context, cluster: Cluster): void {
  context.add(ecsCluster, { api: 'ecs:DescribeClusters', item: cluster.clusterName ?? cluster.clusterArn }, () => {
    const insights = cluster.settings?.find((setting) => setting.name === 'containerInsights')?.value;
    const given = { clusterName: cluster.clusterName, status: cluster.status, containerInsights: insights };
    return {
      ...withDefaults(given, ecsClusterDefaults),
      id: cluster.clusterArn,
      observed: {},
      tags: tagRecord(cluster.tags),
    };
  });
}

async function collectServices(context: Context, clusters: readonly string[]): Promise<void> {
  const { DescribeServicesCommand } = await import('@aws-sdk/client-ecs');
  const api = 'ecs:DescribeServices';
  const taskDefinitionOf = taskDefinitions(context);
  // A call describes ten services of one cluster. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
  const calls: { cluster: string; batch: string[] }[] = [];
  await context.forEach(clusters, async (cluster) => {
    for (const batch of batches(await listServices(context, cluster), 10)) calls.push({ cluster, batch });
  });
  await context.forEach(calls, async ({ cluster, batch }) => {
    const command = new DescribeServicesCommand({ cluster, services: batch, include: ['TAGS'] });
    const missed = batch.map((arn) => `${lastPart(cluster)}/${lastPart(arn)}`);
    const answer = await context.call(api, command, { missed, gone: clusterGone });
    if (!answer.ok) return;
    const { services = [], failures } = answer.value;
    await Promise.all(
      services.map(async (one) => addService(context, one, await taskDefinitionOf(one.taskDefinition))),
    );
    noteUntold(
      context,
      api,
      batch,
      services.map((one) => one.serviceArn),
      failures,
    );
  });
}

async function listServices(context: Context, cluster: string): Promise<string[]> {
  const { ListServicesCommand } = await import('@aws-sdk/client-ecs');
  const arns: string[] = [];
  const pages = context.pages(
    'ecs:ListServices',
    (nextToken) => new ListServicesCommand({ cluster, maxResults: 100, nextToken }),
    {
      next: (page) => page.nextToken,
      items: (page) => page.serviceArns,
      missed: [`services of ${lastPart(cluster)}`],
      gone: clusterGone,
    },
  );
  for await (const page of pages) arns.push(...page);
  return arns;
}

type TaskSize = Pick<TaskDefinition, 'cpu' | 'memory'>;

/** Reads each task definition once: revisions never change. A service with task sets has none of its own. */
function taskDefinitions(context: Context): (arn: string | undefined) => Promise<Answer<TaskSize>> {
  const asked = new Map<string, Promise<Answer<TaskSize>>>();
  async function read(arn: string): Promise<Answer<TaskSize>> {
    const { DescribeTaskDefinitionCommand } = await import('@aws-sdk/client-ecs');
    const command = new DescribeTaskDefinitionCommand({ taskDefinition: arn });
    const answer = await context.call('ecs:DescribeTaskDefinition', command, {
      missed: [lastPart(arn)],
      holds: (output) => output.taskDefinition,
    });
    if (!answer.ok) return answer;
    return { ok: true, value: { cpu: answer.value.taskDefinition?.cpu, memory: answer.value.taskDefinition?.memory } };
  }
  return async (arn) => {
    if (arn === undefined) return { ok: true, value: {} };
    const answer = asked.get(arn) ?? read(arn);
    asked.set(arn, answer);
    return answer;
  };
}

function addService(context: Context, service: Service, task: Answer<TaskSize>): void {
  const clusterName = lastPart(service.clusterArn);
  const item = `${clusterName ?? '?'}/${service.serviceName ?? service.serviceArn}`;
  context.add(ecsService, { api: 'ecs:DescribeServices', item }, () => {
    const deployment = service.deploymentConfiguration;
    const size: TaskSize = task.ok ? task.value : {};
    const given = {
      clusterName,
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
  });
}

function capacityProviders(service: Service) {
  return (service.capacityProviderStrategy ?? [])
    .map((one) => ({ name: one.capacityProvider ?? '', base: one.base ?? 0, weight: one.weight ?? 0 }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** CPU units and MiB are strings of digits here; absent when they are set per container only. */
function wholeNumber(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

/**
 * What a batch asked for and did not get. MISSING means deleted since it was listed; anything else is a hole.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
 */
function noteUntold(
  context: Context,
  api: string,
  asked: readonly string[],
  told: readonly (string | undefined)[],
  failures: readonly Failure[] = [],
): void {
  const reasons = new Map(failures.map((failure) => [failure.arn, failure.reason ?? 'no reason given']));
  for (const arn of asked) {
    const reason = reasons.get(arn) ?? 'neither described nor refused';
    if (told.includes(arn) || reason === 'MISSING') continue;
    context.note(api, { reason: 'malformed', detail: `not told: ${reason}`, missed: [resourcePart(arn)] });
  }
}

/** Name at the end of an ARN, short or long. */
function lastPart(arn: string): string;
function lastPart(arn: string | undefined): string | undefined;
function lastPart(arn: string | undefined): string | undefined {
  return arn?.slice(arn.lastIndexOf('/') + 1);
}

/** What an ARN names: cluster, or cluster/service. */
function resourcePart(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}

function tagRecord(tags: readonly Tag[] | undefined): Record<string, string> {
  return Object.fromEntries((tags ?? []).map(({ key, value }) => [key ?? '', value ?? '']));
}

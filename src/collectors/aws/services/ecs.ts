import type { DescribeTaskDefinitionCommandOutput, Failure } from '@aws-sdk/client-ecs';
import { ecsCluster } from '../../../resources/ecs-cluster.ts';
import { ecsService } from '../../../resources/ecs-service.ts';
import type { Answer, Collector, Context } from '../collector.ts';
import { describeCluster, describeService } from '../describe/ecs.ts';
import { noTask, type TaskParts, taskPartsOf } from '../describe/ecs-task.ts';
import { lastPart } from '../format.ts';
import { batches } from '../pool.ts';

/** Clusters, their services, and what a task of each is made of. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ */
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

async function collectClusters(context: Context, arns: readonly string[]): Promise<void> {
  const { DescribeClustersCommand } = await import('@aws-sdk/client-ecs');
  const api = 'ecs:DescribeClusters';
  await context.forEach(batches(arns, 100), async (asked) => {
    const command = new DescribeClustersCommand({ clusters: asked, include: ['SETTINGS', 'TAGS'] });
    const answer = await context.call(api, command, { missed: asked.map((arn) => lastPart(arn)) });
    if (!answer.ok) return;
    const { clusters = [], failures } = answer.value;
    for (const cluster of clusters) {
      context.add(ecsCluster, { api, item: cluster.clusterName ?? cluster.clusterArn }, () => describeCluster(cluster));
    }
    const told = clusters.map((cluster) => cluster.clusterArn);
    noteUntold(context, api, { asked, told, failures });
  });
}

async function collectServices(context: Context, clusters: readonly string[]): Promise<void> {
  const { DescribeServicesCommand } = await import('@aws-sdk/client-ecs');
  const api = 'ecs:DescribeServices';
  const taskDefinitionOf = taskDefinitions(context);
  // A call describes ten services of one cluster. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
  const calls: { cluster: string; asked: string[] }[] = [];
  await context.forEach(clusters, async (cluster) => {
    for (const asked of batches(await listServices(context, cluster), 10)) calls.push({ cluster, asked });
  });
  await context.forEach(calls, async ({ cluster, asked }) => {
    const command = new DescribeServicesCommand({ cluster, services: asked, include: ['TAGS'] });
    const missed = asked.map((arn) => `${lastPart(cluster)}/${lastPart(arn)}`);
    const answer = await context.call(api, command, { missed, gone: clusterGone });
    if (!answer.ok) return;
    const { services = [], failures } = answer.value;
    await Promise.all(
      services.map(async (service) => {
        const task = await taskDefinitionOf(service.taskDefinition);
        const item = `${lastPart(cluster)}/${service.serviceName ?? '?'}`;
        context.add(ecsService, { api, item }, () => describeService(service, task, context.takenAt));
      }),
    );
    const told = services.map((service) => service.serviceArn);
    noteUntold(context, api, { asked, told, failures });
  });
}

/** Reads each task definition once: revisions never change. A service with task sets has none of its own. */
function taskDefinitions(context: Context): (arn: string | undefined) => Promise<Answer<TaskParts>> {
  const asked = new Map<string, Promise<Answer<TaskParts>>>();
  async function read(arn: string): Promise<Answer<TaskParts>> {
    const { DescribeTaskDefinitionCommand } = await import('@aws-sdk/client-ecs');
    const command = new DescribeTaskDefinitionCommand({ taskDefinition: arn });
    const partsOf = (output: DescribeTaskDefinitionCommandOutput) => taskPartsOf(output.taskDefinition, context.region);
    const answer = await context.call('ecs:DescribeTaskDefinition', command, {
      missed: [lastPart(arn)],
      holds: partsOf,
    });
    return answer.ok ? { ok: true, value: partsOf(answer.value) ?? noTask } : answer;
  }
  return async (arn) => {
    if (arn === undefined) return { ok: true, value: noTask };
    const answer = asked.get(arn) ?? read(arn);
    asked.set(arn, answer);
    return answer;
  };
}

interface Batch {
  asked: readonly string[];
  told: readonly (string | undefined)[];
  failures: readonly Failure[] | undefined;
}

/**
 * What a batch asked for and did not get. MISSING means deleted since it was listed; anything else is a hole.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
 */
function noteUntold(context: Context, api: string, { asked, told, failures = [] }: Batch): void {
  const reasons = new Map(failures.map((failure) => [failure.arn, failure.reason ?? 'no reason given']));
  for (const arn of asked) {
    const reason = reasons.get(arn) ?? 'neither described nor refused';
    if (told.includes(arn) || reason === 'MISSING') continue;
    context.note(api, { reason: 'malformed', detail: `not told: ${reason}`, missed: [resourcePart(arn)] });
  }
}

/** What an ARN names: cluster, or cluster/service. */
function resourcePart(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}

import { autoscalingGroup } from '../../../resources/autoscaling-group.ts';
import { ecsCapacityProvider } from '../../../resources/ecs-capacity-provider.ts';
import type { Collector, Context } from '../collector.ts';
import { describeAutoScalingGroup, describeCapacityProvider } from '../describe/ecs-supply.ts';
import { listIn } from '../listing.ts';
import { batches } from '../pool.ts';

const providersApi = 'ecs:DescribeCapacityProviders';
const groupsApi = 'autoscaling:DescribeAutoScalingGroups';

/** AWS's own, which have neither settings nor a size. */
const fargate = ['FARGATE', 'FARGATE_SPOT'];

/** Capacity providers that ECS services use, and the Auto Scaling groups behind them. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html */
export const ecsCapacityProviders: Collector = {
  name: 'ecs-capacity-providers',
  scope: 'regional',
  follows: ['ecs'],
  reads: [
    { api: providersApi, kinds: ['ecs-capacity-provider'], after: 'ecs:DescribeServices' },
    { api: groupsApi, kinds: ['autoscaling-group'], after: providersApi },
  ],
  async collect(context) {
    const used = context
      .found('ecs-service')
      .flatMap(({ attributes }) => (attributes.capacityProviders as { name: string }[]).map(({ name }) => name))
      .filter((name) => !fargate.includes(name));
    const groups = await collectProviders(context, [...new Set(used)].sort());
    await collectGroups(context, [...new Set(groups)].sort());
  },
};

/** Names of the groups behind them. */
async function collectProviders(context: Context, names: readonly string[]): Promise<string[]> {
  const { DescribeCapacityProvidersCommand } = await import('@aws-sdk/client-ecs');
  const groups: string[] = [];
  await context.forEach(batches(names, 100), async (asked) => {
    const pages = context.pages(
      providersApi,
      (nextToken) => new DescribeCapacityProvidersCommand({ capacityProviders: asked, maxResults: 10, nextToken }),
      { next: (page) => page.nextToken, items: (page) => page.capacityProviders, missed: asked },
    );
    for await (const page of pages) {
      for (const provider of page) {
        context.add(ecsCapacityProvider, { api: providersApi, item: provider.name }, () => {
          const draft = describeCapacityProvider(provider);
          const group = draft.attributes.autoScalingGroup;
          if (group) groups.push(group);
          return draft;
        });
      }
    }
  });
  return groups;
}

/** A group that was deleted is left out of the answer. */
async function collectGroups(context: Context, names: readonly string[]): Promise<void> {
  const { DescribeAutoScalingGroupsCommand } = await import('@aws-sdk/client-auto-scaling');
  await context.forEach(batches(names, 100), async (asked) => {
    const question = { AutoScalingGroupNames: asked, IncludeInstances: false, MaxRecords: 100 };
    const pages = context.pages(
      groupsApi,
      (NextToken) => new DescribeAutoScalingGroupsCommand({ ...question, NextToken }),
      { next: (page) => page.NextToken, items: (page) => listIn(page, page.AutoScalingGroups), missed: asked },
    );
    for await (const page of pages) {
      for (const group of page) {
        context.add(autoscalingGroup, { api: groupsApi, item: group.AutoScalingGroupName }, () =>
          describeAutoScalingGroup(group),
        );
      }
    }
  });
}

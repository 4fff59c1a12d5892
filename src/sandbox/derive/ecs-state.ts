import type { AccountRegion } from '../account.ts';
import { indexCapacityProviders } from './ecs-capacity-providers.ts';
import { describeEcsService, type EcsService, revisionArn } from './ecs-items.ts';
import { indexTaskDefinitions, type TaskDefinitions } from './ecs-task-definitions.ts';
import { arnOf, type Place } from './identity.ts';
import { count, groupBy, type Item, indexBy, text, withDefaults, without } from './item.ts';
import { lowerCaseTags } from './tags.ts';

/** A cluster and what was declared of it. */
export type EcsCluster = { name: string; item: Item };

/** ECS in one account and region. */
export type EcsState = {
  clusters: Map<string, EcsCluster>;
  clusterArns: string[];
  byCluster: Map<string, EcsService[]>;
  byName: Map<string, EcsService>;
  byArn: Map<string, EcsService>;
  byRevision: Map<string, EcsService>;
  taskDefinitions: TaskDefinitions;
  capacityProviders: Map<string, Item>;
  /** Declared revision members by cluster/service. */
  revisions: Map<string, Item>;
};

/** Indexes what is declared, and the clusters that only services name. */
export function indexEcs(declared: NonNullable<AccountRegion['ecs']>, place: Place): EcsState {
  const declaredClusters = (declared.clusters ?? []).map((item): EcsCluster => ({ name: clusterName(item), item }));
  const fallback = declaredClusters[0]?.name ?? 'default';
  const services = (declared.services ?? []).map((item) => describeEcsService(item, place, fallback));
  const clusters = indexBy(declaredClusters, (cluster) => cluster.name);
  for (const { cluster } of services) if (!clusters.has(cluster)) clusters.set(cluster, { name: cluster, item: {} });
  return {
    clusters,
    clusterArns: [...clusters.keys()].map((name) => clusterArn(name, place)),
    byCluster: groupBy(services, (service) => service.cluster),
    byName: indexBy(services, (service) => `${service.cluster}/${service.name}`),
    byArn: indexBy(services, (service) => service.arn),
    byRevision: indexBy(services, (service) => revisionArn(service, place)),
    taskDefinitions: indexTaskDefinitions(declared.taskDefinitions ?? [], services, place),
    capacityProviders: indexCapacityProviders(declared.capacityProviders ?? []),
    revisions: indexBy<Item>(declared.serviceRevisions ?? [], (item) => text(item, 'service')),
  };
}

/** A service by its cluster's and its own name. */
export function findService(state: EcsState, cluster: string, name: string): EcsService | undefined {
  return state.byName.get(`${cluster}/${name}`);
}

/** The cluster as DescribeClusters returns it; settings, tags and statistics only when asked for. */
export function completeCluster(
  cluster: EcsCluster,
  include: readonly string[],
  state: EcsState,
  place: Place,
): Record<string, unknown> {
  const services = state.byCluster.get(cluster.name) ?? [];
  const declared = without(cluster.item, 'tags', 'settings', 'statistics', 'configuration');
  const { configuration, settings, statistics } = cluster.item;
  return withDefaults(
    {
      ...declared,
      settings: include.includes('SETTINGS') ? (settings ?? [{ name: 'containerInsights', value: 'disabled' }]) : [],
      statistics: include.includes('STATISTICS') ? (statistics ?? []) : [],
      tags: include.includes('TAGS') ? lowerCaseTags(cluster.item) : [],
      ...(include.includes('CONFIGURATIONS') && configuration ? { configuration } : {}),
    },
    {
      clusterArn: clusterArn(cluster.name, place),
      clusterName: cluster.name,
      status: 'ACTIVE',
      registeredContainerInstancesCount: 0,
      runningTasksCount: services.reduce(
        (sum, { item }) => sum + count(item, 'runningCount', count(item, 'desiredCount', 1)),
        0,
      ),
      pendingTasksCount: services.reduce((sum, { item }) => sum + count(item, 'pendingCount'), 0),
      activeServicesCount: services.length,
      capacityProviders: [],
      defaultCapacityProviderStrategy: [],
    },
  );
}

/** The ARN of a cluster. */
export function clusterArn(name: string, place: Place): string {
  return arnOf('ecs', place, `cluster/${name}`);
}

const clusterName = (item: Item): string =>
  text(item, 'clusterName') || (text(item, 'clusterArn').split('/').at(-1) ?? '') || 'default';

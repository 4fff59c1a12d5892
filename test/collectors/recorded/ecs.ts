import type {
  DescribeClustersCommandOutput,
  DescribeServicesCommandOutput,
  DescribeTaskDefinitionCommandOutput,
  ListClustersCommandOutput,
  ListServicesCommandOutput,
  Tag,
} from '@aws-sdk/client-ecs';
import { afterSlash, expectResources, isoText, reading, type Told } from './reading.ts';

const tagsOf = (tags: Tag[] | undefined) =>
  Object.fromEntries((tags ?? []).map(({ key, value }) => [key ?? '', value ?? '']));

/** Clusters as ECS describes them when nothing but their names matters. */
const plainClusters = (arns: string[]) => ({
  clusters: arns.map((arn) => ({ clusterArn: arn, clusterName: afterSlash(arn), status: 'ACTIVE' })),
});

/** Services as ECS describes them when nothing but their names matters. */
const plainServices = (arns: string[], clusterArn: string) => ({
  services: arns.map((serviceArn) => ({
    ...{ serviceArn, clusterArn, serviceName: afterSlash(serviceArn), status: 'ACTIVE' },
    ...{ desiredCount: 0, runningCount: 0, pendingCount: 0 },
  })),
});

const listClusters = reading<ListClustersCommandOutput>({
  api: 'ecs:ListClusters',
  answer: ({ operation, input }, data) => {
    if (operation === 'ListClusters') return data;
    if (operation === 'ListServices') return { serviceArns: [] };
    return operation === 'DescribeClusters' ? plainClusters(input.clusters as string[]) : undefined;
  },
  check: (collected, data) => {
    const expected = (data.clusterArns ?? []).map((arn) => ({ key: afterSlash(arn), id: arn }));
    expectResources(collected, 'ecs-cluster', expected);
  },
});

const describeClusters = reading<DescribeClustersCommandOutput>({
  api: 'ecs:DescribeClusters',
  answer: ({ operation }, data) => {
    const described = [
      ...(data.clusters ?? []).map((one) => one.clusterArn),
      ...(data.failures ?? []).map((f) => f.arn),
    ];
    if (operation === 'ListClusters') return { clusterArns: described };
    if (operation === 'ListServices') return { serviceArns: [] };
    return operation === 'DescribeClusters' ? data : undefined;
  },
  check: (collected, data) => {
    const expected = (data.clusters ?? []).map((cluster) => ({
      key: cluster.clusterName ?? '',
      id: cluster.clusterArn,
      tags: tagsOf(cluster.tags),
      attributes: {
        clusterName: cluster.clusterName,
        containerInsights: cluster.settings?.[0]?.value ?? 'disabled',
      },
    }));
    expectResources(collected, 'ecs-cluster', expected);
  },
});

const listServices = reading<ListServicesCommandOutput>({
  api: 'ecs:ListServices',
  answer: ({ operation, input }, data) => {
    const cluster = 'arn:aws:ecs:eu-central-1:111122223333:cluster/recorded';
    if (operation === 'ListClusters') return { clusterArns: [cluster] };
    if (operation === 'ListServices') return data;
    return operation === 'DescribeServices' ? plainServices(input.services as string[], cluster) : undefined;
  },
  check: (collected, data) => {
    const expected = (data.serviceArns ?? []).map((arn) => ({ key: `recorded/${afterSlash(arn)}`, id: arn }));
    expectResources(collected, 'ecs-service', expected);
  },
});

const describeServices = reading<DescribeServicesCommandOutput>({
  api: 'ecs:DescribeServices',
  answer: ({ operation, input }, data) => {
    const services = data.services ?? [];
    if (operation === 'ListClusters') return { clusterArns: [...new Set(services.map((one) => one.clusterArn))] };
    if (operation === 'DescribeClusters') return plainClusters(input.clusters as string[]);
    const ofCluster = services.filter((one) => one.clusterArn === input.cluster);
    if (operation === 'ListServices') return { serviceArns: ofCluster.map((one) => one.serviceArn) };
    if (operation === 'DescribeServices') return data;
    if (operation !== 'DescribeTaskDefinition') return undefined;
    return {
      taskDefinition: { taskDefinitionArn: input.taskDefinition, cpu: '512', memory: '1024', containerDefinitions: [] },
    };
  },
  check: (collected, data) => {
    expectResources(collected, 'ecs-service', (data.services ?? []).map(expectedService));
  },
});

/** Events come newest first: a failure counts until the first that tells of a steady state. */
function startFailure(events: { message?: string; createdAt?: string }[] | undefined): string | null {
  const found = (events ?? []).find(
    ({ message = '' }) => message.includes('consistently') || message.includes('steady'),
  );
  return found?.message?.includes('consistently') ? isoText(found.createdAt) : null;
}

function expectedService(service: Told<NonNullable<DescribeServicesCommandOutput['services']>[number]>) {
  const deployment = service.deploymentConfiguration;
  return {
    key: `${afterSlash(service.clusterArn)}/${service.serviceName}`,
    id: service.serviceArn,
    tags: tagsOf(service.tags),
    attributes: {
      serviceName: service.serviceName,
      status: service.status,
      desiredCount: service.desiredCount,
      schedulingStrategy: service.schedulingStrategy ?? 'REPLICA',
      launchType: service.launchType ?? null,
      capacityProviders: (service.capacityProviderStrategy ?? []).map(({ capacityProvider, base, weight }) => ({
        name: capacityProvider,
        base,
        weight,
      })),
      deploymentController: service.deploymentController?.type ?? 'ECS',
      maximumPercent: deployment?.maximumPercent,
      minimumHealthyPercent: deployment?.minimumHealthyPercent,
      circuitBreakerEnabled: deployment?.deploymentCircuitBreaker?.enable ?? false,
      deploymentAlarms: [],
      subnets: [...(service.networkConfiguration?.awsvpcConfiguration?.subnets ?? [])].sort(),
      targetGroups: (service.loadBalancers ?? [])
        .flatMap(({ targetGroupArn }) => (targetGroupArn ? [targetGroupArn.split(':').slice(5).join(':')] : []))
        .sort(),
      bakeMinutes: deployment?.bakeTimeInMinutes ?? 0,
      healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds ?? null,
      taskDefinitionFamily: afterSlash(service.taskDefinition).split(':')[0],
      taskCpuUnits: 512,
    },
    observed: {
      runningCount: service.runningCount,
      pendingCount: service.pendingCount,
      createdAt: isoText(service.createdAt),
      deploymentStartedAt: isoText(service.deployments?.find((one) => one.status === 'PRIMARY')?.createdAt),
      startFailureAt: startFailure(service.events),
      revisions: (service.currentServiceRevisions ?? []).map(({ arn }) => afterSlash(arn)).sort(),
      rolloutState: service.deployments?.find((one) => one.status === 'PRIMARY')?.rolloutState ?? null,
    },
  };
}

const describeTaskDefinition = reading<DescribeTaskDefinitionCommandOutput>({
  api: 'ecs:DescribeTaskDefinition',
  answer: ({ operation, input }, data) => {
    const cluster = 'arn:aws:ecs:eu-central-1:111122223333:cluster/recorded';
    if (operation === 'ListClusters') return { clusterArns: [cluster] };
    if (operation === 'ListServices') return { serviceArns: [`${cluster.replace('cluster', 'service')}/web`] };
    if (operation === 'DescribeTaskDefinition') return data;
    if (operation !== 'DescribeServices') return undefined;
    const [service] = plainServices(input.services as string[], cluster).services;
    return { services: [{ ...service, taskDefinition: data.taskDefinition?.taskDefinitionArn }] };
  },
  check: (collected, data) => {
    const { family, cpu, containerDefinitions = [] } = data.taskDefinition ?? {};
    const periods = containerDefinitions.flatMap(({ healthCheck }) => healthCheck?.startPeriod ?? []);
    const sources = containerDefinitions.flatMap(({ secrets = [] }) => secrets.map(({ valueFrom }) => valueFrom));
    const attributes = {
      taskDefinitionFamily: family,
      taskCpuUnits: cpu === undefined ? null : Number.parseInt(cpu, 10),
      startPeriodSeconds: periods.length > 0 ? Math.max(...periods) : null,
      parameterStoreSecrets: sources.filter((source) => !source?.startsWith('arn:')).length,
    };
    expectResources(collected, 'ecs-service', [{ key: 'recorded/web', attributes }]);
  },
});

export const ecs = {
  'ecs.ListClusters': listClusters,
  'ecs.DescribeClusters': describeClusters,
  'ecs.ListServices': listServices,
  'ecs.DescribeServices': describeServices,
  'ecs.DescribeTaskDefinition': describeTaskDefinition,
};

import {
  DescribeClustersCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
  paginateListClusters,
  paginateListServices,
} from '@aws-sdk/client-ecs';
import { describe, expect, test } from 'vitest';
import { names, pagesOf, serve } from './serving.ts';

const arn = (resource: string) => `arn:aws:ecs:eu-west-1:111122223333:${resource}`;
const services = names('service', 25).map((serviceName) => ({ serviceName, cluster: 'manga' }));

describe('ECS', () => {
  test('ListServices returns 10 a page unless asked for more, 100 at most', async () => {
    const { ecs } = await serve({ ecs: { services } });
    const read = (pageSize?: number) =>
      pagesOf(paginateListServices({ client: ecs, pageSize }, { cluster: 'manga' }), (page) => page.serviceArns);
    expect((await read()).sizes).toEqual([10, 10, 5]);
    expect((await read(100)).sizes).toEqual([25]);
    expect(new Set((await read()).items).size).toBe(25);
    await expect(read(101)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('ListServices of an unknown cluster fails, and filters narrow it', async () => {
    const { ecs } = await serve({
      ecs: { services: [{ serviceName: 'a' }, { serviceName: 'd', schedulingStrategy: 'DAEMON' }] },
    });
    await expect(ecs.send(new ListServicesCommand({ cluster: 'nowhere' }))).rejects.toMatchObject({
      name: 'ClusterNotFoundException',
    });
    const { serviceArns } = await ecs.send(new ListServicesCommand({ schedulingStrategy: 'DAEMON' }));
    expect(serviceArns).toEqual([arn('service/default/d')]);
  });

  test('a token belongs to its question', async () => {
    const { ecs } = await serve({ ecs: { services, clusters: [{ clusterName: 'manga' }, { clusterName: 'other' }] } });
    const { nextToken } = await ecs.send(new ListServicesCommand({ cluster: 'manga' }));
    await expect(ecs.send(new ListServicesCommand({ cluster: 'other', nextToken }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  test('ListClusters returns 100 a page, with clusters that only services name', async () => {
    const clusters = names('cluster', 101).map((clusterName) => ({ clusterName }));
    const { ecs } = await serve({ ecs: { clusters, services: [{ serviceName: 's', cluster: 'implied' }] } });
    const { sizes, items } = await pagesOf(paginateListClusters({ client: ecs }, {}), (page) => page.clusterArns);
    expect(sizes).toEqual([100, 2]);
    expect(items).toContain(arn('cluster/implied'));
  });

  test('DescribeClusters shows settings and tags only when asked', async () => {
    const settings = [{ name: 'containerInsights', value: 'enhanced' }];
    const { ecs } = await serve({
      ecs: { clusters: [{ clusterName: 'manga', settings, tags: { env: 'prod' } }], services },
    });
    const bare = await ecs.send(new DescribeClustersCommand({ clusters: ['manga', 'gone'] }));
    expect(bare.clusters?.[0]).toMatchObject({
      clusterName: 'manga',
      activeServicesCount: 25,
      runningTasksCount: 25,
      settings: [],
      tags: [],
    });
    expect(bare.failures).toEqual([{ arn: arn('cluster/gone'), reason: 'MISSING' }]);
    const full = await ecs.send(
      new DescribeClustersCommand({ clusters: [arn('cluster/manga')], include: ['SETTINGS', 'TAGS'] }),
    );
    expect(full.clusters?.[0]).toMatchObject({ settings, tags: [{ key: 'env', value: 'prod' }] });
  });

  test('DescribeServices takes 10, names what is missing, and shows tags only when asked', async () => {
    const { ecs } = await serve({
      ecs: { services: [{ serviceName: 'a', cluster: 'manga', desiredCount: 100, tags: { event: 'x' } }] },
    });
    const bare = await ecs.send(new DescribeServicesCommand({ cluster: 'manga', services: ['a', 'gone'] }));
    expect(bare.services?.[0]).toMatchObject({
      serviceArn: arn('service/manga/a'),
      status: 'ACTIVE',
      runningCount: 100,
      launchType: 'FARGATE',
    });
    expect(bare.services?.[0]?.createdAt).toBeInstanceOf(Date);
    expect(bare.services?.[0]?.tags).toBeUndefined();
    expect(bare.failures).toEqual([{ arn: arn('service/manga/gone'), reason: 'MISSING' }]);
    const tagged = await ecs.send(
      new DescribeServicesCommand({ cluster: 'manga', services: [arn('service/manga/a')], include: ['TAGS'] }),
    );
    expect(tagged.services?.[0]?.tags).toEqual([{ key: 'event', value: 'x' }]);
    const eleven = new DescribeServicesCommand({ cluster: 'manga', services: names('s', 11) });
    await expect(ecs.send(eleven)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('a capacity provider strategy takes the place of the launch type', async () => {
    const strategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }];
    const { ecs } = await serve({
      ecs: { services: [{ serviceName: 'a', capacityProviderStrategy: strategy, platformVersion: null }] },
    });
    const { services: found } = await ecs.send(new DescribeServicesCommand({ services: ['a'] }));
    expect(found?.[0]).toMatchObject({ capacityProviderStrategy: strategy });
    expect(found?.[0]).not.toHaveProperty('launchType');
    expect(found?.[0]).not.toHaveProperty('platformVersion');
  });

  test('DescribeTaskDefinition finds revisions, families and what services imply', async () => {
    const taskDefinitions = [1, 2].map((revision) => ({
      family: 'web',
      revision,
      cpu: String(revision * 1024),
      tags: { env: 'prod' },
    }));
    const { ecs } = await serve({
      ecs: { taskDefinitions, services: [{ serviceName: 'a', taskDefinition: 'implied:7' }] },
    });
    const read = (taskDefinition: string) =>
      ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }));
    expect((await read('web')).taskDefinition).toMatchObject({ revision: 2, cpu: '2048' });
    expect(await read('web:1')).toMatchObject({
      taskDefinition: { cpu: '1024' },
      tags: [{ key: 'env', value: 'prod' }],
    });
    expect((await read(arn('task-definition/implied:7'))).taskDefinition).toMatchObject({
      family: 'implied',
      revision: 7,
      cpu: '256',
    });
    await expect(read('nothing:1')).rejects.toMatchObject({ name: 'ClientException' });
  });

  test('ListTagsForResource reads clusters and services', async () => {
    const { ecs } = await serve({
      ecs: {
        clusters: [{ clusterName: 'manga', tags: { a: '1' } }],
        services: [{ serviceName: 's', tags: { b: '2' } }],
      },
    });
    const read = async (resourceArn: string) => (await ecs.send(new ListTagsForResourceCommand({ resourceArn }))).tags;
    expect(await read(arn('cluster/manga'))).toEqual([{ key: 'a', value: '1' }]);
    expect(await read(arn('service/manga/s'))).toEqual([{ key: 'b', value: '2' }]);
    await expect(read(arn('service/manga/gone'))).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('DescribeServiceRevisions serves the revision of a service, with its monitoring', async () => {
    const monitoring = { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] };
    const { ecs } = await serve({
      ecs: {
        services: [{ serviceName: 's', cluster: 'manga' }],
        serviceRevisions: [{ service: 'manga/s', monitoring }],
      },
    });
    const { services: found } = await ecs.send(new DescribeServicesCommand({ cluster: 'manga', services: ['s'] }));
    const revision = found?.[0]?.currentServiceRevisions?.[0]?.arn ?? '';
    const read = await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [revision, 'arn:gone'] }));
    expect(read.serviceRevisions?.[0]).toMatchObject({
      serviceRevisionArn: revision,
      launchType: 'FARGATE',
      monitoring,
    });
    expect(read.failures).toEqual([{ arn: 'arn:gone', reason: 'MISSING' }]);
    const many = new DescribeServiceRevisionsCommand({ serviceRevisionArns: names('arn', 21) });
    await expect(ecs.send(many)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

import { GetResourcesCommand, paginateGetResources } from '@aws-sdk/client-resource-groups-tagging-api';
import { describe, expect, test } from 'vitest';
import type { AccountInput } from '../../src/sandbox/sandbox.ts';
import { names, pagesOf, serve } from './serving.ts';

const target = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/manga/s',
  ScalableDimension: 'ecs:service:DesiredCount',
};
const everything: NonNullable<AccountInput['regions']>[string] = {
  ecs: { services: [{ serviceName: 's', cluster: 'manga', tags: { env: 'prod' } }, { serviceName: 'never' }] },
  dynamodb: {
    tables: [
      { TableName: 'T', tags: { env: 'prod', event: 'x' } },
      { TableName: 'former', tags: {} },
    ],
  },
  elasticache: {
    replicationGroups: [{ ReplicationGroupId: 'rg', tags: { env: 'dev' }, memberTags: { env: 'dev' }, replicas: 0 }],
    serverlessCaches: [{ ServerlessCacheName: 'sc', tags: { env: 'dev' } }],
  },
  'application-autoscaling': { scalableTargets: [{ ...target, MinCapacity: 1, MaxCapacity: 2, tags: { event: 'x' } }] },
  cloudwatch: { metricAlarms: [{ AlarmName: 'high', tags: { env: 'prod' } }] },
  opensearchserverless: { collections: [{ name: 'c', tags: { env: 'prod' } }] },
};

describe('The Tagging API', () => {
  test.each<[string, object, string[]]>([
    [
      'a service',
      { ResourceTypeFilters: ['elasticache'] },
      ['replicationgroup:rg', 'cluster:rg-001', 'serverlesscache:sc'],
    ],
    [
      'a type',
      { ResourceTypeFilters: ['elasticache:replicationgroup', 'ecs:service'] },
      ['service/manga/s', 'replicationgroup:rg'],
    ],
    ['scalable targets', { ResourceTypeFilters: ['application-autoscaling:scalable-target'] }, ['scalable-target/…']],
    ['tables, also formerly tagged ones', { ResourceTypeFilters: ['dynamodb:table'] }, ['table/T', 'table/former']],
    ['a tag key', { TagFilters: [{ Key: 'event' }] }, ['scalable-target/…', 'table/T']],
    ['a tag value', { TagFilters: [{ Key: 'env', Values: ['prod'] }] }, ['alarm:high', 'table/T', 'service/manga/s']],
    ['an ARN', { ResourceARNList: ['arn:aws:dynamodb:eu-west-1:111122223333:table/T'] }, ['table/T']],
  ])('finds by %s', async (_what, input, expected) => {
    const { tagging } = await serve(everything);
    const { ResourceTagMappingList, PaginationToken } = await tagging.send(new GetResourcesCommand(input));
    const found = ResourceTagMappingList?.map(({ ResourceARN = '' }) => ResourceARN.split(':').slice(5).join(':'));
    expect(found?.map((name) => name.replace(/[0-9a-f]{36}/, '…'))).toEqual(expected);
    expect(PaginationToken).toBe('');
  });

  test('a formerly tagged resource has no tags', async () => {
    const { tagging } = await serve(everything);
    const { ResourceTagMappingList } = await tagging.send(
      new GetResourcesCommand({ ResourceTypeFilters: ['dynamodb:table'] }),
    );
    expect(ResourceTagMappingList?.map(({ Tags }) => Tags)).toEqual([
      [
        { Key: 'env', Value: 'prod' },
        { Key: 'event', Value: 'x' },
      ],
      [],
    ]);
  });

  test('pages hold 100 and end with an empty token', async () => {
    const { tagging: client } = await serve({
      dynamodb: { tables: names('t', 150).map((TableName) => ({ TableName, tags: {} })) },
    });
    expect((await pagesOf(paginateGetResources({ client }, {}), (page) => page.ResourceTagMappingList)).sizes).toEqual([
      100, 50,
    ]);
  });

  test.each<[string, object]>([
    ['an unknown type', { ResourceTypeFilters: ['dynamodb:tables'] }],
    ['ARNs with other filters', { ResourceARNList: ['arn:aws:x'], TagFilters: [{ Key: 'a' }] }],
    ['pages of more than 100', { ResourcesPerPage: 101 }],
  ])('refuses %s', async (_what, input) => {
    const { tagging } = await serve({});
    await expect(tagging.send(new GetResourcesCommand(input))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

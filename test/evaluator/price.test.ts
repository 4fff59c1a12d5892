import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  acuRate,
  cacheNodeRate,
  modelUnitRate,
  ocuRate,
  priceOf,
  provisionedConcurrencyRate,
  type Rate,
  serverlessCacheRate,
  tableUnitRate,
  taskRate,
} from '../../src/evaluator/price.ts';
import { buildWorld, type World } from '../../src/evaluator/world.ts';
import { loadPrices } from '../../src/loaders/prices.ts';
import type { PriceBook } from '../../src/model/price.ts';
import { aPolicy, aResource, aSnapshot, type ResourceInput, testNow } from '../support/world.ts';

const shipped = loadPrices(join(import.meta.dirname, '../../prices/prices.yaml'));
const tokyo = 'ap-northeast-1';
const virginia = 'us-east-1';

function worldOf(
  resources: ReturnType<typeof aResource>[] = [],
  policy = {},
  prices: PriceBook | null = shipped,
): World {
  return buildWorld(aSnapshot(resources), aPolicy(policy), Date.parse(testNow), { prices });
}

const aDay = (rate: Rate) => ('unknown' in rate ? Number.NaN : rate.usdPerDay);
const whyNot = (rate: Rate) => ('unknown' in rate ? rate.unknown : null);
const aTask = (region: string, attributes: ResourceInput['attributes'], over: ResourceInput = {}) =>
  taskRate(worldOf(), aResource('ecs-service', { region, attributes: { ...attributes }, ...over }));

describe('worked examples that others published come out the same', () => {
  const dailyOf = (usdAnHour: number) => 24 * usdAnHour;
  const size = { taskCpuUnits: 1024, taskMemoryMib: 2048 };

  it.each([
    // The AWS Fargate pricing page, example 1: 5 tasks, 600 seconds a day, 30 days: $1.01 for CPU and $0.22 for memory.
    ['Fargate for ten minutes a day', (aDay(aTask(virginia, size)) / 86_400) * 600 * 30 * 5, 1.01 + 0.22],
    ['Fargate always on, 730 hours', (5 * 730 * aDay(aTask(virginia, size))) / 24, 180.2],
    // A bill of Tokyo: one OCU for indexing and one for search.
    ['an idle collection of a day', 2 * aDay(ocuRate(worldOf(), tokyo)), 16.03],
    ['20 write and 30 read units, 730 hours', unitsOf(20, 30), 9.49 + 2.85],
    ['half an ACU in Tokyo, 730 hours', 0.5 * (730 / 24) * aDay(acuRate(worldOf(), cluster(tokyo))), 54.75],
    [
      'two vCPU behind a proxy, 730 hours',
      2 * 730 * Number(priceOf(worldOf(), 'rds-proxy-vcpu', virginia)?.usdPerHour),
      21.9,
    ],
    ['50 environments of 512 MB on ARM, 100 hours', (50 * 100 * aDay(warm(virginia, 512, 'arm64'))) / 24, 30],
    ['the same on x86', (50 * 100 * aDay(warm(virginia, 512, 'x86_64'))) / 24, 37.5],
    ['three nodes, 730 hours', (3 * 730 * aDay(node(virginia, 'redis', 'cache.m6g.12xlarge'))) / 24, 7789.83],
    ['a Valkey cache at its floor of 100 MB, 730 hours', (0.1 * 730 * aDay(stored(virginia, 'valkey'))) / 24, 6.13],
    ['a Redis cache at its floor of 1 GB, 730 hours', (730 * aDay(stored(virginia, 'redis'))) / 24, 91.25],
    ['a task of 2 vCPU in Tokyo', aDay(aTask(tokyo, { taskCpuUnits: 2048, taskMemoryMib: 4096 })), dailyOf(0.1232)],
    [
      'the same on ARM',
      aDay(aTask(tokyo, { taskCpuUnits: 2048, taskMemoryMib: 4096, taskPlatform: 'LINUX/ARM64' })),
      dailyOf(0.0986),
    ],
  ])('%s', (_, found, published) => {
    expect(found / published).toBeCloseTo(1, 2);
  });
});

function unitsOf(write: number, read: number): number {
  const table = aResource('dynamodb-table', { region: virginia });
  const [w, r] = [aDay(tableUnitRate(worldOf(), table, 'write')), aDay(tableUnitRate(worldOf(), table, 'read'))];
  return ((write * w + read * r) / 24) * 730;
}
function cluster(region: string, storageType: string | null = null) {
  return aResource('rds-cluster', { region, attributes: { storageType } });
}
function warm(region: string, memoryMb: number, architecture: string): Rate {
  return provisionedConcurrencyRate(
    worldOf(),
    aResource('lambda-function', { region, attributes: { memoryMb, architecture } }),
  );
}
function node(region: string, engine: string | null, nodeType: string | null, world = worldOf()): Rate {
  return cacheNodeRate(world, aResource('elasticache-replication-group', { region, attributes: { engine, nodeType } }));
}
function stored(region: string, engine: string): Rate {
  return serverlessCacheRate(
    worldOf(),
    aResource('elasticache-serverless-cache', { region, attributes: { engine } }),
    'gb',
  );
}

describe('what has no price is unknown, and says why', () => {
  const size = { taskCpuUnits: 1024, taskMemoryMib: 2048 };
  it.each([
    [aTask('eu-central-1', size), 'no price of fargate-x86-vcpu in eu-central-1 is known'],
    [
      aTask(tokyo, {
        ...size,
        launchType: null,
        capacityProviders: [
          { name: 'FARGATE', base: 2, weight: 0 },
          { name: 'FARGATE_SPOT', base: 0, weight: 1 },
        ],
      }),
      'tasks run on Fargate Spot, whose price moves',
    ],
    [aTask(tokyo, { ...size, launchType: 'EC2' }), 'tasks run on EC2, whose price is not that of Fargate'],
    [
      aTask(tokyo, { ...size, launchType: null, capacityProviders: [{ name: 'nodes', base: 0, weight: 1 }] }),
      'tasks run on the capacity provider nodes, whose price is not that of Fargate',
    ],
    [
      aTask(tokyo, { ...size, launchType: null }),
      'tasks run on the default of the cluster, whose price is not that of Fargate',
    ],
    [aTask(tokyo, { taskCpuUnits: null, taskMemoryMib: null }), 'the size of a task is not known'],
    [
      aTask(tokyo, { taskPlatform: 'WINDOWS_SERVER_2022_CORE/X86_64' }),
      'no price of Fargate on WINDOWS_SERVER_2022_CORE is known',
    ],
    [
      node(virginia, 'redis', 'cache.r7g.16xlarge'),
      'no price of elasticache-redis/cache.r7g.16xlarge in us-east-1 is known',
    ],
    [node(virginia, 'redis', null), 'engine or node type is not known'],
    [
      acuRate(worldOf(), cluster(tokyo, 'aurora-iopt1')),
      'no price of aurora-acu-io-optimized in ap-northeast-1 is known',
    ],
    [warm(tokyo, 512, 'arm64'), 'no price of lambda-provisioned-arm-gb in ap-northeast-1 is known'],
    [
      tableUnitRate(
        worldOf(),
        aResource('dynamodb-table', { region: virginia, attributes: { tableClass: 'STANDARD_INFREQUENT_ACCESS' } }),
        'read',
      ),
      'no price of dynamodb-infrequent-read-unit in us-east-1 is known',
    ],
    [
      modelUnitRate(worldOf(), aResource('bedrock-provisioned-throughput', { region: virginia })),
      'no price of bedrock-model-unit/anthropic.claude-3-sonnet-20240229-v1:0 in us-east-1 is known',
    ],
    [
      modelUnitRate(
        worldOf(),
        aResource('bedrock-provisioned-throughput', { attributes: { commitmentDuration: 'OneMonth' } }),
      ),
      'the price of a commitment is not known',
    ],
    [ocuRate(worldOf([], {}, null), tokyo), 'no price of opensearch-ocu in ap-northeast-1 is known'],
  ])('%#', (rate, why) => {
    expect(whyNot(rate)).toBe(why);
  });

  it('a size that could not be read', () => {
    const service = aResource('ecs-service', { region: tokyo, unread: { taskMemoryMib: 'denied' } });
    delete service.attributes.taskMemoryMib;
    expect(whyNot(taskRate(worldOf(), service))).toBe('taskMemoryMib is not known (denied)');
  });
});

describe('a price of the policy', () => {
  const prices = [
    { item: 'opensearch-ocu', region: tokyo, usdPerHour: 0.2 },
    { item: 'bedrock-model-unit/anthropic.claude-3-sonnet-20240229-v1:0:28k', region: 'eu-central-1', usdPerHour: 88 },
  ];
  it('goes before the list, in its region alone', () => {
    const world = worldOf([], { prices });
    expect(ocuRate(world, tokyo)).toEqual({
      usdPerDay: 4.800000000000001,
      words: 'OCU at $0.2 an hour, 24 hours, by the policy',
    });
    expect(aDay(ocuRate(world, virginia))).toBeCloseTo(5.76);
  });
  it('of a model variant is found', () => {
    expect(aDay(modelUnitRate(worldOf([], { prices }), aResource('bedrock-provisioned-throughput')))).toBe(2112);
  });
});

it('the engine of a group may be known of its members alone', () => {
  const member = aResource('elasticache-cluster', { region: virginia, attributes: { engine: 'valkey' } });
  expect(aDay(node(virginia, null, 'cache.r7g.large', worldOf([member])))).toBeCloseTo(4.2048);
});

it('says how it was counted', () => {
  const rate = aTask(tokyo, { taskCpuUnits: 512, taskMemoryMib: 1024 });
  expect('words' in rate && rate.words).toBe(
    '0.5 vCPU at $0.05056 and 1 GB at $0.00553 an hour, 24 hours, list price of 2026-11-22',
  );
});

import { z } from 'zod';
import { defineKind } from './kind.ts';

export const elasticacheServerlessCache = defineKind({
  kind: 'elasticache-serverless-cache',
  title: 'ElastiCache serverless cache',
  attributes: z.strictObject({
    cacheName: z.string().describe('Name of the cache.'),
    status: z.string().describe('available, creating, …'),
    engine: z.string().describe('redis, valkey or memcached.'),
    dataStorageMinimumGb: z.number().nullable().describe('Storage that is billed at least, GB; null: none set.'),
    dataStorageMaximumGb: z
      .number()
      .nullable()
      .describe('Storage at which keys are evicted or writes fail, GB; null: no limit set.'),
    ecpuMinimumPerSecond: z
      .number()
      .int()
      .nullable()
      .describe('ECPU per second that are billed at least; null: none set.'),
    ecpuMaximumPerSecond: z
      .number()
      .int()
      .nullable()
      .describe('ECPU per second above which requests are throttled; null: no limit set.'),
  }),
  observed: z.strictObject({}),
  tags: 'tagging-api',
  global: false,
  comparison: { states: ['status'] },
  keyFormat: 'cache name',
  key: (cache) => cache.cacheName,
  name: (cache) => cache.cacheName,
  example: {
    id: 'arn:aws:elasticache:eu-central-1:111122223333:serverlesscache:answers',
    attributes: {
      cacheName: 'answers',
      status: 'available',
      engine: 'valkey',
      dataStorageMinimumGb: null,
      dataStorageMaximumGb: 50,
      ecpuMinimumPerSecond: null,
      ecpuMaximumPerSecond: 50000,
    },
    observed: {},
    defaulted: [],
  },
});

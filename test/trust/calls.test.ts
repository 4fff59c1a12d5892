import { describe, expect, it } from 'vitest';
import { collectAws } from '../../src/collectors/aws/collect.ts';
import { type AccountInput, startSandbox } from '../../src/sandbox/sandbox.ts';
import { fastClock } from '../support/sandbox-audit.ts';

const services = 3000;
const clusters = 3;
const tables = 5000;
const taggedTables = 4000;
const taskDefinitions = 40;
const functions = 2000;
const publishedFunctions = 200;
const region = 'eu-central-1';

/** 3,000 services over three clusters, each with a target and a tracking policy; 5,000 tables, most of them tagged; 2,000 functions, some of them with a version. */
function largeAccount(): AccountInput {
  const names = Array.from({ length: services }, (_, n) => ({
    n,
    cluster: `cluster-${n % clusters}`,
    name: `service-${n}`,
  }));
  const target = (one: (typeof names)[number]) => ({
    ServiceNamespace: 'ecs',
    ResourceId: `service/${one.cluster}/${one.name}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  });
  return {
    account: '111122223333',
    regions: {
      [region]: {
        ecs: {
          clusters: Array.from({ length: clusters }, (_, n) => ({ clusterName: `cluster-${n}` })),
          services: names.map((one) => ({
            serviceName: one.name,
            cluster: one.cluster,
            desiredCount: 2,
            taskDefinition: `app-${one.n % taskDefinitions}:1`,
          })),
        },
        'application-autoscaling': {
          scalableTargets: names.map((one) => ({ ...target(one), MinCapacity: 2, MaxCapacity: 20 })),
          scalingPolicies: names.map((one) => ({
            ...target(one),
            PolicyName: 'cpu',
            PolicyType: 'TargetTrackingScaling',
            TargetTrackingScalingPolicyConfiguration: {
              TargetValue: 60,
              PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
            },
          })),
        },
        lambda: {
          functions: Array.from({ length: functions }, (_, n) => ({
            FunctionName: `function-${n}`,
            versions: n < publishedFunctions ? 1 : 0,
          })),
        },
        dynamodb: {
          tables: Array.from({ length: tables }, (_, n) => ({
            TableName: `table-${String(n).padStart(5, '0')}`,
            ...(n < taggedTables ? { tags: { env: 'prod' } } : {}),
          })),
        },
      },
    },
  };
}

const pages = (items: number, size: number) => Math.max(1, Math.ceil(items / size));

/** Calls that the account needs by AWS's page and batch sizes, written down without looking at the collectors. */
function neededCalls(): number {
  const perCluster = services / clusters;
  const ecs =
    pages(clusters, 100) * 2 + clusters * (pages(perCluster, 100) + Math.ceil(perCluster / 10)) + taskDefinitions;
  // Five namespaces in full (targets 50, policies 10, actions 50, activities 50 a page), ten more for their targets.
  const scaling = pages(services, 50) + pages(services, 10) + 1 + 1 + 4 * 4 + 10;
  const dynamodb = pages(tables, 100) + tables + 1 + 1;
  const tags = pages(taggedTables, 100);
  // A tracking policy of an ECS service has two alarms.
  // Log alarms are asked for apart.
  const alarms = pages(services * 2, 100) + 1;
  const others = {
    elasticache: 3,
    opensearch: 3,
    budgets: 2,
    // Monitors and subscriptions; no topic is named.
    costs: 2,
    // Four services, the requests; no defaults, as every applied value is told.
    quotas: 4 + 1,
    // Reservations are told one function at a time; provisioned concurrency too, but only functions with a version have it.
    lambda: 2 + pages(functions, 50) + pages(functions + publishedFunctions, 50) + functions + publishedFunctions,
    rds: 3,
    // One lookup for each name of an event.
    trail: 14,
    // Rules and schedules; there are none to describe.
    schedules: 2,
    // Throughput; there is none whose model could be asked for.
    bedrock: 1,
    identity: 1,
  };
  return ecs + scaling + dynamodb + tags + alarms + Object.values(others).reduce((sum, calls) => sum + calls, 0);
}

describe('calls', () => {
  it('3,000 services with targets and 5,000 tables cost what the page and batch sizes ask for, and 2 % at most', async () => {
    const sandbox = await startSandbox({ accounts: largeAccount(), recordInputs: false });
    try {
      const snapshot = await collectAws({
        regions: [region],
        takenAt: '2026-11-22T04:00:00Z',
        tool: 'headroom test',
        endpoint: sandbox.url,
        credentials: { accessKeyId: 'TEST', secretAccessKey: 'test' },
        clock: fastClock,
      });

      const needed = neededCalls();
      expect(snapshot.coverage.filter((entry) => !entry.complete)).toEqual([]);
      expect(snapshot.resources.filter((one) => one.kind === 'ecs-service')).toHaveLength(services);
      expect(snapshot.resources.filter((one) => one.kind === 'dynamodb-table')).toHaveLength(tables);
      expect(snapshot.coverage.reduce((sum, entry) => sum + entry.calls, 0)).toBe(sandbox.calls.length);
      expect(sandbox.calls.length).toBeGreaterThanOrEqual(needed);
      expect(sandbox.calls.length).toBeLessThanOrEqual(Math.floor(needed * 1.02));
    } finally {
      await sandbox.close();
    }
  }, 120_000);
});

import type { AccountInput } from '../../src/sandbox/sandbox.ts';

const region = 'eu-central-1';
const at = '2026-01-10T09:00:00Z';
const list = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

/** One very large region. `scale` 1 is 3,000 services, 5,000 tables, 10,000 scalable targets, 500 caches, 46,000 alarms. */
export function largeRegion(scale = 1): AccountInput {
  const services = list(Math.round(3000 * scale), (n) => ({ cluster: `cluster-${n % 30}`, name: `service-${n}`, n }));
  const tables = list(Math.round(5000 * scale), (n) => `table-${String(n).padStart(5, '0')}`);
  const scaledTables = tables.slice(0, Math.round(3500 * scale));
  const ecs = services.map(({ cluster, name }) => ({
    ServiceNamespace: 'ecs',
    ResourceId: `service/${cluster}/${name}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  }));
  const dynamodb = scaledTables.flatMap((table) =>
    ['Read', 'Write'].map((side) => ({
      ServiceNamespace: 'dynamodb',
      ResourceId: `table/${table}`,
      ScalableDimension: `dynamodb:table:${side}CapacityUnits`,
      side,
    })),
  );
  const keys = ({ ServiceNamespace, ResourceId, ScalableDimension }: (typeof ecs)[number]) => ({
    ServiceNamespace,
    ResourceId,
    ScalableDimension,
  });
  const derivedAlarms = ecs.length * 2 + dynamodb.length * 4;
  return {
    account: '111122223333',
    now: '2026-11-22T04:00:00Z',
    regions: {
      [region]: {
        ecs: {
          clusters: list(30, (n) => ({ clusterName: `cluster-${n}`, tags: { env: 'prod' } })),
          services: services.map(({ cluster, name, n }) => ({
            serviceName: name,
            cluster,
            desiredCount: 2 + (n % 40),
            runningCount: 2 + (n % 40),
            taskDefinition: `app-${n % 300}:1`,
            tags: { env: n % 2 ? 'prod' : 'test', team: `team-${n % 20}` },
          })),
        },
        'application-autoscaling': {
          scalableTargets: [
            ...ecs.map((target, n) => ({ ...target, MinCapacity: 2, MaxCapacity: 20 + (n % 50) })),
            ...dynamodb.map((target) => ({ ...keys(target), MinCapacity: 5, MaxCapacity: 1000 })),
          ],
          scalingPolicies: [
            ...ecs.map((target, n) => ({
              ...target,
              PolicyName: 'cpu',
              PolicyType: 'TargetTrackingScaling',
              CreationTime: at,
              TargetTrackingScalingPolicyConfiguration: {
                TargetValue: 50 + (n % 40),
                PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
                ...(n % 3 ? { ScaleOutCooldown: 30 } : {}),
              },
            })),
            ...dynamodb.map((target) => ({
              ...keys(target),
              PolicyName: 'utilization',
              PolicyType: 'TargetTrackingScaling',
              CreationTime: at,
              TargetTrackingScalingPolicyConfiguration: {
                TargetValue: 70,
                PredefinedMetricSpecification: { PredefinedMetricType: `DynamoDB${target.side}CapacityUtilization` },
              },
            })),
          ],
        },
        dynamodb: {
          tables: tables.map((TableName, n) => ({
            TableName,
            ...(n < scaledTables.length
              ? { ProvisionedThroughput: { ReadCapacityUnits: 100, WriteCapacityUnits: 50 } }
              : { BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } }),
            tags: { env: n % 2 ? 'prod' : 'test' },
          })),
        },
        elasticache: {
          replicationGroups: list(Math.round(500 * scale), (n) => ({
            ReplicationGroupId: `cache-${n}`,
            CacheNodeType: 'cache.r6g.large',
            engineVersion: '7.1',
            replicas: 1,
            tags: { env: 'prod' },
          })),
        },
        cloudwatch: {
          metricAlarms: list(Math.max(0, Math.round(46_000 * scale) - derivedAlarms), (n) => ({
            AlarmName: `alarm-${n}`,
            Namespace: 'AWS/ECS',
            MetricName: 'CPUUtilization',
            Dimensions: [
              { Name: 'ClusterName', Value: `cluster-${n % 30}` },
              { Name: 'ServiceName', Value: `service-${n}` },
            ],
            Statistic: 'Average',
            Period: 60,
            EvaluationPeriods: 2,
            Threshold: 85,
            ComparisonOperator: 'GreaterThanThreshold',
            AlarmActions: [`arn:aws:sns:${region}:111122223333:oncall`],
          })),
        },
      },
    },
  };
}

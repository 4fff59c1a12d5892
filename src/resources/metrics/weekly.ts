import type { Resource } from '../../model/snapshot.ts';
import type { WeeklyPeriod } from '../../model/weekly-document.ts';
import { invocations } from './bedrock.ts';
import { ofTable, reasonsOf, type Side, scaledSlice, sides, slicesOf, throttleEvents } from './dynamodb.ts';
import { ofService } from './ecs.ts';
import { nodeCount, nodeItems, nodeMemory, ofNode } from './elasticache.ts';
import { ofFunction, provisionedUse, throttles } from './lambda.ts';
import { accountOcu } from './opensearch.ts';
import { day, hour, type MetricNeed, type MetricQuery, minute } from './query.ts';

/** Seconds that each period of the weekly report looks back. */
export const periodSeconds: Readonly<Record<WeeklyPeriod, number>> = { day, week: 7 * day, month: 30 * day };

type Metric = Pick<MetricQuery, 'namespace' | 'dimensions'>;

/** What the weekly report asks of metrics: by hour, over its period; what is compared with the period before, over both. */
export function weeklyQueries(period: WeeklyPeriod) {
  const windowSeconds = periodSeconds[period];
  const hourly = (metric: Metric, metricName: string, statistic: string): MetricQuery => ({
    ...metric,
    metricName,
    statistic,
    periodSeconds: hour,
    windowSeconds,
  });
  const everyFive = (metric: Metric, metricName: string, statistic: string): MetricQuery => ({
    ...hourly(metric, metricName, statistic),
    periodSeconds: 5 * minute,
  });
  const over = (query: MetricQuery, periods = 1): MetricQuery => ({ ...query, windowSeconds: periods * windowSeconds });
  return {
    windowSeconds,
    /** Percent of what tasks reserve. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html */
    serviceUse: (cluster: string, service: string, metricName: 'CPUUtilization' | 'MemoryUtilization') =>
      hourly(ofService(cluster, service), metricName, 'Average'),
    /** Task-minutes: a sample a minute of each task. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html */
    taskMinutes: (cluster: string, service: string) =>
      hourly(ofService(cluster, service), 'CPUUtilization', 'SampleCount'),
    taskMinutesOfFive: (cluster: string, service: string) =>
      everyFive(ofService(cluster, service), 'CPUUtilization', 'SampleCount'),
    consumed: (table: string, index: string | null, side: Side) =>
      hourly(ofTable(table, index), `Consumed${side}CapacityUnits`, 'Sum'),
    provisioned: (table: string, index: string | null, side: Side) =>
      hourly(ofTable(table, index), `Provisioned${side}CapacityUnits`, 'Average'),
    provisionedOfFive: (table: string, index: string | null, side: Side) =>
      everyFive(ofTable(table, index), `Provisioned${side}CapacityUnits`, 'Maximum'),
    tableThrottles: (...of: Parameters<typeof throttleEvents>) => over(throttleEvents(...of)),
    functionThrottles: (name: string) => over(throttles(name)),
    /** Longest execution, milliseconds. */
    longestDuration: (name: string) => hourly(ofFunction(name), 'Duration', 'Maximum'),
    concurrencyOfFive: (name: string) => everyFive(ofFunction(name), 'ConcurrentExecutions', 'Maximum'),
    concurrency: (name: string) => hourly(ofFunction(name), 'ConcurrentExecutions', 'Maximum'),
    /** Share of what is provisioned, 0 to 1. */
    provisionedConcurrencyUse: (name: string, qualifier: string) => ({
      ...over(provisionedUse(name, qualifier)),
      statistic: 'Average',
      periodSeconds: hour,
    }),
    /** Over all functions of a region: metrics without dimensions. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
    accountConcurrency: () => hourly({ namespace: 'AWS/Lambda', dimensions: {} }, 'ConcurrentExecutions', 'Maximum'),
    accountInvocations: () => hourly({ namespace: 'AWS/Lambda', dimensions: {} }, 'Invocations', 'Sum'),
    /** Percent of one core. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html */
    engineCpu: (node: string) => hourly(ofNode(node), 'EngineCPUUtilization', 'Average'),
    memory: (node: string) => over(nodeMemory(node), 2),
    entries: (node: string) => over(nodeItems(node, 'CurrItems'), 2),
    cacheCount: (...of: Parameters<typeof nodeCount>) => over(nodeCount(...of), 2),
    /** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html */
    databaseCpu: (instance: string) =>
      hourly({ namespace: 'AWS/RDS', dimensions: { DBInstanceIdentifier: instance } }, 'CPUUtilization', 'Average'),
    modelInvocations: (arn: string) => over(invocations(arn)),
    modelThrottles: (arn: string) => ({ ...over(invocations(arn)), metricName: 'InvocationThrottles' }),
    ocu: (account: string, metricName: 'SearchOCU' | 'IndexingOCU') => ({
      ...over(accountOcu(account, metricName)),
      periodSeconds: hour,
    }),
    ocuOfFive: (account: string, metricName: 'SearchOCU' | 'IndexingOCU') => ({
      ...over(accountOcu(account, metricName)),
      periodSeconds: 5 * minute,
    }),
    /** vCPU on Fargate On-Demand, tasks outside services too. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/monitoring-fargate-usage.html */
    fargateVcpu: () =>
      hourly(
        {
          namespace: 'AWS/Usage',
          dimensions: { Service: 'Fargate', Type: 'Resource', Resource: 'vCPU', Class: 'Standard/OnDemand' },
        },
        'ResourceCount',
        'Maximum',
      ),
    /** Percent of the account's limit on provisioned units. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html */
    accountProvisioned: (side: Side) =>
      hourly({ namespace: 'AWS/DynamoDB', dimensions: {} }, `AccountProvisioned${side}CapacityUtilization`, 'Maximum'),
    /** A count of one's own, such as messages. */
    count: (metric: Metric & { metricName: string }): MetricQuery => ({
      ...hourly(metric, metric.metricName, 'Sum'),
      windowSeconds: 2 * windowSeconds + 2 * day,
    }),
  };
}
export type WeeklyQueries = ReturnType<typeof weeklyQueries>;

/** Which metrics the weekly report needs of each kind. */
export function weeklyNeeds(period: WeeklyPeriod): MetricNeed[] {
  const ask = weeklyQueries(period);
  return [
    { kind: 'ecs-service', needs: (service) => ofEcsService(service, ask) },
    { kind: 'scalable-target', needs: (target) => ofTarget(target, ask) },
    { kind: 'dynamodb-table', needs: (table) => ofDynamodbTable(table, ask) },
    { kind: 'dynamodb-account', needs: () => sides.map(ask.accountProvisioned) },
    { kind: 'lambda-function', needs: (one) => ofLambdaFunction(one, ask) },
    { kind: 'lambda-account', needs: () => [ask.accountConcurrency(), ask.accountInvocations()] },
    { kind: 'elasticache-cluster', needs: (node) => ofCacheNode(node, ask) },
    { kind: 'rds-instance', needs: ({ attributes }) => [ask.databaseCpu(String(attributes.instanceId))] },
    { kind: 'bedrock-provisioned-throughput', needs: ({ id }) => [ask.modelInvocations(id), ask.modelThrottles(id)] },
    {
      kind: 'opensearch-account',
      needs: ({ account }, peers) =>
        peers.all('opensearch-collection').length === 0 || peers.all('opensearch-collection-group').length > 0
          ? []
          : ocuMetrics.flatMap((metric) => [ask.ocu(account, metric), ask.ocuOfFive(account, metric)]),
    },
    { kind: 'service-quota', needs: ({ key }) => (key === fargateQuotaKey ? [ask.fargateVcpu()] : []) },
  ];
}

export const ocuMetrics = ['SearchOCU', 'IndexingOCU'] as const;

/** vCPU of Fargate On-Demand that run at once in an account and region. */
export const fargateQuotaKey = 'fargate/L-3032A538';

function ofEcsService({ attributes }: Resource, ask: WeeklyQueries): MetricQuery[] {
  if (attributes.status !== 'ACTIVE') return [];
  const [cluster, service] = [String(attributes.clusterName), String(attributes.serviceName)];
  return [
    ask.serviceUse(cluster, service, 'CPUUtilization'),
    ask.serviceUse(cluster, service, 'MemoryUtilization'),
    ask.taskMinutes(cluster, service),
  ];
}

/** Of what has room to scale: how long it stood at its maximum. */
function ofTarget({ attributes, ...target }: Resource, ask: WeeklyQueries): MetricQuery[] {
  if (!(Number(attributes.minCapacity) < Number(attributes.maxCapacity))) return [];
  const [head, cluster, service] = String(attributes.resourceId).split('/');
  if (attributes.scalableDimension === 'ecs:service:DesiredCount' && head === 'service' && cluster && service) {
    return [ask.taskMinutesOfFive(cluster, service)];
  }
  const slice = scaledSlice({ ...target, attributes });
  return slice ? [ask.provisionedOfFive(slice.table, slice.index, slice.side)] : [];
}

function ofDynamodbTable(table: Resource, ask: WeeklyQueries): MetricQuery[] {
  const name = String(table.attributes.tableName);
  const onDemand = table.attributes.billingMode === 'PAY_PER_REQUEST';
  return slicesOf(table).flatMap(({ index, members }) =>
    sides.flatMap((side) => [
      ask.tableThrottles(name, index, side, null),
      ...reasonsOf(table, members, side).map((reason) => ask.tableThrottles(name, index, side, reason)),
      ...(onDemand ? [] : [ask.consumed(name, index, side), ask.provisioned(name, index, side)]),
    ]),
  );
}

function ofLambdaFunction({ attributes }: Resource, ask: WeeklyQueries): MetricQuery[] {
  const name = String(attributes.functionName);
  if (attributes.managedInstances === true || attributes.reservedConcurrency === 0) return [];
  return [
    ask.functionThrottles(name),
    ask.longestDuration(name),
    ...(typeof attributes.reservedConcurrency === 'number' ? [ask.concurrency(name), ask.concurrencyOfFive(name)] : []),
    ...provisionedOf(attributes.provisionedConcurrency).map(({ qualifier }) =>
      ask.provisionedConcurrencyUse(name, qualifier),
    ),
  ];
}

/** Aliases and versions of a function with environments that are kept warm. */
export function provisionedOf(value: unknown): { qualifier: string; requested: number }[] {
  return Array.isArray(value) ? (value as { qualifier: string; requested: number }[]) : [];
}

function ofCacheNode({ attributes }: Resource, ask: WeeklyQueries): MetricQuery[] {
  if (attributes.engine === 'memcached') return [];
  const node = String(attributes.clusterId);
  return [
    ask.engineCpu(node),
    ask.memory(node),
    ask.entries(node),
    ...(['CacheHits', 'CacheMisses', 'Evictions'] as const).map((metric) => ask.cacheCount(node, metric)),
  ];
}
